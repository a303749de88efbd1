"""Dates as precise as the source states them, and no more."""

import calendar
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache, total_ordering
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?(/(\d{4}(-\d{2}(-\d{2})?)?)?)?$"
"""What the text of a date looks like, for programs that read our data."""
_FORMS = "Write 2019, 2019-07, 2019-07-17 or, for a period, 2019-02/2019-03."
_BRITISH = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[ ./-]+)?(\d{1,2}|[a-z]{3,9})[ ./-]+(\d{4})", re.ASCII | re.IGNORECASE
)
_MONTHS = (
    *("", "January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)  # not those of `calendar`, which speak the language of the machine
_MONTH = 2  # how many parts a year and month have; a full day has three
_DAY = 3


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month, a day, or a period between two of these (EDTF level 0, ISO 8601-2).

    A period may end at an unknown time (`2019-02/`, from EDTF level 1); then only its start counts.
    `text` is what the editor wrote; `earliest` and `latest` are the days it can mean.
    Dates are ordered by their earliest day, and by the latest where that is the same.
    """

    text: str = field(compare=False)
    earliest: date = field(init=False)
    latest: date = field(init=False)

    def __post_init__(self) -> None:
        """Work out the days. Raises ValueError with a sentence for the editor."""
        first, _, last = self.text.partition("/")
        low = _days(first, self.text)
        high = _days(last, self.text) if last else low
        if high[1] < low[0]:
            raise ValueError(f'the period "{self.text}" ends before it begins')
        object.__setattr__(self, "earliest", low[0])
        object.__setattr__(self, "latest", high[1])

    def __lt__(self, other: "PartialDate") -> bool:
        return (self.earliest, self.latest) < (other.earliest, other.latest)

    def __str__(self) -> str:
        """As a reader expects it: "17 July 2019", "July 2019", "February to March 2019"."""
        return _told(self.text)

    @property
    def when(self) -> str:
        """As it stands in a sentence: "on 17 July 2019", "in July 2019", "from May to June 2019"."""
        if "/" in self.text:
            return str(self) if self.text.endswith("/") else f"from {self}"
        return f"{'on' if self.earliest == self.latest else 'in'} {self}"

    @property
    def year(self) -> int:
        """The year it begins in."""
        return self.earliest.year

    @property
    def middle(self) -> date:
        """The day halfway, to place it on an axis."""
        return self.earliest + (self.latest - self.earliest) // 2

    def before(self, other: "PartialDate") -> bool:
        """Whether it certainly ended before the other began."""
        return self.latest < other.earliest

    def overlaps(self, other: "PartialDate") -> bool:
        """Whether both could mean the same day."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def refines(self, other: "PartialDate") -> bool:
        """Whether it says the same as the other, or more: 17 July 2019 for July 2019, an end for none."""
        start, slash, end = self.text.partition("/")
        others_start, others_slash, others_end = other.text.partition("/")
        if not others_slash:
            return other.earliest <= self.earliest and self.latest <= other.latest
        begins = bool(slash) and PartialDate(start).refines(PartialDate(others_start))
        return begins and (
            not others_end or (bool(end) and PartialDate(end).refines(PartialDate(others_end)))
        )

    @classmethod
    def parse(cls, value: object) -> "PartialDate":
        """A date from what YAML gave: text, or the whole number of a bare year."""
        if isinstance(value, cls):
            return value
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ValueError(f"this is not a date. {_FORMS}")
        return _parsed(str(value).strip())

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Let records hold dates: read by `parse`, written back as the editor wrote them."""
        return core_schema.no_info_plain_validator_function(
            cls.parse,
            serialization=core_schema.plain_serializer_function_ser_schema(lambda value: value.text),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Say to programs what a date looks like."""
        return {"type": "string", "pattern": PATTERN, "description": "A date as precise as is known (EDTF)."}


@lru_cache(maxsize=10_000)  # so that records share the few days that they say again and again
def _parsed(text: str) -> PartialDate:
    return PartialDate(text)


def _days(part: str, whole: str) -> tuple[date, date]:
    match = _PART.fullmatch(part)
    if not match:
        raise ValueError(f'"{whole}" is not a date. {_meant(whole) or _FORMS}')
    year, month, day = (int(group) if group else None for group in match.groups())
    try:
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise ValueError(f'"{part}" is not a day of the calendar. {_FORMS}') from None
    if day:
        return first, first
    last_month = month or 12
    return first, date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])


def _meant(text: str) -> str:
    """What to write instead of 18 November 2026 or 18/11/2026; both ways where it can be read in two."""
    match = _BRITISH.fullmatch(text)
    if not match:
        return ""
    day, month, year = match.groups()
    named = [
        number for number, name in enumerate(_MONTHS) if name and name.casefold().startswith(month.casefold())
    ]
    if not named and not month.isdecimal():
        return ""
    parts = [*(named or [int(month)]), *([int(day)] if day else [])]
    meant: list[str] = []
    for way in [parts] if named else [parts, parts[::-1]]:
        part = "-".join([year, *(f"{number:02}" for number in way)])
        with suppress(ValueError):
            _days(part, part)
            meant.append(part)
    if len(set(meant)) > 1:
        return f"It may be {meant[0]} or {meant[1]}: look it up in the source."
    return f"Did you mean {meant[0]}?" if meant else ""


@cache
def _told(text: str) -> str:
    # Kept because a site says the same few days very often.
    first, slash, last = text.partition("/")
    if not last:
        return f"{'from ' if slash else ''}{' '.join(_words(first))}"
    start, end = _words(first), _words(last)
    shared = 0  # the month and year that both ends have are said once
    while shared < min(len(start), len(end)) - 1 and start[-1 - shared] == end[-1 - shared]:
        shared += 1
    return f"{' '.join(start[: len(start) - shared])} to {' '.join(end)}"


def _words(text: str) -> list[str]:
    parts = text.split("-")
    words = [parts[0]]
    if len(parts) >= _MONTH:
        words.insert(0, _MONTHS[int(parts[1])])
    if len(parts) == _DAY:
        words.insert(0, str(int(parts[2])))
    return words


def span(since: PartialDate | None, until: PartialDate | None, ongoing: str = "from") -> str:
    """From when to when: "2015 to 2021", "from 2015", "until 2021"; "" where neither is known."""
    if since and until:
        return f"{since} to {until}"
    return f"{ongoing} {since}" if since else f"until {until}" if until else ""


def years(shown: Iterable[int]) -> str:
    """The first and the last of some years: "2018 to 2025", "2018", or "" without any."""
    found = sorted(set(shown))
    return " to ".join(map(str, [found[0], *found[1:][-1:]])) if found else ""


def age(since: PartialDate, today: date) -> str:
    """How long ago, in whole years and months: "6 years 8 months", "3 months", "under a month".

    Counted from the latest day that the date can mean, so that an age is never overstated; where the day
    is not known it says "at least".
    """
    months = (today.year - since.latest.year) * 12 + today.month - since.latest.month
    if today.day < since.latest.day:
        months -= 1
    if months < 1:
        return "under a month"
    least = "at least " if since.earliest < since.latest else ""
    years, rest = divmod(months, 12)
    said = [f"{n} {unit}{'s' if n > 1 else ''}" for n, unit in ((years, "year"), (rest, "month")) if n]
    return least + " ".join(said)
