"""What is on record and what is not, as a list of things to do."""

from dataclasses import dataclass

from tracker.values.facts.basics import Link


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; `of` is 0 where the thing does not apply to any."""

    count: int
    of: int


@dataclass(frozen=True, slots=True)
class ToDo:
    """A record with what is missing from it, and its file."""

    record: Link
    file: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A programme or a kind of provider: how many are on record, and how many of them have each thing.

    `to_do` names those that lack something.
    """

    name: str
    url: str
    records: int
    shares: tuple[Share, ...]
    to_do: tuple[ToDo, ...]


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """The same things counted for several programmes or kinds; `columns` names the things."""

    columns: tuple[str, ...]
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True)
class CoverageFacts:
    """How complete the record is. `unattributed` counts the statements that name no source of their own."""

    summary: str
    inspections: CoverageTable
    providers: CoverageTable
    unattributed: int
