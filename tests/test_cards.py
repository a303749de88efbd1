"""The pictures that other sites show beside a link."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest
from PIL import Image

from tests.conftest import ROOT, TODAY
from tracker.cache import Cache
from tracker.pipeline import build
from tracker.stages import picture
from tracker.stages.charts.paint import card_png, icon_png
from tracker.stages.picture import pictured
from tracker.values.card import SIZE, Card
from tracker.values.dates import PartialDate
from tracker.values.facts import Rating, Silence, silent
from tracker.values.project import Project
from tracker.values.tokens import tokens

COLOURS = tokens((ROOT / "static/site.css").read_text(encoding="utf-8")).light
CARD = Card(
    "/a/card.png",
    "Probation Inspection Tracker",
    "Community Rehabilitation Company",
    "Merseyside CRC",
    Rating("Good", 2, 4),
    "Report of 3 July 2019",
)
LONGEST = "Derbyshire, Leicestershire, Nottinghamshire and Rutland CRC, from November 2018 to January 2019"
Pixels = dict[tuple[int, int, int], int]


def image(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(card_png(card, COLOURS))).convert("RGB")


def rgb(token: str) -> tuple[int, int, int]:
    digits = COLOURS[token].lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    red, green, blue = (int(digits[place : place + 2], 16) for place in (0, 2, 4))
    return red, green, blue


def counts(drawn: Image.Image) -> dict[Any, int]:
    return {colour: number for number, colour in drawn.getcolors(99999) or []}


def test_a_card_has_the_size_that_it_says() -> None:
    assert image(CARD).size == SIZE == (CARD.width, CARD.height) == (1200, 630)


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_a_rating_has_its_colour_and_no_other(level: int) -> None:
    rating = Rating("Rated", level, 5)
    found = counts(image(replace(CARD, rating=rating)))
    for each in (1, 2, 3, 4, 5):
        assert (found.get(rgb(f"rating-{each}"), 0) > 1000) == (each == rating.tone)
    assert found[rgb("paper")] > 500_000
    assert found[rgb("ink")] > 5000


def test_a_rating_is_told_by_its_shape_as_well() -> None:
    """The same word and so nearly the same picture, but for the shape."""
    shapes = {
        bytes(image(replace(CARD, rating=Rating("Rated", n, 5))).convert("1").tobytes()) for n in range(1, 6)
    }
    assert len(shapes) == 5


@pytest.mark.parametrize("kind", ["not-rated", "not-inspected", "not-recorded", "not-published"])
def test_a_silence_has_no_colour_of_a_rating(kind: Silence) -> None:
    found = counts(image(replace(CARD, rating=silent(kind))))
    assert not any(rgb(f"rating-{each}") in found for each in (1, 2, 3, 4))
    assert found[rgb("unrated")] > 300


@pytest.mark.parametrize(
    "name",
    [
        LONGEST,
        "Llan" + "fair" * 60,
        "word " * 80,
        "$x^2$ \\frac{1}{2} {{ 7*7 }} <b>",
        "漢字 😀 مرحبا Ŵales",
        "I",
    ],
)
def test_any_name_stays_inside_the_margins_and_above_the_rating(name: str) -> None:
    drawn = image(replace(CARD, name=name, rating=None, dated=""))
    paper = rgb("paper")
    for margin in ((0, 30, 78, 535), (1125, 30, 1200, 535)):
        assert counts(drawn.crop(margin)).keys() == {paper}
    assert counts(drawn.crop((0, 395, 1200, 535))).keys() == {paper}
    assert len(counts(drawn.crop((80, 120, 1120, 390)))) > 1


def test_a_long_name_is_shown_whole() -> None:
    shorter = image(replace(CARD, name=LONGEST.removesuffix("2019") + "2018"))
    assert image(replace(CARD, name=LONGEST)).tobytes() != shorter.tobytes()


def test_long_words_around_the_name_are_cut_at_the_margin() -> None:
    long = "What inspectors have found about probation services " * 4
    drawn = image(replace(CARD, heading=long, dated=long, site=long, rating=Rating(long, 1, 4)))
    assert counts(drawn.crop((1125, 30, 1200, 630))).keys() == {rgb("paper")}


def test_the_same_card_is_the_same_bytes_whatever_the_machine_is_set_to() -> None:
    first = card_png(CARD, COLOURS)
    with mpl.rc_context({"font.family": "monospace", "savefig.dpi": 33, "lines.antialiased": False}):
        assert card_png(CARD, COLOURS) == first


def test_a_card_says_all_of_it_in_words() -> None:
    assert CARD.text == (
        "Merseyside CRC. Community Rehabilitation Company. Good. Report of 3 July 2019. "
        "Probation Inspection Tracker"
    )


def test_a_card_is_the_same_whatever_was_drawn_before_it() -> None:
    """What cards have in common is drawn once, and no card leaves anything on it."""
    first = card_png(CARD, COLOURS)
    card_png(replace(CARD, name="A much longer name of a probation service", rating=None), COLOURS)
    card_png(CARD, {**COLOURS, "rating-2": "#123456", "paper": "#eeeeee"})
    assert card_png(CARD, COLOURS) == first


def test_a_drawn_card_is_kept_until_it_or_a_colour_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def counted(card: Card | None, colours: dict[str, str]) -> bytes:
        drawn.append(card.name if card else "the icon")
        return draw(card, colours)

    def made(*cards: Card, **changed: str) -> dict[str, bytes]:
        files = pictured(cards, {**COLOURS, **changed}, Cache(tmp_path))()
        return {path: file.read() for path, file in files.items()}

    draw = picture.picture
    monkeypatch.setattr(picture, "picture", counted)
    other, equal = replace(CARD, url="/b/card.png", name="Essex CRC"), replace(CARD, url="/c/card.png")
    first = made(CARD, other, equal)
    assert set(first) == {"a/card.png", "b/card.png", "c/card.png", "apple-touch-icon.png"}
    assert first["a/card.png"] == first["c/card.png"]
    assert made(CARD, other, equal) == first
    assert drawn == ["Merseyside CRC", "Essex CRC", "the icon"]
    made(CARD, replace(other, name="Kent CRC"))
    assert drawn[3:] == ["Kent CRC"]
    changed = made(CARD, **{"rating-2": "#123456"})
    assert drawn[4:] == ["Merseyside CRC", "the icon"]
    assert changed["a/card.png"] != first["a/card.png"]


def test_a_card_that_the_cache_does_not_take_or_has_damaged_is_there_all_the_same(tmp_path: Path) -> None:
    whole = pictured([CARD], COLOURS, Cache(None))()["a/card.png"].read()
    assert whole == card_png(CARD, COLOURS)
    file = pictured([CARD], COLOURS, Cache(tmp_path))()["a/card.png"]
    for kept in tmp_path.rglob("cards/*/*"):
        kept.write_text("damaged", encoding="utf-8")
    assert file.read() == whole


def test_the_icon_is_as_the_vector_one() -> None:
    """Its ground and its steps, where static/icon.svg has them, in units of a 32nd."""
    drawn = Image.open(io.BytesIO(icon_png(COLOURS))).convert("RGB")
    unit = drawn.width / 32
    for place, token in (
        ((1, 1), "accent"),
        ((31, 31), "accent"),
        ((7, 20), "paper"),
        ((16, 13), "paper"),
        ((25, 8), "paper"),
        ((13, 23), "accent"),
    ):
        assert drawn.getpixel((round(place[0] * unit), round(place[1] * unit))) == rgb(token), place


def test_each_provider_and_inspection_has_its_own_card(
    tiny: Project, edit: Callable[[str, str, str], None]
) -> None:
    build(tiny, TODAY)
    before = {path: path.read_bytes() for path in tiny.output.rglob("card.png")}
    assert len(set(before.values())) == len(before) > 5
    edit("content/inspections/2020/northshire-crc.yaml", "overall: good", "overall: Inadequate")
    assert not build(tiny, TODAY).failed
    changed = {
        path.parent.relative_to(tiny.output).as_posix()
        for path in before
        if path.read_bytes() != before[path]
    }
    assert changed == {"inspections/2020/northshire-crc", "providers/northshire-crc"}


def test_a_card_tells_no_age_so_that_it_does_not_change_by_the_day(tiny: Project) -> None:
    build(tiny, TODAY)
    before = {path: path.read_bytes() for path in tiny.output.rglob("card.png")}
    build(tiny, PartialDate("2026-01-01"))
    assert {path: path.read_bytes() for path in tiny.output.rglob("card.png")} == before


def test_cards_are_light(real_site: Path) -> None:
    sizes = [file.stat().st_size for file in real_site.rglob("card.png")]
    assert max(sizes) <= 24_000
    assert sum(sizes) / len(sizes) <= 15_000


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        (lambda css: css.replace(b"--rating-3:", b"--rating-three:"), "--rating-3"),
        (lambda css: css.replace(b"--ink: #", b"--ink: #12345; --old: #"), "--ink"),
        (lambda css: b"\xff" + css.replace(b"--paper:", b"--pa:"), "--paper"),
        (lambda _: None, "--paper, --ink, --muted"),
    ],
)
def test_a_style_sheet_without_a_colour_is_a_problem(
    tiny: Project, change: Callable[[bytes], bytes | None], lacks: str
) -> None:
    static = tiny.root / "static"
    static.mkdir()
    for file in (ROOT / "static").iterdir():
        (static / file.name).write_bytes(file.read_bytes())
    sheet = static / "site.css"
    if changed := change(sheet.read_bytes()):
        sheet.write_bytes(changed)
    else:
        sheet.unlink()
    (problem,) = build(Project.at(tiny.root), TODAY).problems
    assert problem.file == "static/site.css"
    assert problem.message.startswith(f"it has no colour for {lacks}")
