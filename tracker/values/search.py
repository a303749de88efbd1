"""What the search can find, before it is indexed."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.values.records.site import Words
from tracker.values.words import sentence

Filters = Mapping[str, tuple[str, ...]]
"""What a thing is found under: values by facet."""
AREA, FINDING, QUOTATION, HANDBOOK = "Area", "Finding", "Quotation", "Handbook"
"""Kinds that are called the same on every site; `static/search.js` knows them too."""


def kinds(words: Words) -> tuple[str, ...]:
    """The kinds of thing that can be found, as readers call them, in the order in which they are offered."""
    return AREA, sentence(words.provider), sentence(words.inspection), FINDING, QUOTATION, HANDBOOK


def facets(words: Words, *, parted: bool) -> Mapping[str, str]:
    """What results can be narrowed by, by name; `parted` where providers have local parts."""
    return {
        "kind": "Kind",
        "region": sentence(f"{words.whole} or other {words.provider}" if parted else words.provider),
        "rating": "Overall rating",
        "year": "Year of the report",
        "speaker": "Speaker",
    }


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found.

    `url` may lead to a place on a page. `context` stands beside the title and `text`, a paragraph a line,
    below it; all three are searched. `filters` has values by facet, besides the kind, and none for a facet
    that does not apply or of which nothing is known.
    """

    kind: str
    title: str
    url: str
    context: str
    text: str
    filters: Filters

    @property
    def facets(self) -> Filters:
        """All values that the entry is found under, the kind first."""
        return {"kind": (self.kind,), **self.filters}
