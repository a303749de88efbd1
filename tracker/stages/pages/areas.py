"""The index of places, and a page for each."""

from collections.abc import Iterator
from itertools import groupby

from tracker.values.facts import Facts
from tracker.values.page import AREAS, Page, slug


def areas(facts: Facts) -> Iterator[Page]:
    """Who supervises people where, and what inspectors found there."""
    described = (
        "Every place on record from A to Z: who supervises people on probation there, and how it is rated."
    )
    letters = groupby(facts.areas, key=lambda area: slug(area.name)[:1].upper())
    context = {"letters": tuple((letter, tuple(found)) for letter, found in letters)}
    yield Page(AREAS, "pages/areas.html", "Areas", described, context)
    for area in facts.areas:
        yield Page(area.url, "pages/area.html", f"Probation in {area.called}", area.lead, {"area": area})
