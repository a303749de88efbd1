"""A figure among the other recorded values of the same measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.stages.charts.canvas import BODY, Canvas
from tracker.stages.charts.palette import ACCENT, INK, MUTED, RULE
from tracker.stages.charts.value_axis import PERCENT, ends, tick_step, tick_words
from tracker.stages.charts.words import source, told
from tracker.values.chart import Chart, ContextPoint, FigureContext, ValueCounts
from tracker.values.dates import years
from tracker.values.facts import FigureFact, InspectionFacts, MeasureFacts, MeasureValue
from tracker.values.records import Measure
from tracker.values.records.site import Words
from tracker.values.words import listed, number, plural, sentence

_FEWEST = 2
_ROWS = 12  # more values than this are counted in steps
_STEPS = 40  # of the scale, at most
_NAMES = 290
_SHARE = 0.4  # of the width, at most, for what a value reads; a longer one stands with its name


@dataclass(frozen=True, slots=True)
class Others:
    """The values of a measure that its figures stand among, lowest first, and what is said of them all.

    `steps` are where the steps begin in which many values are counted, `counts` how many each has.
    """

    measure: Measure
    values: tuple[MeasureValue, ...]
    subtitle: str
    steps: tuple[float, ...]
    counts: tuple[int, ...]


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
    ordered = sorted(values, key=lambda value: (value.figure.value, value.inspection.title))
    numbers = [float(value.figure.value) for value in ordered]
    low, high = ends(measure.unit, numbers)
    step = tick_step(low, high, _STEPS)
    first, last = int(low // step), int(-(-high // step))
    counts = [0] * (last - first)
    for value in numbers:
        counts[min(int(value // step) - first, len(counts) - 1)] += 1
    steps = tuple(step * n for n in range(first, last + 1))
    return Others(measure, tuple(ordered), sentence(told), steps, tuple(counts))


def describe(words: Words, figure: FigureFact, inspection: InspectionFacts, others: Others) -> Chart:
    """The chart of a figure: a row for each value or, where there are many, how many there are of each."""
    measure = others.measure
    better = f"{sentence(measure.better)} is better."
    title = f"{measure.name}: {figure.plain}; {_span(figure, others.values)}"
    many = len(others.values) > _ROWS
    columns, rows, said, data = (_counted if many else _listed)(words, figure, inspection, others)
    highest = plural(max(others.counts), words.inspection, words.inspections)
    high = f" The highest bar stands for {highest}." if many else ""
    return Chart(
        id=f"figure-{inspection.id.replace('/', '-')}-{figure.measure}",
        title=title,
        subtitle=f"{others.subtitle} {better}{high}",
        alt=told(title, f"{better} From the lowest: ", said),
        source=source(words),
        columns=columns,
        rows=rows,
        data=data,
        more=figure.page,
        more_title=f"Every recorded value: {measure.name}",
    )


Parts = tuple[tuple[str, ...], tuple[tuple[str, ...], ...], Sequence[str], FigureContext | ValueCounts]
"""Columns and rows of a table, what is told of each row, and what is drawn."""


def _listed(words: Words, figure: FigureFact, inspection: InspectionFacts, others: Others) -> Parts:
    """Every value with its inspection."""
    points = tuple(
        ContextPoint(
            v.inspection.title,
            float(v.figure.value),
            v.figure.plain,
            v.inspection.url == inspection.url and v.figure == figure,
        )
        for v in others.values
    )
    columns = (sentence(words.inspection), "Date", others.measure.name)
    rows = tuple((v.inspection.title, str(v.date or "not known"), v.figure.shown) for v in others.values)
    return columns, rows, [f"{p.label}: {p.shown}" for p in points], FigureContext(figure.unit, points)


def _counted(words: Words, figure: FigureFact, _inspection: InspectionFacts, others: Others) -> Parts:
    """How many values lie in each step."""
    steps, unit = others.steps, figure.unit
    names = [
        f"{tick_words(low, unit)} {'to' if high == steps[-1] else 'to under'} {tick_words(high, unit)}"
        for low, high in pairwise(steps)
    ]
    rows = tuple((name, f"{count:,}") for name, count in zip(names, others.counts, strict=True))
    said = [f"{name}: {count}" for name, count in rows if count != "0"]
    counts = ValueCounts(
        unit, steps[0], steps[1] - steps[0], others.counts, float(figure.value), figure.plain
    )
    return (others.measure.name, sentence(words.inspections)), rows, said, counts


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
