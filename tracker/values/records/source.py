"""Where something is stated."""

from tracker.values.dates import PartialDate
from tracker.values.records.base import Record, Text, Url
from tracker.values.records.entry import entry


class Source(Record):
    """A page or document that states something: who published it, where, and when it was read.

    Links lead to the quoted passage on a web page by themselves, and to the `page` of an address that
    ends in `.pdf`.
    """

    title: Text | None = entry(
        "The headline or title.",
        "To the letter. The same page has the same title in every record. Leave out only what nobody noted.",
        "What is Transforming Rehabilitation?",
        default=None,
    )
    publisher: Text = entry("Who published it.", example="HM Inspectorate of Probation")
    author: Text | None = entry("Who wrote it, if named.", example="Russell Webster", default=None)
    url: Url | None = entry(
        "Its address.",
        "Begins with `https://` or `http://`. Leave out only what nobody noted.",
        "https://www.bbc.co.uk/news/uk-30344262",
        default=None,
    )
    published: PartialDate | None = entry(
        "When it came out.", "As precise as the source itself is.", "2020-03-05", default=None
    )
    accessed: PartialDate | None = entry(
        "When you last read it.", "Not before `published`.", "2026-11-22", default=None
    )
    archive: Url | None = entry(
        "The address of a permanent copy.",
        "As for `url`.",
        "https://web.archive.org/web/20200305/https://example.org/report",
        default=None,
    )
    note: Text | None = entry(
        "What a reader should know about it.",
        example="A table in the program code of a probation service.",
        default=None,
    )

    @property
    def name(self) -> str:
        """Its title, or words that say that the title is not recorded."""
        return self.title or "Page whose title is not recorded"

    @property
    def is_pdf(self) -> bool:
        """Whether a page number can be linked to."""
        return (self.url or "").casefold().partition("#")[0].endswith(".pdf")
