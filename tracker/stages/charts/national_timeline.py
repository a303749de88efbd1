"""Every inspection as a mark by rating, with the national milestones."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tracker.stages.charts.canvas import LINE, SMALL, Canvas, Point, Side
from tracker.stages.charts.layout import Box, clear, draw_marks, lane_words, time_scale
from tracker.stages.charts.palette import MUTED
from tracker.stages.charts.words import (
    SOURCE,
    common_scale,
    date_of,
    level_on,
    listed,
    number,
    oldest_first,
    sentence,
)
from tracker.values.chart import Chart, Mark, Milestone, NationalTimeline
from tracker.values.facts import Facts

_FEWEST = 3
_CROWD = 40  # from here on marks are small
_MOST = 16  # more titles than this, or any lower than that, would be a wall: they become a list
_DEEPEST = 200
_WIDEST = 250
_BADGE = 18


class Flag(NamedTuple):
    """A title with its place; straight is to the right of its pole."""

    box: Box
    straight: bool
    lines: list[str]


def describe(facts: Facts) -> Chart | None:
    """The chart, where at least three inspections have a date."""
    inspections = oldest_first(facts.inspections)
    if len(inspections) < _FEWEST:
        return None
    scale = common_scale(inspection.framework for inspection in inspections)
    events = sorted((fact.event for fact in facts.events), key=lambda event: (event.date, event.title))
    counts = Counter(inspection.overall.word for inspection in inspections)
    order = [*scale, *(word for word in counts if word not in scale)]
    said = listed(f"{number(counts[word])} {word}" for word in order if counts[word])
    silent = sum(1 for inspection in inspections if inspection.overall.silence)
    rest = f", {number(silent)} of them without a rating" if silent else ""
    since = date_of(inspections[0]).year
    title = f"{sentence(number(len(inspections)))} inspections recorded since {since}{rest}"
    marks = [
        (
            date_of(each),
            Mark(date_of(each).middle, each.name, level_on(scale, each.overall), each.overall.word),
        )
        for each in inspections
    ]
    entries = [
        *((date, (str(date), mark.label, mark.word)) for date, mark in marks),
        *((event.date, (str(event.date), event.title, "Milestone")) for event in events),
    ]
    milestones = "; ".join(f"{event.date}, {event.title}" for event in events)
    return Chart(
        id="national-timeline",
        title=title,
        subtitle="Overall rating of each inspection recorded here, "
        f"{inspections[0].date} to {inspections[-1].date}"
        + (", with national milestones." if events else "."),
        alt=f"{title}: {said}." + (f" Milestones: {milestones}." if events else ""),
        source=SOURCE,
        columns=("Date", "Inspection or milestone", "Overall rating"),
        rows=tuple(row for _, row in sorted(entries)),
        data=NationalTimeline(
            scale,
            tuple(mark for _, mark in marks),
            tuple(Milestone(event.date.middle, event.title) for event in events),
        ),
    )


def draw(data: NationalTimeline, canvas: Canvas) -> float:
    """Milestones above, marks on their lanes, years below; returns the height."""
    days = [milestone.day for milestone in data.milestones]
    words = lane_words(data.scale, data.marks)
    time = time_scale(canvas, words, [*days, *(mark.day for mark in data.marks)])
    xs = [time.x(day) for day in days]
    flags = None if canvas.narrow else _flags(canvas, xs, [milestone.title for milestone in data.milestones])
    poles, top = _numbers(canvas, xs) if flags is None else _fly(canvas, xs, flags)
    size = 12.0 if len(data.marks) <= _CROWD else 7.0 if canvas.narrow else 9.0
    _, lanes = draw_marks(canvas, time, data.scale, data.marks, size, room=16, top=top)
    end = lanes[-1].bottom
    for pole in poles:
        canvas.line([*pole, (pole[-1][0], end)], MUTED, 0.6)
    bottom = time.draw(canvas, end)
    return _list(canvas, data.milestones, bottom + 4) if flags is None else bottom


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
        spread.append(max(x, spread[-1] + gap if spread else 0))
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
