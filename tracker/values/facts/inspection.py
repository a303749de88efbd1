"""One inspection, ready to show."""

from dataclasses import dataclass

from tracker.values.dates import PartialDate
from tracker.values.facts.basics import Break, Change, Citation, Link, Rating, SourceFact
from tracker.values.facts.corrections import CorrectionFact
from tracker.values.facts.evidence import EvidenceFacts
from tracker.values.records import Framework
from tracker.values.records.site import Kind


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
class InspectionFacts:
    """One inspection, ready to show.

    `name` tells it apart anywhere ("Merseyside CRC, 2018"); `label` within its provider's page.
    `released` says when the report came out, also where that is not known or still to come.
    `coordination` is the evidence on the joint work of the bodies inspected together.
    """

    id: str
    url: str
    file: str
    name: str
    label: str
    title: str
    area: str
    provider: Link
    provider_kind: Kind
    framework: Framework
    programme: Link
    published: PartialDate | None
    released: str
    awaited: bool
    fieldwork: PartialDate | None
    date: PartialDate | None
    overall: Rating
    overall_citations: tuple[Citation, ...]
    change: Change | None
    not_compared: Break | None
    score: str
    score_citations: tuple[Citation, ...]
    domains: tuple[DomainFact, ...]
    evidence: EvidenceFacts
    coordination: EvidenceFacts
    joint: tuple[Link, ...]
    sources: tuple[SourceFact, ...]
    notes: str
    corrections: tuple[CorrectionFact, ...]

    @property
    def standards(self) -> tuple[StandardFact, ...]:
        """The standards of all domains."""
        return tuple(standard for domain in self.domains for standard in domain.standards)
