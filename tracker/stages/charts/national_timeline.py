"""Every inspection as a mark by rating, with the national milestones."""

from collections import Counter

from tracker.stages.charts.canvas import Canvas
from tracker.stages.charts.flags import flown
from tracker.stages.charts.layout import draw_marks, lane_words, time_scale
from tracker.stages.charts.series import common_scale, date_of, level_on, oldest_first
from tracker.stages.charts.words import source
from tracker.values.chart import Chart, Mark, Milestone, NationalTimeline
from tracker.values.facts import Facts
from tracker.values.records.site import Words
from tracker.values.words import listed, number, plural, sentence

_FEWEST = 3
_CROWD = 40  # from here on marks are small


def describe(facts: Facts) -> Chart | None:
    """The chart, where at least three inspections have a date."""
    words = facts.site.words
    inspections = oldest_first(facts.inspections)
    if len(inspections) < _FEWEST:
        return None
    scale = common_scale(inspection.framework for inspection in inspections)
    events = sorted((fact.event for fact in facts.events), key=lambda event: (event.date, event.title))
    counts = Counter(inspection.overall.word for inspection in inspections)
    order = [*scale, *(word for word in counts if word not in scale)]
    said = listed(f"{number(counts[word])} {word}" for word in order if counts[word])
    silent = sum(1 for inspection in inspections if inspection.overall.silence)
    rest = f", {number(silent)} of them without a rating" if silent else ""
    since = date_of(inspections[0]).year
    title = f"{sentence(number(len(inspections)))} {words.inspections} recorded since {since}{rest}"
    marks = [
        (
            date_of(each),
            Mark(date_of(each).middle, each.name, level_on(scale, each.overall), each.overall.word),
        )
        for each in inspections
    ]
    entries = [
        *((date, (str(date), mark.label, mark.word)) for date, mark in marks),
        *((event.date, (str(event.date), event.title, "Milestone")) for event in events),
    ]
    milestones = "; ".join(f"{event.date}, {event.title}" for event in events)
    return Chart(
        id="national-timeline",
        title=title,
        subtitle=f"Overall rating by date{', with national milestones' if events else ''}. What is known "
        "only by its month or year stands in the middle of it."
        + _visited(sum(1 for inspection in inspections if not inspection.published))
        + _left_out(words, len(facts.inspections) - len(inspections)),
        alt=f"{title}: {said}." + (f" Milestones: {milestones}." if events else ""),
        source=source(words),
        columns=("Date", f"{sentence(words.inspection)} or milestone", "Overall rating"),
        rows=tuple(row for _, row in sorted(entries)),
        data=NationalTimeline(
            scale,
            tuple(mark for _, mark in marks),
            tuple(Milestone(event.date.middle, event.title) for event in events),
        ),
    )


def _visited(count: int) -> str:
    if not count:
        return ""
    stand = "stands" if count == 1 else "stand"
    return (
        f" {sentence(plural(count, 'report'))} without a date {stand} at the time of the inspectors’ visit."
    )


def _left_out(words: Words, count: int) -> str:
    if not count:
        return ""
    several = plural(count, words.inspection, words.inspections)
    return f" Not shown: {several} of which no date is recorded."


def draw(data: NationalTimeline, canvas: Canvas) -> float:
    """Milestones above, marks on their lanes, years below; returns the height."""
    days = [milestone.day for milestone in data.milestones]
    words = lane_words(data.scale, data.marks)
    time = time_scale(canvas, words, [*days, *(mark.day for mark in data.marks)])
    flags = flown(canvas, [time.x(day) for day in days], data.milestones)
    size = 12.0 if len(data.marks) <= _CROWD else 7.0 if canvas.narrow else 9.0
    _, lanes = draw_marks(canvas, time, data.scale, data.marks, size, room=16, top=flags.bottom)
    end = lanes[-1].bottom
    flags.lower(canvas, end)
    return flags.list_below(canvas, time.draw(canvas, end))
