"""Records to facts: the only stage that computes, so that templates never do."""

from collections import Counter, defaultdict

from tracker.stages.derivations.areas import area_facts
from tracker.stages.derivations.citations import cited
from tracker.stages.derivations.compare import comparison_facts
from tracker.stages.derivations.corrections import every_correction
from tracker.stages.derivations.coverage import coverage_facts
from tracker.stages.derivations.frameworks import framework_facts
from tracker.stages.derivations.handbook import handbook_facts
from tracker.stages.derivations.inspections import inspection_facts
from tracker.stages.derivations.measures import measure_facts
from tracker.stages.derivations.providers import provider_facts
from tracker.stages.derivations.quotations import side_facts
from tracker.stages.derivations.sources import sources_facts
from tracker.stages.derivations.standards import rated_standards
from tracker.stages.derivations.totals import (
    comparison_groups,
    counts_by_year,
    headline,
    scope,
    state_of_play,
    total_facts,
)
from tracker.values.dates import PartialDate
from tracker.values.facts import EventFact, Facts, InspectionFacts, ReportFact, TimelineYear
from tracker.values.records import Content


def derived(content: Content, today: PartialDate) -> Facts:
    """All facts as of a day. The content must have passed its checks."""
    inspections = inspection_facts(content)
    providers = provider_facts(content, inspections, today)
    events = tuple(EventFact(event, cited(content.events, event.source)) for event in content.events.events)
    frameworks = tuple(sorted(content.frameworks.values(), key=lambda f: f.in_force.since))
    scale = _scale(inspections)
    now = state_of_play(content, providers, scale)
    return Facts(
        as_of=today,
        site=content.site,
        providers=providers,
        inspections=inspections,
        timeline=_timeline(inspections, events),
        awaited=tuple(inspection for inspection in inspections if inspection.awaited),
        undated=tuple(i for i in inspections if i.published is None and not i.awaited),
        events=events,
        areas=area_facts(content.site.words, providers, inspections, today),
        scale=scale,
        by_year=counts_by_year(inspections, scale),
        now=now,
        headline=headline(content, providers, now),
        scope=scope(content.site.words, inspections, providers),
        side_by_side=tuple(comparison_groups(content, each) for each in content.totals.comparisons),
        totals=total_facts(content),
        coverage=coverage_facts(content, frameworks, inspections, providers),
        measures=measure_facts(content.measures, inspections),
        quoted=side_facts(content, inspections),
        sources=sources_facts(content),
        frameworks=tuple(framework_facts(content, framework, inspections) for framework in frameworks),
        comparisons=tuple(comparison_facts(content, f, providers) for f in frameworks if f.rated),
        standards=tuple(s for f in frameworks if f.rated for s in rated_standards(content, f, providers)),
        corrections=every_correction(inspections, providers),
        handbook=handbook_facts(content),
    )


def _timeline(
    inspections: tuple[InspectionFacts, ...], events: tuple[EventFact, ...]
) -> tuple[TimelineYear, ...]:
    dated: list[tuple[PartialDate, ReportFact | EventFact]] = [
        (i.published, i.line) for i in inspections if i.published
    ]
    dated += [(e.event.date, e) for e in events]
    years: dict[int, list[ReportFact | EventFact]] = defaultdict(list)
    for moment, entry in sorted(dated, key=lambda pair: (pair[0].latest, pair[0].text), reverse=True):
        years[moment.year].append(entry)
    return tuple(TimelineYear(year, tuple(years[year])) for year in sorted(years, reverse=True))


def _scale(inspections: tuple[InspectionFacts, ...]) -> tuple[str, ...]:
    """The scale that most inspections were rated on; national counts are of these."""
    used = Counter(inspection.framework.words for inspection in inspections if inspection.overall.level)
    return max(used, key=lambda words: (used[words], words), default=())
