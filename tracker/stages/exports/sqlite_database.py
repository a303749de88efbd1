"""The tables as one SQLite database, with foreign keys, indexes and a search over all words."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal

from tracker.values.dates import PartialDate
from tracker.values.table import Cell, Column, Form, Table

_TYPES: Mapping[Form, str] = {"whole number": "INTEGER", "number": "NUMERIC", "true or false": "INTEGER"}
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


def sqlite_database(tables: Sequence[Table]) -> bytes:
    """A database file. It is the same wherever the same tables are written by the same SQLite.

    The header's counter of changes and version of the library are fixed
    (https://www.sqlite.org/fileformat2.html#the_database_header), so a newer library alone changes
    nothing there.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute("BEGIN")
        for table in tables:
            database.execute(_definition(table))
            marks = ", ".join("?" * len(table.columns))
            database.executemany(
                f"INSERT INTO {table.name} VALUES ({marks})",  # noqa: S608 - names are our own
                ([_value(cell) for cell in row] for row in table.rows),
            )
            for column in table.foreign:
                index = f"CREATE INDEX {table.name}_{column.name} ON {table.name} ({column.name})"
                database.execute(index)
        database.execute(_DICTIONARY)
        database.executemany("INSERT INTO data_dictionary VALUES (?, ?, ?, ?)", _dictionary(tables))
        database.execute(_SEARCH)
        database.executemany("INSERT INTO search VALUES (?, ?, ?, ?)", _searched(tables))
        database.execute("INSERT INTO search(search) VALUES ('optimize')")
        database.execute("COMMIT")
        database.execute("VACUUM")
        content = database.serialize()
    # The database is closed by now: it can be large, and this makes another copy.
    header = bytearray(content[:_HEADER])
    for place, number in ((_CHANGES, 1), (_CHANGES_SEEN, 1), (_LIBRARY, _VERSION)):
        header[place : place + 4] = number.to_bytes(4, "big")
    return b"".join((header, memoryview(content)[_HEADER:]))


def _definition(table: Table) -> str:
    lines = [*map(_column, table.columns), f"PRIMARY KEY ({', '.join(table.key)})"]
    return f"CREATE TABLE {table.name} ({', '.join(lines)})"


def _column(column: Column) -> str:
    required = " NOT NULL" if column.required else ""
    refers = column.references and column.form != "ids"
    reference = f" REFERENCES {column.references} (id)" if refers else ""
    return f"{column.name} {_TYPES.get(column.form, 'TEXT')}{required}{reference}"


def _value(cell: Cell) -> str | int | float | None:
    match cell:
        case PartialDate():
            return cell.text
        case tuple():
            return " ".join(cell) or None
        case date():
            return cell.isoformat()
        case Decimal():
            return float(cell)  # the column makes it whole where it can be
        case _:
            return cell


def _dictionary(tables: Sequence[Table]) -> Iterator[tuple[str, str | None, str | None, str]]:
    for table in tables:
        yield table.name, None, None, table.description
        for column in table.columns:
            yield table.name, column.name, column.form, column.description


def _searched(tables: Sequence[Table]) -> Iterator[tuple[str, str, str, str]]:
    for table in tables:
        words = [number for number, column in enumerate(table.columns) if column.searched]
        page = table.header.index("page_url") if words else 0
        for row in table.rows if words else ():
            text = "\n".join(str(row[number]) for number in words if row[number] is not None)
            if text:
                yield text, table.name, str(row[0]), str(row[page])
