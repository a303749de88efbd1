"""The index of places, and a page for each."""

from collections.abc import Iterator
from itertools import groupby

from tracker.values.facts import Facts, Link
from tracker.values.page import AREAS, PROVIDERS, Page, slug, sortable
from tracker.values.words import sentence


def areas(facts: Facts) -> Iterator[Page]:
    """Who supervises people where, and what inspectors found there."""
    words = facts.site.words
    described = (
        f"Every place on record from A to Z: who {words.serves} {words.people} there, and how it is rated."
    )
    letters = groupby(facts.areas, key=lambda area: slug(area.name)[:1].upper())
    context = {
        "letters": tuple((letter, tuple(found)) for letter, found in letters),
        "regions": regions(facts),
    }
    yield Page(AREAS, "pages/areas.html", "Areas", described, context, scripts=sortable(len(facts.areas)))
    for area in facts.areas:
        described = f"{area.lead} {area.before}".strip()
        title = f"{sentence(words.subject)} in {area.called}"
        yield Page(area.url, "pages/area.html", title, described, {"area": area})


def regions(facts: Facts) -> Link | None:
    """Where the providers that have local parts stand in the register, or None where none has any."""
    kinds = (provider.kind.plural for provider in facts.providers if provider.parts)
    return next((Link(plural, f"{PROVIDERS}#{slug(plural)}") for plural in kinds), None)
