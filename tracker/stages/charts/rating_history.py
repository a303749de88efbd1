"""A provider's overall ratings in time: steps where inspections compare, a break where they do not."""

from itertools import groupby, pairwise

from tracker.stages.charts.canvas import SMALL, Canvas, Point
from tracker.stages.charts.layout import Box, clear, draw_marks, lane_words, rows, time_scale
from tracker.stages.charts.palette import MUTED
from tracker.stages.charts.words import (
    SOURCE,
    common_scale,
    date_of,
    level_on,
    listed,
    number,
    oldest_first,
    plural,
    times,
)
from tracker.values.chart import Chart, Era, Mark, RatingHistory
from tracker.values.facts import InspectionFacts, ProviderFacts

_FEWEST = 2
_MARK = 14
_TOP = 4


def describe(provider: ProviderFacts) -> Chart | None:
    """The chart, where there is a history: two dated inspections, one of them rated."""
    inspections = oldest_first(provider.inspections)
    rated = [inspection for inspection in inspections if not inspection.overall.silence]
    if len(inspections) < _FEWEST or not rated:
        return None
    scale = common_scale(inspection.framework for inspection in inspections)
    eras = tuple(
        Era(same[0].framework.short_name, tuple(_mark(inspection, scale) for inspection in same))
        for same in (list(group) for _, group in groupby(inspections, key=lambda each: each.framework.id))
    )
    broken = " Different programmes are not comparable." if len(eras) > 1 else ""
    said = "; ".join(
        f"{each.date}: {each.overall.word} ({each.framework.short_name})" for each in inspections
    )
    return Chart(
        id=f"history-{provider.id}",
        title=_title(rated, len(inspections)),
        subtitle=f"Overall rating of {provider.record.short_name} at {plural(len(inspections), 'inspection')}, "
        f"{inspections[0].date} to {inspections[-1].date}.{broken}",
        alt=f"{_title(rated, len(inspections))}. In order of date: {said}.{broken}",
        source=SOURCE,
        columns=("Inspection", "Date", "Programme", "Overall rating"),
        rows=tuple((i.name, str(i.date), i.framework.short_name, i.overall.word) for i in inspections),
        data=RatingHistory(scale, eras),
    )


def _mark(inspection: InspectionFacts, scale: tuple[str, ...]) -> Mark:
    level = level_on(scale, inspection.overall)
    return Mark(date_of(inspection).middle, inspection.label, level, inspection.overall.word)


def _title(rated: list[InspectionFacts], total: int) -> str:
    years = [date_of(inspection).year for inspection in rated]
    words = [inspection.overall.word for inspection in rated]
    if len(rated) == 1:
        return f"Rated {words[0]} in {years[0]}, the only one of {number(total)} inspections with a recorded rating"
    if len(set(words)) == 1:
        when = (
            f"between {years[0]} and {years[-1]}" if len(rated) > _FEWEST else f"in {listed(map(str, years))}"
        )
        return f"Rated {words[0]} {times(len(rated))}, {when if len(set(years)) > 1 else f'in {years[0]}'}"
    before, last = rated[-2], rated[-1]
    if before.framework.id != last.framework.id:
        return f"Rated {words[-2]} in {years[-2]} and {words[-1]} in {years[-1]}, under different programmes"
    if words[-2] == words[-1]:
        return f"Rated {words[-1]} again in {years[-1]}"
    way = "Up" if last.overall.level < before.overall.level else "Down"
    return f"{way} from {words[-2]} in {years[-2]} to {words[-1]} in {years[-1]}"


def draw(data: RatingHistory, canvas: Canvas) -> float:
    """Marks on lanes, joined by steps within an era; returns the height."""
    marks = [mark for era in data.eras for mark in era.marks]
    time = time_scale(canvas, lane_words(data.scale, marks), [mark.day for mark in marks])
    places, lanes_end = draw_marks(canvas, time, data.scale, marks, _MARK, 34 if canvas.narrow else 26, _TOP)
    taken = [(x - 9, y - 8, x + 9, y + 8) for x, y in places]
    brackets = []
    left = iter(places)
    for era in data.eras:
        own = [next(left) for _ in era.marks]
        brackets.append((own[0][0], own[-1][0]))
        for (mark, here), (following, there) in pairwise(zip(era.marks, own, strict=True)):
            if mark.level and following.level:
                canvas.line([here, (there[0], here[1]), there], MUTED, 2, under=False)
                low, high = sorted((here[1], there[1]))
                taken += [
                    (here[0], here[1] - 2, there[0], here[1] + 2),
                    (there[0] - 2, low, there[0] + 2, high),
                ]
    for (_, end), (begin, _) in pairwise(brackets):
        x = (end + begin) / 2
        canvas.line([(x, _TOP), (x, lanes_end)], MUTED, dashed=True)
        taken.append((x - 2, _TOP, x + 2, lanes_end))
    _label(canvas, time.left, places, [mark.label for mark in marks], taken)
    bottom = time.draw(canvas, lanes_end)
    return _name_eras(canvas, [era.framework for era in data.eras], brackets, bottom + 6, time.left - 8)


def _label(canvas: Canvas, edge: float, places: list[Point], labels: list[str], taken: list[Box]) -> None:
    # The newest and the oldest matter most; a label without room is left out, the table has it.
    order = [len(labels) - 1, *range(len(labels) - 1)]
    for index in order:
        (x, y), label = places[index], labels[index]
        width = canvas.measure(label, SMALL, index == len(labels) - 1)
        left = min(max(x - width / 2, edge), canvas.width - width)
        for base in (y - 11, y + 20):
            box = (left - 2, base - SMALL, left + width + 2, base + 3)
            # Only the names of lanes stand at the left on a phone.
            crowded = canvas.narrow and base < y and left < 150  # noqa: PLR2004
            if not crowded and clear(box, taken):
                canvas.text(left, base, label, SMALL, bold=index == len(labels) - 1)
                taken.append(box)
                break


def _name_eras(
    canvas: Canvas, names: list[str], spans: list[tuple[float, float]], top: float, left: float
) -> float:
    """A bracket under the inspections of each programme, with its name below."""
    blocks = [canvas.wrapped(name, min(200, canvas.width - left), SMALL) for name in names]
    widths = [max(canvas.measure(line, SMALL, False) for line in lines) for lines in blocks]
    starts = [
        min(max(low - 7, left), canvas.width - width) for (low, _), width in zip(spans, widths, strict=True)
    ]
    taken = [
        (min(start, low - 7), max(start + width, high + 7))
        for start, width, (low, high) in zip(starts, widths, spans, strict=True)
    ]
    line = 0.0
    bottom = top
    for row, start, (low, high), lines in zip(rows(taken, gap=8), starts, spans, blocks, strict=True):
        line = top + row * 44
        canvas.line([(low - 7, line + 5), (low - 7, line), (high + 7, line), (high + 7, line + 5)], MUTED)
        bottom = max(bottom, canvas.block(start, line + 6, lines, SMALL, MUTED))
    return bottom + 4
