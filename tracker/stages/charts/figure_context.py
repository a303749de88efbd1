"""A figure among the other recorded values of the same measure."""

from tracker.stages.charts.canvas import BODY, SMALL, Canvas
from tracker.stages.charts.layout import swarm
from tracker.stages.charts.palette import ACCENT, INK, MUTED, RULE
from tracker.stages.charts.value_axis import PERCENT, ends, tick_words, ticks
from tracker.stages.charts.words import source, told
from tracker.values.chart import Chart, ContextPoint, FigureContext
from tracker.values.dates import years
from tracker.values.facts import FigureFact, InspectionFacts, MeasureFacts, MeasureValue
from tracker.values.records.site import Words
from tracker.values.words import listed, number, sentence

_FEWEST = 2
_ROWS = 12  # more values than this are dots on one line
_NAMES = 290
_SHARE = 0.4  # of the width, at most, for what a value reads; a longer one stands with its name


def describe(
    words: Words, figure: FigureFact, inspection: InspectionFacts, among: MeasureFacts
) -> Chart | None:
    """The chart, where the measure has at least two recorded values of the same kind.

    What is neither better nor worse, such as a provider's size, has no place among others. A number of
    the whole country stands among such numbers only, and never among single providers.
    """
    national = inspection.provider_kind.national
    measure = among.record
    values, left_out = (among.national, among.values) if national else (among.values, among.national)
    if len(values) < _FEWEST or measure.better == "neither":
        return None
    ordered = sorted(values, key=lambda value: (value.figure.value, value.inspection.title))
    points = tuple(
        ContextPoint(
            v.inspection.title,
            float(v.figure.value),
            v.figure.plain,
            v.inspection.url == inspection.url and v.figure == figure,
        )
        for v in ordered
    )
    dates = years(value.date.year for value in values if value.date)
    undated = sum(1 for value in values if not value.date)
    when = listed([*([dates] if dates else []), *([f"{number(undated)} without a date"] if undated else [])])
    better = f"{sentence(measure.better)} is better."
    title = f"{measure.name}: {figure.plain}; {_among(figure, ordered)}"
    share = f"of {measure.of}, " if measure.unit == PERCENT else ""
    of = "of the whole country " if national else f"of a single {words.provider} "
    subtitle = (
        f"{share}in every {words.inspection} {of if left_out else ''}with a recorded value, {when}. {better}"
    )
    each = [f"{point.label}: {point.shown}" for point in points]
    return Chart(
        id=f"figure-{inspection.id.replace('/', '-')}-{figure.measure}",
        title=title,
        subtitle=sentence(subtitle),
        alt=told(title, f"{better} From the lowest: ", each),
        source=source(words),
        columns=(sentence(words.inspection), "Date", measure.name),
        rows=tuple((v.inspection.title, str(v.date or "not known"), v.figure.shown) for v in ordered),
        data=FigureContext(figure.unit, points),
        more=figure.page,
        more_title=f"Every recorded value: {measure.name}",
    )


def _among(figure: FigureFact, values: list[MeasureValue]) -> str:
    """The span of the others, lowest first.

    A rank among them would say more about which reports are known than about the provider.
    """
    others = list(values)
    others.remove(next(value for value in values if value.figure == figure))
    # A source can also say "two in three".
    one, more = (" as a percentage", " as percentages") if figure.unit == PERCENT else ("", "")
    lowest, highest = others[0].figure.plain, others[-1].figure.plain
    if len(others) == 1:
        return f"the only other value recorded{one} is {lowest}"
    several = f"the {number(len(others))} other values recorded{more}"
    return f"{several} are {lowest}" if lowest == highest else f"{several} run from {lowest} to {highest}"


def draw(data: FigureContext, canvas: Canvas) -> float:
    """A row for each value, or one line of dots where there are many; returns the height."""
    low, high = ends(data.unit, [point.value for point in data.points])
    if len(data.points) > _ROWS:
        return _line_of_dots(data, canvas, low, high)
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


def _line_of_dots(data: FigureContext, canvas: Canvas, low: float, high: float) -> float:
    left, right = 10.0, canvas.width - 10
    size = 9.0 if canvas.narrow else 11.0
    # The page's own value comes first, so that it gets its place on the line.
    points = sorted(data.points, key=lambda point: not point.here)
    own = sum(point.here for point in points)
    xs = [left + (point.value - low) / (high - low) * (right - left) for point in points]
    shifts = swarm(xs, size)
    deep = max(map(abs, shifts)) + size
    y = 0.0
    for x, point in zip(xs[:own], points, strict=False):
        lines = canvas.wrapped(f"{point.shown}: {point.label}", canvas.width, lines=3, bold=True)
        width = max(canvas.measure(line, BODY, True) for line in lines)
        y = canvas.block(canvas.start(x, width), y, lines, bold=True)
    middle = y + 14 + deep
    places = [(x, middle + shift) for x, shift in zip(xs, shifts, strict=True)]
    canvas.line([(left, middle), (right, middle)], RULE)
    canvas.dots(places[own:], MUTED, size)
    for x, height in places[:own]:
        canvas.line([(x, y + 4), (x, height)], ACCENT, 1.5, under=False)
        canvas.dots([(x, height)], ACCENT, size + 4)
    bottom = middle + deep + 8
    canvas.line([(left, bottom), (right, bottom)], MUTED)
    for tick in ticks(low, high, 4 if canvas.narrow else 8):
        x = left + (tick - low) / (high - low) * (right - left)
        words = tick_words(tick, data.unit)
        canvas.line([(x, bottom), (x, bottom + 5)], MUTED)
        canvas.text(canvas.start(x, canvas.measure(words, SMALL, False)), bottom + 18, words, SMALL, MUTED)
    y = bottom + 26
    for word, point in (("Lowest", data.points[0]), ("Highest", data.points[-1])):
        lines = canvas.wrapped(f"{word}: {point.shown}, {point.label}", canvas.width, SMALL, lines=3)
        y = canvas.block(0, y, lines, SMALL, MUTED)
    return y + 4
