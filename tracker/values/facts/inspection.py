"""One inspection, ready to show."""

from dataclasses import dataclass, fields

from tracker.values.dates import PartialDate
from tracker.values.facts.basics import Break, Change, Citation, Link, Rating
from tracker.values.facts.corrections import CorrectionFact
from tracker.values.facts.evidence import EvidenceFacts
from tracker.values.records import Framework, Source
from tracker.values.records.site import Kind

UNDATED_REPORT = "in a report whose date is not recorded"
"""What stands for the date of a report in a sentence."""


@dataclass(frozen=True, slots=True)
class StandardFact:
    """One standard of an inspection."""

    id: str
    name: str
    meaning: str
    rating: Rating
    change: Change | None
    citations: tuple[Citation, ...]
    url: str


@dataclass(frozen=True, slots=True)
class DomainFact:
    """The standards under one heading; the name is empty where the framework has no domains."""

    name: str
    standards: tuple[StandardFact, ...]


@dataclass(frozen=True, slots=True)
class ReportFact:
    """An inspection as a line of a list, without what its own page has.

    `name` tells it apart anywhere ("Merseyside CRC, 2018"); `label` within its provider's page.
    `released` says when the report came out, also where that is not known or still to come.
    """

    url: str
    name: str
    label: str
    programme: Link
    published: PartialDate | None
    released: str
    fieldwork: PartialDate | None
    overall: Rating
    overall_citations: tuple[Citation, ...]
    change: Change | None
    not_compared: Break | None

    @property
    def when(self) -> str:
        """When the report came out, as it stands in a sentence: "in July 2019"."""
        return self.published.when if self.published else UNDATED_REPORT

    @property
    def dated(self) -> str:
        """The same as a statement of its own: "Report of July 2019"."""
        return f"Report of {self.published}" if self.published else "Date of the report not recorded"


@dataclass(frozen=True, slots=True)
class InspectionFacts(ReportFact):
    """One inspection, ready to show.

    `summary` says in a sentence what it found overall. `coordination` is the evidence on the joint work of
    the bodies inspected together.
    """

    id: str
    file: str
    title: str
    summary: str
    area: str
    provider: Link
    provider_kind: Kind
    framework: Framework
    awaited: bool
    date: PartialDate | None
    score: str
    score_citations: tuple[Citation, ...]
    domains: tuple[DomainFact, ...]
    evidence: EvidenceFacts
    coordination: EvidenceFacts
    joint: tuple[Link, ...]
    sources: tuple[Source, ...]
    notes: str
    corrections: tuple[CorrectionFact, ...]

    @property
    def line(self) -> ReportFact:
        """What lists show of it. A page that has only this is not rendered anew when the rest changes."""
        return ReportFact(*(getattr(self, part.name) for part in fields(ReportFact)))

    @property
    def standards(self) -> tuple[StandardFact, ...]:
        """The standards of all domains."""
        return tuple(standard for domain in self.domains for standard in domain.standards)
