"""The register of inspections, and a page for each."""

from collections.abc import Iterator, Mapping

from tracker.stages.charts import figure_context
from tracker.stages.pages.sharing import inspection_card
from tracker.stages.pages.structured import article, breadcrumbs
from tracker.values.chart import Chart
from tracker.values.facts import Facts, InspectionFacts, Link
from tracker.values.page import INSPECTIONS, Page, inspection_data_url, sortable
from tracker.values.words import sentence

OtherFigures = Mapping[tuple[str, bool], figure_context.Others | None]
"""What figures stand among, by measure, apart for numbers of the whole country."""


def inspections(facts: Facts) -> Iterator[Page]:
    """The register, and what inspectors found each time, with every source."""
    by_url = {provider.url: provider for provider in facts.providers}
    listed = []
    for inspection in facts.inspections:
        provider = by_url[inspection.provider.url]
        region = provider.region.title if provider.region else ""
        within = provider.part_of.provider.title if provider.part_of else ""
        listed.append((inspection.line, inspection.provider_kind, region, within))
    words = facts.site.words
    described = (
        f"Every {words.inspection} on record: its programme, its overall rating, and the date of its report."
    )
    yield Page(
        INSPECTIONS,
        "pages/inspections.html",
        sentence(words.inspections),
        described,
        {"inspections": tuple(listed)},
        scripts=sortable(len(facts.inspections)),
    )
    others = other_figures(facts)
    for inspection in facts.inspections:
        yield _inspection(facts, inspection, others)


def _inspection(facts: Facts, inspection: InspectionFacts, others: OtherFigures) -> Page:
    contexts = figures_in_context(facts, inspection, others)
    card = inspection_card(facts.site, inspection)
    described = f"{inspection.summary} What inspectors found, with every source."
    trail = breadcrumbs(facts.site, inspection.provider, Link(inspection.name, inspection.url))
    return Page(
        inspection.url,
        "pages/inspection.html",
        inspection.name,
        described,
        {"inspection": inspection, "contexts": contexts},
        contexts,
        record=inspection.file,
        data=inspection_data_url(inspection.id),
        card=card,
        structured=(article(facts.site, inspection, described, card.url), trail),
    )


def other_figures(facts: Facts) -> OtherFigures:
    """What the figures of every measure stand among, worked out once for all of them."""
    return {
        (name, national): figure_context.among(facts.site.words, measure, national=national)
        for name, measure in facts.measures.items()
        for national in (False, True)
    }


def figures_in_context(facts: Facts, inspection: InspectionFacts, others: OtherFigures) -> tuple[Chart, ...]:
    """A chart for each figure of an inspection that others have as well."""
    national = inspection.provider_kind.national
    return tuple(
        figure_context.describe(facts.site.words, figure, inspection, among)
        for figure in inspection.evidence.figures
        if figure.measure and (among := others[figure.measure, national])
    )
