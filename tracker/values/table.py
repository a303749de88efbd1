"""Tables of the open data: a named tuple for the rows of each, whose fields say what its columns mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from tracker.values.dates import PartialDate
from tracker.values.records.site import Words

Cell = str | int | Decimal | date | PartialDate | bool | tuple[str, ...] | None
"""What a cell can hold; None where nothing is on record, a tuple where several ids stand."""

Row = tuple[Cell, ...]
"""The cells of a row in the order of the columns."""

Form = Literal["text", "address", "ids", "partial date", "day", "whole number", "number", "true or false"]
_FORMS: Mapping[Any, Form] = {
    str: "text",
    tuple: "ids",
    PartialDate: "partial date",
    date: "day",
    int: "whole number",
    Decimal: "number",
    bool: "true or false",
}


@dataclass(frozen=True, slots=True)
class Field:
    """What the annotation of a row's field tells of its column, besides the type.

    A `key` column tells the rows apart. `references` names the table whose `id` stands in the column,
    or several of its ids. What is `searched` is words that readers look for.
    """

    description: str
    key: bool = False
    references: str = ""
    address: bool = False
    searched: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it means and what can stand in it. `words` are all that it can hold, if it is a few."""

    name: str
    form: Form
    description: str
    required: bool
    key: bool
    references: str
    searched: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table without its rows, which take much memory; `count` is how many they are."""

    name: str
    description: str
    columns: tuple[Column, ...]
    count: int

    @property
    def csv(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell the rows apart."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def foreign(self) -> tuple[Column, ...]:
        """The columns that hold one id of another table."""
        return tuple(column for column in self.columns if column.references and column.form != "ids")

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


Filled = tuple[Table, tuple[Row, ...]]
"""A table and its rows."""


def table(name: str, kind: type[Row], rows: Iterable[Row], words: Words) -> Filled:
    """A table of rows of one named tuple, which describes it: the docstring the table, each field a column.

    In both, what stands in braces, such as {provider}, is what the site calls it.
    """
    called = words.model_dump()
    hints = get_type_hints(kind, include_extras=True).items()
    columns = tuple(_column(field, called, *get_args(hint)) for field, hint in hints)
    description = " ".join((kind.__doc__ or "").split()).format_map(called)
    filled = tuple(rows)
    return Table(name, description, columns, len(filled)), filled


def _column(name: str, called: Mapping[str, str], hint: Any, field: Field) -> Column:
    options = get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)
    (kept,) = (option for option in options if option is not NoneType)
    words = get_args(kept) if get_origin(kept) is Literal else ()
    form = "address" if field.address else _FORMS[str if words else get_origin(kept) or kept]
    required = NoneType not in options and form != "ids"
    told = field.description.format_map(called)
    return Column(name, form, told, required, field.key, field.references, field.searched, words)
