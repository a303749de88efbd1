"""Every recorded value of a measure: a row each or, where there are many, a dot each in time."""

from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil, floor
from typing import NamedTuple

from tracker.stages.charts.canvas import LINE, SMALL, Canvas, Point
from tracker.stages.charts.layout import Box, TimeScale, clear
from tracker.stages.charts.palette import ACCENT, MUTED, RULE
from tracker.stages.charts.value_axis import PERCENT, ends, tick_step, tick_words, ticks
from tracker.stages.charts.words import source, told
from tracker.values.chart import Chart, ContextPoint, FigureContext, MeasureValues, ValuePoint
from tracker.values.dates import PartialDate, years
from tracker.values.facts import MeasureFacts, MeasureValue
from tracker.values.records.site import Words
from tracker.values.words import number, plural, sentence

_FEWEST = 2
_ALL = 12  # up to so many values have a row each; more are dots, of which the outermost are named
_CROWD = 25  # from here on dots are small
_THRONG = 300  # from here on they are tiny, and stay where they belong even if some hide others
_HEIGHT = 270.0
_TOP = 8.0
_GAPS = (7.0, 20.0)  # how far from its dot a label may stand, nearest first


class Label(NamedTuple):
    """A value and its provider's name, as lines of text of a width."""

    value: list[str]
    name: list[str]
    width: float

    @property
    def height(self) -> float:
        """From the top of the first line to below the last."""
        return SMALL * LINE * (len(self.value) + len(self.name)) + 2


def describe(words: Words, measure: MeasureFacts) -> Chart | None:
    """The chart, where at least two values of single providers have a date."""
    dated = sorted(
        ((value.date, value) for value in measure.values if value.date),
        key=lambda pair: (pair[0], pair[1].inspection.title),
    )
    if len(dated) < _FEWEST:
        return None
    record, when = measure.record, years(day.year for day, _ in dated)
    share = f" (of {record.of})" if record.unit == PERCENT else ""
    title = _title([value for _, value in dated], measure.newest)
    left_out = [
        *_left_out(len(measure.values) - len(dated), "without a date"),
        *_left_out(len(measure.national), "for the whole country"),
    ]
    said = [f"{day}, {value.provider.title}: {value.figure.plain}" for day, value in dated]
    return Chart(
        id=f"measure-{measure.id}",
        title=title,
        subtitle=" ".join([f"{record.name}{share} by date, {when}.", measure.better, *left_out]),
        alt=told(f"{record.name}. {title}", f"{measure.better} In order of date: ", said),
        source=source(words),
        columns=(sentence(words.inspection), "Date", f"Kind of {words.provider}", record.name),
        rows=tuple((v.inspection.title, str(day), v.kind.name, v.figure.shown) for day, v in dated),
        data=_few(record.unit, dated, measure.newest)
        if len(dated) <= _ALL
        else MeasureValues(
            record.unit,
            tuple(
                ValuePoint(
                    day.middle, v.provider.title, float(v.figure.value), v.figure.plain, v == measure.newest
                )
                for day, v in dated
            ),
        ),
    )


def _few(
    unit: str, dated: Sequence[tuple[PartialDate, MeasureValue]], newest: MeasureValue | None
) -> FigureContext:
    """The newest value first, each in a row of its own."""
    return FigureContext(
        unit,
        tuple(
            ContextPoint(
                value.inspection.title, float(value.figure.value), value.figure.plain, value == newest
            )
            for _, value in reversed(dated)
        ),
    )


def _title(values: list[MeasureValue], newest: MeasureValue | None) -> str:
    ordered = sorted(values, key=lambda value: value.figure.value)
    shown = [value.figure.plain for value in ordered]
    if len(set(shown)) == 1:
        return f"{sentence(shown[0])} in each of {number(len(values))} recorded values"
    span = f"From {shown[0]} to {shown[-1]} in {number(len(values))} recorded values"
    if newest is None:
        return span
    alike = [value for value in values if value.figure.value == newest.figure.value]
    # "Almost 70%" may be less than 69%.
    exact = all(value.figure.exact for value in (newest, *ordered[:2], *ordered[-2:]))
    if len(alike) > 1 or not exact or newest not in {ordered[0], ordered[-1]}:
        return f"{span}, the newest {newest.figure.plain}"
    return f"{span}; the newest is the {'lowest' if newest == ordered[0] else 'highest'}"


def _left_out(count: int, which: str) -> list[str]:
    if not count:
        return []
    verb = "is" if count == 1 else "are"
    return [f"{sentence(plural(count, 'value'))} {which} {verb} in the table only."]


def draw(data: MeasureValues, canvas: Canvas) -> float:
    """Dots by date and value, the outermost and the newest with their names; returns the height."""
    values = [point.value for point in data.points]
    low, high = ends(data.unit, values)
    step = tick_step(low, high, 5)
    low, high = floor(low / step) * step, ceil(high / step) * step
    named = [(tick, tick_words(tick, data.unit)) for tick in ticks(low, high, 5)]
    room = max(canvas.measure(words, SMALL, False) for _, words in named)
    years = [point.day.year for point in data.points]
    time = TimeScale(min(years), max(years), room + 16, canvas.width - 8)
    bottom = _TOP + _HEIGHT

    def height(value: float) -> float:
        return bottom - (value - low) / (high - low) * _HEIGHT

    for tick, words in named:
        canvas.line([(room + 8, height(tick)), (canvas.width, height(tick))], RULE)
        canvas.text(room, height(tick) + 4, words, SMALL, MUTED, side="right")
    size = 9.0 if len(values) > _CROWD or canvas.narrow else 11.0
    places = [(time.x(point.day), height(point.value)) for point in data.points]
    if len(places) < _THRONG:
        places = _apart(places, size)
    else:
        size = 5.0
    outermost = _outermost(data.points)
    frame = (time.left - 8, 0.0, canvas.width, bottom - 2)
    labels = {index: _labels(canvas, data.points[index]) for index in outermost}
    placed = _placed(labels, places, size, frame)
    canvas.dots(places, MUTED, size)
    canvas.dots([places[index] for index in outermost], ACCENT, size)
    for label, box in placed.values():
        canvas.backdrop(*box)
        end = canvas.block(box[0] + 2, box[1], label.value, SMALL, ACCENT, bold=True)
        canvas.block(box[0] + 2, end, label.name, SMALL, MUTED)
    end = time.draw(canvas, bottom)
    for index, word in outermost.items():
        if index not in placed or not placed[index][0].name:
            point = data.points[index]
            lines = canvas.wrapped(f"{word}: {point.shown}, {point.label}", canvas.width, SMALL, lines=3)
            end = canvas.block(0, end + 2, lines, SMALL, MUTED)
    return end + 4


def _outermost(points: Sequence[ValuePoint]) -> dict[int, str]:
    """The values to name with what they are; of several that are alike the newest."""

    def rank(index: int) -> tuple[float, date]:
        return points[index].value, points[index].day

    highest = max(range(len(points)), key=rank)
    lowest = max(range(len(points)), key=lambda index: (-points[index].value, points[index].day))
    found = {index: "Newest" for index, point in enumerate(points) if point.newest}
    found.setdefault(highest, "Highest")
    found.setdefault(lowest, "Lowest")
    return found


def _labels(canvas: Canvas, point: ValuePoint) -> list[Label]:
    """The value with its provider's name and, where there is no room for that, without."""
    most = 118.0 if canvas.narrow else 190.0
    value = canvas.wrapped(point.shown, most, SMALL, lines=4, bold=True)
    name = canvas.wrapped(point.label, most, SMALL, lines=4)
    of_value = max(canvas.measure(line, SMALL, True) for line in value)
    of_name = max(canvas.measure(line, SMALL, False) for line in name)
    return [Label(value, name, max(of_value, of_name) + 4), Label(value, [], of_value + 4)]


def _apart(points: Iterable[Point], size: float) -> list[Point]:
    """The same places, some a little to the side, so that no dot hides another."""
    placed: list[Point] = []
    for x, y in points:
        shifts = (way * size * n * 0.8 for n in range(1000) for way in (1, -1))
        placed.append(
            next(
                (x + shift, y)
                for shift in shifts
                if all(abs(x + shift - a) >= size * 0.8 or abs(y - b) >= size * 0.8 for a, b in placed)
            )
        )
    return placed


def _placed(
    labels: dict[int, list[Label]], places: Sequence[Point], size: float, frame: Box
) -> dict[int, tuple[Label, Box]]:
    """Each label that finds room inside the frame, upon no dot and no other label, with its box."""
    half = size / 2 + 1
    taken = [(x - half, y - half, x + half, y + half) for x, y in places]
    made: dict[int, tuple[Label, Box]] = {}
    for index, variants in labels.items():
        tries = ((label, box) for label in variants for box in _spots(places[index], label, half))
        if found := next((each for each in tries if _inside(each[1], frame) and clear(each[1], taken)), None):
            made[index] = found
            taken.append(found[1])
    return made


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _spots(place: Point, label: Label, half: float) -> Iterable[Box]:
    """Boxes around a dot, the nearest first: above and below it, then beside it."""
    (x, y), width, height = place, label.width, label.height
    for gap in _GAPS:
        out = half + gap
        for left in (x - width / 2, x - 10, x - width + 10):
            yield left, y - out - height, left + width, y - out
            yield left, y + out, left + width, y + out + height
        for left in (x + out, x - out - width):
            for top in (y - height / 2, y - 8, y - height + 8):
                yield left, top, left + width, top + height
