"""Entries in parts, each of which becomes an index of its own, so that a change makes one of them anew."""

from collections.abc import Iterable
from itertools import groupby

from tracker.values.search import Entry

ENOUGH = 4_000
"""Entries in a part that takes up no further year; a reader's browser fetches a few files for each part."""


def parts(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """The entries in their order, parted between years only: what is added to one leaves other parts alone.

    A record of which there is little has one part.
    """
    found: list[tuple[Entry, ...]] = []
    for _year, group in groupby(entries, lambda entry: entry.filters.get("year")):
        if found and len(found[-1]) < ENOUGH:
            found[-1] += tuple(group)
        else:
            found.append(tuple(group))
    return tuple(found)
