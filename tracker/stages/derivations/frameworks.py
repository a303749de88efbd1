"""Facts of one rating framework."""

from tracker.stages.derivations.citations import cited
from tracker.values.dates import span
from tracker.values.facts import (
    FrameworkFacts,
    InspectionFacts,
    Link,
    NamedFact,
    Rating,
    RevisionFact,
    StandardsOf,
)
from tracker.values.page import compare_url, framework_url, standard_url
from tracker.values.records import Content, Framework
from tracker.values.records.content import file_of


def framework_facts(
    content: Content, framework: Framework, inspections: tuple[InspectionFacts, ...]
) -> FrameworkFacts:
    """Everything about one framework; all inspections come newest first."""
    kinds = content.site.provider_kinds
    headings: list[tuple[str | None, str]] = [(domain.id, domain.name) for domain in framework.domains]
    return FrameworkFacts(
        id=framework.id,
        url=framework_url(framework.id),
        file=file_of(framework),
        record=framework,
        in_force=NamedFact(in_force(framework), cited(framework, framework.in_force.source)),
        kinds=tuple(kinds[kind] for kind in framework.kinds),
        scale=tuple(
            (Rating(step.word, level, len(framework.scale)), step.meaning or "")
            for level, step in enumerate(framework.scale, 1)
        ),
        domains=tuple(
            StandardsOf(
                name,
                tuple(
                    (
                        standard,
                        tuple(kinds[kind] for kind in standard.kinds),
                        standard_url(framework.id, standard.id) if framework.rated else "",
                    )
                    for standard in framework.standards
                    if standard.domain == domain
                ),
            )
            for domain, name in (*headings, (None, ""))
        ),
        revisions=tuple(
            RevisionFact(str(revision.date), revision.text, cited(framework, revision.source))
            for revision in framework.revisions
        ),
        inspections=tuple(Link(i.name, i.url) for i in inspections if i.framework.id == framework.id),
        comparison=compare_url(framework.id) if framework.rated else "",
        sources=tuple(framework.sources.values()),
    )


def in_force(framework: Framework) -> str:
    """When it was or is in force: "October 2023 to October 2025", "from April 2018"."""
    return span(framework.in_force.since, framework.in_force.until)
