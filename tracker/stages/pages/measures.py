"""The list of measures, and a page for each that has values."""

from collections.abc import Iterator

from tracker.stages.charts import measure_values
from tracker.values.chart import existing
from tracker.values.facts import Facts, MeasureFacts
from tracker.values.page import MEASURES, Page, sortable
from tracker.values.records.site import Words


def measures(facts: Facts) -> Iterator[Page]:
    """What can be compared between inspections, and every recorded value of it."""
    context = {
        "measures": tuple(measure for measure in facts.measures.values() if measure.count),
        "empty": tuple(measure for measure in facts.measures.values() if not measure.count),
    }
    words = facts.site.words
    described = f"The figures that more than one {words.inspection} can give, each with every recorded value."
    yield Page(MEASURES, "pages/measures.html", "Measures", described, context)
    for measure in context["measures"]:
        yield _measure(words, measure)


def _measure(words: Words, measure: MeasureFacts) -> Page:
    chart = measure_values.describe(words, measure)
    return Page(
        measure.url,
        "pages/measure.html",
        measure.record.name,
        f"{measure.record.name}: every recorded value by date, with its source.",
        {"measure": measure, "chart": chart},
        existing(chart),
        scripts=sortable(len(measure.values)),
    )
