"""Charts become SVG, for a wide page and for a phone, and files: the drawing and its data."""

import json
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from functools import partial
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.cache import Cache, code_digest, digest
from tracker.stages.charts import (
    figure_context,
    measure_values,
    national_timeline,
    rating_counts,
    rating_distribution,
    rating_history,
    standards_grid,
)
from tracker.stages.charts.canvas import Canvas
from tracker.stages.charts.fonts import PIXELS
from tracker.stages.charts.standalone import standalone
from tracker.stages.charts.svg import Drawn, clean, in_page
from tracker.stages.exports.comma_separated import csv_text
from tracker.values import chart as values
from tracker.values.chart import Chart, Drawing
from tracker.values.records import Site

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTHS = {"wide": 720, "narrow": 340}
_KIND = "charts"
_DRAWERS: Mapping[type, Callable[[Any, Canvas], float]] = {
    values.FigureContext: figure_context.draw,
    values.MeasureValues: measure_values.draw,
    values.NationalTimeline: national_timeline.draw,
    values.RatingCounts: rating_counts.draw,
    values.RatingDistribution: rating_distribution.draw,
    values.RatingHistory: rating_history.draw,
    values.StandardsGrid: standards_grid.draw,
}


def drawn(
    charts: Iterable[Chart], signed: str, colours: Mapping[str, str], cache: Cache
) -> Mapping[str, Drawing]:
    """The drawing of every chart by its id. Only a chart that the cache lacks is drawn anew.

    For the files, `signed` says whose they are, and `colours` are those of the light theme by token.
    """
    drawings = {}
    engine = digest(_engine(), signed, repr(sorted(colours.items())))
    for chart in charts:
        key = digest(repr(chart), engine)
        drawings[chart.id] = cache.kept(
            _KIND,
            key,
            partial(draw, chart, signed, colours),
            dump=lambda drawing: json.dumps(asdict(drawing)),
            load=lambda text: Drawing(**json.loads(text)),
        )
    return drawings


def signature(site: Site) -> str:
    """What a drawing is signed with, so that it can be cited wherever it is seen."""
    return f"{site.title} · {site.address} · {site.licence.name}"


def downloads(charts: Iterable[Chart], drawings: Mapping[str, Drawing]) -> dict[str, bytes]:
    """The drawing and the data of every chart as files, by their path in the output folder."""
    files = {}
    for chart in charts:
        files[f"{chart.file}.svg".lstrip("/")] = drawings[chart.id].file.encode()
        files[f"{chart.file}.csv".lstrip("/")] = csv_text(chart.columns, chart.rows).encode()
    return files


def _engine() -> str:
    """The hash of all that a drawing depends on besides the chart: the code that draws it, and matplotlib."""
    here = Path(__file__)
    return digest(code_digest(here, here.parent / "charts"), version("matplotlib"))


def draw(chart: Chart, signed: str, colours: Mapping[str, str]) -> Drawing:
    """The SVG of a chart in each of its forms."""
    with warnings.catch_warnings():
        # A character that the measuring font lacks is drawn by the reader's browser all the same.
        warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        wide, narrow = (_svg(chart, width) for width in WIDTHS.values())
        return Drawing(
            in_page(wide, chart, "wide"),
            in_page(narrow, chart, "narrow"),
            standalone(wide, chart, signed, colours),
        )


def _svg(chart: Chart, width: float) -> Drawn:
    import matplotlib as mpl  # noqa: PLC0415 - a heavy import, only when a chart is to be drawn

    with mpl.rc_context():
        mpl.rcdefaults()  # whatever the machine's own settings are
        mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": _KIND, "path.simplify": False})
        file = StringIO()
        figure(chart, width).savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return clean(file.getvalue())


def figure(chart: Chart, width: float) -> "Figure":
    """A chart as a matplotlib figure, a pixel to the point and as high as its content."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415 - heavy, as above
    from matplotlib.figure import Figure  # noqa: PLC0415 - heavy, as above

    made = Figure(figsize=(width / PIXELS, 1), dpi=PIXELS)
    FigureCanvasSVG(made)
    made.patch.set_visible(False)
    axes = made.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_autoscale_on(False)
    height = _DRAWERS[type(chart.data)](chart.data, Canvas(axes, width))
    made.set_size_inches(width / PIXELS, height / PIXELS)
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    return made
