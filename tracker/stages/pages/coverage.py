"""What is recorded and what is not."""

from collections.abc import Iterator

from tracker.values.facts import Facts
from tracker.values.page import COVERAGE, Page


def coverage(facts: Facts) -> Iterator[Page]:
    """The gaps of the record as a list of things to do, and the inspectorate's totals beside ours."""
    by = f"by programme and {facts.site.words.provider}"
    described = f"What is on record and what is missing, {by}, with the files to edit."
    context = {"coverage": facts.coverage, "totals": facts.totals}
    yield Page(COVERAGE, "pages/coverage.html", "What is recorded and what is not", described, context)
