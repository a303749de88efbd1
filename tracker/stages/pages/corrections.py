"""What was changed after it was published."""

from collections.abc import Iterator

from tracker.values.facts import Facts
from tracker.values.page import CORRECTIONS, CORRECTIONS_FEED, Page


def corrections(facts: Facts) -> Iterator[Page]:
    """Every correction of every record, newest first."""
    described = "What was changed here after it was published: what readers saw before, what after, and why."
    context = {"corrections": facts.corrections, "feed": CORRECTIONS_FEED}
    yield Page(CORRECTIONS, "pages/corrections.html", "Corrections", described, context)
