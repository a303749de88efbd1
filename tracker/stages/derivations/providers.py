"""Facts of one provider: its rating now, its life, and one plain sentence about both."""

from tracker.stages.derivations.breaks import breaks_between
from tracker.stages.derivations.citations import cited, listed
from tracker.stages.derivations.corrections import correction_facts
from tracker.stages.derivations.standing import in_label, moved, rating_now
from tracker.values.dates import PartialDate, age
from tracker.values.facts import (
    AreaFact,
    InspectionFacts,
    Link,
    NamedFact,
    OwnerFact,
    PartOfFact,
    ProviderFacts,
    SuccessionFact,
)
from tracker.values.page import area_url, provider_url
from tracker.values.records import Content, Provider, Succession
from tracker.values.records.content import file_of

_UNRATED = {
    "not-rated": "without a rating",
    "not-inspected": "but not in a way that gives a rating",
    "not-recorded": "and its rating is not recorded here",
    "not-published": "and the report is not yet published",
}


def provider_facts(
    content: Content, provider: Provider, inspections: tuple[InspectionFacts, ...], today: PartialDate
) -> ProviderFacts:
    """Everything about one provider; its inspections come newest first."""
    rated = next((inspection for inspection in inspections if inspection.overall.level), None)
    until = provider.existed and provider.existed.until
    ended = until.when if until and until.before(today) else ""
    return ProviderFacts(
        id=provider.id,
        url=provider_url(provider.id),
        file=file_of(provider),
        record=provider,
        kind=content.site.provider_kinds[provider.kind],
        ended=ended,
        inspections=inspections,
        breaks=breaks_between(inspections),
        rated=rated,
        rating=rating_now(rated, inspections),
        age=age(rated.date, today.earliest) if rated and rated.date else "",
        change=rated.change if rated else None,
        summary=_summary(_in_sentence(content, provider), rated, inspections, ended),
        years=_years(provider),
        existed=_existed(provider),
        part_of=_part_of(content, provider),
        owners=tuple(
            OwnerFact(o.name, _when(o.since, o.until), o.note or "", cited(provider, o.source))
            for o in provider.owners
        ),
        areas=tuple(
            AreaFact(a.name, a.part or "", a.within or "", area_url(a.name), cited(provider, a.source))
            for a in provider.areas
        ),
        predecessors=tuple(
            _succession(content, succession, other.id, other)
            for other in content.providers.values()
            for succession in other.successors
            if succession.provider == provider.id
        ),
        successors=tuple(
            _succession(content, succession, succession.provider, provider)
            for succession in provider.successors
        ),
        sources=listed(provider.sources),
        corrections=correction_facts(
            Link(provider.short_name, provider_url(provider.id)), provider.corrections, {}
        ),
    )


def _in_sentence(content: Content, provider: Provider) -> str:
    """The name as it stands within a sentence: "the Midlands NPS division"."""
    article = content.site.provider_kinds[provider.kind].article
    return f"{article} {provider.short_name}" if article else provider.short_name


def _summary(
    name: str, rated: InspectionFacts | None, inspections: tuple[InspectionFacts, ...], ended: str
) -> str:
    """The sentence or two that a hurried reader takes away."""
    start = name[:1].upper() + name[1:]
    newest = next((inspection for inspection in inspections if not inspection.awaited), None)
    if not inspections:
        return f"No inspection of {name} is recorded here yet."
    if newest is None:
        return f"The latest inspection of {name} has no published report yet."
    awaited = " A newer report is not yet published." if newest is not inspections[0] else ""
    if rated is None:
        silence = _UNRATED[newest.overall.silence or "not-rated"]
        why = silence if newest.framework.rated else "under a programme that gave no ratings"
        return f"{start} was last inspected {in_label(newest.label)}, {why}.{awaited}"
    which = "last rated" if ended else "rated"
    unrated = (
        f" A later report, of {newest.label}, is recorded without a rating." if newest is not rated else ""
    )
    verdict = f"{rated.overall.word} {in_label(rated.label)}{moved(rated.change)}"
    return f"{start} was {which} {verdict}.{unrated}{awaited}"


def _succession(
    content: Content, succession: Succession, shown: str, recorded_in: Provider
) -> SuccessionFact:
    """One end of a succession: the provider shown is the other end of it."""
    other = content.providers[shown]
    return SuccessionFact(
        Link(other.short_name, provider_url(shown)),
        str(succession.date),
        succession.note or "",
        cited(recorded_in, succession.source),
    )


def _existed(provider: Provider) -> NamedFact | None:
    if provider.existed is None:
        return None
    since, until = provider.existed.since, provider.existed.until
    life = f"{since} to {until}" if until else f"since {since}"
    return NamedFact(life, cited(provider, provider.existed.source))


def _part_of(content: Content, provider: Provider) -> PartOfFact | None:
    if provider.part_of is None:
        return None
    whole = content.providers[provider.part_of.provider]
    return PartOfFact(
        whole.id,
        Link(whole.short_name, provider_url(whole.id)),
        provider.part_of.note or "",
        cited(provider, provider.part_of.source),
    )


def _years(provider: Provider) -> str:
    if provider.existed is None:
        return ""
    since, until = provider.existed.since, provider.existed.until
    return f"{since.year} to {until.year}" if until else f"since {since.year}"


def _when(since: PartialDate | None, until: PartialDate | None) -> str:
    if since and until:
        return f"{since} to {until}"
    return f"from {since}" if since else f"until {until}" if until else "dates not recorded"
