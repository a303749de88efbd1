"""Charts become SVG, each of them twice: for a wide page and for a phone."""

import json
import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import cache as once
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
    standards_profile,
)
from tracker.stages.charts.canvas import Canvas
from tracker.stages.charts.svg import clean
from tracker.values import chart as values
from tracker.values.chart import Chart, Drawing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTHS = {"wide": 720, "narrow": 340}
_KIND = "charts"
_PIXELS = 72  # to the inch of a figure, as matplotlib's SVG has it
_DRAWERS: Mapping[type, Callable[[Any, Canvas], float]] = {
    values.FigureContext: figure_context.draw,
    values.MeasureValues: measure_values.draw,
    values.NationalTimeline: national_timeline.draw,
    values.RatingCounts: rating_counts.draw,
    values.RatingDistribution: rating_distribution.draw,
    values.RatingHistory: rating_history.draw,
    values.StandardsGrid: standards_grid.draw,
    values.StandardsProfile: standards_profile.draw,
}


def drawn(charts: Iterable[Chart], cache: Cache) -> Mapping[str, Drawing]:
    """The drawing of every chart by its id. Only a chart that the cache lacks is drawn anew."""
    drawings = {}
    engine = _engine()
    for chart in charts:
        key = digest(repr(chart), engine)
        kept = cache.get(_KIND, key)
        if kept is None:
            kept = json.dumps(draw(chart))
            cache.put(_KIND, key, kept)
        drawings[chart.id] = Drawing(**json.loads(kept))
    return drawings


def _engine() -> str:
    """The hash of all that a drawing depends on besides the chart: the code that draws it, and matplotlib."""
    here = Path(__file__)
    return digest(code_digest(here, here.parent / "charts"), version("matplotlib"))


def draw(chart: Chart) -> dict[str, str]:
    """The SVG of a chart by variant."""
    return {variant: clean(_svg(chart, width), chart, variant) for variant, width in WIDTHS.items()}


def _svg(chart: Chart, width: float) -> str:
    import matplotlib as mpl  # noqa: PLC0415 - a heavy import, only when a chart is to be drawn

    with mpl.rc_context(), warnings.catch_warnings():
        # A character that the measuring font lacks is drawn by the reader's browser all the same.
        warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        mpl.rcdefaults()  # whatever the machine's own settings are
        mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": _KIND, "path.simplify": False})
        file = StringIO()
        figure(chart, width).savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return file.getvalue()


def figure(chart: Chart, width: float) -> "Figure":
    """A chart as a matplotlib figure, a pixel to the point and as high as its content."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415 - heavy, as above
    from matplotlib.figure import Figure  # noqa: PLC0415 - heavy, as above

    made = Figure(figsize=(width / _PIXELS, 1), dpi=_PIXELS)
    FigureCanvasSVG(made)
    made.patch.set_visible(False)
    axes = made.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_autoscale_on(False)
    height = _DRAWERS[type(chart.data)](chart.data, Canvas(axes, width, measure))
    made.set_size_inches(width / _PIXELS, height / _PIXELS)
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    return made


@once
def measure(words: str, size: float, bold: bool) -> float:
    """How wide a text is in the font that matplotlib brings along, the same on every machine.

    It is wider than most, so that whichever font the page has needs no more room.
    """
    import matplotlib as mpl  # noqa: PLC0415 - heavy, as above
    from matplotlib.font_manager import get_font  # noqa: PLC0415 - heavy, as above
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415 - heavy, as above

    file = Path(mpl.get_data_path()) / "fonts" / "ttf" / f"DejaVuSans{'-Bold' if bold else ''}.ttf"
    font = get_font(file)
    font.set_size(size, _PIXELS)
    font.set_text(words, 0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0] / 64)
