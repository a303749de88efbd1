"""Everything that the site says, as of one day."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.values.dates import PartialDate
from tracker.values.facts.areas import AreaFacts
from tracker.values.facts.basics import Citation
from tracker.values.facts.compare import ComparisonFacts, RatedStandard
from tracker.values.facts.corrections import CorrectionFact
from tracker.values.facts.coverage import CoverageFacts
from tracker.values.facts.framework import FrameworkFacts
from tracker.values.facts.handbook import HandbookPage
from tracker.values.facts.inspection import InspectionFacts, ReportFact
from tracker.values.facts.measure import MeasureFacts
from tracker.values.facts.provider import ProviderFacts
from tracker.values.facts.quotation import SideFacts
from tracker.values.facts.sources import SourcesFacts
from tracker.values.facts.totals import RatingGroups, TotalFact
from tracker.values.records import Event, Site


@dataclass(frozen=True, slots=True)
class EventFact:
    """A national milestone."""

    event: Event
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class TimelineYear:
    """What happened in a year, newest first: inspections and milestones mixed."""

    year: int
    entries: tuple[ReportFact | EventFact, ...]


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many inspections of a programme, published in a year, got each rating, best first.

    `silent` has every reason for which others have none, in words, with the number of them.
    """

    year: int
    programme: str
    counts: tuple[int, ...]
    silent: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the site says, as of one day."""

    as_of: PartialDate
    site: Site
    providers: tuple[ProviderFacts, ...]
    inspections: tuple[InspectionFacts, ...]
    timeline: tuple[TimelineYear, ...]
    awaited: tuple[InspectionFacts, ...]
    undated: tuple[InspectionFacts, ...]
    events: tuple[EventFact, ...]
    areas: tuple[AreaFacts, ...]
    scale: tuple[str, ...]
    by_year: tuple[YearCount, ...]
    now: RatingGroups | None
    headline: str
    scope: str
    side_by_side: tuple[RatingGroups, ...]
    totals: tuple[TotalFact, ...]
    coverage: CoverageFacts
    measures: Mapping[str, MeasureFacts]
    quoted: tuple[SideFacts, ...]
    sources: SourcesFacts
    frameworks: tuple[FrameworkFacts, ...]
    comparisons: tuple[ComparisonFacts, ...]
    standards: tuple[RatedStandard, ...]
    corrections: tuple[CorrectionFact, ...]
    handbook: tuple[HandbookPage, ...]
