"""Every recorded value of a measure, and what can be said of all of them together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tracker.values.dates import years
from tracker.values.facts import InspectionFacts, Link, MeasureFacts, MeasureValue
from tracker.values.page import measure_url
from tracker.values.records import Measure

_BETTER = {
    "lower": "Lower is better.",
    "higher": "Higher is better.",
    "neither": "Neither way is better.",
}


def measure_facts(
    measures: Mapping[str, Measure], inspections: Iterable[InspectionFacts]
) -> Mapping[str, MeasureFacts]:
    """Every measure by its id, in the order of their names; also those that nothing is recorded of yet.

    What is said of several bodies together is no value of one of them, so it is not among the values.
    """
    values: dict[str, list[MeasureValue]] = defaultdict(list)
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
                values[figure.measure].append(value)
    ordered = sorted(measures.items(), key=lambda item: (item[1].name.casefold(), item[0]))
    return {key: measured(key, measure, values[key]) for key, measure in ordered}


def measured(key: str, measure: Measure, values: Sequence[MeasureValue]) -> MeasureFacts:
    """A measure with its values, in whatever order they come."""
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
        when=years(value.date.year for value in values if value.date),
        newest=_newest(single),
    )


def _latest(value: MeasureValue) -> tuple[date, date]:
    """What orders values in time; one without a date comes before all others."""
    return (value.date.latest, value.date.earliest) if value.date else (date.min, date.min)


def _newest(values: tuple[MeasureValue, ...]) -> MeasureValue | None:
    """The one that every other is certainly older than. One without a date may be newer than any."""
    if not values:
        return None
    first, *others = values
    now = first.date
    older = now and all(other.date is not None and other.date.before(now) for other in others)
    return first if older else None
