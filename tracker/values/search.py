"""What the search can find, before it is indexed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["Area", "Provider", "Inspection", "Finding", "Quotation"]
Filters = Mapping[str, tuple[str, ...]]
"""What a thing is found under: values by facet."""
FACETS: Mapping[str, str] = {
    "kind": "Kind",
    "region": "Region, division or CRC",
    "rating": "Overall rating",
    "year": "Year of the report",
    "speaker": "Speaker",
}
"""What results can be narrowed by, with what readers call it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found.

    `url` may lead to a place on a page. `context` stands beside the title and `text`, a paragraph a line,
    below it; all three are searched. `filters` has values by facet, besides the kind, and none for a facet
    that does not apply or of which nothing is known.
    """

    kind: Kind
    title: str
    url: str
    context: str
    text: str
    filters: Filters

    @property
    def facets(self) -> Filters:
        """All values that the entry is found under, the kind first."""
        return {"kind": (self.kind,), **self.filters}
