"""Facts of one provider: its rating now, its life, and one plain sentence about both."""

from collections.abc import Mapping
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
from tracker.values.records import Content, Provider, Source, Succession
from tracker.values.records.content import file_of

_UNRATED = {
    "not-rated": "without a rating",
    "not-inspected": "but not in a way that gives a rating",
    "not-recorded": "and its rating is not recorded here",
    "not-published": "and the report is not yet published",
}
_MOVED = {"better": "up from", "worse": "down from", "same": "the same as"}


def provider_facts(
    content: Content, provider: Provider, inspections: tuple[InspectionFacts, ...], today: PartialDate
) -> ProviderFacts:
    """Everything about one provider; its inspections come newest first."""
    rated = next((inspection for inspection in inspections if inspection.overall.level), None)
    until = provider.existed.until
    ended = until.when if until and until.before(today) else ""
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
        summary=_summary(_in_sentence(content, provider), rated, inspections, ended),
        years=_years(provider),
        existed=NamedFact(_life(provider), cited(provider.sources, provider.existed.source)),
        owners=tuple(
            OwnerFact(o.name, _when(o.since, o.until), o.note or "", cited(provider.sources, o.source))
            for o in provider.owners
        ),
        areas=tuple(NamedFact(a.name, cited(provider.sources, a.source)) for a in provider.areas),
        predecessors=tuple(
            _succession(content, succession, other.id, other.sources)
            for other in content.providers.values()
            for succession in other.successors
            if succession.provider == provider.id
        ),
        successors=tuple(
            _succession(content, succession, succession.provider, provider.sources)
            for succession in provider.successors
        ),
        sources=listed(provider.sources),
    )


def _in_sentence(content: Content, provider: Provider) -> str:
    """The name as it stands within a sentence: "the Midlands NPS division"."""
    article = content.site.provider_kinds[provider.kind].article
    return f"{article} {provider.short_name}" if article else provider.short_name


def _rating(rated: InspectionFacts | None, inspections: tuple[InspectionFacts, ...]) -> Rating:
    if rated:
        return rated.overall
    return (
        inspections[0].overall
        if inspections
        else replace(silent("not-recorded"), word="No inspection recorded")
    )


def _summary(
    name: str, rated: InspectionFacts | None, inspections: tuple[InspectionFacts, ...], ended: str
) -> str:
    """The sentence or two that a hurried reader takes away."""
    start = name[:1].upper() + name[1:]
    newest = next((inspection for inspection in inspections if inspection.published), None)
    if not inspections:
        return f"No inspection of {name} is recorded here yet."
    if newest is None:
        return f"The latest inspection of {name} has no published report yet."
    awaited = " A newer report is not yet published." if newest is not inspections[0] else ""
    if rated is None:
        silence = _UNRATED[newest.overall.silence or "not-rated"]
        why = silence if newest.framework.rated else "under a programme that gave no ratings"
        return f"{start} was last inspected {_in(newest.label)}, {why}.{awaited}"
    moved = ""
    if rated.change:
        before = "" if rated.change.movement == "same" else f" {rated.change.before.word}"
        moved = f", {_MOVED[rated.change.movement]}{before} {_in(rated.change.label)}"
    which = "last rated" if ended else "rated"
    unrated = (
        f" A later report, of {newest.label}, is recorded without a rating." if newest is not rated else ""
    )
    return f"{start} was {which} {rated.overall.word} {_in(rated.label)}{moved}.{unrated}{awaited}"


def _in(label: str) -> str:
    """The label of an inspection as it stands in a sentence: "in 2019", "on 4 December 2019"."""
    return f"{'on' if label[:1].isdigit() and ' ' in label else 'in'} {label}"


def _succession(
    content: Content, succession: Succession, shown: str, sources: Mapping[str, Source]
) -> SuccessionFact:
    """One end of a succession: the provider shown is the other end of it."""
    other = content.providers[shown]
    return SuccessionFact(
        Link(other.short_name, provider_url(shown)),
        str(succession.date),
        succession.note or "",
        cited(sources, succession.source),
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
