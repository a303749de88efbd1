"""Every source of every record, and every statement’s citations of them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, NamedTuple

from tracker.stages.tables.cells import Note
from tracker.values.dates import PartialDate
from tracker.values.records import Content, Framework, Inspection, Provider
from tracker.values.records.base import UNATTRIBUTED
from tracker.values.records.site import Words
from tracker.values.table import Field, Filled, Row, Table, table


class SourceRow(NamedTuple):
    """A page or document that a record rests on; what several records rest on has a row for each."""

    id: Annotated[str, Field("The record and the source’s short name in it.", key=True)]
    inspection: Annotated[str | None, Field("The {inspection} whose source it is.", references="inspections")]
    provider: Annotated[str | None, Field("The {provider} whose source it is.", references="providers")]
    framework: Annotated[str | None, Field("The programme whose source it is.", references="frameworks")]
    title: Annotated[str | None, Field("Its title, to the letter; empty where nobody noted it.")]
    publisher: Annotated[str, Field("Who published it.")]
    author: Annotated[str | None, Field("Who wrote it, if named.")]
    url: Annotated[str | None, Field("Its address; empty where nobody noted it.", address=True)]
    published: Annotated[PartialDate | None, Field("When it came out, as precisely as is known.")]
    accessed: Annotated[PartialDate | None, Field("When an editor last read it.")]
    archive: Annotated[str | None, Field("The address of a permanent copy.", address=True)]
    note: Note


class CitationRow(NamedTuple):
    """Which sources state which row of which table, one source a row.

    What is unattributed has no row here.
    """

    table_name: Annotated[str, Field("The table of the row that is stated.", key=True)]
    row_id: Annotated[str, Field("The id of that row.", key=True)]
    column_name: Annotated[str, Field("The column of that row that lists the source.", key=True)]
    source: Annotated[str, Field("The source.", key=True, references="sources")]


def source_table(content: Content) -> Filled:
    """The sources of all records, each below its record."""
    return table("sources", SourceRow, _sources(content), content.site.words)


def citation_table(words: Words, citations: Iterable[CitationRow]) -> Filled:
    """What the columns of other tables that list sources say, a row for each source."""
    return table("citations", CitationRow, citations, words)


def citations(cited: Table, rows: Sequence[Row]) -> Iterator[CitationRow]:
    """What the columns of a table that list sources say."""
    for number, column in enumerate(cited.columns):
        if column.references == "sources":
            for row in rows:
                ids = row[number]
                for source in ids if isinstance(ids, tuple) else ():
                    if source != UNATTRIBUTED:
                        yield CitationRow(cited.name, str(row[0]), column.name, source)


def _sources(content: Content) -> Iterator[SourceRow]:
    for file, record in content.with_sources():
        name = file.removeprefix("content/").removesuffix(".yaml")
        for key, source in record.sources.items():
            yield SourceRow(
                id=f"{name}/{key}",
                inspection=record.id if isinstance(record, Inspection) else None,
                provider=record.id if isinstance(record, Provider) else None,
                framework=record.id if isinstance(record, Framework) else None,
                title=source.title,
                publisher=source.publisher,
                author=source.author,
                url=source.url,
                published=source.published,
                accessed=source.accessed,
                archive=source.archive,
                note=source.note,
            )
