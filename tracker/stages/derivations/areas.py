"""Places: who is recorded as serving each, in which period, and which inspections concern it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.stages.derivations.area_sentences import NO_DATES, before, called, lead, why
from tracker.stages.derivations.standing import standing
from tracker.values.dates import PartialDate, span
from tracker.values.facts import (
    AreaFact,
    AreaFacts,
    Basis,
    Citation,
    InspectionFacts,
    Link,
    PeriodFact,
    ProviderFacts,
    ServiceFact,
)
from tracker.values.page import area_url, slug
from tracker.values.records.site import Words

Life = tuple[PartialDate, PartialDate | None] | None
"""When a provider existed, or None where that is not recorded."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A place: under which names an inspection can have looked at it, its own and the larger ones; and whose.

    `urls` are the pages of those who stand on its page.
    """

    name: str
    names: frozenset[str]
    urls: frozenset[str]


@dataclass(frozen=True, slots=True)
class _There:
    """A provider at a place: as sources name the place for it, or through the providers that lead to it."""

    provider: ProviderFacts
    basis: Basis
    areas: Sequence[AreaFact] = ()
    through: tuple[ProviderFacts, ...] = ()

    @property
    def over(self) -> list[str]:
        """What leads from the place to the provider, as it stands in a sentence."""
        if self.basis == "wider":
            return sorted({area.name for area in self.areas})
        return [one.named for one in self.through]


def area_facts(
    words: Words,
    providers: tuple[ProviderFacts, ...],
    inspections: tuple[InspectionFacts, ...],
    today: PartialDate,
) -> tuple[AreaFacts, ...]:
    """Every place that a provider is recorded as serving, from A to Z, as of a day.

    Names that differ only in capitals or punctuation are one place; the whole country is none.
    `inspections` come newest first.
    """
    newness = {inspection.id: place for place, inspection in enumerate(inspections)}
    by_id = {provider.id: provider for provider in providers}
    listed: dict[str, dict[str, list[AreaFact]]] = defaultdict(lambda: defaultdict(list))
    for provider in providers:
        for area in provider.areas if not provider.kind.national else ():
            listed[area.url][provider.id].append(area)
    found = (_area(words, url, listed, by_id, newness, today=today) for url in listed)
    return tuple(sorted(found, key=lambda area: slug(area.name)))


def _area(
    words: Words,
    url: str,
    everywhere: Mapping[str, Mapping[str, Sequence[AreaFact]]],
    by_id: Mapping[str, ProviderFacts],
    newness: Mapping[str, int],
    *,
    today: PartialDate,
) -> AreaFacts:
    listed = everywhere[url]
    spellings = Counter(area.name for areas in listed.values() for area in areas)
    name = max(sorted(spellings), key=lambda spelling: spellings[spelling])
    larger = {area_url(area.within) for areas in listed.values() for area in areas if area.within}
    there = _there(listed, [everywhere.get(url, {}) for url in sorted(larger)], by_id)
    around = (slug(area.within) for areas in listed.values() for area in areas if area.within)
    urls = frozenset(entry.provider.url for entry in there.values())
    place = _Place(name, frozenset((slug(name), *around)), urls)
    periods = _periods(place, there, by_id, today)
    services = [service for period in periods for service in period.services]
    units = tuple(unit for service in services for unit in service.units if unit.now)
    wholes = tuple(service for service in services if service.now)
    theirs = sorted(
        (inspection for entry in there.values() for inspection in entry.provider.inspections),
        key=lambda inspection: newness[inspection.id],
    )
    return AreaFacts(
        name=name,
        called=called(name),
        url=url,
        lead=lead(words, name, periods),
        before=before(periods),
        now=(*units, *wholes),
        nearest=units or wholes,
        periods=periods,
        inspections=tuple(each.line for each in theirs if _concerns(each, place)),
        apart=tuple(each.line for each in theirs if not _concerns(each, place)),
    )


def _there(
    listed: Mapping[str, Sequence[AreaFact]],
    larger: Sequence[Mapping[str, Sequence[AreaFact]]],
    by_id: Mapping[str, ProviderFacts],
) -> Mapping[str, _There]:
    """Those that sources name for the place or a larger one, those above them, and those that took over."""
    there = {key: _There(by_id[key], "named", areas) for key, areas in listed.items()}
    for around in larger:
        for key, areas in around.items():
            there.setdefault(key, _There(by_id[key], "wider", areas))
    above: dict[str, list[ProviderFacts]] = defaultdict(list)
    for key in listed:
        if (whole := by_id[key].part_of) and whole.id not in there:
            above[whole.id].append(by_id[key])
    there |= {key: _There(by_id[key], "unit", through=tuple(units)) for key, units in above.items()}
    heirs = _heirs(there, by_id)
    # Where it is known who serves the place now, a successor that nobody names for it is not guessed at.
    known = any(_serves_now(entry.provider, by_id) for entry in there.values())
    return there | {
        key: _There(by_id[key], "successor", through=tuple(before))
        for key, before in heirs.items()
        if not (known and _serves_now(by_id[key], by_id))
    }


def _heirs(
    there: Mapping[str, _There], by_id: Mapping[str, ProviderFacts]
) -> Mapping[str, list[ProviderFacts]]:
    """Who took over from those that ended, where none of the successors is named for the place."""
    heirs: dict[str, list[ProviderFacts]] = {}
    ahead = [entry.provider for entry in there.values() if entry.basis == "named"]
    while ahead:
        provider = ahead.pop(0)
        following = [succession.provider for succession in provider.record.successors]
        if not provider.ended or any(key in there for key in following):
            continue
        for key in following:
            if key not in heirs:
                ahead.append(by_id[key])
            heirs.setdefault(key, []).append(provider)
    return heirs


def _serves_now(provider: ProviderFacts, by_id: Mapping[str, ProviderFacts]) -> bool:
    """Whether it, or for a unit the provider above it, has a recorded beginning and neither has ended."""
    both = [provider, *([by_id[provider.part_of.id]] if provider.part_of else [])]
    return any(one.record.existed for one in both) and not any(one.ended for one in both)


def _periods(
    place: _Place,
    there: Mapping[str, _There],
    by_id: Mapping[str, ProviderFacts],
    today: PartialDate,
) -> tuple[PeriodFact, ...]:
    """Those of the same dates together, newest first, and last those whose dates are not recorded."""
    together: dict[Life, list[ServiceFact]] = defaultdict(list)
    for entry in sorted(there.values(), key=lambda one: one.provider.record.short_name.casefold()):
        if entry.provider.part_of and entry.provider.part_of.id in there:
            continue  # it stands under the provider that it is a part of
        units = tuple(
            _service(place, unit, (), by_id, today)
            for unit in there.values()
            if unit.provider.part_of and unit.provider.part_of.id == entry.provider.id
        )
        existed = entry.provider.record.existed
        life = (existed.since, existed.until) if existed else None
        together[life].append(_service(place, entry, units, by_id, today))
    order = sorted(together, key=_newness, reverse=True)
    return tuple(PeriodFact(_when(life), tuple(together[life])) for life in order)


def _service(
    place: _Place,
    entry: _There,
    units: tuple[ServiceFact, ...],
    by_id: Mapping[str, ProviderFacts],
    today: PartialDate,
) -> ServiceFact:
    provider = entry.provider
    parts = [area.part for area in entry.areas]
    return ServiceFact(
        provider=Link(provider.record.short_name, provider.url),
        named=provider.named,
        kind=provider.kind,
        people=provider.kind.supervises or "",
        part="" if "" in parts else " and ".join(parts),
        basis=entry.basis,
        why=why(place.name, entry.basis, entry.over),
        citations=_citations(entry),
        now=_serves_now(provider, by_id),
        ended=provider.ended,
        followed=tuple(s for s in provider.successors if s.provider.url in place.urls) or provider.successors,
        standing=standing(tuple(i for i in provider.inspections if _concerns(i, place)), today),
        units=units,
        unplaced=() if units else provider.parts,
    )


def _citations(entry: _There) -> tuple[Citation, ...]:
    """The sources of what puts a provider at a place, each once."""
    facts: Iterable[tuple[Citation, ...]]
    if entry.basis in {"named", "wider"}:
        facts = (area.citations for area in entry.areas)
    elif entry.basis == "unit":
        facts = (unit.part_of.citations for unit in entry.through if unit.part_of)
    else:
        url = entry.provider.url
        facts = (s.citations for p in entry.through for s in p.successors if s.provider.url == url)
    return tuple(dict.fromkeys(citation for citations in facts for citation in citations))


def _concerns(inspection: InspectionFacts, place: _Place) -> bool:
    """Whether it looked at all that the provider serves, or at an area whose name has the place in it."""
    if not inspection.area:
        return True
    parts = re.split(r",|&|\band\b", inspection.area)
    return bool(place.names & {slug(part) for part in (inspection.area, *parts)})


def _newness(life: Life) -> tuple[date, date]:
    if life is None:
        return date.min, date.min
    since, until = life
    return since.earliest, until.latest if until else date.max


def _when(life: Life) -> str:
    if life is None:
        return NO_DATES
    return span(*life, "Since")
