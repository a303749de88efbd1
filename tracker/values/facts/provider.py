"""One provider, ready to show."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.values.facts.basics import Break, Change, Citation, Link, NamedFact, Rating, SourceFact
from tracker.values.facts.corrections import CorrectionFact
from tracker.values.facts.inspection import InspectionFacts
from tracker.values.records import Provider
from tracker.values.records.site import Kind


@dataclass(frozen=True, slots=True)
class OwnerFact:
    """Who ran the provider, and when ("from February 2015")."""

    name: str
    when: str
    note: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class SuccessionFact:
    """A predecessor or successor."""

    provider: Link
    date: str
    note: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class AreaFact:
    """A place that a provider served, or the `part` of it that it served.

    `within` is the larger place that it is recorded as a part of, or "".
    """

    name: str
    part: str
    within: str
    url: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class PartOfFact:
    """The larger provider that one is a local part of."""

    id: str
    provider: Link
    note: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ReportFact:
    """An inspection as a line of a list; `when` is its date within a sentence ("in July 2019")."""

    inspection: Link
    released: str
    when: str
    overall: Rating
    citations: tuple[Citation, ...]
    change: Change | None
    not_compared: Break | None
    programme: Link


@dataclass(frozen=True, slots=True)
class Standing:
    """How some inspections of a provider leave it rated.

    `report` gave the rating, or is the latest where none gave one; `age` is how long ago that was, as of
    the build's date. `later` is a newer report without a rating.
    """

    rating: Rating
    report: ReportFact | None
    age: str
    later: ReportFact | None


@dataclass(frozen=True, slots=True)
class PartFact:
    """A local part of a provider."""

    provider: Link
    standing: Standing


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """One provider, ready to show; inspections newest first.

    `rated` is the newest inspection with an overall rating and `rating` that rating,
    or the silence that stands in its place. `breaks` has what stands after an inspection, by its id,
    where the one before belongs to another framework. `age` is how long ago that was, as of the build's date.
    """

    id: str
    url: str
    file: str
    record: Provider
    kind: Kind
    ended: str
    inspections: tuple[InspectionFacts, ...]
    breaks: Mapping[str, str]
    rated: InspectionFacts | None
    rating: Rating
    age: str
    change: Change | None
    summary: str
    years: str
    existed: NamedFact | None
    owners: tuple[OwnerFact, ...]
    areas: tuple[AreaFact, ...]
    part_of: PartOfFact | None
    predecessors: tuple[SuccessionFact, ...]
    successors: tuple[SuccessionFact, ...]
    sources: tuple[SourceFact, ...]
    corrections: tuple[CorrectionFact, ...]
    parts: tuple[PartFact, ...] = ()
