"""How charts become SVG: the same bytes everywhere, the page's colours, nothing upon anything else."""

import csv
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from itertools import combinations
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

import pytest
from markupsafe import escape
from playwright.sync_api import Browser

from tests.conftest import ROOT
from tracker.cache import Cache
from tracker.stages.charts.fonts import measure
from tracker.stages.charts.layout import rows, swarm
from tracker.stages.charts.palette import TOKENS, shape_of
from tracker.stages.charts.svg import Drawn, clean
from tracker.stages.draw import WIDTHS, downloads, draw, drawn, dressed
from tracker.values.chart import (
    Bar,
    Cell,
    Chart,
    ChartData,
    ContextPoint,
    Drawing,
    Era,
    FigureContext,
    Mark,
    MeasureValues,
    Milestone,
    NationalTimeline,
    RatingCounts,
    RatingDistribution,
    RatingHistory,
    Row,
    RowGroup,
    StandardsGrid,
    ValueCounts,
    ValuePoint,
)
from tracker.values.facts import RatingGroup
from tracker.values.tokens import tokens

SVG = "{http://www.w3.org/2000/svg}"  # of files; within a page no element has a namespace
SCALE = ("Outstanding", "Good", "Requires improvement", "Inadequate")
FIVE = ("Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate")
LONG = (
    "Kent, Surrey and Sussex Community Rehabilitation Company & its partners in the whole of the south east"
)
WORDY = (
    "Exceptionally good in every respect",
    "Good in most respects",
    "Requires substantial and immediate improvement",
    "Inadequate in several important respects",
)
UNIT = "working days of staff of every grade"
SIGNED = "Probation Inspection Tracker, https://example.org/"
COLOURS = tokens((ROOT / "static/site.css").read_text(encoding="utf-8")).light
Box = tuple[float, float, float, float]


def chart(data: ChartData, key: str = "c") -> Chart:
    return Chart(key, "A <title> & more", "s", "An alt text", "s", ("Day", "Sum"), (("=1+1", "–3"),), data)


def both(data: ChartData, key: str = "c") -> dict[str, str]:
    """The drawings within a page, by variant."""
    made = draw(data)
    return {form: dressed(form, chart(data, key), made, SIGNED, COLOURS) for form in ("wide", "narrow")}


def whole(one: Chart) -> str:
    return dressed("file", one, draw(one.data), SIGNED, COLOURS)


def marks(count: int, step: int = 90, scale: tuple[str, ...] = SCALE) -> tuple[Mark, ...]:
    first = date(2015, 3, 1)
    words = (*scale, "Not rated", "Not recorded")
    return tuple(
        Mark(
            first + timedelta(step * n),
            f"March {2015 + n}",
            (n % 6 + 1) % 5 if n % 6 < 4 else 0,
            words[n % 6],
        )
        for n in range(count)
    )


def history(*sizes: int, step: int = 90, scale: tuple[str, ...] = SCALE) -> RatingHistory:
    given = iter(marks(sum(sizes), step, scale))
    return RatingHistory(
        scale,
        tuple(Era(f"{LONG} {n}", tuple(next(given) for _ in range(size))) for n, size in enumerate(sizes)),
    )


def grid(columns: int, standards: int = 10, scale: tuple[str, ...] = SCALE) -> StandardsGrid:
    cells = [Cell(level, word) for level, word in enumerate(("Not recorded", *scale))]
    table = [
        Row(f"{LONG} {n}", tuple(cells[(n + place) % 5] for place in range(columns)))
        for n in range(standards)
    ]
    labels = tuple(f"March {1980 + n}" for n in range(columns))
    return StandardsGrid(
        scale, labels, (RowGroup("A domain", tuple(table[:3])), RowGroup("", tuple(table[3:])))
    )


def milestones(count: int, step: int) -> tuple[Milestone, ...]:
    return tuple(
        Milestone(date(2015, 1, 1) + timedelta(step * n), f"Milestone {n} of the service")
        for n in range(count)
    )


def timeline(
    count: int, events: tuple[Milestone, ...] = (), step: int = 90, scale: tuple[str, ...] = SCALE
) -> NationalTimeline:
    return NationalTimeline(scale, marks(count, step, scale), events)


def context(count: int, unit: str = "%") -> FigureContext:
    return FigureContext(
        unit,
        tuple(
            ContextPoint(f"{LONG}, {n}", 10 + n * 2, f"almost {10 + n * 2} {unit}", n == count // 2)
            for n in range(count)
        ),
    )


def many(count: int, unit: str = "%") -> ValueCounts:
    """Steps with few values and many, and without any; the figure at the very end."""
    return ValueCounts(unit, 0, 5, tuple(n * 37 % 101 for n in range(count)), 5.0 * count, f"almost {unit}")


def values(count: int, unit: str = "%", most: int = 90, step: int = 70) -> MeasureValues:
    """Values spread over the scale, close together in time, with names of any length."""
    numbers = [most * (n * 37 % 100) // 100 for n in range(1, count + 1)]
    return MeasureValues(
        unit,
        tuple(
            ValuePoint(
                date(2016, 5, 1) + timedelta(step * n),
                f"{LONG} {n}" if n % 2 else f"CRC {n}",
                number,
                f"almost {number:,} {unit}",
                n == count - 1,
            )
            for n, number in enumerate(numbers)
        ),
    )


def years(count: int, scale: tuple[str, ...] = SCALE) -> RatingDistribution:
    """Years with programmes that begin before the first of them, in their midst and close together."""
    begin = tuple(Milestone(date(1989 + n, 10, 1), f"Programme {n}") for n in (0, 1, 2))
    bars = tuple(Bar(1990 + n, (0, n % 4, n, 3), (n % 3, 1)) for n in range(count))
    return RatingDistribution(scale, ("Not recorded", "Unrated programme"), bars, begin)


def counts(rows: int, most: int = 20, scale: tuple[str, ...] = SCALE) -> RatingCounts:
    """Groups of very different size: long bars, pieces too short for their number, and none at all."""
    return RatingCounts(
        scale,
        tuple(
            RatingGroup(f"{LONG} {n}", (n % 2, n * most % (most + 3), most, n % 3), 12 * (n % 2))
            if n % 5 != 1
            else RatingGroup("Nobody" if n % 2 else "Few", (0, 0, 1, 1) if n % 2 == 0 else (0,) * 4, 0)
            for n in range(rows)
        ),
    )


SIZES = (1, 2, 6, 40)
KINDS: dict[str, Callable[[int], ChartData]] = {
    "history": history,
    "history of many programmes": lambda count: history(*(1 for _ in range(count)), step=400),
    "history in other words": lambda count: history(count, scale=WORDY),
    "grid": grid,
    "grid of many standards": lambda count: grid(2, count),
    "grid in other words": lambda count: grid(count, scale=WORDY),
    "context": lambda count: context(min(count, 12)),
    "context in other units": lambda count: context(min(count, 12), UNIT),
    "context of many": many,
    "context of many in other units": lambda count: many(count, UNIT),
    "values": values,
    "values in other units": lambda count: values(count, UNIT, 260_000),
    "timeline": timeline,
    "timeline with milestones": lambda count: timeline(40, milestones(count, 90)),
    "timeline in other words": lambda count: timeline(count, milestones(3, 400), scale=WORDY),
    "counts": counts,
    "counts in other words": lambda count: counts(count, 150, WORDY),
    "distribution": years,
    "distribution in other words": lambda count: years(count, WORDY),
}
DATA: dict[str, ChartData] = {
    **{f"{kind} of {size}": make(size) for kind, make in KINDS.items() for size in SIZES},
    "history of three programmes": history(2, 3, 1, step=400),
    "history on a scale of five": history(12, scale=FIVE),
    "history with a programme of one": history(25, 1, 14),
    "history over 40 years": history(30, 10, step=370),
    "history on one day": history(4, 2, step=0),
    "context of 12": context(12),
    "values of 16": values(16),
    "values of 150": values(150),
    "values of 600": values(600, step=9),
    "values of one day": values(6, step=0),
    "equal values": values(12, most=0),
    "values of many people": values(40, "people", 260_000),
    "timeline of 140": timeline(140, milestones(9, 400), 25),
    "timeline of crowded milestones": timeline(40, milestones(8, 12)),
    "counts of one inspection": counts(2, 1),
}
# How high each kind may be, however many values there are; a row for each may add so many pixels.
HIGHEST = {"history": (600, 0), "grid": (1000, 70), "context": (330, 60), "values": (480, 0)}
HIGHEST |= {
    "history of many programmes": (600, 60),
    "timeline": (700, 50),
    "counts": (120, 100),
    "distribution": (640, 0),
}


@pytest.fixture(scope="module")
def drawings() -> dict[str, dict[str, str]]:
    return {name: both(data, name.replace(" ", "-")) for name, data in DATA.items()}


every_kind = pytest.mark.parametrize("name", DATA)


def boxes(svg: str) -> Iterator[tuple[Box, str]]:
    """Where each text stands, from the top of a capital to below the baseline."""
    for text in ET.fromstring(svg).iter("text"):
        size, words = float(text.get("font-size", "13")), text.text or ""
        width = measure(words, size, text.get("font-weight") == "700")
        x, y = float(text.get("x", "")), float(text.get("y", ""))
        left = x - width * {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", ""), 0)
        yield (left, y - size * 0.73, left + width, y + size * 0.2), words


def shapes(svg: str) -> Iterator[tuple[str, Box]]:
    """The class of each mark, line and box, with what it covers."""
    for parent in ET.fromstring(svg).iter():
        for element in parent.iter("circle") if parent.tag == "g" else [parent]:
            kind = (element if element is parent else parent).get("class", "")
            if element.tag == "circle" and (element is parent or parent.tag == "g"):
                x, y, r = (float(element.get(name, "")) for name in ("cx", "cy", "r"))
                yield kind, (x - r, y - r, x + r, y + r)
            elif element.tag == "path":
                for part in element.get("d", "").split("M")[1:]:
                    xs, ys = zip(*corners(part), strict=True)
                    yield kind, (min(xs), min(ys), max(xs), max(ys))


def corners(part: str) -> list[tuple[float, float]]:
    """The corners of a path after its M: absolute ones, then steps from each to the next."""
    absolute, _, steps = part.partition("l")
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", absolute)]
    made = list(zip(numbers[::2], numbers[1::2], strict=True))
    moves = [float(number) for number in re.findall(r"-?[\d.]+", steps)]
    for x, y in zip(moves[::2], moves[1::2], strict=True):
        made.append((made[-1][0] + x, made[-1][1] + y))
    return made


@every_kind
@pytest.mark.parametrize("variant", WIDTHS)
def test_no_text_stands_upon_another_or_outside(
    drawings: dict[str, dict[str, str]], name: str, variant: str
) -> None:
    svg = drawings[name][variant]
    *_, width, height = map(float, ET.fromstring(svg).get("viewBox", "").split())
    assert width == WIDTHS[variant]
    placed = list(boxes(svg))
    assert placed
    for (left, top, right, bottom), words in placed:
        assert left >= -0.5, words
        assert top >= 0, words
        assert right <= width + 0.5, words
        assert bottom <= height, words
    for (one, said), (other, also) in combinations(placed, 2):
        assert not upon(one, other), f"{said} / {also}"


@every_kind
@pytest.mark.parametrize("variant", WIDTHS)
def test_no_mark_stands_outside_or_upon_a_text(
    drawings: dict[str, dict[str, str]], name: str, variant: str
) -> None:
    svg = drawings[name][variant]
    *_, width, height = map(float, ET.fromstring(svg).get("viewBox", "").split())
    texts = list(boxes(svg))
    assert any(kind for kind, _ in shapes(svg))
    for kind, box in shapes(svg):
        assert box[0] >= -0.5, kind
        assert box[1] >= -0.5, kind
        assert box[2] <= width + 0.5, kind
        assert box[3] <= height + 0.5, kind
        if kind.startswith(("f-rating", "f-accent", "f-muted")):
            assert not [words for text, words in texts if upon(box, text)], kind


def upon(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("variant", WIDTHS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_is_as_high_as_its_content_needs(
    drawings: dict[str, dict[str, str]], kind: str, size: int, variant: str
) -> None:
    svg = drawings[f"{kind} of {size}"][variant]
    height = float(ET.fromstring(svg).get("viewBox", "").split()[3])
    most, each = HIGHEST.get(kind) or HIGHEST[kind.split(maxsplit=1)[0]]
    assert height <= most + each * size
    lowest = max(box[3] for box in (*(box for box, _ in boxes(svg)), *(box for _, box in shapes(svg))))
    assert height - lowest <= 30  # no empty ground below


@every_kind
def test_the_svg_is_small_clean_and_takes_the_colours_of_the_page(
    drawings: dict[str, dict[str, str]], name: str
) -> None:
    classes = {f"{way}-{token}" for way in "fs" for token in TOKENS.values()}
    for variant, svg in drawings[name].items():
        root = ET.fromstring(svg)
        assert svg.startswith("<svg ")
        assert root.get("role") == "img"
        # One text tells both what they show; without a title, which browsers would show on top.
        assert [child.text for child in root.iter("desc")] == ["An alt text"] * (variant == "wide")
        assert not re.search(r"#[0-9a-fA-F]{3}|style|font-family|<defs|<use|clip-path|nan|inf\b", svg)
        assert {element.tag for element in root.iter()} <= {"svg", "desc", "g", "path", "circle", "text"}
        assert {each for found in re.findall(r'class="([^"]*)"', svg) for each in found.split()} <= classes


def test_the_style_sheet_has_each_class_that_drawings_use_and_no_other(
    drawings: dict[str, dict[str, str]],
) -> None:
    svgs = [svg for each in drawings.values() for svg in each.values()]
    used = {one for svg in svgs for found in re.findall(r'class="([^"]*)"', svg) for one in found.split()}
    sheet = (ROOT / "static/site.css").read_text(encoding="utf-8")
    assert used == set(re.findall(r"^\.([fs]-[\w-]+)", sheet, re.MULTILINE))


def test_texts_stay_text(drawings: dict[str, dict[str, str]]) -> None:
    assert ">Requires improvement</text>" in drawings["grid of 2"]["wide"]


def test_both_drawings_are_told_by_one_text_with_an_id_of_its_own(
    drawings: dict[str, dict[str, str]],
) -> None:
    for name, svgs in drawings.items():
        assert re.findall(r' id="([^"]+)"', "".join(svgs.values())) == [f"{name.replace(' ', '-')}-alt"]
        assert {ET.fromstring(svg).get("aria-labelledby") for svg in svgs.values()} == {
            f"{name.replace(' ', '-')}-alt"
        }


def test_a_colour_outside_the_palette_is_refused() -> None:
    path = '<path d="M 0 0" style="fill: #123456"/>'
    with pytest.raises(ValueError, match="#123456"):
        clean(f'<svg xmlns="{SVG[1:-1]}" viewBox="0 0 1 1">{path}</svg>')


def lines(svg: str) -> Iterator[list[tuple[float, float]]]:
    """The thick lines that join marks."""
    for path in ET.fromstring(svg).iter("path"):
        if path.get("stroke-width") == "2":
            for part in path.get("d", "").split("M")[1:]:
                numbers = [float(number) for number in re.findall(r"-?[\d.]+", part)]
                yield list(zip(numbers[::2], numbers[1::2], strict=True))


def rated(*levels: int, framework: str = "f", since: int = 2015) -> Era:
    words = ("Not rated", *SCALE)
    return Era(
        framework,
        tuple(
            Mark(date(since + n, 6, 1), str(since + n), level, words[level]) for n, level in enumerate(levels)
        ),
    )


@pytest.mark.parametrize("variant", WIDTHS)
@pytest.mark.parametrize(
    ("eras", "steps"),
    [
        ((rated(2, 3, 3),), 2),
        ((rated(2, 3), rated(3, 4, framework="g", since=2018)), 2),
        ((rated(2), rated(2, framework="g", since=2018)), 0),
        ((rated(2, 0, 2),), 0),
    ],
)
def test_a_line_joins_only_rated_neighbours_of_one_framework(
    variant: str, eras: tuple[Era, ...], steps: int
) -> None:
    svg = both(RatingHistory(SCALE, eras))[variant]
    drawn_steps = list(lines(svg))
    assert len(drawn_steps) == steps
    dashes = [
        float(x)
        for path in ET.fromstring(svg).iter("path")
        if path.get("stroke-dasharray")
        for x in re.findall(r"M([\d.]+)", path.get("d", ""))
    ]
    assert len(dashes) == len(eras) - 1
    for x in dashes:
        assert not any(min(step)[0] < x < max(step)[0] for step in drawn_steps)


def test_an_unrated_inspection_is_a_hollow_mark_on_a_lane_of_its_own() -> None:
    svg = both(RatingHistory(SCALE, (rated(0, 2),)))["wide"]
    hollow = [c for c in ET.fromstring(svg).iter("circle") if c.get("class") == "f-paper s-unrated"]
    assert len(hollow) == 2  # beside the name of the lane, and on it
    heights = [float(circle.get("cy", "")) for circle in hollow]
    assert abs(heights[0] - heights[1]) < 1
    assert ">Not rated</text>" in svg


def test_what_is_not_recorded_looks_unlike_what_is_not_rated() -> None:
    silences = [
        Mark(date(2018 + n, 1, 1), "", 0, word) for n, word in enumerate(("Not rated", "Not recorded"))
    ]
    svg = both(RatingHistory(SCALE, (Era("f", tuple(silences)),)))["wide"]
    assert len(re.findall(r">\?</text>", svg)) == 2
    assert len(list(ET.fromstring(svg).iter("circle"))) == 3  # Good in its name, and twice Not rated


def test_every_step_of_a_scale_of_five_has_a_shape_and_a_colour_of_its_own() -> None:
    points = tuple(Mark(date(2018, n, 1), "", n, word) for n, word in enumerate(FIVE, 1))
    svg = both(NationalTimeline(FIVE, points, ()))["wide"]
    assert sorted(re.findall(r"f-rating-\d", svg)) == [
        f"f-rating-{n}" for n in (1, 1, 2, 2, 3, 3, 4, 4, 5, 5)
    ]
    assert len({shape_of(level, 5, "") for level in range(1, 6)}) == 5
    assert [shape_of(level, 4, "") for level in (1, 2, 3, 4)] == [shape_of(n, 5, "") for n in (1, 2, 4, 5)]


def test_every_step_of_a_scale_has_a_shape_of_its_own() -> None:
    points = tuple(Mark(date(2018, n, 1), "", n, word) for n, word in enumerate(SCALE, 1))
    svg = both(NationalTimeline(SCALE, points, ()))["wide"]
    corners = {
        path.get("d", "").count(" ") for path in ET.fromstring(svg).iter("path") if "l" in path.get("d", "")
    }
    assert len(corners) == 3  # star, triangle, square
    assert len(list(ET.fromstring(svg).iter("circle"))) == 2


def test_marks_never_overlap() -> None:
    xs = [n * 1.7 for n in range(140)]
    shifts = swarm(xs, 9)
    for (x, y), (other, also) in combinations(zip(xs, shifts, strict=True), 2):
        assert abs(x - other) >= 9 or abs(y - also) >= 9


def test_rows_keep_spans_apart() -> None:
    assert rows([(0, 10), (5, 15), (10, 20), (21, 30)]) == [0, 1, 0, 0]
    assert rows([(0, 10), (12, 20)], gap=5) == [0, 1]


def test_a_typical_chart_is_under_eight_kilobytes(drawings: dict[str, dict[str, str]]) -> None:
    for name in (
        "history of three programmes",
        "grid of 2",
        "context of 12",
        "timeline of 6",
        "counts of 6",
        "distribution of 2",
    ):
        assert all(len(svg) < 8192 for svg in drawings[name].values())


def test_characters_that_the_measuring_font_lacks_do_no_harm() -> None:
    data = FigureContext(
        "£", (ContextPoint("缓刑 $x$ 🙂", -3, "£-3", True), ContextPoint("ŵ <b>", 0, "£0", False))
    )
    svg = both(data)["narrow"]
    assert ">缓刑 $x$ 🙂</text>" in svg
    assert ">ŵ &lt;b&gt;</text>" in svg


def test_the_same_input_gives_the_same_bytes_in_any_process() -> None:
    code = (
        "from tests.test_draw import DATA, chart, whole;"
        "print([whole(chart(DATA[name])) for name in sorted(DATA)[::3]])"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1]
    assert len(runs[0]) > 10_000


def test_only_what_the_cache_lacks_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Cache(tmp_path)
    one, two = chart(years(2), "one"), chart(years(3), "two")
    first = drawn([one], SIGNED, COLOURS, shelf)
    monkeypatch.setattr("tracker.stages.draw.draw", lambda _: (Drawn(1, 1, "<g/>"), Drawn(1, 1, "<g/>")))
    again = drawn([one, two], SIGNED, COLOURS, shelf)
    assert again["one"].file == first["one"].file
    assert "<g/>" in again["two"].wide


def test_other_words_around_a_drawing_are_no_reason_to_draw_it_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, one = Cache(tmp_path), chart(years(2), "one")
    first = drawn([one], SIGNED, COLOURS, shelf)["one"]
    monkeypatch.setattr("tracker.stages.draw.draw", None)
    assert "by somebody else" in drawn([one], "by somebody else", COLOURS, shelf)["one"].file
    assert "#123456" in drawn([one], SIGNED, {**COLOURS, "ink": "#123456"}, shelf)["one"].file
    other = replace(one, id="two", title="Another title", alt="Another text")
    made = drawn([other], SIGNED, COLOURS, shelf)["two"]
    assert made.wide == first.wide.replace("one-alt", "two-alt").replace("An alt text", "Another text")
    assert ">Another title</text>" in made.file


def test_equal_charts_are_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[ChartData] = []

    def counted(data: ChartData) -> tuple[Drawn, Drawn]:
        seen.append(data)
        return draw(data)

    monkeypatch.setattr("tracker.stages.draw.draw", counted)
    made = drawn([chart(years(2), name) for name in "abc"], SIGNED, COLOURS, Cache(None))
    assert len(seen) == 1
    assert len({drawing.wide for drawing in made.values()}) == 3


def test_another_matplotlib_or_other_code_draws_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, one = Cache(tmp_path), chart(years(2), "one")
    drawn([one], SIGNED, COLOURS, shelf)
    for name, changed in (("version", lambda _: "0"), ("code_digest", lambda *_: "other code")):
        monkeypatch.setattr(f"tracker.stages.draw.{name}", changed)
        new = Drawn(1, 1, f"<{name}/>")
        monkeypatch.setattr("tracker.stages.draw.draw", lambda _, new=new: (new, new))
        assert new.markup in drawn([one], SIGNED, COLOURS, shelf)["one"].wide


def alone(data: ChartData) -> ET.Element:
    return ET.fromstring(whole(replace(chart(data), title=LONG, subtitle=f"{LONG}. " * 4)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_stands_alone(kind: str) -> None:
    """In colours, not in variables, with its title, its source and whose it is, on a ground of its own."""
    root = alone(KINDS[kind](6))
    text = ET.tostring(root, encoding="unicode")
    assert (root.get("width"), root.get("height")) == tuple(root.get("viewBox", "").split()[2:])
    assert not re.search(r"var\(|style=|@import|href|http(?!://www.w3.org/2000/svg|s://example.org/)", text)
    used = {one for found in re.findall(r'class="([^"]*)"', text) for one in found.split()}
    style = root.findtext(f"{SVG}style") or ""
    assert set(re.findall(r"\.([fs]-[\w-]+)\{", style)) == used
    assert set(re.findall(r"#\w+", style)) <= set(COLOURS.values())
    words = " ".join(each.text or "" for each in root.iter(f"{SVG}text"))
    assert words.startswith(LONG)
    assert words.endswith(SIGNED)
    texts = [(float(each.get("y", "")), each.text) for each in root.findall(f"{SVG}g/{SVG}text")]
    assert texts == sorted(texts, key=lambda line: line[0])
    assert texts[-1][0] < float(root.get("height", ""))
    group = root.find(f"{SVG}g/{SVG}g")
    assert group is not None
    wide = ET.fromstring(both(KINDS[kind](6))["wide"])
    top = float((group.get("transform") or "").split()[1].rstrip(")"))
    bottom = top + float(wide.get("viewBox", "").split()[3])
    inside = [y for y, _ in texts if top - 4 < y < bottom]
    assert not inside
    assert len(group) == len(wide) - 1  # all of the drawing but its description


def test_letters_that_the_font_lacks_are_there_without_a_warning() -> None:
    assert ">漢字<" in whole(replace(chart(history(2)), title="漢字"))


@pytest.mark.parametrize("words", ['of class="f-ink', 'class="', 'a class="b" and c'])
def test_words_of_a_title_are_no_class_of_a_drawing(words: str) -> None:
    plain, odd = (
        ET.fromstring(whole(replace(chart(history(2)), title=f"{title} of them"))) for title in ("All", words)
    )
    assert odd.findtext(f"{SVG}style") == plain.findtext(f"{SVG}style")


def test_the_data_of_a_chart_runs_in_no_spreadsheet() -> None:
    one = chart(years(2), "one")
    files = downloads([one], {"one": Drawing("", lambda _: "<svg/>")})
    assert {name: file.read() for name, file in files.items()} == {
        "charts/one.svg": b"<svg/>",
        "charts/one.csv": "Day,Sum\r\n'=1+1,–3\r\n".encode(),
    }


def test_matplotlib_is_loaded_only_to_draw() -> None:
    code = (
        "import sys, tracker.stages.draw as d; d.drawn([], '', {}, None); print('matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_draws_each_text_where_it_was_measured(
    drawings: dict[str, dict[str, str]], browser: Browser, scheme: Literal["light", "dark"]
) -> None:
    """In the reader's own font, in the style sheet's sizes, and in its colours for both themes."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    sheet = (ROOT / "static/site.css").read_text(encoding="utf-8")
    svgs = [f'<div class="chart">{svg}</div>' for each in drawings.values() for svg in each.values()]
    page.set_content(f"<style>{sheet} .chart {{ width: 720px }}</style>{''.join(svgs)}")
    faults = page.evaluate(
        """() => [...document.querySelectorAll('svg')].flatMap(svg => {
            const ground = svg.viewBox.baseVal;
            const texts = [...svg.querySelectorAll('text')].map(text => [text.getBBox(), text.textContent]);
            const out = texts.filter(([box]) => box.x < -1 || box.x + box.width > ground.width + 1
                || box.y + box.height > ground.height + 3);
            const black = [...svg.querySelectorAll('[class]')].filter(shape => {
                const { fill, stroke } = getComputedStyle(shape);
                return fill === 'rgb(0, 0, 0)' || (stroke === 'none' && fill === 'none');
            });
            return [...out.map(([, words]) => words), ...black.map(shape => shape.outerHTML)];
        })"""
    )
    context.close()
    assert faults == []


def test_every_chart_of_the_site_can_be_taken_along(real_site: Path) -> None:
    """With its own drawing and the data of its table; and nothing on its page is styled inline."""
    shown = set()
    for page in sorted(real_site.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        for figure in re.findall(r'<figure class="chart".*?</figure>', html, re.DOTALL):
            assert not re.search(r"\sstyle=", figure)
            files = r'href="((?:[^"]*/)?charts/([^"/]*)\.(svg|csv))" aria-label="(?:SVG|CSV): '
            links = re.findall(files, figure)
            assert [ending for _, _, ending in links] == ["svg", "csv"]
            drawing, data = ((page.parent / link).read_text(encoding="utf-8") for link, *_ in links)
            name = links[0][1]
            shown.add(name)
            title = ET.fromstring(drawing).findtext(f"{SVG}title")
            assert f'id="{name}-title">{escape(str(title))}</h' in figure
            lines = list(csv.reader(StringIO(data)))
            assert len(lines) > 1
            assert len({len(line) for line in lines}) == 1
            if "<table>" in figure:
                assert figure.count("<tr>") == len(lines)
    assert {file.stem for file in (real_site / "charts").iterdir()} == shown
