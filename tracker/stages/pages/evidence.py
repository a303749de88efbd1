"""All that anybody is quoted with, and all sources."""

from collections.abc import Iterator

from tracker.values.facts import Facts
from tracker.values.page import QUOTES, SOURCES, Page, sortable


def quotes(facts: Facts) -> Iterator[Page]:
    """Who said what: on one page, or on one for each side where there are many."""
    described = (
        f"Everything that inspectors, {facts.site.words.providers} and others are quoted with, by speaker."
    )
    here = tuple(side for side in facts.quoted if side.url == QUOTES)
    context = {"sides": facts.quoted, "here": here, "count": sum(side.count for side in facts.quoted)}
    yield Page(QUOTES, "pages/quotes.html", "Quotations", described, context)
    for side in facts.quoted:
        if side.url != QUOTES:
            told = f"{side.heading}: everything that is quoted in the record, by speaker, with its source."
            yield Page(side.url, "pages/side.html", f"{side.heading}: quotations", told, {"side": side})


def sources(facts: Facts) -> Iterator[Page]:
    """What the record rests on: by publisher, the largest on pages of their own where there are many."""
    described = "Every source of the record by publisher, with the pages that rest on it."
    here = [one for one in facts.sources.publishers if not one.page]
    scripts = sortable(sum(len(one.sources) for one in here))
    yield Page(SOURCES, "pages/sources.html", "Sources", described, {"all": facts.sources}, scripts=scripts)
    for publisher in facts.sources.publishers:
        if publisher.page:
            told = f"Every source of the record that {publisher.name} published, and what rests on it."
            context = {"publisher": publisher}
            yield Page(
                publisher.url,
                "pages/publisher.html",
                f"{publisher.name}: sources",
                told,
                context,
                scripts=sortable(len(publisher.sources)),
            )
