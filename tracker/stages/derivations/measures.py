"""Every recorded value of a measure, and what can be said of all of them together."""

from collections.abc import Iterable, Mapping
from datetime import date

from tracker.values.facts import InspectionFacts, Link, MeasureFacts, MeasureValue
from tracker.values.page import measure_url
from tracker.values.records import Measure

_BETTER = {
    "lower": "Lower is better.",
    "higher": "Higher is better.",
    "neither": "Neither way is better.",
}


def measure_values(inspections: Iterable[InspectionFacts]) -> Mapping[str, tuple[MeasureValue, ...]]:
    """The values of each measure that has any, in the order in which the inspections come.

    What is said of several bodies together is no value of one of them, so it is not among these.
    """
    values: dict[str, list[MeasureValue]] = {}
    for inspection in inspections:
        for figure in inspection.evidence.figures:
            if figure.measure:
                value = MeasureValue(
                    inspection=Link(inspection.name, inspection.url),
                    date=inspection.date,
                    figure=figure,
                    provider=inspection.provider,
                    kind=inspection.provider_kind,
                    released=inspection.released,
                )
                values.setdefault(figure.measure, []).append(value)
    return {measure: tuple(values[measure]) for measure in sorted(values)}


def measure_facts(
    measures: Mapping[str, Measure], values: Mapping[str, tuple[MeasureValue, ...]]
) -> tuple[MeasureFacts, ...]:
    """Everything about each measure, also those that nothing is recorded of yet, by name."""
    ordered = sorted(measures.items(), key=lambda item: (item[1].name.casefold(), item[0]))
    return tuple(_facts(key, measure, values.get(key, ())) for key, measure in ordered)


def _facts(key: str, measure: Measure, values: tuple[MeasureValue, ...]) -> MeasureFacts:
    by_name = sorted(values, key=lambda value: value.inspection.title.casefold())
    newest_first = sorted(by_name, key=_latest, reverse=True)
    single = tuple(value for value in newest_first if not value.kind.national)
    return MeasureFacts(
        id=key,
        url=measure_url(key),
        record=measure,
        better=_BETTER[measure.better],
        values=single,
        national=tuple(value for value in newest_first if value.kind.national),
        when=_when(values),
        newest=_newest(single),
    )


def _latest(value: MeasureValue) -> tuple[date, date]:
    """What orders values in time; one without a date comes before all others."""
    return (value.date.latest, value.date.earliest) if value.date else (date.min, date.min)


def _when(values: tuple[MeasureValue, ...]) -> str:
    years = [value.date.year for value in values if value.date]
    if not years:
        return ""
    return f"{min(years)} to {max(years)}" if min(years) < max(years) else str(years[0])


def _newest(values: tuple[MeasureValue, ...]) -> MeasureValue | None:
    """The one that every other is certainly older than. One without a date may be newer than any."""
    if not values:
        return None
    first, *others = values
    now = first.date
    older = now and all(other.date is not None and other.date.before(now) for other in others)
    return first if older else None
