"""Where things go: lanes for ratings, a scale for time, and rows in which nothing overlaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.stages.charts.canvas import BODY, LINE, SMALL, Canvas, Point
from tracker.stages.charts.palette import MUTED, RULE
from tracker.values.chart import Mark

Span = tuple[float, float]
Box = tuple[float, float, float, float]
_LABEL = 20  # from the left edge of a lane to its word, with room for the shape before it


def rows(spans: Sequence[Span], gap: float = 0) -> list[int]:
    """The first row for each span in which it overlaps no span that came before it."""
    placed: list[list[Span]] = []
    chosen = []
    for low, high in spans:
        row = next(
            (n for n, row in enumerate(placed) if all(high + gap <= a or b + gap <= low for a, b in row)),
            None,
        )
        if row is None:
            placed.append([])
            row = len(placed) - 1
        placed[row].append((low, high))
        chosen.append(row)
    return chosen


def year_step(year: float, room: float) -> int:
    """How many years apart they must be named, for each to have its room."""
    return next((step for step in (1, 2, 5, 10, 20, 50) if year * step >= room), 100)


def swarm(xs: Sequence[float], size: float) -> list[float]:
    """How far above or below the middle each mark must stand, so that marks of a size never overlap."""
    return [
        size * ((row + 1) // 2) * (-1 if row % 2 else 1)
        for row in rows([(x - size / 2, x + size / 2) for x in xs])
    ]


def clear(box: Box, others: Sequence[Box]) -> bool:
    """Whether a box (left, top, right, bottom) touches none of the others."""
    return all(box[2] <= o[0] or o[2] <= box[0] or box[3] <= o[1] or o[3] <= box[1] for o in others)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Whole years, from the first to the last, between two edges."""

    first: int
    last: int
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands."""
        whole = (date(self.last, 12, 31) - date(self.first, 1, 1)).days + 1
        return self.left + (day - date(self.first, 1, 1)).days / whole * (self.right - self.left)

    def draw(self, canvas: Canvas, bottom: float) -> float:
        """A tick at the beginning of every year and the years that there is room for; returns the end."""
        year = (self.right - self.left) / (self.last - self.first + 1)
        room = canvas.measure("2000", SMALL, False) + 8
        step = year_step(year, room)
        for shown in range(self.first, self.last + 1):
            x = self.left + (shown - self.first) * year
            if year >= 6:  # noqa: PLR2004 - closer ticks would be a grey bar
                canvas.line([(x, bottom), (x, bottom + 5)], MUTED)
            if (shown - self.first) % step == 0 and x + room - 8 <= canvas.width:
                middle = x + year / 2 if step == 1 else x
                canvas.text(
                    middle, bottom + 17, str(shown), SMALL, MUTED, side="center" if step == 1 else "left"
                )
        canvas.line([(self.left, bottom), (self.right, bottom)], MUTED)
        return bottom + 22


@dataclass(frozen=True, slots=True)
class Lane:
    """The strip that belongs to a rating: its middle, where it ends, and where its name stands."""

    middle: float
    bottom: float
    name: Box


def lane_left(canvas: Canvas, words: Sequence[str]) -> float:
    """Where lanes begin: beside their names, or below them on a phone."""
    if canvas.narrow:
        return 0
    widest = max((canvas.measure(word, BODY, False) for word in words), default=0)
    return _LABEL + min(widest, 170) + 14


def draw_lanes(
    canvas: Canvas,
    words: Sequence[str],
    steps: int,
    heights: Sequence[float],
    top: float,
    *,
    base: bool = False,
) -> list[Lane]:
    """Name every lane and draw its line: through its middle, or as the base that bars stand on."""
    left = lane_left(canvas, words)
    lanes: list[Lane] = []
    for number, (word, height) in enumerate(zip(words, heights, strict=True)):
        lines = canvas.wrapped(word, canvas.width - _LABEL if canvas.narrow else left - _LABEL - 10)
        words_high = BODY * LINE * len(lines) + 3
        head = words_high if canvas.narrow else 0
        room = height if canvas.narrow else max(height, words_high)
        bottom = top + head + room
        middle = top + head + room / 2
        level = number + 1 if number < steps else 0
        name = top if canvas.narrow else (bottom - words_high + 2 if base else middle - words_high / 2)
        canvas.marks([(8, name + 9)], level, steps, word, 11)
        canvas.block(_LABEL, name, lines)
        line = bottom if base else middle
        canvas.line([(left, line), (canvas.width, line)], RULE)
        width = _LABEL + max(canvas.measure(text, BODY, False) for text in lines) + 4
        if canvas.narrow:
            canvas.backdrop(0, name + 1, width, name + head)
        lanes.append(Lane(middle, bottom, (0, name, width, middle - 16)))
        top = bottom + (8 if base else 0)
    return lanes


def lane_words(scale: Sequence[str], marks: Sequence[Mark]) -> list[str]:
    """The names of the lanes: every step of the scale, then every kind of silence that occurs."""
    return [*scale, *dict.fromkeys(mark.word for mark in marks if not mark.level)]


def time_scale(canvas: Canvas, words: Sequence[str], days: Sequence[date]) -> TimeScale:
    """The years of the days, beside the names of lanes."""
    years = [day.year for day in days]
    return TimeScale(min(years), max(years), lane_left(canvas, words) + 8, canvas.width - 8)


def draw_marks(
    canvas: Canvas,
    time: TimeScale,
    scale: Sequence[str],
    marks: Sequence[Mark],
    size: float,
    *,
    room: float,
    top: float,
) -> tuple[list[Point], list[Lane]]:
    """Marks by rating in time, none upon another; returns where each stands, and the lanes."""
    words = lane_words(scale, marks)
    lane_of = [mark.level - 1 if mark.level else words.index(mark.word, len(scale)) for mark in marks]
    shifts = [0.0] * len(marks)
    heights = []
    for lane in range(len(words)):
        members = [index for index, own in enumerate(lane_of) if own == lane]
        for index, shift in zip(members, swarm([time.x(marks[i].day) for i in members], size), strict=True):
            shifts[index] = shift
        heights.append(2 * max((abs(shifts[index]) for index in members), default=0) + size + room)
    lanes = draw_lanes(canvas, words, len(scale), heights, top)
    places = [
        (time.x(mark.day), lanes[lane].middle + shift)
        for mark, lane, shift in zip(marks, lane_of, shifts, strict=True)
    ]
    for lane, word in enumerate(words):
        if points := [place for place, own in zip(places, lane_of, strict=True) if own == lane]:
            canvas.marks(points, lane + 1 if lane < len(scale) else 0, len(scale), word, size)
    return places, lanes
