"""How charts become SVG: the same bytes everywhere, the page's colours, nothing upon anything else."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tracker.cache import Cache
from tracker.stages.charts.layout import rows, swarm
from tracker.stages.charts.svg import clean
from tracker.stages.draw import WIDTHS, draw, drawn, measure
from tracker.values.chart import (
    Bar,
    Cell,
    Chart,
    ChartData,
    ContextPoint,
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
    StandardsProfile,
    ValuePoint,
)
from tracker.values.facts import RatingGroup

ROOT = Path(__file__).resolve().parents[1]
SVG = "{http://www.w3.org/2000/svg}"
SCALE = ("Outstanding", "Good", "Requires improvement", "Inadequate")
LONG = (
    "Kent, Surrey and Sussex Community Rehabilitation Company & its partners in the whole of the south east"
)
Box = tuple[float, float, float, float]


def chart(data: ChartData, key: str = "c") -> Chart:
    return Chart(key, "A <title> & more", "s", "An alt text", "s", (), (), data)


def marks(count: int, step: int = 90) -> tuple[Mark, ...]:
    first = date(2015, 3, 1)
    words = (*SCALE, "Not rated", "Not recorded")
    return tuple(
        Mark(
            first + timedelta(step * n),
            f"March {2015 + n}",
            (n % 6 + 1) % 5 if n % 6 < 4 else 0,
            words[n % 6],
        )
        for n in range(count)
    )


def history(*sizes: int, step: int = 90) -> RatingHistory:
    given = iter(marks(sum(sizes), step))
    return RatingHistory(
        SCALE,
        tuple(Era(f"{LONG} {n}", tuple(next(given) for _ in range(size))) for n, size in enumerate(sizes)),
    )


def groups(columns: int, standards: int) -> tuple[RowGroup, ...]:
    cells = [Cell(level, word) for level, word in enumerate(("Not recorded", *SCALE))]
    table = [
        Row(f"{LONG} {n}", tuple(cells[(n + place) % 5] for place in range(columns)))
        for n in range(standards)
    ]
    return (RowGroup("A domain", tuple(table[:3])), RowGroup("", tuple(table[3:])))


def milestones(count: int, step: int) -> tuple[Milestone, ...]:
    return tuple(
        Milestone(date(2015, 1, 1) + timedelta(step * n), f"Milestone {n} of the service")
        for n in range(count)
    )


def context(count: int) -> FigureContext:
    return FigureContext(
        "%",
        tuple(
            ContextPoint(f"{LONG}, {n}", 10 + n * 2, f"almost {10 + n * 2}%", n == 1) for n in range(count)
        ),
    )


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


def years(count: int) -> RatingDistribution:
    """Years with programmes that begin before the first of them, in their midst and close together."""
    begin = tuple(Milestone(date(1989 + n, 10, 1), f"Programme {n}") for n in (0, 1, 2))
    bars = tuple(Bar(1990 + n, (0, n % 4, n, 3), (n % 3, 1)) for n in range(count))
    return RatingDistribution(SCALE, ("Not recorded", "Unrated programme"), bars, begin)


def counts(rows: int, most: int = 20) -> RatingCounts:
    """Groups of very different size: long bars, pieces too short for their number, and none at all."""
    return RatingCounts(
        SCALE,
        tuple(
            RatingGroup(f"{LONG} {n}", (n % 2, n * most % (most + 3), most, n % 3), 12 * (n % 2))
            if n % 5 != 1
            else RatingGroup("Nobody" if n % 2 else "Few", (0, 0, 1, 1) if n % 2 == 0 else (0,) * 4, 0)
            for n in range(rows)
        ),
    )


DATA: dict[str, ChartData] = {
    "history of 1 and 1": history(1, 1, step=900),
    "history of 6": history(2, 3, 1, step=400),
    "history of 40": history(25, 1, 14),
    "history over 40 years": history(30, 10, step=370),
    "history on one day": history(4, 2, step=0),
    "profile of 2": StandardsProfile(SCALE, groups(1, 2)),
    "profile of 40": StandardsProfile(SCALE, groups(1, 40)),
    "profile on seven steps": StandardsProfile(
        (*SCALE, "Poor", "Unacceptable", "Extraordinary"), groups(1, 10)
    ),
    "grid of 2": StandardsGrid(SCALE, ("2018", "2020"), groups(2, 10)),
    "grid of 40": StandardsGrid(SCALE, tuple(f"March {1980 + n}" for n in range(40)), groups(40, 10)),
    "context of 2": context(2),
    "context of 12": context(12),
    "context of 40": context(40),
    **{f"{count} values": values(count) for count in (1, 2, 6, 16, 40, 150)},
    "values of one day": values(6, step=0),
    "equal values": values(12, most=0),
    "values of many people": values(40, "people", 260_000),
    "timeline of 3": NationalTimeline(SCALE, marks(3), ()),
    "timeline of 140": NationalTimeline(SCALE, marks(140, 25), milestones(9, 400)),
    "timeline of crowded milestones": NationalTimeline(SCALE, marks(40, 90), milestones(8, 12)),
    "timeline of 40 milestones": NationalTimeline(SCALE, marks(40, 90), milestones(40, 90)),
    "counts of 1": counts(1),
    "counts of 2": counts(2, 1),
    "counts of 6": counts(6, 150),
    "counts of 20": counts(20),
    "distribution of 2": years(2),
    "distribution of 40": years(40),
}


@pytest.fixture(scope="module")
def drawings() -> dict[str, dict[str, str]]:
    return {name: draw(chart(data, name.replace(" ", "-"))) for name, data in DATA.items()}


every_kind = pytest.mark.parametrize("name", DATA)


def boxes(svg: str) -> Iterator[tuple[Box, str]]:
    """Where each text stands, from the top of a capital to the baseline."""
    for text in ET.fromstring(svg).iter(f"{SVG}text"):
        size, words = float(text.get("font-size", "").removesuffix("px")), text.text or ""
        width = measure(words, size, text.get("font-weight") == "700")
        x, y = float(text.get("x", "")), float(text.get("y", ""))
        left = x - width * {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", ""), 0)
        yield (left, y - size * 0.73, left + width, y), words


@every_kind
@pytest.mark.parametrize("variant", WIDTHS)
def test_no_text_stands_upon_another_or_outside(
    drawings: dict[str, dict[str, str]], name: str, variant: str
) -> None:
    svg = drawings[name][variant]
    *_, width, height = map(float, ET.fromstring(svg).get("viewBox", "").split())
    assert width == WIDTHS[variant]
    placed = list(boxes(svg))
    for (left, top, right, bottom), words in placed:
        assert left >= -0.5, words
        assert top >= 0, words
        assert right <= width + 0.5, words
        assert bottom <= height, words
    for (one, said), (other, also) in combinations(placed, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, f"{said} / {also}"


@every_kind
def test_the_svg_is_small_clean_and_takes_the_colours_of_the_page(
    drawings: dict[str, dict[str, str]], name: str
) -> None:
    for svg in drawings[name].values():
        root = ET.fromstring(svg)
        assert svg.startswith("<svg ")
        assert root.get("role") == "img"
        assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
        assert root[0].text == "A <title> & more"
        assert not re.search(r"#[0-9a-fA-F]{3}|font-family|<style|<defs|<use|clip-path|nan|inf\b", svg)
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
            "svg", "title", "desc", "g", "path", "circle", "text",
        }  # fmt: skip


def test_texts_stay_text_and_colours_are_variables(drawings: dict[str, dict[str, str]]) -> None:
    svg = drawings["grid of 2"]["wide"]
    assert ">Requires improvement</text>" in svg
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", svg)) == {
        "--ink", "--muted", "--rule", "--paper", "--rating-1", "--rating-2", "--rating-3", "--rating-4",
    }  # fmt: skip


def test_ids_never_collide(drawings: dict[str, dict[str, str]]) -> None:
    svgs = [svg for both in drawings.values() for svg in both.values()]
    found = [key for svg in svgs for key in re.findall(r' id="([^"]+)"', svg)]
    assert len(found) == len(set(found)) == 4 * len(DATA)
    for name, both in drawings.items():
        for variant, svg in both.items():
            ids = {f"{name.replace(' ', '-')}-{variant}-{part}" for part in ("title", "desc")}
            assert set((ET.fromstring(svg).get("aria-labelledby") or "").split()) == ids


def test_a_colour_outside_the_palette_is_refused() -> None:
    path = '<path d="M 0 0" style="fill: #123456"/>'
    with pytest.raises(ValueError, match="#123456"):
        clean(f'<svg xmlns="{SVG[1:-1]}" viewBox="0 0 1 1">{path}</svg>', chart(years(2)), "wide")


def lines(svg: str) -> Iterator[list[tuple[float, float]]]:
    """The thick lines that join marks."""
    for path in ET.fromstring(svg).iter(f"{SVG}path"):
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
    svg = draw(chart(RatingHistory(SCALE, eras)))[variant]
    drawn_steps = list(lines(svg))
    assert len(drawn_steps) == steps
    dashes = [
        float(x)
        for path in ET.fromstring(svg).iter(f"{SVG}path")
        if path.get("stroke-dasharray")
        for x in re.findall(r"M([\d.]+)", path.get("d", ""))
    ]
    assert len(dashes) == len(eras) - 1
    for x in dashes:
        assert not any(min(step)[0] < x < max(step)[0] for step in drawn_steps)


def test_an_unrated_inspection_is_a_hollow_mark_on_a_lane_of_its_own() -> None:
    svg = draw(chart(RatingHistory(SCALE, (rated(0, 2),))))["wide"]
    hollow = [c for c in ET.fromstring(svg).iter(f"{SVG}circle") if "fill:var(--paper)" in c.get("style", "")]
    assert len(hollow) == 2  # beside the name of the lane, and on it
    assert all("stroke:var(--unrated)" in circle.get("style", "") for circle in hollow)
    heights = [float(circle.get("cy", "")) for circle in hollow]
    assert abs(heights[0] - heights[1]) < 1
    assert ">Not rated</text>" in svg


def test_what_is_not_recorded_looks_unlike_what_is_not_rated() -> None:
    silences = [
        Mark(date(2018 + n, 1, 1), "", 0, word) for n, word in enumerate(("Not rated", "Not recorded"))
    ]
    svg = draw(chart(RatingHistory(SCALE, (Era("f", tuple(silences)),))))["wide"]
    assert len(re.findall(r">\?</text>", svg)) == 2
    assert len(list(ET.fromstring(svg).iter(f"{SVG}circle"))) == 3  # Good in its name, and twice Not rated


def test_every_step_of_a_scale_has_a_shape_of_its_own() -> None:
    points = tuple(Mark(date(2018, n, 1), "", n, word) for n, word in enumerate(SCALE, 1))
    svg = draw(chart(NationalTimeline(SCALE, points, ())))["wide"]
    corners = {
        path.get("d", "").count(" ")
        for path in ET.fromstring(svg).iter(f"{SVG}path")
        if "l" in path.get("d", "")
    }
    assert len(corners) == 3  # star, triangle, square
    assert len(list(ET.fromstring(svg).iter(f"{SVG}circle"))) == 2


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
        "history of 6",
        "grid of 2",
        "context of 12",
        "timeline of 3",
        "counts of 6",
        "distribution of 2",
    ):
        assert all(len(svg) < 8192 for svg in drawings[name].values())


def test_characters_that_the_measuring_font_lacks_do_no_harm() -> None:
    data = FigureContext(
        "£", (ContextPoint("缓刑 $x$ 🙂", -3, "£-3", True), ContextPoint("ŵ <b>", 0, "£0", False))
    )
    svg = draw(chart(data))["narrow"]
    assert ">缓刑 $x$ 🙂</text>" in svg
    assert ">ŵ &lt;b&gt;</text>" in svg


def test_the_same_input_gives_the_same_bytes_in_any_process() -> None:
    code = (
        "from tests.test_draw import DATA, chart; from tracker.stages.draw import draw;"
        "print([draw(chart(data)) for data in DATA.values()])"
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
    first = drawn([one], shelf)
    monkeypatch.setattr("tracker.stages.draw.draw", lambda each: {"wide": each.id, "narrow": "n"})
    again = drawn([one, two], shelf)
    assert again["one"] == first["one"]
    assert again["two"].wide == "two"


def test_another_matplotlib_or_other_code_draws_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, one = Cache(tmp_path), chart(years(2), "one")
    drawn([one], shelf)
    for name, changed in (("version", lambda _: "0"), ("code_digest", lambda *_: "other code")):
        monkeypatch.setattr(f"tracker.stages.draw.{name}", changed)
        monkeypatch.setattr("tracker.stages.draw.draw", lambda _, by=name: {"wide": by, "narrow": ""})
        assert drawn([one], shelf)["one"].wide == name


def test_matplotlib_is_loaded_only_to_draw() -> None:
    code = "import sys, tracker.stages.draw as d; d.drawn([], {}); print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
