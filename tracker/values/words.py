"""Plain English: counts, lists and sentences, as every page and chart says them."""

from collections.abc import Iterable

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TIMES = {1: "once", 2: "twice"}


def number(count: int) -> str:
    """A count as running text has it: words up to ten, then digits."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def times(count: int) -> str:
    """How often: once, twice, three times."""
    return _TIMES.get(count, f"{number(count)} times")


def plural(count: int, noun: str, several: str = "") -> str:
    """A count in running text with its noun: "one inspection", "12 inspections".

    `several` is what several are called, where that is not the noun with an s.
    """
    return f"{number(count)} {_of(count, noun, several)}"


def so_many(count: int, noun: str, several: str = "") -> str:
    """A count in digits with its noun, as lists of numbers have it: "1 source", "1,204 sources"."""
    return f"{count:,} {_of(count, noun, several)}"


def _of(count: int, noun: str, several: str) -> str:
    return noun if count == 1 else several or f"{noun}s"


def listed(parts: Iterable[str], last: str = "and") -> str:
    """A list as a sentence has it: "a, b and c"."""
    *most, end = parts
    return f"{', '.join(most)} {last} {end}" if most else end


def sentence(text: str) -> str:
    """With a capital at the front and the rest as it was."""
    return text[:1].upper() + text[1:]
