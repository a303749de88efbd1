"""What other sites show beside a link: the share cards of providers and inspections, and that of the site."""

from tracker.values.card import Card
from tracker.values.facts import InspectionFacts, ProviderFacts
from tracker.values.records import Site
from tracker.values.words import sentence

_CARD = "card.png"


def site_card(site: Site) -> Card:
    """The card of all pages without one of their own."""
    return Card(f"/{_CARD}", site.title, "", site.title, None, site.tagline)


def provider_card(site: Site, provider: ProviderFacts) -> Card:
    """A provider's rating as it is now; its date, and not its age, which would change by the day."""
    standing, report = provider.standing, provider.standing.rating_report
    return Card(
        url=provider.url + _CARD,
        site=site.title,
        heading=provider.kind.name,
        name=provider.record.short_name,
        rating=standing.rating,
        dated=report.dated if report else "",
    )


def inspection_card(site: Site, inspection: InspectionFacts) -> Card:
    """The overall rating of an inspection."""
    return Card(
        url=inspection.url + _CARD,
        site=site.title,
        heading=f"{sentence(site.words.inspection)} · {inspection.provider_kind.name}",
        name=inspection.name,
        rating=inspection.overall,
        dated="" if inspection.awaited else inspection.dated,
    )
