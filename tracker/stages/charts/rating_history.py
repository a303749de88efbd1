"""A provider's overall ratings in time: steps where inspections compare, a break where they do not."""

from itertools import groupby, pairwise, product

from tracker.stages.charts.canvas import LINE, SMALL, Canvas, Point
from tracker.stages.charts.layout import Box, Span, clear, draw_marks, lane_words, rows, time_scale
from tracker.stages.charts.palette import MUTED
from tracker.stages.charts.series import common_scale, date_of, level_on, oldest_first
from tracker.stages.charts.words import source, told
from tracker.values.chart import Chart, Era, Mark, RatingHistory
from tracker.values.dates import years
from tracker.values.facts import InspectionFacts, ProviderFacts
from tracker.values.records.site import Words
from tracker.values.words import listed, number, plural, sentence, times

_FEWEST = 2
_CROWD = 15  # from here on marks are small
_TOP = 4.0


def describe(words: Words, provider: ProviderFacts) -> Chart | None:
    """The chart, where there is a history: two dated inspections, one of them rated."""
    inspections = oldest_first(provider.inspections)
    rated = [inspection for inspection in inspections if not inspection.overall.silence]
    if len(inspections) < _FEWEST or not rated:
        return None
    scale = common_scale(inspection.framework for inspection in inspections)
    eras = tuple(
        Era(_programme(same[0]), tuple(_mark(inspection, scale) for inspection in same))
        for same in (list(group) for _, group in groupby(inspections, key=_scope))
    )
    title = _title(words, rated, inspections)
    many = plural(len(inspections), words.inspection, words.inspections)
    broken = " Ratings on either side of a dashed line are not comparable." if len(eras) > 1 else ""
    under = "" if len(eras) > 1 else f" under {eras[0].framework}"
    said = [f"{each.date}: {each.overall.word} ({_programme(each)})" for each in inspections]
    return Chart(
        id=f"history-{provider.id}",
        title=title,
        subtitle=f"Overall rating of {provider.record.short_name} at {many}"
        f"{under}, {years(date_of(i).year for i in inspections)}.{broken}",
        alt=told(title, "In order of date: ", said)
        + (" Ratings under different programmes or of different areas are not comparable." if broken else ""),
        source=source(words),
        columns=(sentence(words.inspection), "Date", "Programme", "Overall rating"),
        rows=tuple((i.name, str(i.date), i.framework.short_name, i.overall.word) for i in inspections),
        data=RatingHistory(scale, eras),
    )


def _scope(inspection: InspectionFacts) -> tuple[str, str]:
    """What must be the same for ratings to be compared: the framework and the part inspected."""
    return inspection.framework.id, inspection.area


def _programme(inspection: InspectionFacts) -> str:
    return f"{inspection.framework.short_name}{f' ({inspection.area})' if inspection.area else ''}"


def _mark(inspection: InspectionFacts, scale: tuple[str, ...]) -> Mark:
    level = level_on(scale, inspection.overall)
    return Mark(date_of(inspection).middle, inspection.label, level, inspection.overall.word)


def _title(words: Words, rated: list[InspectionFacts], inspections: list[InspectionFacts]) -> str:
    at = [date_of(inspection).year for inspection in rated]
    given = [inspection.overall.word for inspection in rated]
    if len(rated) == 1:
        known, several = "the only recorded rating of", f"{number(len(inspections))} {words.inspections}"
        if not any(each.overall.silence == "not-recorded" for each in inspections):
            known, several = "the only one of", f"{several} that gave a rating"
        return f"Rated {given[0]} in {at[0]}, {known} {several}"
    if len(set(given)) == 1:
        when = f"between {at[0]} and {at[-1]}" if len(rated) > _FEWEST else f"in {listed(map(str, at))}"
        when = when if len(set(at)) > 1 else f"in {at[0]}"
        return f"Rated {given[0]} {times(len(rated))}, {when}{_apart(rated)}"
    before, last = rated[-2:]
    same = at[-2] == at[-1]
    then = given[-2] if same else f"{given[-2]} in {at[-2]}"
    now = f"{given[-1]}{', both' if same else ''} in {at[-1]}"
    if apart := _apart(rated[-2:]):
        return f"Rated {then} and {now}{apart}"
    if given[-2] == given[-1]:
        return f"Rated {given[-1]} again in {at[-1]}"
    way = "Up" if last.overall.level < before.overall.level else "Down"
    return f"{way} from {then} to {now}"


def _apart(rated: list[InspectionFacts]) -> str:
    """Why ratings cannot be compared, where they cannot."""
    if len({inspection.framework.id for inspection in rated}) > 1:
        return ", under different programmes"
    return ", for different areas" if len({inspection.area for inspection in rated}) > 1 else ""


def draw(data: RatingHistory, canvas: Canvas) -> float:
    """Marks on lanes, joined by steps within an era; returns the height."""
    marks = [mark for era in data.eras for mark in era.marks]
    time = time_scale(canvas, lane_words(data.scale, marks), [mark.day for mark in marks])
    size = 14 if len(marks) <= _CROWD else 10
    places, lanes = draw_marks(
        canvas, time, data.scale, marks, size, room=(54 if canvas.narrow else 46) - size, top=_TOP
    )
    end = lanes[-1].bottom
    taken = [lane.name for lane in lanes] + [(x - 9, y - 8, x + 9, y + 8) for x, y in places]
    brackets, breaks = [], []
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
    for (_, before), (after, _) in pairwise(brackets):
        x = (before + after) / 2
        canvas.line([(x, _TOP), (x, end)], MUTED, dashed=True)
        breaks.append((x - 2, _TOP, x + 2, end))
    _label(canvas, places, [mark.label for mark in marks], time.left, taken=taken, breaks=breaks)
    bottom = time.draw(canvas, end)
    if len(data.eras) == 1:
        return bottom
    return _name_eras(canvas, [era.framework for era in data.eras], brackets, bottom + 6, time.left - 8)


def _label(
    canvas: Canvas,
    places: list[Point],
    labels: list[str],
    edge: float,
    *,
    taken: list[Box],
    breaks: list[Box],
) -> None:
    # The newest matters most, and may stand upon a break; a label without room is left out, the table has it.
    newest = len(labels) - 1
    for index in (newest, *range(newest)):
        (x, y), label = places[index], labels[index]
        width = canvas.measure(label, SMALL, index == newest)
        sides = product((y - 13, y + 20), (x - width / 2, x - 7, x + 7 - width))
        spots = [(min(max(start, edge), canvas.width - width - 2), base) for base, start in sides]
        boxes = [(left - 2, base - SMALL, left + width + 2, base + 3) for left, base in spots]
        free = [box for box in boxes if clear(box, [*taken, *breaks])]
        if not free and index == newest:
            free = [box for box in boxes if clear(box, taken)]
            for box in free[:1]:
                canvas.backdrop(*box)
        if free:
            canvas.text(free[0][0] + 2, free[0][3] - 3, label, SMALL, bold=index == newest)
            taken.append(free[0])


def _name_eras(canvas: Canvas, names: list[str], spans: list[Span], top: float, left: float) -> float:
    """A bracket under the inspections of each programme, with its name below."""
    blocks = [canvas.wrapped(name, min(230, canvas.width - left), SMALL, lines=3) for name in names]
    widths = [max(canvas.measure(line, SMALL, False) for line in lines) for lines in blocks]
    spans = [(low - 7, high + 7) for low, high in spans]
    starts = [min(low, canvas.width - width) for (low, _), width in zip(spans, widths, strict=True)]
    taken = [
        (start, max(start + width, high))
        for start, width, (_, high) in zip(starts, widths, spans, strict=True)
    ]
    placed = rows(taken, gap=8)
    line = top
    for row in range(max(placed) + 1):
        own = [index for index, at in enumerate(placed) if at == row]
        for index in own:
            low, high = spans[index]
            canvas.line([(low, line + 5), (low, line), (high, line), (high, line + 5)], MUTED)
            canvas.block(starts[index], line + 6, blocks[index], SMALL, MUTED)
        line += 14 + SMALL * LINE * max(len(blocks[index]) for index in own)
    return line
