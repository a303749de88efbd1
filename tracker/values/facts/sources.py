"""Every source of every record, once."""

from dataclasses import dataclass

from tracker.values.dates import PartialDate
from tracker.values.facts.basics import Link
from tracker.values.records import Source


@dataclass(frozen=True, slots=True)
class SourceUse:
    """A source as all records together describe it, and the pages of the records that have it.

    `publisher` is who published it in the first place, and `seen` how it reached us where that was not
    there ("copy at readkong.com"). `checked` is the day on which words of the record were last compared
    with its text.
    """

    source: Source
    publisher: str
    seen: str
    records: tuple[Link, ...]
    checked: PartialDate | None


@dataclass(frozen=True, slots=True)
class PublisherFacts:
    """A publisher and its sources, oldest first, the undated last; `url` is where they stand.

    `id` is their place on that page. One with a `page` of its own has so many sources that they would
    make the page of all sources too heavy.
    """

    id: str
    url: str
    name: str
    page: bool
    sources: tuple[SourceUse, ...]


@dataclass(frozen=True, slots=True)
class SourcesFacts:
    """All publishers: the largest first, and those with a single source from A to Z.

    `summary` counts the sources, and tells what is not recorded of them.
    """

    summary: str
    several: tuple[PublisherFacts, ...]
    single: tuple[PublisherFacts, ...]

    @property
    def publishers(self) -> tuple[PublisherFacts, ...]:
        """All of them."""
        return (*self.several, *self.single)
