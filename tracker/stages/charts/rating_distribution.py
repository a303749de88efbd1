"""How many inspections of each year got each rating, with the programmes that they were made under."""

from collections import Counter
from collections.abc import Sequence

from tracker.stages.charts.canvas import SMALL, Canvas
from tracker.stages.charts.flags import flown
from tracker.stages.charts.layout import draw_lanes, lane_left, year_step
from tracker.stages.charts.palette import MUTED, NONE, PAPER, UNRATED, colour_of
from tracker.stages.charts.words import counted, source, told
from tracker.values.chart import Bar, Chart, Milestone, RatingDistribution
from tracker.values.dates import years as named
from tracker.values.facts import Facts, YearCount
from tracker.values.words import listed, number, plural, sentence

_FEWEST = 2
_TALLEST = 64.0
_LARGEST = 16.0  # for one inspection, where there are few
_WIDEST = 44.0


def describe(facts: Facts) -> Chart | None:
    """The chart, where at least two inspections are rated."""
    words = facts.site.words
    totals = [sum(column) for column in zip(*(count.counts for count in facts.by_year), strict=True)]
    rated = sum(totals)
    if rated < _FEWEST:
        return None
    years = sorted({count.year for count in facts.by_year})
    span = range(years[0], years[-1] + 1)
    silences = tuple(sorted({word for count in facts.by_year for word, _ in count.silent}))
    bars = tuple(_bar(year, facts, silences) for year in span)
    most = max(totals)
    common = [word for word, total in zip(facts.scale, totals, strict=True) if total == most]
    those = f"rated {words.inspections}"
    if any(inspection.overall.level for inspection in facts.undated):
        those = f"{words.inspections} with a rating and a date"
    if most == rated:
        every = "Both" if rated == _FEWEST else f"All {number(rated)}"
        title = f"{every} {those} were rated {common[0]}"
    elif len(common) == 1:
        title = f"{common[0]} is the most common rating: {number(most)} of {number(rated)} {those}"
    else:
        title = f"{listed(common)} are equally common: {number(most)} each of {number(rated)} {those}"
    lost = plural(len(facts.undated), words.inspection, words.inspections)
    missing = f" Not shown: {lost} whose report has no recorded date." if facts.undated else ""
    lanes = (*facts.scale, *silences)
    sums = [*totals, *(sum(bar.silent[place] for bar in bars) for place in range(len(silences)))]
    said = listed(f"{number(total)} {word}" for word, total in zip(lanes, sums, strict=True) if total)
    return Chart(
        id="rating-distribution",
        title=title,
        subtitle=f"{sentence(words.inspections)} recorded here by overall rating and year of publication, "
        f"{named(span)}. A line marks where a programme begins: ratings of different programmes cannot be "
        "compared." + missing,
        alt=told(f"{title}. In all: {said}", "By year: ", [_year(lanes, bar) for bar in bars]),
        source=source(words),
        columns=("Year", "Programme", *lanes),
        rows=tuple(row for year in span for row in _rows(year, facts.by_year, silences, len(lanes))),
        data=RatingDistribution(facts.scale, silences, bars, _beginnings(facts)),
    )


def _bar(year: int, facts: Facts, silences: Sequence[str]) -> Bar:
    counts, silent = [0] * len(facts.scale), Counter[str]()
    for count in facts.by_year:
        if count.year == year:
            counts = [one + other for one, other in zip(counts, count.counts, strict=True)]
            silent.update(dict(count.silent))
    return Bar(year, tuple(counts), tuple(silent[word] for word in silences))


def _year(words: Sequence[str], bar: Bar) -> str:
    return f"{bar.year}: {counted(words, (*bar.counts, *bar.silent))}"


def _rows(
    year: int, counts: Sequence[YearCount], silences: Sequence[str], columns: int
) -> list[tuple[str, ...]]:
    """The lines of a year in the table: one for each programme."""
    found = []
    for count in counts:
        if count.year == year:
            silent = dict(count.silent)
            numbers = (*count.counts, *(silent.get(word, 0) for word in silences))
            found.append((str(year), count.programme, *map(str, numbers)))
    return found or [(str(year), "none", *(["0"] * columns))]


def _beginnings(facts: Facts) -> tuple[Milestone, ...]:
    """When each programme came into force of which an inspection is shown, in that order."""
    shown = {count.programme for count in facts.by_year}
    starts = ((each.record.in_force.since.middle, each.record.short_name) for each in facts.frameworks)
    return tuple(Milestone(day, name) for day, name in sorted(starts) if name in shown)


def draw(data: RatingDistribution, canvas: Canvas) -> float:
    """A lane for each rating with a bar for each year, all to one scale; returns the height."""
    words = [*data.scale, *data.silences]
    series = [[(*bar.counts, *bar.silent)[lane] for bar in data.bars] for lane in range(len(words))]
    unit = min(_TALLEST / max(max(counts) for counts in series), _LARGEST)
    heights = [max(max(counts) * unit + 20, 24) for counts in series]
    left = lane_left(canvas, words)
    column = (canvas.width - left) / len(data.bars)
    flags = flown(
        canvas, [_place(milestone, data, left, column) for milestone in data.programmes], data.programmes
    )
    lanes = draw_lanes(canvas, words, len(data.scale), heights, flags.bottom + 2, base=True)
    width = min(column * 0.7, _WIDEST)
    room = (
        max(canvas.measure(str(count), SMALL, False) for counts in series for count in counts) + 3 <= column
    )
    for step, (counts, lane) in enumerate(zip(series, lanes, strict=True)):
        rated = step < len(data.scale)
        if not any(counts):
            canvas.backdrop(
                left, lane.bottom - 18, left + canvas.measure("none", SMALL, False), lane.bottom - 3
            )
            canvas.text(left, lane.bottom - 6, "none", SMALL, MUTED)
        for place, count in enumerate(counts):
            if not count:
                continue
            x, high = left + column * (place + 0.5), count * unit
            fill = colour_of(step + 1, len(data.scale)) if rated else PAPER
            inset = 0 if rated else 0.75
            canvas.box(
                x - width / 2 + inset,
                lane.bottom - high + inset,
                width - 2 * inset,
                high - 2 * inset,
                fill,
                edge=NONE if rated else UNRATED,
            )
            if room:
                half = canvas.measure(str(count), SMALL, False) / 2 + 2
                if any(abs(pole[0][0] - x) < half for pole in flags.poles):
                    canvas.backdrop(x - half, lane.bottom - high - 16, x + half, lane.bottom - high - 2)
                canvas.text(x, lane.bottom - high - 4, str(count), SMALL, side="center")
    flags.lower(canvas, lanes[-1].bottom)
    return flags.list_below(canvas, _years(data, canvas, left, column, lanes[-1].bottom))


def _place(milestone: Milestone, data: RatingDistribution, left: float, column: float) -> float:
    """Where a day stands; one before the first year stands at its beginning."""
    day = milestone.day
    years = day.year - data.bars[0].year + (day.timetuple().tm_yday - 1) / 366
    return left + column * min(max(years, 0), len(data.bars))


def _years(data: RatingDistribution, canvas: Canvas, left: float, column: float, y: float) -> float:
    wide = canvas.measure("2000", SMALL, False)
    step = year_step(column, wide + 6)
    short = step > 1 and column >= canvas.measure("’00", SMALL, False) + 2
    for place, bar in enumerate(data.bars):
        x = left + column * (place + 0.5)
        if short:
            canvas.text(x, y + 16, f"’{bar.year % 100:02}", SMALL, MUTED, side="center")
        elif place % step == 0 and x >= wide / 2 and x + wide / 2 <= canvas.width:
            canvas.text(x, y + 16, str(bar.year), SMALL, MUTED, side="center")
    return y + 22
