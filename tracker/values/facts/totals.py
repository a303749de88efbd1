"""Ratings counted: of groups set side by side, and against the totals that the inspectorate states."""

from dataclasses import dataclass

from tracker.values.facts.basics import Citation, Link, Rating


@dataclass(frozen=True, slots=True)
class RatingGroup:
    """How many of a group have each rating, best first, and how many have none on record."""

    label: str
    counts: tuple[int, ...]
    silent: int


@dataclass(frozen=True, slots=True)
class RatingGroups:
    """Groups rated on one scale, set side by side.

    `title` is the finding, `heading` says what the groups are.
    """

    id: str
    title: str
    subtitle: str
    heading: str
    scale: tuple[str, ...]
    groups: tuple[RatingGroup, ...]


@dataclass(frozen=True, slots=True)
class CountPair:
    """How many got a rating: as stated, or None where nobody states it, and in the record."""

    rating: Rating
    stated: int | None
    ours: int

    @property
    def difference(self) -> str:
        """By how much ours is more or less: "+2", "−1", or "" where it is the same or nothing is stated."""
        return _difference(self.ours, self.stated)


@dataclass(frozen=True, slots=True)
class TotalFact:
    """A total that the inspectorate states beside the count of the inspections that it means.

    `selection` says how they were picked, `unrated` how many of them have no rating on record, and
    `possible` are those that may be meant too: their date is not known well enough.
    """

    id: str
    title: str
    period: str
    selection: str
    counts: tuple[CountPair, ...]
    stated: int
    ours: int
    unrated: int
    same: bool
    explanation: str
    inspections: tuple[Link, ...]
    possible: tuple[Link, ...]
    citations: tuple[Citation, ...]

    @property
    def difference(self) -> str:
        """By how much all that we count as rated is more or less than stated, in the same way."""
        return _difference(self.ours, self.stated)


def _difference(ours: int, stated: int | None) -> str:
    return "" if stated is None or ours == stated else f"{ours - stated:+}".replace("-", "−")
