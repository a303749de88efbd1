"""How many of each group got each rating: a bar for each group, its pieces in the order of the scale."""

from tracker.stages.charts.canvas import BODY, LINE, SMALL, Canvas, Point
from tracker.stages.charts.palette import MUTED, NONE, UNRATED, colour_of
from tracker.stages.charts.words import NO_RATING, counted, source, told
from tracker.values.chart import Chart, RatingCounts
from tracker.values.facts import RatingGroups
from tracker.values.records.site import Words

_THICK = 14.0
_SEAM = 1.5  # of ground between two pieces, so that they also part in greyscale
_MARK = 8.0
_ROOM = 14.0  # for a mark: a star is half as large again
_LABELS = 230.0
_GAP = 9.0  # between two numbers


def describe(words: Words, beside: RatingGroups) -> Chart | None:
    """The chart, where anything is rated."""
    groups, scale = beside.groups, beside.scale
    if not any(sum(group.counts) for group in groups):
        return None
    said = [f"{group.label}: {counted(scale, group.counts, group.silent)}" for group in groups]
    return Chart(
        id=beside.id,
        title=beside.title,
        subtitle=beside.subtitle,
        alt=told(beside.title, "", said),
        source=source(words),
        columns=(beside.heading, *scale, NO_RATING, "All"),
        rows=tuple(
            (group.label, *map(str, group.counts), str(group.silent), str(sum(group.counts) + group.silent))
            for group in groups
        ),
        data=RatingCounts(scale, groups),
    )


def draw(data: RatingCounts, canvas: Canvas) -> float:
    """A key to the ratings, then a bar for each group, all to one scale; returns the height."""
    steps = len(data.scale)
    y = _key(canvas, data)
    widest = max(canvas.measure(group.label, BODY, False) for group in data.groups)
    left = 0.0 if canvas.narrow else min(widest, _LABELS) + 16
    unit = (canvas.width - left) / max(sum(group.counts) + group.silent for group in data.groups)
    for group in data.groups:
        lines = canvas.wrapped(group.label, canvas.width if canvas.narrow else _LABELS, lines=3)
        high = BODY * LINE * len(lines)
        if canvas.narrow:
            canvas.block(0, y, lines)
            top = y + high + 2
        else:
            top = y + max(high - SMALL * LINE - _THICK, 0) / 2
            canvas.block(0, top + (SMALL * LINE + _THICK - high) / 2, lines)
        pieces = [(level, count) for level, count in enumerate(group.counts, 1) if count]
        pieces += [(0, group.silent)] if group.silent else []
        if not pieces:
            canvas.text(left, top + SMALL * LINE + 11, "none", SMALL, MUTED)
        _numbers(canvas, pieces, steps, (left, top), unit)
        bar, x = top + SMALL * LINE, left
        for level, count in pieces:
            wide = max(count * unit - _SEAM, 1)
            if level:
                canvas.box(x, bar, wide, _THICK, colour_of(level, steps))
            else:
                canvas.box(x + 0.75, bar + 0.75, max(wide - 1.5, 1), _THICK - 1.5, NONE, edge=UNRATED)
            x += count * unit
        y = max(bar + _THICK, y + high) + 12
    return y - 8


def _key(canvas: Canvas, data: RatingCounts) -> float:
    """The shape, colour and word of every rating, in as many lines as it takes; returns where it ends."""
    words = [*data.scale, *([NO_RATING] if any(group.silent for group in data.groups) else [])]
    x, y = 0.0, 0.0
    for number, word in enumerate(words):
        wide = canvas.measure(word, SMALL, False) + 18
        if x and x + wide > canvas.width:
            x, y = 0, y + 19
        canvas.marks(
            [(x + 8, y + 9)], number + 1 if number < len(data.scale) else 0, len(data.scale), word, 10
        )
        canvas.text(x + 18, y + 13, word, SMALL, MUTED)
        x += wide + 18
    return y + 28


def _numbers(canvas: Canvas, pieces: list[tuple[int, int]], steps: int, corner: Point, unit: float) -> None:
    """The shape and number of every piece above its middle, moved aside where pieces are too short for it."""
    left, top = corner
    wide = [_ROOM + canvas.measure(str(count), SMALL, True) for _, count in pieces]
    starts: list[float] = []
    edge, x = left, left
    for (_, count), width in zip(pieces, wide, strict=True):
        starts.append(max(x + (count * unit - _SEAM - width) / 2, edge))
        edge = starts[-1] + width + _GAP
        x += count * unit
    limit = canvas.width
    for index in reversed(range(len(starts))):
        starts[index] = min(starts[index], limit - wide[index])
        limit = starts[index] - _GAP
    for (level, count), start in zip(pieces, starts, strict=True):
        canvas.marks([(start + _ROOM / 2 - 1, top + 7)], level, steps, NO_RATING, _MARK)
        canvas.text(start + _ROOM, top + 11, str(count), SMALL, bold=True)
