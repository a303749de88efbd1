"""One provider, ready to show."""

from dataclasses import dataclass

from tracker.values.facts.basics import Change, Citation, Link, NamedFact, Rating, SourceFact
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
class ProviderFacts:
    """One provider, ready to show; inspections newest first.

    `rated` is the newest inspection with an overall rating and `rating` that rating,
    or the silence that stands in its place. `age` is how long ago that was, as of the build's date.
    """

    id: str
    url: str
    file: str
    record: Provider
    kind: Kind
    ended: str
    inspections: tuple[InspectionFacts, ...]
    rated: InspectionFacts | None
    rating: Rating
    age: str
    change: Change | None
    summary: str
    years: str
    existed: NamedFact
    owners: tuple[OwnerFact, ...]
    areas: tuple[NamedFact, ...]
    predecessors: tuple[SuccessionFact, ...]
    successors: tuple[SuccessionFact, ...]
    sources: tuple[SourceFact, ...]
