"""Facts to what can be found: areas, providers, inspections, findings, quotations; each stands there once."""

from collections.abc import Iterator

from tracker.values.facts import (
    AreaFacts,
    EvidenceFacts,
    Facts,
    FindingFact,
    InspectionFacts,
    ProviderFacts,
    QuoteFact,
)
from tracker.values.prose import plain
from tracker.values.records.site import Words
from tracker.values.search import AREA, FINDING, HANDBOOK, QUOTATION, Entry, Filters
from tracker.values.words import sentence

_FINDINGS = {"strength": "Strength", "weakness": "Weakness", "mixed": "Mixed picture"}


def entries(facts: Facts) -> tuple[Entry, ...]:
    """Everything that can be found, in the order in which it is listed where no word was searched for."""
    regions = {provider.url: _region(provider) for provider in facts.providers}
    found = [_area(area) for area in facts.areas]
    found += [_provider(facts.site.words, provider) for provider in facts.providers]
    shown = set[str]()
    for inspection in facts.inspections:
        filters: Filters = {
            "region": (regions[inspection.provider.url],),
            "rating": (inspection.overall.word,),
            # The day of a report may not be known or be still to come: then no year is claimed for it.
            "year": (str(inspection.published.earliest.year),) if inspection.published else (),
        }
        found += _inspection(facts.site.words, inspection, filters)
        # What is said of bodies inspected together stands on the page of each, and is found once.
        if not any(other.url in shown for other in inspection.joint):
            found += _evidence(inspection, inspection.coordination, filters)
        shown.add(inspection.url)
    found += [Entry(HANDBOOK, page.title, page.url, "", plain(page.text), {}) for page in facts.handbook]
    return tuple(found)


def _region(provider: ProviderFacts) -> str:
    """The region, division or company that a provider is, or that it is recorded as a local part of."""
    return provider.part_of.provider.title if provider.part_of else provider.record.short_name


def _area(area: AreaFacts) -> Entry:
    services = [service for period in area.periods for service in period.services]
    # A successor is there by inference: no source names the place for it.
    named = (service.provider.title for service in services if service.basis != "successor")
    regions = tuple(dict.fromkeys(named))
    return Entry(AREA, area.name, area.url, "", _lines(area.lead, ", ".join(regions)), {"region": regions})


def _provider(words: Words, provider: ProviderFacts) -> Entry:
    record, standing = provider.record, provider.standing
    names = ", ".join(area.name for area in provider.areas)
    return Entry(
        sentence(words.provider),
        record.short_name,
        provider.url,
        provider.kind.name,
        _lines(provider.summary, record.name, *record.aliases, names),
        {"region": (_region(provider),), "rating": (standing.rating.word,)},
    )


def _inspection(words: Words, inspection: InspectionFacts, filters: Filters) -> Iterator[Entry]:
    """An inspection, whose text has all that is no entry of its own; then its findings and quotations."""
    both = (inspection.evidence, inspection.coordination)
    text = _lines(
        inspection.title,
        inspection.area,
        f"Overall rating: {inspection.overall.word}",
        *(f"{item.on}: {item.words}" for part in both for item in part.judgements),
        *(f"{s.name}: {s.rating.word}" for s in inspection.standards if s.rating.level),
        *(f"{item.label}: {item.shown}" for part in both for item in part.figures),
        *(f"{item.to}: {item.text}" for part in both for item in part.recommendations),
    )
    context = f"{inspection.programme.title} · {inspection.released}"
    kind = sentence(words.inspection)
    yield Entry(kind, inspection.name, inspection.url, context, text, filters)
    yield from _evidence(inspection, inspection.evidence, filters)


def _evidence(inspection: InspectionFacts, evidence: EvidenceFacts, filters: Filters) -> Iterator[Entry]:
    for finding in evidence.findings:
        yield _finding(inspection, finding, filters)
    for quote in evidence.quotes:
        yield _quotation(inspection, quote, filters)


def _finding(inspection: InspectionFacts, finding: FindingFact, filters: Filters) -> Entry:
    context = " · ".join(filter(None, (_FINDINGS[finding.kind], finding.standard)))
    url = f"{inspection.url}#{finding.id}"
    return Entry(FINDING, inspection.name, url, context, finding.text, filters)


def _quotation(inspection: InspectionFacts, quote: QuoteFact, filters: Filters) -> Entry:
    context = ", ".join(filter(None, (quote.speaker, quote.role)))
    url = f"{inspection.url}#{quote.id}"
    return Entry(
        QUOTATION, inspection.name, url, context, quote.text, {**filters, "speaker": (quote.speaker,)}
    )


def _lines(*parts: str) -> str:
    return "\n".join(dict.fromkeys(filter(None, parts)))
