"""CSV that spreadsheets and programs both read, and that no spreadsheet runs."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO
from types import NoneType
from typing import Any

from tracker.values.dates import PartialDate
from tracker.values.table import Cell

# A leading tab or end of line, or a sign that begins a formula, also its wide form and also where
# spaces or quotation marks stand before it, for spreadsheets take those away.
_FORMULA = re.compile(r"""[\t\r\n]|[\s"'‘’“”]*[=+\-@＝＋－＠]""")
# With what a text begins that may be one.
_SUSPECT = re.compile(r"""[\s"'‘’“”=+\-@＝＋－＠]""")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


def csv_text(columns: Iterable[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table as RFC 4180 has it (https://www.rfc-editor.org/rfc/rfc4180), with a line for the names.

    Lines end with CR LF. Where nothing is on record the cell is empty. A text that a spreadsheet would
    run as a formula gets an apostrophe in front
    (https://owasp.org/www-community/attacks/CSV_Injection); a negative number stays as it is.
    """
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([defused(column) for column in columns])
    writer.writerows(zip(*map(_cells, zip(*rows, strict=True)), strict=True))
    return file.getvalue()


def _cells(column: Sequence[Any]) -> Iterable[object]:
    """The cells of a column in their forms; there can be millions, so one look tells what has to be done."""
    kinds = set(map(type, column)) - {NoneType}
    if kinds <= {int, Decimal, date}:  # which are written digit for digit
        return column
    if kinds == {str} and not _SUSPECT.search("".join({text[:1] for text in column if text})):
        return column
    return map(_cell, column)


def _cell(value: Cell) -> str:
    """The text of a cell: dates as they are on record, numbers digit for digit, ids parted by spaces."""
    if isinstance(value, str | tuple):
        return defused(value if isinstance(value, str) else " ".join(value))
    if isinstance(value, PartialDate):
        return value.text
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
