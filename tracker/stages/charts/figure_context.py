"""A figure among the other recorded values of the same measure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.stages.charts.canvas import BODY, Canvas
from tracker.stages.charts.palette import ACCENT, INK, MUTED, RULE
from tracker.stages.charts.value_axis import PERCENT, ends, tick_step, tick_words
from tracker.stages.charts.words import source, told
from tracker.values.chart import Chart, ContextPoint, FigureContext, ValueCounts
from tracker.values.dates import years
from tracker.values.facts import FigureFact, InspectionFacts, MeasureFacts, MeasureValue
from tracker.values.records.site import Words
from tracker.values.words import listed, number, plural, sentence

_FEWEST = 2
_ROWS = 12  # more values than this are counted in steps
_STEPS = 40  # of the scale, at most
_NAMES = 290
_SHARE = 0.4  # of the width, at most, for what a value reads; a longer one stands with its name


@dataclass(frozen=True, slots=True)
class Others:
    """The values of a measure that its figures stand among, lowest first, and what all their charts share.

    `said` is what is told of each row. `counted` says how many values there are in each step, where there
    are too many for a row each.
    """

    values: tuple[MeasureValue, ...]
    name: str
    better: str
    subtitle: str
    more_title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    said: tuple[str, ...]
    counted: ValueCounts | None


def among(words: Words, facts: MeasureFacts, *, national: bool) -> Others | None:
    """What the figures of a measure stand among, where it has at least two recorded values of the same kind.

    What is neither better nor worse, such as a provider's size, has no place among others. A number of
    the whole country stands among such numbers only, and never among single providers.
    """
    measure = facts.record
    values, left_out = (facts.national, facts.values) if national else (facts.values, facts.national)
    if len(values) < _FEWEST or measure.better == "neither":
        return None
    dates = years(value.date.year for value in values if value.date)
    undated = sum(1 for value in values if not value.date)
    when = listed([*([dates] if dates else []), *([f"{number(undated)} without a date"] if undated else [])])
    share = f"of {measure.of}, " if measure.unit == PERCENT else ""
    of = "of the whole country " if national else f"of a single {words.provider} "
    told = f"{share}in every {words.inspection} {of if left_out else ''}with a recorded value, {when}."
    ordered = tuple(sorted(values, key=lambda value: (value.figure.value, value.inspection.title)))
    counted = _counted(measure.unit, ordered) if len(ordered) > _ROWS else None
    better = f"{sentence(measure.better)} is better."
    subtitle = f"{sentence(told)} {better}"
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    if counted:
        highest = plural(max(counted.counts), words.inspection, words.inspections)
        subtitle += f" The highest bar stands for {highest}."
        columns = measure.name, sentence(words.inspections)
        rows = tuple((name, f"{count:,}") for name, count in _steps(counted))
        said = tuple(f"{name}: {count}" for name, count in rows if count != "0")
    else:
        columns = sentence(words.inspection), "Date", measure.name
        rows = tuple((v.inspection.title, str(v.date or "not known"), v.figure.shown) for v in ordered)
        said = tuple(f"{v.inspection.title}: {v.figure.plain}" for v in ordered)
    more = f"Every recorded value: {measure.name}"
    return Others(ordered, measure.name, better, subtitle, more, columns, rows, said, counted)


def _counted(unit: str, values: Sequence[MeasureValue]) -> ValueCounts:
    """How many values lie in each step; which of them is a page's own is still to be said."""
    numbers = [float(value.figure.value) for value in values]
    low, high = ends(unit, numbers)
    step = tick_step(low, high, _STEPS)
    first, last = int(low // step), int(-(-high // step))
    counts = [0] * (last - first)
    for value in numbers:
        counts[min(int(value // step) - first, len(counts) - 1)] += 1
    return ValueCounts(unit, step * first, step, tuple(counts), 0, "")


def _steps(counted: ValueCounts) -> Iterator[tuple[str, int]]:
    """What each step is called, "20% to under 25%", and how many values it has."""
    first = round(counted.start / counted.step)
    names = [tick_words(counted.step * (first + n), counted.unit) for n in range(len(counted.counts) + 1)]
    for (low, high), count in zip(pairwise(names), counted.counts, strict=True):
        yield f"{low} {'to' if high is names[-1] else 'to under'} {high}", count


def describe(words: Words, figure: FigureFact, inspection: InspectionFacts, others: Others) -> Chart:
    """The chart of a figure: a row for each value or, where there are many, how many there are of each."""
    title = f"{others.name}: {figure.plain}; {_span(figure, others.values)}"
    data: FigureContext | ValueCounts
    if counted := others.counted:
        start, step, counts = counted.start, counted.step, counted.counts
        data = ValueCounts(figure.unit, start, step, counts, float(figure.value), figure.plain)
    else:
        data = FigureContext(figure.unit, tuple(_points(figure, inspection, others.values)))
    return Chart(
        id=f"figure-{inspection.id.replace('/', '-')}-{figure.measure}",
        title=title,
        subtitle=others.subtitle,
        alt=told(title, f"{others.better} From the lowest: ", others.said),
        source=source(words),
        columns=others.columns,
        rows=others.rows,
        data=data,
        more=figure.page,
        more_title=others.more_title,
    )


def _points(
    figure: FigureFact, inspection: InspectionFacts, values: Sequence[MeasureValue]
) -> Iterator[ContextPoint]:
    for each in values:
        here = each.inspection.url == inspection.url and each.figure == figure
        yield ContextPoint(each.inspection.title, float(each.figure.value), each.figure.plain, here)


def _span(figure: FigureFact, values: Sequence[MeasureValue]) -> str:
    """The span of the others, lowest first.

    A rank among them would say more about which reports are known than about the provider.
    """
    lowest, highest = values[0].figure, values[-1].figure
    if lowest == figure:
        lowest = values[1].figure
    elif highest == figure:
        highest = values[-2].figure
    # A source can also say "two in three".
    one, more = (" as a percentage", " as percentages") if figure.unit == PERCENT else ("", "")
    if len(values) == _FEWEST:
        return f"the only other value recorded{one} is {lowest.plain}"
    several = f"the {number(len(values) - 1)} other values recorded{more}"
    if lowest.plain == highest.plain:
        return f"{several} are {lowest.plain}"
    return f"{several} run from {lowest.plain} to {highest.plain}"


def draw(data: FigureContext, canvas: Canvas) -> float:
    """A row for each value; returns the height."""
    low, high = ends(data.unit, [point.value for point in data.points])
    shown = max(canvas.measure(point.shown, BODY, point.here) for point in data.points)
    if wordy := shown > canvas.width * _SHARE:
        shown = 0
    left = 0.0 if canvas.narrow else float(_NAMES)
    scale = (canvas.width - left - shown - 14) / (high - low)
    zero = left + 4 - low * scale
    y = 0.0
    for point in data.points:
        colour = ACCENT if point.here else MUTED
        label = f"{point.label}: {point.shown}" if wordy else point.label
        room = canvas.width if canvas.narrow else left - 16
        lines = canvas.wrapped(label, room, lines=5 if wordy else 3, bold=point.here)
        end = canvas.block(0, y + 5, lines, colour=INK if point.here else MUTED, bold=point.here)
        middle = end + 10 if canvas.narrow else (y + 6 + end) / 2
        x = left + 4 + (point.value - low) * scale
        canvas.line([(left, middle), (canvas.width - shown - 10, middle)], RULE)
        if x != zero:
            canvas.line([(zero, middle), (x, middle)], colour, 4 if point.here else 1.5)
        canvas.dots([(x, middle)], colour, 13 if point.here else 9)
        if not wordy:
            look = INK if point.here else MUTED
            canvas.text(canvas.width, middle + 4.5, point.shown, BODY, look, bold=point.here, side="right")
        y = (middle + 12) if canvas.narrow else end + 7
    if not canvas.narrow:
        canvas.line([(zero, 2), (zero, y)], MUTED)
    return y + 4
