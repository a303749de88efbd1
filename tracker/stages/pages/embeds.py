"""What other sites can show of each provider: a card in a frame, and a badge."""

from collections.abc import Iterator

from tracker.stages.pages.badges import badge
from tracker.values.dates import PartialDate
from tracker.values.embed import Embed
from tracker.values.facts import Facts, Link, ProviderFacts
from tracker.values.page import Page
from tracker.values.records.site import Words


def embeds(facts: Facts) -> Iterator[Page]:
    """A card and a badge of each provider. Search engines are to find its page, not these."""
    for provider in facts.providers:
        embed = embed_of(facts.site.words, provider)
        context = {"embed": embed}
        yield Page(
            embed.url, "pages/embed.html", provider.record.short_name, embed.told, context, listed=False
        )
        yield Page(embed.badge_url, "feeds/badge.xml", context=context, listed=False)


def embed_of(words: Words, provider: ProviderFacts) -> Embed:
    """What the card and the badge of a provider say."""
    rating, report, later = provider.standing.rating, provider.standing.rating_report, provider.standing.later
    dated, month = (report.dated, _month(report.published)) if report else ("", "")
    newer = f"Later report, {later.released}: {later.overall.word.lower()}" if later else ""
    over = f"ended {provider.ended}" if provider.ended else ""
    ended = f"It {over}" if over else ""
    told = (f"{words.badge} of {provider.named}: {rating.word}", dated, newer, ended)
    return Embed(
        provider=Link(provider.record.short_name, provider.url),
        rating=rating,
        dated=dated,
        later=newer,
        ended=ended,
        told=". ".join(part for part in told if part) + ".",
        badge=badge(words.badge, " · ".join(part for part in (rating.word, month, over) if part)),
    )


def _month(date: PartialDate | None) -> str:
    """The month of a date, as far as it is known: "July 2019", "2019", "May to June 2019"."""
    if date is None:
        return "date not recorded"
    return str(date if "/" in date.text else PartialDate(date.text[: len("2019-07")]))
