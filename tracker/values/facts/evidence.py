"""What sources say about an inspection, ready to show."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from tracker.values.facts.basics import Citation


@dataclass(frozen=True, slots=True)
class FigureFact:
    """A figure: `shown` is how it reads ("almost 70%"), `value` the number to place it on an axis.

    It is `exact` where no word such as "almost" says that the number is another one.

    `page` is where the other values of its measure stand, or "" where it is none of them. `checked` says
    when its wording was compared with the source, or is "" where it was not. `note` says what to mind.
    """

    label: str
    shown: str
    value: Decimal
    unit: str
    measure: str | None
    wording: str | None
    citations: tuple[Citation, ...]
    page: str = ""
    checked: str = ""
    note: str = ""
    exact: bool = True

    @property
    def plain(self) -> str:
        """How it reads among others: without "only", which is what one source thinks of the number."""
        return self.shown.removeprefix("only ")


@dataclass(frozen=True, slots=True)
class FindingFact:
    """A finding with the name of the standard it belongs to, or ""; `note` as in a figure."""

    id: str
    kind: Literal["strength", "weakness", "mixed"]
    text: str
    standard: str
    citations: tuple[Citation, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class JudgementFact:
    """A verdict in words; `checked` and `note` as in a figure."""

    on: str
    words: str
    standard: str
    citations: tuple[Citation, ...]
    checked: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuoteFact:
    """A quotation under its side's heading; `checked` and `note` as in a figure."""

    id: str
    text: str
    speaker: str
    role: str
    side: str
    citations: tuple[Citation, ...]
    checked: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecommendationFact:
    """What was asked of whom; `note` as in a figure."""

    to: str
    text: str
    repeated: bool
    citations: tuple[Citation, ...]
    note: str = ""


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
