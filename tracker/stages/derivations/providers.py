"""Facts of one provider: its rating now, its life, and one plain sentence about both."""

from dataclasses import replace

from tracker.stages.derivations.citations import cited, listed
from tracker.values.dates import PartialDate, age
from tracker.values.facts import (
    InspectionFacts,
    Link,
    NamedFact,
    OwnerFact,
    ProviderFacts,
    Rating,
    SuccessionFact,
    silent,
)
from tracker.values.page import provider_url
from tracker.values.records import Content, Provider
from tracker.values.records.content import file_of

_MOVED = {"better": "up from", "worse": "down from", "same": "the same as"}


def provider_facts(
    content: Content, provider: Provider, inspections: tuple[InspectionFacts, ...], today: PartialDate
) -> ProviderFacts:
    """Everything about one provider; its inspections come newest first."""
    rated = next((inspection for inspection in inspections if inspection.overall.level), None)
    until = provider.existed.until
    ended = str(until) if until and until.before(today) else ""
    successors = tuple(
        _succession(content, provider, s.provider, provider, number)
        for number, s in enumerate(provider.successors)
    )
    return ProviderFacts(
        id=provider.id,
        url=provider_url(provider.id),
        file=file_of(provider),
        record=provider,
        kind=content.site.provider_kinds[provider.kind],
        ended=ended,
        inspections=inspections,
        rated=rated,
        rating=_rating(rated, inspections),
        age=age(rated.date, today.earliest) if rated and rated.date else "",
        change=rated.change if rated else None,
        summary=_summary(provider, rated, inspections, ended),
        years=_years(provider),
        existed=NamedFact(_life(provider), cited(provider.sources, provider.existed.source)),
        owners=tuple(
            OwnerFact(o.name, _when(o.since, o.until), o.note or "", cited(provider.sources, o.source))
            for o in provider.owners
        ),
        areas=tuple(NamedFact(a.name, cited(provider.sources, a.source)) for a in provider.areas),
        predecessors=tuple(
            _succession(content, other, other.id, other, number)
            for other in content.providers.values()
            for number, succession in enumerate(other.successors)
            if succession.provider == provider.id
        ),
        successors=successors,
        sources=listed(provider.sources),
    )


def _rating(rated: InspectionFacts | None, inspections: tuple[InspectionFacts, ...]) -> Rating:
    if rated:
        return rated.overall
    return (
        inspections[0].overall
        if inspections
        else replace(silent("not-recorded"), word="No inspection recorded")
    )


def _summary(
    provider: Provider, rated: InspectionFacts | None, inspections: tuple[InspectionFacts, ...], ended: str
) -> str:
    """The one sentence that a hurried reader takes away."""
    name = provider.short_name
    if rated is None:
        if not inspections:
            return f"No inspection of {name} is recorded here yet."
        newest = inspections[0]
        if newest.published is None:
            return f"The latest inspection of {name} has no published report yet."
        told = (
            "under a programme that gave no ratings"
            if not newest.framework.rated
            else "and its rating is not recorded here"
        )
        return f"{name} was last inspected in {newest.label}, {told}."
    moved = ""
    if rated.change:
        before = "" if rated.change.movement == "same" else f" {rated.change.before.word}"
        moved = f", {_MOVED[rated.change.movement]}{before} in {rated.change.label}"
    which = "last rated" if ended else "rated"
    return f"{name} was {which} {rated.overall.word} in {rated.label}{moved}."


def _succession(
    content: Content, owner: Provider, shown: str, giver: Provider, number: int
) -> SuccessionFact:
    succession = giver.successors[number]
    return SuccessionFact(
        Link(content.providers[shown].short_name, provider_url(shown)),
        str(succession.date),
        succession.note or "",
        cited(owner.sources, succession.source),
    )


def _life(provider: Provider) -> str:
    since, until = provider.existed.since, provider.existed.until
    return f"{since} to {until}" if until else f"since {since}"


def _years(provider: Provider) -> str:
    until = provider.existed.until
    return (
        f"{provider.existed.since.year} to {until.year}" if until else f"since {provider.existed.since.year}"
    )


def _when(since: PartialDate | None, until: PartialDate | None) -> str:
    if since and until:
        return f"{since} to {until}"
    return f"from {since}" if since else f"until {until}" if until else "dates not recorded"
