"""A figure among so many others of its measure that they are counted in steps."""

from tracker.stages.charts.canvas import BODY, SMALL, Canvas
from tracker.stages.charts.palette import ACCENT, MUTED
from tracker.stages.charts.value_axis import tick_words, ticks
from tracker.values.chart import ValueCounts

_HIGH = 120.0  # the highest bar
_TOP = BODY * 2  # room for the figure itself
_SEAM = 1.0


def draw(data: ValueCounts, canvas: Canvas) -> float:
    """A bar for each step, as high as it has values, and a line at the figure; returns the height."""
    left, right = 6.0, canvas.width - 6
    steps = len(data.counts)
    low, high = data.start, data.start + steps * data.step
    wide = (right - left) / steps
    bottom = _TOP + _HIGH
    for number, count in enumerate(data.counts):
        if count:
            tall = max(count / max(data.counts) * _HIGH, 2)
            canvas.box(left + number * wide + _SEAM / 2, bottom - tall, wide - _SEAM, tall, MUTED)
    canvas.line([(left, bottom), (right, bottom)], MUTED)
    x = left + (data.value - low) / (high - low) * (right - left)
    words = canvas.wrapped(data.shown, canvas.width, lines=1, bold=True)[0]
    canvas.text(canvas.start(x, canvas.measure(words, BODY, True)), BODY, words, bold=True)
    canvas.line([(x, BODY + 10), (x, bottom)], ACCENT, 2, under=False)
    canvas.dots([(x, BODY + 10)], ACCENT, 11)
    for tick in ticks(low, high, 4 if canvas.narrow else 8):
        x = left + (tick - low) / (high - low) * (right - left)
        words = tick_words(tick, data.unit)
        canvas.line([(x, bottom), (x, bottom + 5)], MUTED)
        canvas.text(canvas.start(x, canvas.measure(words, SMALL, False)), bottom + 18, words, SMALL, MUTED)
    return bottom + 26
