"""How many inspections of each year got each rating."""

from collections import Counter

from tracker.stages.charts.canvas import SMALL, Canvas
from tracker.stages.charts.layout import draw_lanes, lane_left, year_step
from tracker.stages.charts.palette import MUTED, NONE, UNRATED, colour_of
from tracker.stages.charts.words import SOURCE, listed, number, told
from tracker.values.chart import Bar, Chart, RatingDistribution
from tracker.values.facts import Facts

_FEWEST = 2
_SILENT = "No rating"
_TALLEST = 64.0
_LARGEST = 16.0  # for one inspection, where there are few
_WIDEST = 44.0


def describe(facts: Facts) -> Chart | None:
    """The chart, where at least two inspections are rated."""
    years = {count.year: count for count in facts.by_year}
    totals = [sum(column) for column in zip(*(count.counts for count in facts.by_year), strict=True)]
    rated, unrated = sum(totals), sum(count.unrated for count in facts.by_year)
    if rated < _FEWEST:
        return None
    span = range(min(years), max(years) + 1)
    none = (0,) * len(facts.scale)
    bars = tuple(
        Bar(year, years[year].counts, years[year].unrated) if year in years else Bar(year, none, 0)
        for year in span
    )
    most = max(totals)
    common = [word for word, total in zip(facts.scale, totals, strict=True) if total == most]
    if most == rated:
        every = "Both" if rated == _FEWEST else f"All {number(rated)}"
        title = f"{every} rated inspections were rated {common[0]}"
    elif len(common) == 1:
        title = f"{common[0]} is the most common rating: {number(most)} of {number(rated)} rated inspections"
    else:
        title = (
            f"{listed(common)} are equally common: {number(most)} each of {number(rated)} rated inspections"
        )
    when = f"{span[0]} to {span[-1]}" if len(span) > 1 else f"{span[0]}"
    said = listed(f"{number(total)} {word}" for word, total in zip(facts.scale, totals, strict=True))
    shares = f"In all: {said}, and {number(unrated)} without a rating"
    return Chart(
        id="rating-distribution",
        title=title,
        subtitle=f"Inspections recorded here by overall rating and year of publication, {when}."
        + _silences(facts),
        alt=told(f"{title}. {shares}", "By year: ", [_year(facts.scale, bar) for bar in bars]),
        source=SOURCE,
        columns=("Year", *facts.scale, _SILENT),
        rows=tuple((str(bar.year), *map(str, bar.counts), str(bar.unrated)) for bar in bars),
        data=RatingDistribution(facts.scale, bars),
    )


def _year(scale: tuple[str, ...], bar: Bar) -> str:
    parts = [f"{count} {word}" for word, count in zip(scale, bar.counts, strict=True) if count]
    parts += [f"{bar.unrated} without a rating"] if bar.unrated else []
    return f"{bar.year}: {listed(parts or ['none'])}"


def _silences(facts: Facts) -> str:
    counts = Counter(i.overall.word.lower() for i in facts.inspections if i.overall.silence and i.published)
    said = listed(f"{count} {word}" for word, count in sorted(counts.items())) if counts else ""
    return f" Without a rating: {said}." if said else ""


def draw(data: RatingDistribution, canvas: Canvas) -> float:
    """A lane for each rating with a bar for each year, all to one scale; returns the height."""
    series = [[bar.counts[step] for bar in data.bars] for step in range(len(data.scale))]
    words = list(data.scale)
    if any(bar.unrated for bar in data.bars):
        series.append([bar.unrated for bar in data.bars])
        words.append(_SILENT)
    unit = min(_TALLEST / max(max(counts) for counts in series), _LARGEST)
    heights = [max(max(counts) * unit + 20, 24) for counts in series]
    lanes = draw_lanes(canvas, words, len(data.scale), heights, 2, base=True)
    left = lane_left(canvas, words)
    column = (canvas.width - left) / len(data.bars)
    width = min(column * 0.7, _WIDEST)
    room = (
        max(canvas.measure(str(count), SMALL, False) for counts in series for count in counts) + 3 <= column
    )
    for step, (counts, lane) in enumerate(zip(series, lanes, strict=True)):
        rated = step < len(data.scale)
        if not any(counts):
            canvas.text(left, lane.bottom - 6, "none", SMALL, MUTED)
        for place, count in enumerate(counts):
            if not count:
                continue
            x, high = left + column * (place + 0.5), count * unit
            fill = colour_of(step + 1, len(data.scale)) if rated else NONE
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
                canvas.text(x, lane.bottom - high - 4, str(count), SMALL, side="center")
    return _years(data, canvas, left, column, lanes[-1].bottom)


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
