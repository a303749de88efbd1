"""Everything that the site says, as of one day."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.values.dates import PartialDate
from tracker.values.facts.basics import Citation, Link
from tracker.values.facts.evidence import FigureFact
from tracker.values.facts.framework import FrameworkFacts
from tracker.values.facts.inspection import InspectionFacts
from tracker.values.facts.provider import ProviderFacts
from tracker.values.records import Event, Measure, Site


@dataclass(frozen=True, slots=True)
class MeasureValue:
    """One recorded value of a measure."""

    inspection: Link
    date: PartialDate | None
    figure: FigureFact


@dataclass(frozen=True, slots=True)
class EventFact:
    """A national milestone."""

    event: Event
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class TimelineYear:
    """What happened in a year, newest first: inspections and milestones mixed."""

    year: int
    entries: tuple["InspectionFacts | EventFact", ...]


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """A place, and the providers that served it, newest first."""

    name: str
    providers: tuple[ProviderFacts, ...]


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many inspections published in a year got each rating, best first, and how many none."""

    year: int
    counts: tuple[int, ...]
    unrated: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the site says, as of one day."""

    as_of: PartialDate
    site: Site
    providers: tuple[ProviderFacts, ...]
    inspections: tuple[InspectionFacts, ...]
    timeline: tuple[TimelineYear, ...]
    awaited: tuple[InspectionFacts, ...]
    events: tuple[EventFact, ...]
    areas: tuple[AreaFacts, ...]
    scale: tuple[str, ...]
    by_year: tuple[YearCount, ...]
    measures: Mapping[str, Measure]
    values: Mapping[str, tuple[MeasureValue, ...]]
    frameworks: tuple[FrameworkFacts, ...]
