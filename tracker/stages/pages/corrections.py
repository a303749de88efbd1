"""What was changed after it was published: a page, and a feed of its own."""

from collections.abc import Iterator

from tracker.values.facts import Facts
from tracker.values.page import CORRECTIONS, CORRECTIONS_FEED, Page

FEED_ENTRIES = 50


def corrections(facts: Facts) -> Iterator[Page]:
    """Every correction of every record, newest first; the feed has the latest ones."""
    described = "What was changed here after it was published: what readers saw before, what after, and why."
    context = {"corrections": facts.corrections, "feed": CORRECTIONS_FEED}
    yield Page(CORRECTIONS, "pages/corrections.html", "Corrections", described, context)
    title, newest = f"{facts.site.title}: corrections", {"corrections": facts.corrections[:FEED_ENTRIES]}
    yield Page(CORRECTIONS_FEED, "feeds/corrections.xml", title, context=newest, listed=False)
