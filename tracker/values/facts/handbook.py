"""The pages that tell editors how the site is made."""

from dataclasses import dataclass

from tracker.values.facts.basics import Link


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under its heading, with the parts that it has in turn."""

    title: str
    url: str
    parts: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class HandbookPage:
    """A page of the handbook: `text` is its Markdown, whose links are addresses of this site or whole ones.

    `file` is where it is written, `sections` are the headings that divide it.
    """

    title: str
    url: str
    file: str
    text: str
    sections: tuple[Section, ...]

    @property
    def link(self) -> Link:
        """How other pages link to it."""
        return Link(self.title, self.url)
