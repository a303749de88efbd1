"""What sources say about an inspection, ready to show."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from tracker.values.facts.basics import Citation


@dataclass(frozen=True, slots=True)
class FigureFact:
    """A figure: `shown` is how it reads ("almost 70%"), `value` the number to place it on an axis.

    `note` says what its measure is, where it has one.
    """

    label: str
    note: str
    shown: str
    value: Decimal
    unit: str
    measure: str | None
    wording: str | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class FindingFact:
    """A finding with the name of the standard it belongs to, or ""."""

    kind: Literal["strength", "weakness", "mixed"]
    text: str
    standard: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class JudgementFact:
    """A verdict in words."""

    on: str
    words: str
    standard: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class QuoteFact:
    """A quotation under its side's heading."""

    id: str
    text: str
    speaker: str
    role: str
    side: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class RecommendationFact:
    """What was asked of whom."""

    to: str
    text: str
    repeated: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """All that an inspection's sources say, in the order of the record."""

    judgements: tuple[JudgementFact, ...]
    figures: tuple[FigureFact, ...]
    findings: tuple[FindingFact, ...]
    quotes: tuple[QuoteFact, ...]
    recommendations: tuple[RecommendationFact, ...]

    def all(self) -> tuple[tuple[Any, ...], ...]:
        """The five lists, in the order of the fields."""
        return self.judgements, self.figures, self.findings, self.quotes, self.recommendations

    def __bool__(self) -> bool:
        return any(self.all())
