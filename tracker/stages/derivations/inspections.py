"""Facts of each inspection: its ratings with what changed, and its evidence with the sources."""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import NamedTuple

from tracker.stages.derivations.breaks import inspection_before, reason_not_compared
from tracker.stages.derivations.citations import cited
from tracker.stages.derivations.corrections import correction_facts
from tracker.stages.derivations.evidence import evidence_facts, number
from tracker.stages.derivations.names import inspection_label, inspection_link
from tracker.stages.derivations.rating_sentences import named, told
from tracker.values.facts import (
    Break,
    Change,
    Citation,
    DomainFact,
    EvidenceFacts,
    InspectionFacts,
    Link,
    Movement,
    Rating,
    StandardFact,
    silent,
)
from tracker.values.page import framework_url, inspection_url, provider_url, standard_url
from tracker.values.records import Content, Framework, Inspection, Rated, Source
from tracker.values.records.content import file_of

NOT_DATED = "date not recorded"
"""What stands for the date of a report that is out."""


def inspection_facts(content: Content) -> tuple[InspectionFacts, ...]:
    """Every inspection, newest first; one without a date is placed in the year of its folder."""
    found = (_facts(content, inspection) for inspection in content.inspections.values())
    return tuple(sorted(found, key=lambda facts: (_latest(facts), facts.name), reverse=True))


def _latest(inspection: InspectionFacts) -> date:
    """The last day that it can be of."""
    if inspection.date:
        return inspection.date.latest
    return date.max if inspection.awaited else date(int(inspection.id.split("/")[0]), 12, 31)


def _facts(content: Content, inspection: Inspection) -> InspectionFacts:
    provider = content.providers[inspection.provider]
    framework = content.frameworks[inspection.framework]
    earlier = _earlier(content, inspection)
    link = inspection_link(content, inspection)
    overall = rating(framework, inspection, inspection.overall)
    change = _change(framework, overall, ((e, e.record.overall) for e in earlier))
    kind = content.site.provider_kinds[provider.kind]
    return InspectionFacts(
        id=inspection.id,
        url=link.url,
        file=file_of(inspection),
        name=link.title,
        label=inspection_label(content, inspection),
        title=inspection.title or "",
        area=inspection.area or "",
        provider=Link(provider.short_name, provider_url(provider.id)),
        provider_kind=kind,
        summary=told(content.site.words, inspection, named(provider, kind), overall, change),
        framework=framework,
        programme=Link(framework.short_name, framework_url(framework.id)),
        published=inspection.publication,
        released=_released(inspection),
        awaited=inspection.awaited,
        fieldwork=inspection.fieldwork,
        date=inspection.date,
        overall=overall,
        overall_citations=cited(inspection, _rating_keys(inspection, inspection.overall)),
        change=change,
        not_compared=None if earlier else _break(content, inspection),
        score=_score(inspection),
        score_citations=cited(inspection, inspection.score.source, page=inspection.score.page)
        if inspection.score
        else (),
        domains=_domains(content, inspection, framework, earlier),
        evidence=evidence_facts(content, inspection, "provider"),
        coordination=_coordination(content, inspection),
        joint=tuple(
            Link(content.providers[other.provider].short_name, inspection_url(other.id))
            for other in _partners(content, inspection)
        ),
        sources=_all_sources(content, inspection),
        notes=inspection.notes or "",
        corrections=correction_facts(
            link,
            inspection.corrections,
            {standard.id: standard.name for standard in framework.standards},
        ),
    )


def rating(framework: Framework, inspection: Inspection, rated: Rated | None) -> Rating:
    """A rating, or which of the four silences stands in its place."""
    if rated is not None and (level := framework.level(rated.rating)):
        return Rating(framework.scale[level - 1].word, level, len(framework.scale))
    if inspection.awaited:
        return silent("not-published")
    if rated is not None and rated.rating.casefold() == "not inspected":
        return silent("not-inspected")
    return silent("not-recorded" if rated is None and framework.rated else "not-rated")


def _released(inspection: Inspection) -> str:
    if inspection.publication:
        return str(inspection.publication)
    return "not yet published" if inspection.awaited else NOT_DATED


def _partners(content: Content, inspection: Inspection) -> list[Inspection]:
    together = content.of_joint[inspection.joint] if inspection.joint else ()
    return [other for other in together if other.id != inspection.id]


class _Earlier(NamedTuple):
    """An inspection that another is compared with, and what to call it."""

    record: Inspection
    link: Link
    label: str


def _earlier(content: Content, inspection: Inspection) -> list[_Earlier]:
    """Inspections of the same provider and area under the same framework, the latest first.

    Only these are comparable: another framework has other standards, even where the words are the same.
    """
    moment = inspection.date
    if moment is None:
        return []
    comparable = [
        other
        for other in content.of_provider[inspection.provider]
        if other.framework == inspection.framework
        and other.area == inspection.area
        and other.date is not None
        and other.date.before(moment)
    ]
    return [
        _Earlier(other, inspection_link(content, other), inspection_label(content, other))
        for other in sorted(comparable, key=lambda other: other.date or moment, reverse=True)
    ]


def _change(
    framework: Framework, now: Rating, before: Iterable[tuple[_Earlier, Rated | None]]
) -> Change | None:
    if not now.level:
        return None
    for earlier, rated in before:
        then = rating(framework, earlier.record, rated)
        if then.level:
            movement: Movement = (
                "same" if then.level == now.level else "better" if now.level < then.level else "worse"
            )
            return Change(movement, then, earlier.link, earlier.label)
    return None


def _break(content: Content, inspection: Inspection) -> Break | None:
    """The inspection before, where it is another one than can be compared."""
    before = inspection_before(content, inspection)
    if before is None or not (reason := reason_not_compared(content, inspection, before)):
        return None
    return Break(
        inspection_link(content, before),
        inspection_label(content, before) if before.date else "a report whose date is not recorded",
        rating(content.frameworks[before.framework], before, before.overall),
        reason,
    )


def _rating_keys(inspection: Inspection, rated: Rated | None) -> tuple[str, ...]:
    """The sources that state a rating."""
    if rated is None:
        return ()
    return rated.source or inspection.rating_source or tuple(inspection.sources)[:1]


def _domains(
    content: Content, inspection: Inspection, framework: Framework, earlier: list[_Earlier]
) -> tuple[DomainFact, ...]:
    if not framework.rated:
        return ()
    kind = content.providers[inspection.provider].kind
    groups: dict[str, list[StandardFact]] = {}
    citations: dict[tuple[str, ...], tuple[Citation, ...]] = {(): ()}  # mostly the same for every rating
    headings = {domain.id: domain.name for domain in framework.domains}
    for standard in framework.standards_for(kind):
        given = inspection.ratings.get(standard.id)
        keys = _rating_keys(inspection, given)
        if keys not in citations:
            citations[keys] = cited(inspection, keys)
        now = rating(framework, inspection, given)
        change = _change(framework, now, ((e, e.record.ratings.get(standard.id)) for e in earlier))
        fact = StandardFact(
            standard.id,
            standard.name,
            standard.meaning or "",
            now,
            change,
            citations[keys],
            standard_url(framework.id, standard.id),
        )
        groups.setdefault(headings.get(standard.domain or "", ""), []).append(fact)
    return tuple(DomainFact(name, tuple(standards)) for name, standards in groups.items())


def _all_sources(content: Content, inspection: Inspection) -> tuple[Source, ...]:
    """The record's sources, and those that its partners' words on the joint work rest on."""
    own = inspection.sources.values()
    known = {source.url for source in own}
    others: list[Source] = []
    for partner in _partners(content, inspection):
        shared = evidence_facts(content, partner, "co-ordination")
        keys = {citation.key for items in shared.all() for item in items for citation in item.citations}
        others += [s for key, s in partner.sources.items() if key in keys and s.url not in known]
    return (*own, *others)


def _score(inspection: Inspection) -> str:
    score = inspection.score
    if score is None:
        return ""
    return f"{number(score.value)} of {number(score.of)}" if score.of is not None else number(score.value)


def _coordination(content: Content, inspection: Inspection) -> EvidenceFacts:
    """What any record of the joint inspection says about the work of the bodies with each other."""
    partners = _partners(content, inspection)
    parts = [
        evidence_facts(content, inspection, "co-ordination"),
        *(evidence_facts(content, p, "co-ordination", p.provider) for p in partners),
    ]
    return EvidenceFacts(
        *(tuple(chain(*lists)) for lists in zip(*(part.all() for part in parts), strict=True))
    )
