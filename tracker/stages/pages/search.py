"""The page that searches all others, and what its results can be narrowed by."""

from collections.abc import Iterator

from tracker.stages.searching.entries import entries
from tracker.stages.searching.parts import parts
from tracker.values.facts import Facts, Rating
from tracker.values.page import SEARCH, Page, slug
from tracker.values.search import facets, kinds


def search(facts: Facts) -> Iterator[Page]:
    """The search page, which reads the index that `index` makes."""
    words, parted = facts.site.words, any(provider.parts for provider in facts.providers)
    described = (
        f"Search the {words.providers}, {words.inspections}, findings, quotations and areas on record, and "
        f"narrow the results by {words.whole if parted else words.provider}, rating, year and speaker."
    )
    named = facets(words, parted=parted)
    ratings = _ratings(facts)
    values: dict[str, set[str]] = {facet: set() for facet in named}
    found = entries(facts)
    for entry in found:
        for facet, own in entry.facets.items():
            values[facet].update(own)
    ordered = {facet: sorted(own, key=lambda value: (slug(value), value)) for facet, own in values.items()}
    ordered["kind"] = [kind for kind in kinds(words) if kind in values["kind"]]
    ordered["rating"] = list(dict.fromkeys(rating.word for rating in ratings))
    ordered["year"].reverse()
    given = [rating.word for rating in ratings]
    context = {
        "parts": len(parts(found)),
        "facets": tuple((facet, named[facet], tuple(own)) for facet, own in ordered.items() if own),
        # A word that two scales rate differently has no one colour, and stands alone.
        "badges": tuple(rating for rating in ratings if given.count(rating.word) == 1),
    }
    yield Page(
        SEARCH, "pages/search.html", "Search", described, context, scripts=("search.js",), searches=True
    )


def _ratings(facts: Facts) -> tuple[Rating, ...]:
    """Every rating and silence that an entry is found under, the best first."""
    found = [inspection.overall for inspection in facts.inspections]
    found += [provider.standing.rating for provider in facts.providers]
    # Scales differ in the number of their steps but not in how these look, so what looks alike is one.
    alike = {(rating.word, rating.tone): rating for rating in found}
    return tuple(sorted(alike.values(), key=_from_best))


def _from_best(rating: Rating) -> tuple[bool, float, str]:
    """Where a rating stands among those of several scales; the silences come last."""
    return rating.level == 0, (rating.level - 1) / max(rating.steps - 1, 1), rating.word
