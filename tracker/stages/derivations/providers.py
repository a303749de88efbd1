"""Facts of each provider: its rating now, its life, its local parts, and one plain sentence about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tracker.stages.derivations.breaks import breaks_between
from tracker.stages.derivations.citations import cited
from tracker.stages.derivations.corrections import correction_facts
from tracker.stages.derivations.rating_sentences import in_label, moved, named
from tracker.stages.derivations.standing import standing
from tracker.values.dates import PartialDate, span
from tracker.values.facts import (
    AreaFact,
    InspectionFacts,
    Link,
    NamedFact,
    OwnerFact,
    PartFact,
    PartOfFact,
    ProviderFacts,
    SuccessionFact,
)
from tracker.values.page import area_url, provider_url
from tracker.values.records import Content, Provider, Succession
from tracker.values.records.content import file_of
from tracker.values.records.site import Words
from tracker.values.words import sentence

Predecessors = Mapping[str, Sequence[tuple[Provider, Succession]]]
"""Whom a provider followed, by its id."""


def provider_facts(
    content: Content, inspections: Iterable[InspectionFacts], today: PartialDate
) -> tuple[ProviderFacts, ...]:
    """Every provider from A to Z, as of a day; inspections come newest first."""
    inspected: dict[str, list[InspectionFacts]] = defaultdict(list)
    for inspection in inspections:
        inspected[inspection.provider.url].append(inspection)
    followed: dict[str, list[tuple[Provider, Succession]]] = defaultdict(list)
    for provider in content.providers.values():
        for succession in provider.successors:
            followed[succession.provider].append((provider, succession))
    found = (
        _facts(content, provider, tuple(inspected[provider_url(provider.id)]), followed, today)
        for provider in content.providers.values()
    )
    return _with_parts(tuple(sorted(found, key=lambda provider: provider.record.short_name.casefold())))


def _with_parts(providers: tuple[ProviderFacts, ...]) -> tuple[ProviderFacts, ...]:
    """The same providers, each with those that are recorded as parts of it, in the order given."""
    parts: dict[str, list[PartFact]] = defaultdict(list)
    for one in providers:
        if one.part_of:
            parts[one.part_of.id].append(PartFact(Link(one.record.short_name, one.url), one.standing))
    return tuple(replace(one, parts=tuple(parts[one.id])) if one.id in parts else one for one in providers)


def _facts(
    content: Content,
    provider: Provider,
    inspections: tuple[InspectionFacts, ...],
    predecessors: Predecessors,
    today: PartialDate,
) -> ProviderFacts:
    kind = content.site.provider_kinds[provider.kind]
    name = named(provider, kind)
    until = provider.existed and provider.existed.until
    ended = until.when if until and until.before(today) else ""
    return ProviderFacts(
        id=provider.id,
        url=provider_url(provider.id),
        file=file_of(provider),
        record=provider,
        kind=kind,
        named=name,
        ended=ended,
        inspections=inspections,
        breaks=breaks_between(inspections),
        standing=standing(inspections, today),
        summary=_summary(content.site.words, name, inspections, ended),
        existed=_existed(provider),
        part_of=_part_of(content, provider),
        owners=tuple(
            OwnerFact(
                owner.name,
                span(owner.since, owner.until) or "dates not recorded",
                owner.note or "",
                cited(provider, owner.source),
            )
            for owner in provider.owners
        ),
        areas=tuple(
            AreaFact(a.name, a.part or "", a.within or "", area_url(a.name), cited(provider, a.source))
            for a in provider.areas
        ),
        predecessors=tuple(
            _succession(content, succession, other.id, other)
            for other, succession in predecessors.get(provider.id, ())
        ),
        successors=tuple(
            _succession(content, succession, succession.provider, provider)
            for succession in provider.successors
        ),
        sources=tuple(provider.sources.values()),
        corrections=correction_facts(
            Link(provider.short_name, provider_url(provider.id)), provider.corrections, {}
        ),
    )


def _summary(words: Words, name: str, inspections: tuple[InspectionFacts, ...], ended: str) -> str:
    """The sentence or two that a hurried reader takes away."""
    start = sentence(name)
    rated = next((inspection for inspection in inspections if inspection.overall.level), None)
    newest = next((inspection for inspection in inspections if not inspection.awaited), None)
    if not inspections:
        return f"No {words.inspection} of {name} is recorded here yet."
    if newest is None:
        return f"The latest {words.inspection} of {name} has no published report yet."
    awaited = " A newer report is not yet published." if newest is not inspections[0] else ""
    which = f"of {newest.label}" if newest.date else "whose date is not recorded"
    missing = newest.overall.silence == "not-recorded"
    if rated is None:
        if missing:
            return f"The rating in the latest report on {name}, {which}, is not recorded here.{awaited}"
        return f"The latest report on {name}, {which}, gives no rating.{awaited}"
    unrated = ""
    if newest is not rated and missing and newest.published is None:
        unrated = f" It was inspected again {in_label(newest.label)}; that rating is not recorded here."
    elif newest is not rated and missing:
        unrated = f" The rating in a later report, {which}, is not recorded here."
    elif newest is not rated:
        unrated = f" A later report, {which}, gives no rating."
    which = "last rated" if ended else "rated"
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
    life = span(provider.existed.since, provider.existed.until, "since")
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
