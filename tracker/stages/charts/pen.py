"""What stands on a canvas becomes SVG, drawn by matplotlib's renderer alone.

Everything is placed already: a figure, axes and artists would find out nothing, and take ten times as long.
"""

from functools import cache as once
from functools import singledispatch
from io import StringIO

import matplotlib as mpl
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from tracker.stages.charts.canvas import Area, Canvas, Line, Marks, Text
from tracker.stages.charts.palette import NONE

_ANCHORS = {"center": "middle", "right": "end"}


def svg(canvas: Canvas, height: float) -> str:
    """Everything on a canvas in its order, on a ground of that height."""
    file = StringIO()
    # Whatever the machine's own settings are.
    settings = mpl.rc_context(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": "charts",
            "svg.id": None,
            "path.simplify": False,
            "path.sketch": None,
        }
    )
    with settings:
        renderer = RendererSVG(canvas.width, height, file, metadata={"Date": None, "Creator": None})
        upright = Affine2D().scale(1, -1).translate(0, height)  # to matplotlib the origin is at the bottom
        for mark in sorted(canvas.content, key=lambda mark: mark.order):
            _draw(mark, renderer, upright)
        renderer.finalize()
    return file.getvalue()


@singledispatch
def _draw(mark: object, renderer: RendererSVG, upright: Affine2D) -> None:
    raise TypeError(mark)


@_draw.register
def _text(mark: Text, renderer: RendererSVG, upright: Affine2D) -> None:
    context = _context(mark.colour, 0)
    font = _font(mark.size, mark.bold)
    # Only artists tell the renderer which end of a text stands at x: here the name of its group does.
    renderer.open_group("text", gid=_ANCHORS.get(mark.side, "start"))
    x, y = mark.at
    renderer.draw_text(context, x, y, mark.words, font, 0)
    renderer.close_group("text")


@_draw.register
def _line(mark: Line, renderer: RendererSVG, upright: Affine2D) -> None:
    context = _context(mark.colour, mark.width)
    if mark.dashed:
        context.set_dashes(0, (3, 3))
    renderer.draw_path(context, Path(mark.points), upright)


@_draw.register
def _area(mark: Area, renderer: RendererSVG, upright: Affine2D) -> None:
    context = _context(mark.edge, mark.width)
    outline = Path([*mark.points, mark.points[0]], closed=True)
    renderer.draw_path(context, outline, upright, None if mark.fill == NONE else to_rgb(mark.fill))


@_draw.register
def _marks(mark: Marks, renderer: RendererSVG, upright: Affine2D) -> None:
    style = _shape(mark.shape)
    context = _context(mark.edge, mark.rim)
    outline, turned = style.get_path(), style.get_transform() + Affine2D().scale(mark.size)
    renderer.draw_markers(context, outline, turned, Path(mark.points), upright, to_rgb(mark.fill))


def _context(colour: str, width: float) -> GraphicsContextBase:
    context = GraphicsContextBase()
    context.set_foreground(to_rgb(colour) if colour != NONE else (0, 0, 0))
    context.set_linewidth(width)
    return context


@once
def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")


@once
def _shape(shape: str) -> MarkerStyle:
    return MarkerStyle(shape)
