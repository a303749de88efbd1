"""The tables as one SQLite database, with foreign keys, indexes and a search over all words."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from tracker.values.table import Column, Form, Row, Table

_TYPES: Mapping[Form, str] = {"whole number": "INTEGER", "number": "NUMERIC", "true or false": "INTEGER"}
_FROM: Mapping[Form, Callable[[Any], str | float | None]] = {
    "ids": lambda ids: " ".join(ids) or None,
    "partial date": attrgetter("text"),
    "day": date.isoformat,
    "number": float,  # the column makes it whole where it can be
}
"""What makes values of the database of the cells that are none."""
_SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5"
    "(words, table_name UNINDEXED, row_id UNINDEXED, page_url UNINDEXED, tokenize='porter unicode61')"
)
_DICTIONARY = (
    "CREATE TABLE data_dictionary "
    "(table_name TEXT NOT NULL, column_name TEXT, form TEXT, meaning TEXT NOT NULL)"
)
_VERSION = 3_040_000
# Where the header of a database file counts its changes and names the library that made them.
_CHANGES, _CHANGES_SEEN, _LIBRARY = 24, 92, 96
_HEADER = 100
_PIECE = 1_000_000


def opened(*, on_disk: bool) -> "closing[sqlite3.Connection]":
    """An empty database: a temporary file without a name (https://www.sqlite.org/inmemorydb.html), or memory.

    With one on disk, whatever is done raises sqlite3.OperationalError where there is no room.
    """
    database = sqlite3.connect("" if on_disk else ":memory:", isolation_level=None)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")  # nothing is lost with a file that is made anew each time
    database.execute("BEGIN")
    return closing(database)


def fill(database: sqlite3.Connection, table: Table, rows: Sequence[Row]) -> None:
    """Put a table with its rows and indexes into the database."""
    database.execute(_definition(table))
    marks = ", ".join("?" * len(table.columns))
    values = map(_values, table.columns, zip(*rows, strict=True))
    database.executemany(
        f"INSERT INTO {table.name} VALUES ({marks})",  # noqa: S608 - names are our own
        zip(*values, strict=True),
    )
    for column in table.foreign:
        database.execute(f"CREATE INDEX {table.name}_{column.name} ON {table.name} ({column.name})")


def finished(database: sqlite3.Connection, tables: Sequence[Table], *, on_disk: bool) -> Iterator[bytes]:
    """The file of a database that has all its tables, in pieces, with their description and a search.

    It is the same wherever the same tables are written by the same SQLite. The header's counter of changes
    and version of the library are fixed (https://www.sqlite.org/fileformat2.html#the_database_header), so a
    newer library alone changes nothing there.
    """
    database.execute(_DICTIONARY)
    database.executemany("INSERT INTO data_dictionary VALUES (?, ?, ?, ?)", _dictionary(tables))
    database.execute(_SEARCH)
    for table in tables:
        if any(column.searched for column in table.columns):
            found = database.execute(_searched(table))
            # One by one: after a statement that adds many the index of the search is another.
            database.executemany("INSERT INTO search VALUES (?, ?, ?, ?)", found)
    database.execute("INSERT INTO search(search) VALUES ('optimize')")
    database.execute("COMMIT")
    with _packed(database, on_disk=on_disk) as file:
        header = bytearray(file.read(_HEADER))
        for place, number in ((_CHANGES, 1), (_CHANGES_SEEN, 1), (_LIBRARY, _VERSION)):
            header[place : place + 4] = number.to_bytes(4, "big")
        yield bytes(header)
        yield from iter(partial(file.read, _PIECE), b"")


@contextmanager
def _packed(database: sqlite3.Connection, *, on_disk: bool) -> Iterator[IO[bytes]]:
    """The database without gaps."""
    if on_disk:
        with TemporaryDirectory() as folder:
            database.execute("VACUUM INTO ?", [str(Path(folder, "packed"))])
            with Path(folder, "packed").open("rb") as file:
                yield file
    else:
        database.execute("VACUUM")
        yield BytesIO(database.serialize())


def _definition(table: Table) -> str:
    lines = [*map(_column, table.columns), f"PRIMARY KEY ({', '.join(table.key)})"]
    return f"CREATE TABLE {table.name} ({', '.join(lines)})"


def _column(column: Column) -> str:
    required = " NOT NULL" if column.required else ""
    refers = column.references and column.form != "ids"
    reference = f" REFERENCES {column.references} (id)" if refers else ""
    return f"{column.name} {_TYPES.get(column.form, 'TEXT')}{required}{reference}"


def _values(column: Column, cells: Sequence[Any]) -> Sequence[Any]:
    """The cells of a column as the database takes them."""
    convert = _FROM.get(column.form)
    return [None if cell is None else convert(cell) for cell in cells] if convert else cells


def _dictionary(tables: Sequence[Table]) -> Iterator[tuple[str, str | None, str | None, str]]:
    for table in tables:
        yield table.name, None, None, table.description
        for column in table.columns:
            yield table.name, column.name, column.form, column.description


def _searched(table: Table) -> str:
    """What finds the words of a table for the search; those of several columns stand in lines."""
    *ahead, words = (column.name for column in table.columns if column.searched)
    for name in reversed(ahead):
        words = f"coalesce({name} || coalesce(char(10) || {words}, ''), {words})"
    return (
        f"SELECT {words}, '{table.name}', {table.header[0]}, page_url "  # noqa: S608 - as above
        f"FROM {table.name} WHERE {words} <> '' ORDER BY rowid"
    )
