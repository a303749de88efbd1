"""Figures and tables as Markdown."""

import statistics
from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its first column, and a note, are of words, the others of figures."""
    rule = ["---", *("---" if name == "Note" else "---:" for name in head[1:])]
    return "\n".join(
        "|" + "".join(f" {cell} |" if cell else " |" for cell in row) for row in (head, rule, *rows)
    )


def seconds(value: float, unit: str = "s") -> str:
    """A figure with as many digits as mean something."""
    return f"{number(value)} {unit}"


def spread(values: Sequence[float], unit: str = "s") -> str:
    """The median, and the lowest and the highest of several; how many where they are fewer than five."""
    middle = seconds(statistics.median(values), unit)
    if len(values) == 1:
        return f"{middle} (once)"
    few = "" if len(values) >= 5 else f", {len(values)} runs"  # noqa: PLR2004 - the usual number of runs
    return f"{middle} ({number(min(values))}–{number(max(values))}{few})"


def number(value: float) -> str:
    """A number with two or three digits that mean something."""
    places = next((places for most, places in ((0.1, 3), (10, 2), (100, 1)) if value < most), 0)
    return f"{value:,.{places}f}"
