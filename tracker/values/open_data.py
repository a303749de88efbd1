"""The open data as a whole, and what the page about it says of its files."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.values.file import File
from tracker.values.table import Column, Table

_STEP = 1000  # bytes in a kilobyte, kilobytes in a megabyte (SI, as file managers count)


@dataclass(frozen=True, slots=True)
class OpenData:
    """The tables, and every file of the open data by its path in the output folder.

    `sizes` has the bytes of those that the page offers to download.
    """

    tables: tuple[Table, ...]
    files: Mapping[str, File]
    sizes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the open data; `format` is its media type (https://www.iana.org/assignments/media-types/)."""

    name: str
    url: str
    format: str
    bytes: int

    @property
    def size(self) -> str:
        """Its size as readers know it: "85 kB", "3.3 MB"."""
        kilobytes = max(1, round(self.bytes / _STEP))
        return f"{kilobytes} kB" if kilobytes < _STEP else f"{self.bytes / _STEP**2:.1f} MB"


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table without its rows: how many there are ("161 rows"), and what its columns mean."""

    name: str
    description: str
    count: str
    key: str
    columns: tuple[Column, ...]
    download: Download


@dataclass(frozen=True, slots=True)
class Query:
    """A question, and how it is put to the database."""

    question: str
    sql: str
