"""A page for each inspection."""

from collections.abc import Iterator

from tracker.stages.charts import figure_context, standards_profile
from tracker.values.chart import Chart, existing
from tracker.values.facts import Facts, InspectionFacts
from tracker.values.page import Page


def inspections(facts: Facts) -> Iterator[Page]:
    """What inspectors found, with every source."""
    for inspection in facts.inspections:
        yield _inspection(facts, inspection)


def _inspection(facts: Facts, inspection: InspectionFacts) -> Page:
    profile = standards_profile.describe(inspection)
    contexts = figures_in_context(facts, inspection)
    return Page(
        inspection.url,
        "pages/inspection.html",
        inspection.name,
        _described(inspection),
        {"inspection": inspection, "profile": profile, "contexts": contexts},
        existing(profile, *contexts),
    )


def figures_in_context(facts: Facts, inspection: InspectionFacts) -> tuple[Chart, ...]:
    """A chart for each figure of an inspection that others have as well."""
    found = (
        figure_context.describe(figure, inspection, facts.measures[figure.measure])
        for figure in inspection.evidence.figures
        if figure.measure
    )
    return existing(*found)


def _described(inspection: InspectionFacts) -> str:
    rated = (
        f"rated {inspection.overall.word}" if inspection.overall.level else inspection.overall.word.lower()
    )
    return f"{inspection.name}: {rated}. What inspectors found, with every source."
