"""What the records add up to. Stages after `derive` read only these; templates never calculate."""

from tracker.values.facts.basics import (
    SILENCES,
    Change,
    Citation,
    Link,
    Movement,
    NamedFact,
    Rating,
    Silence,
    SourceFact,
    silent,
    tone,
)
from tracker.values.facts.evidence import (
    EvidenceFacts,
    FigureFact,
    FindingFact,
    JudgementFact,
    QuoteFact,
    RecommendationFact,
)
from tracker.values.facts.framework import FrameworkFacts, RevisionFact, StandardsOf
from tracker.values.facts.inspection import DomainFact, InspectionFacts, StandardFact
from tracker.values.facts.national import AreaFacts, EventFact, Facts, MeasureValue, TimelineYear, YearCount
from tracker.values.facts.provider import OwnerFact, ProviderFacts, SuccessionFact

__all__ = [
    "SILENCES",
    "AreaFacts",
    "Change",
    "Citation",
    "DomainFact",
    "EventFact",
    "EvidenceFacts",
    "Facts",
    "FigureFact",
    "FindingFact",
    "FrameworkFacts",
    "InspectionFacts",
    "JudgementFact",
    "Link",
    "MeasureValue",
    "Movement",
    "NamedFact",
    "OwnerFact",
    "ProviderFacts",
    "QuoteFact",
    "Rating",
    "RecommendationFact",
    "RevisionFact",
    "Silence",
    "SourceFact",
    "StandardFact",
    "StandardsOf",
    "SuccessionFact",
    "TimelineYear",
    "YearCount",
    "silent",
    "tone",
]
