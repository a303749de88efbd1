"""The columns that many tables have, and how their cells are filled."""

from collections.abc import Iterable
from typing import Annotated

from tracker.values.records.base import UNATTRIBUTED
from tracker.values.table import Field

PageUrl = Annotated[str, Field("The page of this site that shows it.", address=True)]
DataUrl = Annotated[str, Field("The whole record as JSON.", address=True)]
Note = Annotated[str | None, Field("What a reader should mind about it, in our words.")]
Notes = Annotated[str | None, Field("Caveats and disagreements between sources, in Markdown.")]
Sources = Annotated[
    tuple[str, ...],
    Field(
        "The sources that state it. The word unattributed stands where one of the record’s sources does, "
        "but nobody noted which.",
        references="sources",
    ),
]


def source_ids(record: str, cites: Iterable[str] | None) -> tuple[str, ...]:
    """The ids of the sources that something in a record cites; `record` is the file without content/."""
    found = tuple(cites or ())
    return (UNATTRIBUTED,) if UNATTRIBUTED in found else tuple(f"{record}/{key}" for key in found)
