"""Records to facts: the only stage that computes, so that templates never do."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from tracker.stages.derivations.citations import cited
from tracker.stages.derivations.frameworks import framework_facts
from tracker.stages.derivations.inspections import inspection_facts
from tracker.stages.derivations.providers import provider_facts
from tracker.values.dates import PartialDate
from tracker.values.facts import (
    AreaFacts,
    EventFact,
    Facts,
    InspectionFacts,
    Link,
    MeasureValue,
    ProviderFacts,
    TimelineYear,
    YearCount,
)
from tracker.values.page import provider_url
from tracker.values.records import Content, Provider


def derived(content: Content, today: PartialDate) -> Facts:
    """All facts as of a day. The content must have passed its checks."""
    inspections = tuple(
        sorted(
            (inspection_facts(content, inspection) for inspection in content.inspections.values()),
            key=lambda inspection: (_latest(inspection.date), inspection.name),
            reverse=True,
        )
    )
    providers = tuple(
        sorted(
            (
                provider_facts(content, provider, _of(inspections, provider), today)
                for provider in content.providers.values()
            ),
            key=lambda provider: provider.record.short_name.casefold(),
        )
    )
    events = tuple(
        EventFact(event, cited(content.events.sources, event.source)) for event in content.events.events
    )
    frameworks = tuple(sorted(content.frameworks.values(), key=lambda f: f.in_force.since))
    scale = _scale(inspections)
    return Facts(
        as_of=today,
        site=content.site,
        providers=providers,
        inspections=inspections,
        timeline=_timeline(inspections, events),
        awaited=tuple(inspection for inspection in inspections if inspection.published is None),
        events=events,
        areas=_areas(providers),
        scale=scale,
        by_year=_by_year(inspections, scale),
        measures=content.measures,
        values=_values(inspections),
        frameworks=tuple(framework_facts(content, framework, inspections) for framework in frameworks),
    )


def _latest(moment: PartialDate | None) -> date:
    return moment.latest if moment else date.max


def _of(inspections: tuple[InspectionFacts, ...], provider: Provider) -> tuple[InspectionFacts, ...]:
    url = provider_url(provider.id)
    return tuple(inspection for inspection in inspections if inspection.provider.url == url)


def _timeline(
    inspections: tuple[InspectionFacts, ...], events: tuple[EventFact, ...]
) -> tuple[TimelineYear, ...]:
    dated: list[tuple[PartialDate, InspectionFacts | EventFact]] = [
        (i.published, i) for i in inspections if i.published
    ]
    dated += [(e.event.date, e) for e in events]
    years: dict[int, list[InspectionFacts | EventFact]] = defaultdict(list)
    for moment, entry in sorted(dated, key=lambda pair: (pair[0].latest, pair[0].text), reverse=True):
        years[moment.year].append(entry)
    return tuple(TimelineYear(year, tuple(years[year])) for year in sorted(years, reverse=True))


def _areas(providers: tuple[ProviderFacts, ...]) -> tuple[AreaFacts, ...]:
    served: dict[str, list[ProviderFacts]] = defaultdict(list)
    for provider in providers:
        for area in provider.areas:
            served[area.name].append(provider)
    newest_first = {
        name: tuple(sorted(there, key=lambda p: (p.record.existed.since, not p.ended), reverse=True))
        for name, there in served.items()
    }
    return tuple(AreaFacts(name, newest_first[name]) for name in sorted(newest_first, key=str.casefold))


def _scale(inspections: tuple[InspectionFacts, ...]) -> tuple[str, ...]:
    """The scale that most inspections were rated on; national counts are of these."""
    used = Counter(inspection.framework.words for inspection in inspections if inspection.overall.level)
    return max(used, key=lambda words: (used[words], words), default=())


def _by_year(inspections: tuple[InspectionFacts, ...], scale: tuple[str, ...]) -> tuple[YearCount, ...]:
    """Counts of the inspections on this scale, and of those whose programme has none."""
    steps = len(scale)
    published = [i for i in inspections if i.published and i.framework.words in {(), scale}]
    levels = Counter((i.published.year, i.overall.level) for i in published if i.published)
    return tuple(
        YearCount(year, tuple(levels[year, level] for level in range(1, steps + 1)), levels[year, 0])
        for year in sorted({year for year, _ in levels})
    )


def _values(inspections: tuple[InspectionFacts, ...]) -> Mapping[str, tuple[MeasureValue, ...]]:
    values: dict[str, list[MeasureValue]] = defaultdict(list)
    for inspection in reversed(inspections):
        for figure in inspection.evidence.figures:
            if figure.measure:
                link = Link(inspection.name, inspection.url)
                values[figure.measure].append(MeasureValue(link, inspection.date, figure))
    return {measure: tuple(values[measure]) for measure in sorted(values)}
