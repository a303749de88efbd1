"""The list of measures, and a page for each that has values."""

from collections.abc import Iterator

from tracker.stages.charts import measure_values
from tracker.values.chart import existing
from tracker.values.facts import Facts, MeasureFacts
from tracker.values.page import MEASURES, Page, sortable


def measures(facts: Facts) -> Iterator[Page]:
    """What can be compared between inspections, and every recorded value of it."""
    context = {
        "measures": tuple(measure for measure in facts.measures.values() if measure.count),
        "empty": tuple(measure for measure in facts.measures.values() if not measure.count),
    }
    described = "The figures that more than one inspection can give, each with every recorded value."
    yield Page(MEASURES, "pages/measures.html", "Measures", described, context)
    for measure in context["measures"]:
        yield _measure(measure)


def _measure(measure: MeasureFacts) -> Page:
    chart = measure_values.describe(measure)
    return Page(
        measure.url,
        "pages/measure.html",
        measure.record.name,
        f"{measure.record.name}: every recorded value by date, with its source.",
        {"measure": measure, "chart": chart},
        existing(chart),
        scripts=sortable(len(measure.values)),
    )
