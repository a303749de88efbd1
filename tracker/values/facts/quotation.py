"""Everything that anybody is quoted with, by side and by speaker."""

from dataclasses import dataclass

from tracker.values.facts.basics import Link
from tracker.values.facts.evidence import QuoteFact
from tracker.values.records.evidence import Side


@dataclass(frozen=True, slots=True)
class SaidFact:
    """What a speaker is quoted with in one inspection, or with the same words in each of several.

    `released` says when the newest of their reports came out, also where that is not known.
    """

    inspections: tuple[Link, ...]
    released: str
    quotes: tuple[QuoteFact, ...]


@dataclass(frozen=True, slots=True)
class SpeakerFacts:
    """One speaker for one side; inspections newest first.

    `role` is the office that all of the quotations have, or "" where they differ or have none. `url`
    leads to the quotations, of which there are `count`; `id` is their place on that page.
    """

    id: str
    url: str
    name: str
    role: str
    said: tuple[SaidFact, ...]
    count: int


@dataclass(frozen=True, slots=True)
class SideFacts:
    """Those who speak for one side, the most quoted first; `url` is where their quotations stand."""

    side: Side
    heading: str
    url: str
    speakers: tuple[SpeakerFacts, ...]
    count: int
