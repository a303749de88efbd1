"""The line that a problem is about, with the place marked, as a screen can show it."""

import unicodedata
from dataclasses import dataclass

from tracker.values.problem import Problem

ROOM = 100
"""Columns that a line takes at most where nothing else is known of the screen."""

_TAB = "    "
_CUT = "…"
_UNSEEN = {"Cc", "Cs", "Zl", "Zp"}  # control characters, halves of letters, ends of lines
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # letters after these may run backwards
_STAND_IN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line in three parts, of which the middle one is at fault.

    Tabs are spaces, what has no shape is a replacement character, and a long line is cut (…) around
    the place.
    """

    number: int
    before: str
    marked: str
    after: str

    @property
    def lines(self) -> tuple[str, str]:
        """The line with its number, and below it the marks."""
        gutter = " " * len(str(self.number))
        marks = " " * _columns(self.before) + "^" * max(_columns(self.marked), 1)
        return f"{self.number} | {self.before}{self.marked}{self.after}".rstrip(), f"{gutter} | {marks}"


def excerpt(problem: Problem, room: int = ROOM) -> Excerpt | None:
    """The line of a problem, in at most so many columns; None where there is none or it is blank."""
    if not problem.line or not problem.excerpt.strip():
        return None
    start = max(problem.column - 1, 0)
    end = start + max(problem.width, 1)
    parts = (problem.excerpt[:start], problem.excerpt[start:end], problem.excerpt[end:])
    before, marked, after = map(_visible, parts)
    if _columns(before + marked + after) > room:
        before = _end_of(before, room // 3)
        whole, marked = marked, _beginning_of(marked, room - _columns(before) - 1)
        after = _beginning_of(after, room - _columns(before + marked)) if marked == whole else ""
    return Excerpt(problem.line, before, marked, after)


def _visible(text: str) -> str:
    """A text of which nothing moves or hides the rest of the screen."""
    return "".join(
        _TAB
        if letter == "\t"
        else _STAND_IN
        if unicodedata.category(letter) in _UNSEEN or letter in _TURNING
        else letter
        for letter in text
    )


def _columns(text: str) -> int:
    return sum(map(_width, text))


def _width(letter: str) -> int:
    """The columns that a letter takes in a terminal.

    Two for wide and full-width ones (Unicode Standard Annex 11), none for marks upon the letter before.
    """
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def _beginning_of(text: str, room: int) -> str:
    """As much of the beginning as there is room for, with a sign where more was."""
    if _columns(text) <= room:
        return text
    used, kept = 1, ""
    for letter in text:
        used += _width(letter)
        if used > room:
            break
        kept += letter
    return kept + _CUT


def _end_of(text: str, room: int) -> str:
    """As much of the end as there is room for, with a sign where more was."""
    if _columns(text) <= room:
        return text
    used, place = 1, len(text)
    while place and used + _width(text[place - 1]) <= room:
        place -= 1
        used += _width(text[place])
    while place < len(text) and not _width(text[place]):  # a mark whose letter is cut off
        place += 1
    return _CUT + text[place:]
