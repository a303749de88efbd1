"""Charts become SVG, for a wide page and for a phone, and files: the drawing and its data."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from functools import partial
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path
from typing import Any

from tracker.cache import Cache, code_digest, digest
from tracker.spread import spread
from tracker.stages.charts import (
    figure_context,
    measure_values,
    national_timeline,
    rating_counts,
    rating_distribution,
    rating_history,
    standards_grid,
    value_counts,
)
from tracker.stages.charts.canvas import Canvas
from tracker.stages.charts.standalone import standalone
from tracker.stages.charts.svg import Drawn, clean, in_page
from tracker.stages.exports.comma_separated import csv_text
from tracker.values import chart as values
from tracker.values.chart import Chart, ChartData, Drawing
from tracker.values.file import File
from tracker.values.project import ENGINE
from tracker.values.records import Site

WIDTHS = {"wide": 720, "narrow": 340}
_KIND = "charts"
_FEW = 150  # of so many drawings each process makes some in the time that it takes to begin
_DRAWERS: Mapping[type, Callable[[Any, Canvas], float]] = {
    values.FigureContext: figure_context.draw,
    values.MeasureValues: measure_values.draw,
    values.NationalTimeline: national_timeline.draw,
    values.RatingCounts: rating_counts.draw,
    values.RatingDistribution: rating_distribution.draw,
    values.RatingHistory: rating_history.draw,
    values.StandardsGrid: standards_grid.draw,
    values.ValueCounts: value_counts.draw,
}
_words = attrgetter(*(each.name for each in fields(Chart) if each.name != "data"))
Both = tuple[Drawn, Drawn]
"""What is drawn of a chart, for a wide page and for a phone."""


def drawn(
    charts: Iterable[Chart], signed: str, colours: Mapping[str, str], cache: Cache
) -> Mapping[str, Drawing]:
    """The drawing of every chart by its id. Equal ones are drawn once, and only what the cache lacks.

    For the files, `signed` says whose they are, and `colours` are those of the light theme by token.
    """
    engine = _engine()
    by_id = {chart.id: chart for chart in charts}
    keys = {name: digest(repr(chart.data), engine) for name, chart in by_id.items()}
    wanted = {key: by_id[name].data for name, key in keys.items()}
    missing = {key: data for key, data in wanted.items() if not cache.has(_KIND, key)}
    held = dict(zip(missing, spread(partial(_taken, cache), list(missing.items()), _FEW), strict=True))
    for key in filter(held.get, held):
        cache.live(_KIND, key, partial(held.__getitem__, key))
    around = digest(code_digest(ENGINE / "tracker"), signed, repr(sorted(colours.items())))
    desk = _Desk(signed, colours, cache)
    return {
        name: Drawing(digest(keys[name], repr(_words(chart)), around), partial(desk.form, chart, keys[name]))
        for name, chart in by_id.items()
    }


def signature(site: Site) -> str:
    """What a drawing is signed with, so that it can be cited wherever it is seen."""
    return f"{site.title} · {site.address} · {site.licence.name}"


def downloads(charts: Iterable[Chart], drawings: Mapping[str, Drawing]) -> dict[str, File]:
    """The drawing and the data of every chart as files, by their path in the output folder."""
    files = {}
    for chart in charts:
        drawing = drawings[chart.id]
        path = chart.file.lstrip("/")
        files[f"{path}.svg"] = File(digest("svg", drawing.key), partial(_file, drawing))
        files[f"{path}.csv"] = File(digest("csv", drawing.key), partial(_table, chart))
    return files


def _file(drawing: Drawing) -> bytes:
    return drawing.file.encode()


def _table(chart: Chart) -> bytes:
    return csv_text(chart.columns, chart.rows).encode()


def _taken(cache: Cache, job: tuple[str, ChartData]) -> Both | None:
    """Have the cache take a drawing by its key; one that it does not take is given back."""
    key, data = job
    both = draw(data)
    return None if cache.put(_KIND, key, _dumped(both)) else both


def draw(data: ChartData) -> Both:
    """What is drawn of a chart, in each of its forms: all of it but the words around it."""
    wide, narrow = (_drawn(data, width) for width in WIDTHS.values())
    return wide, narrow


@dataclass(frozen=True)
class _Desk:
    """What makes a form of a chart out of its drawing, here or in another process."""

    signed: str
    colours: Mapping[str, str]
    cache: Cache

    def form(self, chart: Chart, key: str, form: str) -> str:
        def made() -> Both:
            return self.cache.live(_KIND, key, lambda: draw(chart.data))

        both = self.cache.stored(_KIND, key, made, dump=_dumped, load=_loaded)
        return dressed(form, chart, both, self.signed, self.colours)


def dressed(form: str, chart: Chart, both: Both, signed: str, colours: Mapping[str, str]) -> str:
    """The SVG of a chart in one of its forms, with the words that belong to it."""
    wide, narrow = both
    if form == "file":
        return standalone(wide, chart, signed, colours)
    return in_page(wide if form == "wide" else narrow, chart, form)


def _engine() -> str:
    """The hash of all that a drawing depends on besides its data: the code that draws it, and libraries."""
    here = Path(__file__)
    return digest(code_digest(here, here.parent / "charts"), version("matplotlib"), version("pillow"))


def _drawn(data: ChartData, width: float) -> Drawn:
    from tracker.stages.charts.pen import svg  # noqa: PLC0415 - a heavy import, only when a chart is drawn

    canvas = Canvas(width)
    height = _DRAWERS[type(data)](data, canvas)
    return clean(svg(canvas, height))


def _dumped(both: Both) -> str:
    return json.dumps([asdict(drawn) for drawn in both])


def _loaded(text: str) -> Both:
    wide, narrow = (Drawn(**fields) for fields in json.loads(text))
    return wide, narrow
