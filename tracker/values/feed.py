"""What a feed says, whatever it is about (Atom, RFC 4287)."""

from dataclasses import dataclass

from tracker.values.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened; `url` leads to it, and feed readers know it by that.

    `text` is what a reader gets of it in a sentence, `terms` in pairs of a term and what is said to it.
    """

    url: str
    title: str
    updated: PartialDate
    text: str
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed published at `url` beside a page; entries newest first.

    `id` is the address that feed readers know it by, which stays.
    """

    url: str
    id: str
    page: str
    title: str
    subtitle: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> PartialDate | None:
        """The date of its newest entry; None without any."""
        return self.entries[0].updated if self.entries else None
