"""Providers side by side, and a page for each standard that is rated."""

from collections.abc import Iterator

from tracker.stages.charts import rating_counts
from tracker.values.chart import existing
from tracker.values.facts import ComparisonFacts, Facts, Link
from tracker.values.page import COMPARE, Page, sortable
from tracker.values.records.site import Words
from tracker.values.words import sentence


def comparisons(facts: Facts) -> Iterator[Page]:
    """The list of programmes that rate, and for each its providers in several orders."""
    words = facts.site.words
    under = f"under each programme of {words.inspections} that gave ratings"
    described = f"{sentence(words.providers)} side by side, {under}."
    unrated = tuple(framework for framework in facts.frameworks if not framework.record.rated)
    context = {"comparisons": facts.comparisons[::-1], "unrated": unrated[::-1]}  # the newest first
    yield Page(COMPARE, "pages/compare.html", "Compare", described, context)
    for comparison in facts.comparisons:
        yield from _orders(words, comparison)


def _orders(words: Words, comparison: ComparisonFacts) -> Iterator[Page]:
    for place, order in enumerate(comparison.orders):
        name = f"{comparison.framework.title}: {words.providers} side by side"
        yield Page(
            order.url,
            "pages/comparison.html",
            f"{name}, {order.told}" if place else name,
            f"Every {words.provider} inspected under the {comparison.framework.title}, {order.told}: its "
            f"overall rating and its rating on each {comparison.standard_word}.",
            {
                "framework": comparison.framework,
                "heading": name,
                "standard_words": comparison.standard_words,
                "summary": comparison.summary,
                "sparse": comparison.sparse,
                "marks": comparison.marks,
                "moved": comparison.moved,
                "orders": tuple(Link(other.name, other.url) for other in comparison.orders),
                "order": order,
            },
            scripts=sortable(sum(table.count for table in order.tables)),
        )


def standards(facts: Facts) -> Iterator[Page]:
    """What each standard is, and every rating on it."""
    for standard in facts.standards:
        chart = rating_counts.describe(facts.site.words, standard.counts) if standard.counts else None
        yield Page(
            standard.url,
            "pages/standard.html",
            f"{standard.name}, {standard.framework.title}",
            f"{standard.name} under the {standard.framework.title}: how every "
            f"{facts.site.words.provider} was rated on it.",
            {"standard": standard, "chart": chart},
            existing(chart),
            scripts=sortable(sum(len(by.ratings) for by in standard.rated)),
        )
