"""Providers side by side under one framework, and every rating on one standard, ready to show."""

from dataclasses import dataclass

from tracker.values.dates import PartialDate
from tracker.values.facts.basics import Change, Citation, Link, Rating
from tracker.values.facts.totals import RatingGroups
from tracker.values.records.site import Kind


@dataclass(frozen=True, slots=True)
class CellFact:
    """A rating on one standard, or the silence in its place, and how it changed."""

    rating: Rating
    change: Change | None


@dataclass(frozen=True, slots=True)
class ComparedProvider:
    """A provider at its newest inspection under a framework; `earlier` are those before under it.

    `inspection` has the date of the report as its title. The cells are in the order of the columns.
    `region` is the name of the larger provider that it is a local part of, or "".
    """

    provider: Link
    region: str
    inspection: Link
    published: PartialDate | None
    area: str
    overall: Rating
    change: Change | None
    earlier: tuple[Link, ...]
    cells: tuple[CellFact, ...]

    @property
    def times(self) -> int:
        """How often the provider was inspected under the framework."""
        return 1 + len(self.earlier)


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    """Rows under one heading, which is empty where a table has no groups; `region` is what it names."""

    heading: str
    region: Link | None
    rows: tuple[ComparedProvider, ...]


@dataclass(frozen=True, slots=True)
class ComparedKind:
    """The providers of one kind, with a column for each standard that applies to them.

    `headings` names the domains above the columns and how many columns each spans; it is empty where
    the framework has none.
    """

    id: str
    kind: Kind
    headings: tuple[tuple[str, int], ...]
    columns: tuple[Link, ...]
    groups: tuple[ComparedGroup, ...]

    @property
    def count(self) -> int:
        """How many providers the table has."""
        return sum(len(group.rows) for group in self.groups)


@dataclass(frozen=True, slots=True)
class ComparedOrder:
    """The same tables in one order: `name` is what they are sorted by, `told` says it in a sentence."""

    name: str
    told: str
    url: str
    tables: tuple[ComparedKind, ...]


@dataclass(frozen=True, slots=True)
class ComparisonFacts:
    """All providers inspected under one framework, in several orders; the first is by name.

    `summary` counts providers and overall ratings; `sparse` says how many of the ratings on standards
    are known. `marks` are the ratings and silences that the tables can show.
    """

    framework: Link
    url: str
    in_force: str
    standard_word: str
    standard_words: str
    compares: tuple[str, ...]
    inspections: int
    summary: str
    sparse: str
    marks: tuple[Rating, ...]
    moved: bool
    orders: tuple[ComparedOrder, ...]


@dataclass(frozen=True, slots=True)
class StandardRating:
    """What one inspection says on a standard; the link has the date of the report as its title."""

    inspection: Link
    published: PartialDate | None
    rating: Rating
    change: Change | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class StandardOfProvider:
    """A provider's ratings on a standard, newest first."""

    provider: Link
    ratings: tuple[StandardRating, ...]


@dataclass(frozen=True, slots=True)
class Namesake:
    """A standard of the same name in another framework, with which nothing is compared."""

    framework: Link
    in_force: str
    earlier: bool


@dataclass(frozen=True, slots=True)
class RatedStandard:
    """One standard of a framework: what it is, and every rating on it.

    `sparse` says how many ratings are known, and `counts` has what they add up to for each kind of
    provider, or is None where too few are known. `rated` are the providers with a rating at any
    inspection, the best first by their newest; `silent` are the rest.
    """

    url: str
    name: str
    meaning: str
    domain: str
    standard_words: str
    framework: Link
    comparison: str
    kinds: tuple[Kind, ...]
    sparse: str
    counts: RatingGroups | None
    rated: tuple[StandardOfProvider, ...]
    silent: tuple[StandardOfProvider, ...]
    namesakes: tuple[Namesake, ...]
    siblings: tuple[Link, ...]
