"""Titles of moments above a chart, each with a pole down to its time; a numbered list where they are many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.stages.charts.canvas import LINE, SMALL, Canvas, Point, Side
from tracker.stages.charts.layout import Box, clear
from tracker.stages.charts.palette import MUTED
from tracker.values.chart import Milestone

_MOST = 16  # more titles than this, or any lower than that, would be a wall: they become a list
_DEEPEST = 200
_WIDEST = 250
_BADGE = 18


class Flag(NamedTuple):
    """A title with its place; straight is to the right of its pole."""

    box: Box
    straight: bool
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Flags:
    """Titles that have been drawn: their poles, where they end, and what is left to list below the chart."""

    poles: list[list[Point]]
    bottom: float
    unlisted: Sequence[Milestone]

    def lower(self, canvas: Canvas, foot: float) -> None:
        """Draw the poles down to a height."""
        for pole in self.poles:
            canvas.line([*pole, (pole[-1][0], foot)], MUTED, 0.6)

    def list_below(self, canvas: Canvas, y: float) -> float:
        """Name what has only a number so far; returns where that ends."""
        return _list(canvas, self.unlisted, y + 4) if self.unlisted else y


def flown(canvas: Canvas, xs: list[float], milestones: Sequence[Milestone]) -> Flags:
    """Draw a title for each milestone above its x, or a number on a phone and where titles do not fit."""
    flags = None if canvas.narrow else _flags(canvas, xs, [milestone.title for milestone in milestones])
    if flags is not None:
        return Flags(*_fly(canvas, xs, flags), ())
    return Flags(*_numbers(canvas, xs), milestones)


def _flags(canvas: Canvas, xs: list[float], titles: list[str]) -> list[Flag] | None:
    """Titles beside their poles: those at the end of time to the left of it. None where they do not fit."""
    blocks = [canvas.wrapped(title, _WIDEST, SMALL, lines=3) for title in titles]
    if len(blocks) > _MOST or any("…" in line for lines in blocks for line in lines):
        return None
    tries = [_hoist(canvas, xs, blocks, turned) for turned in range(len(xs) + 1)]
    return min((tried for tried in tries if tried is not None), key=_depth, default=None)


def _hoist(canvas: Canvas, xs: list[float], blocks: list[list[str]], turned: int) -> list[Flag] | None:
    """Every title at the first height where neither it nor its pole meets another, the last ones turned."""
    made: dict[int, Flag] = {}
    straight = range(len(xs) - turned)
    for index in (*straight, *reversed(range(len(straight), len(xs)))):
        x, lines = xs[index], blocks[index]
        width = max(canvas.measure(line, SMALL, False) for line in lines) + 6
        low = x if index in straight else x - width
        texts = [flag.box for flag in made.values()]
        poles = [(xs[other] - 2, flag.box[1], xs[other] + 2, _DEEPEST) for other, flag in made.items()]
        for top in range(0, _DEEPEST, 6):
            box = (low, top, low + width, top + SMALL * LINE * len(lines) + 4)
            pole = (x - 2, top, x + 2, _DEEPEST)
            if low >= 0 and box[2] <= canvas.width and clear(box, [*texts, *poles]) and clear(pole, texts):
                made[index] = Flag(box, index in straight, lines)
                break
        else:
            return None
    return [made[index] for index in range(len(xs))]


def _depth(flags: list[Flag]) -> float:
    return max((flag.box[3] for flag in flags), default=0)


def _fly(canvas: Canvas, xs: list[float], flags: list[Flag]) -> tuple[list[list[Point]], float]:
    for x, flag in zip(xs, flags, strict=True):
        side: Side = "left" if flag.straight else "right"
        canvas.block(x + (5 if flag.straight else -5), flag.box[1], flag.lines, SMALL, MUTED, side=side)
    return [[(x, flag.box[1] + 2)] for x, flag in zip(xs, flags, strict=True)], _depth(flags) + 8


def _numbers(canvas: Canvas, xs: list[float]) -> tuple[list[list[Point]], float]:
    """Numbers for a list below, spread until none touches another, with a line to where each belongs."""
    if not xs:
        return [], 4
    levels = 1 if len(xs) * _BADGE <= canvas.width else 2
    gap = min(_BADGE / levels, (canvas.width - _BADGE) / max(len(xs) - 1, 1))
    spread: list[float] = []
    for x in xs:
        spread.append(max(x, spread[-1] + gap if spread else _BADGE / 2))
    limit = canvas.width - _BADGE / 2
    for index in reversed(range(len(spread))):
        spread[index] = limit = min(spread[index], limit)
        limit -= gap
    foot = levels * 15.0
    poles = []
    for index, (x, shown) in enumerate(zip(xs, spread, strict=True)):
        head = 15.0 * (index % levels)
        canvas.text(shown, head + 11, str(index + 1), 11, bold=True, side="center")
        poles.append([(shown, head + 14), (shown, foot + 2), (x, foot + 12)])
    return poles, foot + 14


def _list(canvas: Canvas, milestones: Sequence[Milestone], y: float) -> float:
    for index, milestone in enumerate(milestones, 1):
        lines = canvas.wrapped(f"{milestone.day.year}: {milestone.title}", canvas.width - 26, SMALL, lines=3)
        canvas.text(18, y + SMALL, str(index), 11, bold=True, side="right")
        y = canvas.block(26, y, lines, SMALL) + 3
    return y + 2
