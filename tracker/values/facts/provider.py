"""One provider, ready to show."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.values.facts.basics import Citation, Link, NamedFact, Rating
from tracker.values.facts.corrections import CorrectionFact
from tracker.values.facts.evidence import QuoteFact
from tracker.values.facts.inspection import InspectionFacts, ReportFact
from tracker.values.records import Provider, Source
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
class Standing:
    """How some inspections of a provider leave it rated.

    `report` gave the rating, or is the latest where none gave one; `age` is how long ago that was, as of
    the build's date. `later` is a newer report without a rating. `quote` has the inspectorate's words in a
    report without a rating, where that is the latest.
    """

    rating: Rating
    report: ReportFact | None
    age: str
    later: ReportFact | None
    quote: QuoteFact | None = None

    @property
    def rating_report(self) -> ReportFact | None:
        """The report with just this rating; None where the newest, not yet published, is what counts."""
        return self.report if self.report and self.report.overall == self.rating else None


@dataclass(frozen=True, slots=True)
class PartFact:
    """A local part of a provider."""

    provider: Link
    standing: Standing


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """One provider, ready to show; inspections newest first.

    `named` is its name within a sentence ("the Midlands NPS division"), `ended` when it ended ("in June
    2021"), or "". `breaks` has what stands after an inspection, by its id, where the one before belongs
    to another framework.
    """

    id: str
    url: str
    file: str
    record: Provider
    kind: Kind
    named: str
    ended: str
    inspections: tuple[InspectionFacts, ...]
    breaks: Mapping[str, str]
    standing: Standing
    summary: str
    existed: NamedFact | None
    owners: tuple[OwnerFact, ...]
    areas: tuple[AreaFact, ...]
    part_of: PartOfFact | None
    predecessors: tuple[SuccessionFact, ...]
    successors: tuple[SuccessionFact, ...]
    sources: tuple[Source, ...]
    corrections: tuple[CorrectionFact, ...]
    parts: tuple[PartFact, ...] = ()

    @property
    def region(self) -> Link | None:
        """The larger provider that it is a local part of, or itself where it has such parts."""
        own = Link(self.record.short_name, self.url) if self.parts else None
        return self.part_of.provider if self.part_of else own

    @property
    def rated(self) -> InspectionFacts | None:
        """The newest inspection with an overall rating."""
        return next((inspection for inspection in self.inspections if inspection.overall.level), None)
