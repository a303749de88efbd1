"""A page for each rating framework."""

from collections.abc import Iterator

from tracker.values.facts import Facts
from tracker.values.page import Page, framework_data_url


def frameworks(facts: Facts) -> Iterator[Page]:
    """What each programme rates and how."""
    for framework in facts.frameworks:
        record = framework.record
        yield Page(
            framework.url,
            "pages/framework.html",
            record.short_name,
            record.summary,
            {"framework": framework},
            record=framework.file,
            data=framework_data_url(record.id),
        )
