"""What a chart is drawn on: a matplotlib axes whose units are pixels, counted from the top left corner."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tracker.stages.charts.fonts import measure
from tracker.stages.charts.palette import (
    INK,
    MUTED,
    NONE,
    PAPER,
    QUESTION,
    RULE,
    bulk_of,
    colour_of,
    shape_of,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Point = tuple[float, float]
Side = Literal["left", "center", "right"]
NARROW = 500
BODY = 13.0
SMALL = 12.0
_SLIM = 60.0
LINE = 1.3  # the height of a line of text against its size


def wrapped(words: str, width: float, size: float = BODY, *, lines: int = 2, bold: bool = False) -> list[str]:
    """Words in lines no wider than a width; what does not fit on the last one ends in an ellipsis."""
    made: list[str] = [""]
    for word in words.split():
        longer = f"{made[-1]} {word}".strip()
        if not made[-1] or measure(longer, size, bold) <= width:
            made[-1] = longer
        else:
            made.append(word)
    if len(made) > lines:
        made = [*made[: lines - 1], made[lines - 1] + "…"]
    elif len(made) > 1 and width > _SLIM:
        # The narrowest block of as many lines, so that no word is left alone on the last.
        slimmer = wrapped(words, width * 0.88, size, lines=len(made), bold=bold)
        if not any("…" in line for line in slimmer):
            return slimmer
    return [_cut(line, width, size, bold=bold) for line in made]


def _cut(line: str, width: float, size: float, *, bold: bool) -> str:
    def room(letters: int) -> float:
        return measure(f"{bare[:letters].rstrip()}…", size, bold)

    if len(line) == 1 or measure(line, size, bold) <= width:
        return line
    bare = line.rstrip("…")
    return f"{bare[: bisect(range(1, len(bare) + 1), width, key=room)].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Canvas:
    """An axes to draw on, and how wide it is."""

    axes: "Axes"
    width: float
    measure = staticmethod(measure)
    wrapped = staticmethod(wrapped)

    @property
    def narrow(self) -> bool:
        """Whether it is for a phone."""
        return self.width < NARROW

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = BODY,
        colour: str = INK,
        *,
        bold: bool = False,
        side: Side = "left",
    ) -> None:
        """Words on a baseline; `side` is the end of the text that stands at x."""
        weight = "bold" if bold else "normal"
        self.axes.text(
            x,
            y,
            words,
            size=size,
            color=colour,
            weight=weight,
            ha=side,
            va="baseline",
            zorder=4,
            parse_math=False,
        )

    def block(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float = BODY,
        colour: str = INK,
        *,
        bold: bool = False,
        side: Side = "left",
    ) -> float:
        """Lines of text below y; returns where the block ends."""
        for number, words in enumerate(lines):
            self.text(x, y + size * (1 + number * LINE), words, size, colour, bold=bold, side=side)
        return y + size * LINE * len(lines)

    def start(self, x: float, width: float) -> float:
        """Where something of a width begins that is to stand around x, inside the canvas."""
        return min(max(x - width / 2, 0), self.width - width)

    def line(
        self,
        points: Sequence[Point],
        colour: str = MUTED,
        width: float = 1,
        *,
        dashed: bool = False,
        under: bool = True,
    ) -> None:
        """A line through points."""
        xs, ys = zip(*points, strict=True)
        style = (0, (3 / width, 3 / width)) if dashed else "-"
        self.axes.plot(
            xs,
            ys,
            color=colour,
            linewidth=width,
            linestyle=style,
            zorder=0 if colour == RULE else 1 if under else 2,
            clip_on=False,
            solid_capstyle="butt",
            solid_joinstyle="miter",
        )

    def backdrop(self, left: float, top: float, right: float, bottom: float) -> None:
        """The ground, over any line: what is written on it stays easy to read."""
        xs, ys = (left, right, right, left), (top, top, bottom, bottom)
        self.axes.fill(xs, ys, facecolor=PAPER, linewidth=0, zorder=2.5, clip_on=False)

    def box(self, x: float, y: float, width: float, height: float, fill: str, *, edge: str = NONE) -> None:
        """A filled or, with an edge, outlined box."""
        xs, ys = (x, x + width, x + width, x), (y, y, y + height, y + height)
        self.axes.fill(
            xs,
            ys,
            facecolor=fill,
            edgecolor=edge,
            linewidth=0 if edge == NONE else 1.5,
            zorder=2,
            clip_on=False,
            joinstyle="miter",
        )

    def marks(self, points: Sequence[Point], level: int, steps: int, word: str, size: float = 12) -> None:
        """The shape and colour of a rating, or of a silence, at every point; `size` is its width."""
        shape, colour = shape_of(level, steps, word), colour_of(level, steps)
        if shape == QUESTION:
            size = max(size, 10)
            for x, y in points:
                self.text(x, y + size * 0.36, QUESTION, size, MUTED, bold=True, side="center")
            return
        edge = 1.5 if size > 9 else 1.0  # noqa: PLR2004 - a thinner rim where marks are small
        across = size * bulk_of(shape) - (edge if level == 0 else 0)
        self.axes.plot(
            *zip(*points, strict=True),
            marker=shape,
            markersize=across,
            linestyle="none",
            zorder=3,
            clip_on=False,
            markerfacecolor=colour if level else PAPER,
            markeredgecolor=PAPER if level else colour,
            markeredgewidth=edge,
        )

    def dots(self, points: Sequence[Point], colour: str, size: float) -> None:
        """Plain round dots, for values that are no ratings."""
        self.axes.plot(
            *zip(*points, strict=True),
            marker="o",
            markersize=size,
            linestyle="none",
            zorder=3,
            clip_on=False,
            markerfacecolor=colour,
            markeredgecolor=PAPER,
            markeredgewidth=1,
        )
