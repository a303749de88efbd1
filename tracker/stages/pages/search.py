"""The page that searches all others, and what its results can be narrowed by."""

from collections.abc import Iterator
from typing import get_args

from tracker.stages.searching.entries import entries
from tracker.values.facts import Facts, Rating
from tracker.values.page import SEARCH, Page, slug
from tracker.values.search import FACETS, Kind


def search(facts: Facts) -> Iterator[Page]:
    """The search page, which reads the index that `index` makes."""
    described = (
        "Search the providers, inspections, findings, quotations and areas on record, and narrow the "
        "results by region, rating, year and speaker."
    )
    ratings = _ratings(facts)
    values: dict[str, set[str]] = {facet: set() for facet in FACETS}
    for entry in entries(facts):
        for facet, own in entry.facets.items():
            values[facet].update(own)
    ordered = {facet: sorted(own, key=lambda value: (slug(value), value)) for facet, own in values.items()}
    ordered["kind"] = [kind for kind in get_args(Kind) if kind in values["kind"]]
    ordered["rating"] = list(dict.fromkeys(rating.word for rating in ratings))
    ordered["year"].reverse()
    facets = tuple((facet, FACETS[facet], tuple(own)) for facet, own in ordered.items() if own)
    words = [rating.word for rating in ratings]
    context = {
        "facets": facets,
        # A word that two scales rate differently has no one colour, and stands alone.
        "badges": tuple(rating for rating in ratings if words.count(rating.word) == 1),
    }
    yield Page(
        SEARCH, "pages/search.html", "Search", described, context, scripts=("search.js",), searches=True
    )


def _ratings(facts: Facts) -> tuple[Rating, ...]:
    """Every rating and silence that an entry is found under, the best first."""
    found = [inspection.overall for inspection in facts.inspections]
    found += [provider.standing.rating for provider in facts.providers]
    # Steps of scales differ in number but not in how they look, so what looks alike is one.
    alike = {(rating.word, rating.tone): rating for rating in found}
    return tuple(alike[key] for key in sorted(alike, key=lambda key: (alike[key].level == 0, key[1], key[0])))
