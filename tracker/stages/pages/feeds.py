"""Feeds of new reports and of corrections: of the whole site, of each provider, of each region."""

from collections.abc import Iterable, Iterator, Mapping

from tracker.values.facts import CorrectionFact, Facts, InspectionFacts, Link, ProviderFacts
from tracker.values.feed import Entry, Feed
from tracker.values.page import CORRECTIONS, CORRECTIONS_FEED, FEED, HOME, Page
from tracker.values.records import Site
from tracker.values.words import sentence

FEED_ENTRIES = 50
_FINDINGS = 3  # of each inspection, for a reader to judge whether it is worth opening


def feeds(facts: Facts) -> Iterator[Page]:
    """Every feed, as a file of the site."""
    by_url = {provider.url: provider for provider in facts.providers}
    of_providers = (feed for provider in facts.providers for feed in _of_provider(facts, provider, by_url))
    for feed in (_of_reports(facts), _of_corrections(facts), *of_providers):
        yield Page(feed.url, "feeds/feed.xml", feed.title, context={"feed": feed}, listed=False)


def feed_links(site: Site, provider: ProviderFacts) -> tuple[Link, ...]:
    """The feed of a provider and, where it has delivery units, the one that tells of these too."""
    title = f"{site.title}: {provider.record.short_name}"
    own = Link(title, f"{provider.url}feed.xml")
    if not provider.parts:
        return (own,)
    return own, Link(f"{title} with its {site.words.parts}", f"{provider.url}region.xml")


def _of_reports(facts: Facts) -> Feed:
    return Feed(
        url=FEED,
        id=HOME,  # by which feed readers have known it from the beginning
        page=HOME,
        title=f"{facts.site.title}: new {facts.site.words.inspections}",
        subtitle=facts.site.tagline,
        entries=_newest(_reports(facts.inspections)),
    )


def _of_corrections(facts: Facts) -> Feed:
    return Feed(
        url=CORRECTIONS_FEED,
        id=CORRECTIONS_FEED,
        page=CORRECTIONS,
        title=f"{facts.site.title}: corrections",
        subtitle="What was changed after it was published",
        entries=_newest(map(_correction, facts.corrections)),
    )


def _of_provider(
    facts: Facts, provider: ProviderFacts, providers: Mapping[str, ProviderFacts]
) -> Iterator[Feed]:
    """Its own feed, and the one that has its delivery units besides; `providers` has them by address."""
    units = [providers[part.provider.url] for part in provider.parts]
    words = facts.site.words
    reports = f"{sentence(words.inspection)} reports on {provider.named}"
    about = (
        (f"{reports}, and corrections", [provider]),
        (f"{reports} and its {words.parts}, and corrections", [provider, *units]),
    )
    for link, (subtitle, covered) in zip(feed_links(facts.site, provider), about, strict=False):
        news = _newest(entry for one in covered for entry in _news(one))
        yield Feed(link.url, link.url, provider.url, link.title, subtitle, news)


def _newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.updated, reverse=True)[:FEED_ENTRIES])


def _news(provider: ProviderFacts) -> Iterator[Entry]:
    yield from _reports(provider.inspections)
    yield from map(_correction, provider.corrections)
    for inspection in provider.inspections:
        yield from map(_correction, inspection.corrections)


def _reports(inspections: Iterable[InspectionFacts]) -> Iterator[Entry]:
    """Reports with a date; the others have no place in an order of time."""
    for inspection in inspections:
        if inspection.published:
            findings = inspection.evidence.findings[:_FINDINGS]
            yield Entry(
                inspection.url,
                f"{inspection.name}: {inspection.overall.word}",
                inspection.published,
                f"Report of {inspection.published}. {inspection.framework.short_name}.",
                tuple((finding.kind.capitalize(), finding.text) for finding in findings),
            )


def _correction(correction: CorrectionFact) -> Entry:
    part = f", {correction.part}" if correction.part else ""
    pair = (("Before", correction.before), ("After", correction.after)) if correction.before else ()
    return Entry(
        correction.url,
        f"{correction.kind}: {correction.record.title}{part}",
        correction.date,
        correction.what,
        (*pair, ("Why", correction.why)),
    )
