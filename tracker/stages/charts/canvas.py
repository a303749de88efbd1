"""What a chart is drawn on. Its units are pixels, counted from the top left corner."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tracker.stages.charts.fonts import in_line, measure
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

Point = tuple[float, float]
Side = Literal["left", "center", "right"]
NARROW = 500
BODY = 13.0
SMALL = 12.0
_SLIM = 60.0
LINE = 1.3  # the height of a line of text against its size


def wrapped(words: str, width: float, size: float = BODY, *, lines: int = 2, bold: bool = False) -> list[str]:
    """Words in lines no wider than a width; what does not fit on the last one ends in an ellipsis."""
    space = measure(" ", size, bold)
    sized = [(word, measure(word, size, bold)) for word in words.split()]
    made = _filled(sized, width, space)
    if len(made) > lines:
        made = [*made[: lines - 1], made[lines - 1] + "…"]
    elif len(made) > 1 and "…" not in words:
        # The narrowest block of as many lines, so that no word is left alone on the last.
        slim = width
        while slim > _SLIM and len(slimmer := _filled(sized, slim := slim * 0.88, space)) == len(made):
            if all(_fits(line, slim, size, bold) for line in slimmer):
                made, width = slimmer, slim
    return [_cut(line, width, size, bold=bold) for line in made]


def _filled(words: Iterable[tuple[str, float]], width: float, space: float) -> list[str]:
    """Words, each with its width, in as few lines as can be; there is at least one."""
    made: list[str] = []
    used = 0.0
    for word, wide in words:
        if made and used + space + wide <= width:
            made[-1] += f" {word}"
            used += space + wide
        else:
            made.append(word)
            used = wide
    return made or [""]


def _cut(line: str, width: float, size: float, *, bold: bool) -> str:
    def room(letters: int) -> float:
        return measure(f"{bare[:letters].rstrip()}…", size, bold)

    if _fits(line, width, size, bold):
        return line
    bare = line.rstrip("…")
    return f"{bare[: bisect(range(1, len(bare) + 1), width, key=room)].rstrip()}…"


def _fits(line: str, width: float, size: float, bold: bool) -> bool:
    return len(line) == 1 or measure(line, size, bold) <= width


class Text(NamedTuple):
    """Words on a baseline; `side` is the end of them that stands there."""

    order: float
    at: Point
    words: str
    size: float
    colour: str
    bold: bool
    side: Side


class Line(NamedTuple):
    """A line through points."""

    order: float
    points: Sequence[Point]
    colour: str
    width: float
    dashed: bool


class Area(NamedTuple):
    """What lies between points, filled or, with an edge, outlined."""

    order: float
    points: Sequence[Point]
    fill: str
    edge: str
    width: float


class Marks(NamedTuple):
    """A shape at every point; `size` is its width, `rim` that of its edge."""

    order: float
    points: Sequence[Point]
    shape: str
    size: float
    fill: str
    edge: str
    rim: float


@dataclass(frozen=True, slots=True)
class Canvas:
    """A ground of some width, and all that has been put on it. What has a higher order lies on top."""

    width: float
    content: list[Text | Line | Area | Marks] = field(default_factory=list)
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
        self.content.append(Text(4, (x, y), in_line(words), size, colour, bold, side))

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
        order = 0 if colour == RULE else 1 if under else 2
        self.content.append(Line(order, points, colour, width, dashed))

    def backdrop(self, left: float, top: float, right: float, bottom: float) -> None:
        """The ground, over any line: what is written on it stays easy to read."""
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        self.content.append(Area(2.5, corners, PAPER, NONE, 0))

    def box(self, x: float, y: float, width: float, height: float, fill: str, *, edge: str = NONE) -> None:
        """A filled or, with an edge, outlined box."""
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.content.append(Area(2, corners, fill, edge, 0 if edge == NONE else 1.5))

    def marks(self, points: Sequence[Point], level: int, steps: int, word: str, size: float = 12) -> None:
        """The shape and colour of a rating, or of a silence, at every point; `size` is its width."""
        shape, colour = shape_of(level, steps, word), colour_of(level, steps)
        if shape == QUESTION:
            size = max(size, 10)
            for x, y in points:
                self.text(x, y + size * 0.36, QUESTION, size, MUTED, bold=True, side="center")
            return
        rim = 1.5 if size > 9 else 1.0  # noqa: PLR2004 - a thinner rim where marks are small
        across = size * bulk_of(shape) - (rim if level == 0 else 0)
        fill, edge = (colour, PAPER) if level else (PAPER, colour)
        self.content.append(Marks(3, tuple(points), shape, across, fill, edge, rim))

    def dots(self, points: Sequence[Point], colour: str, size: float) -> None:
        """Plain round dots, for values that are no ratings."""
        self.content.append(Marks(3, tuple(points), "o", size, colour, PAPER, 1))
