"""Inspections as a chart sets them out: in the order of time, and on one scale."""

from collections.abc import Iterable, Sequence

from tracker.values.dates import PartialDate
from tracker.values.facts import InspectionFacts, Rating
from tracker.values.records import Framework


def oldest_first(inspections: Iterable[InspectionFacts]) -> list[InspectionFacts]:
    """Inspections that have a date, in the order of time."""
    dated = [inspection for inspection in inspections if inspection.date]
    return sorted(dated, key=lambda inspection: (date_of(inspection), inspection.id))


def date_of(inspection: InspectionFacts) -> PartialDate:
    """The date of an inspection that is known to have one."""
    if inspection.date is None:
        raise ValueError(f"{inspection.id} has no date")
    return inspection.date


def common_scale(frameworks: Iterable[Framework]) -> tuple[str, ...]:
    """The words of all scales, best first: those of one scale as they stand, others put among them."""
    places: dict[str, tuple[float, str]] = {}
    for framework in frameworks:
        for step, rating in enumerate(framework.scale):
            places.setdefault(rating.word.casefold(), ((step + 0.5) / len(framework.scale), rating.word))
    return tuple(word for _, word in sorted(places.values(), key=lambda place: place[0]))


def level_on(scale: Sequence[str], rating: Rating) -> int:
    """The step of a rating on a scale, 1 for the best; 0 for a silence."""
    if rating.silence:
        return 0
    words = [word.casefold() for word in scale]
    return words.index(rating.word.casefold()) + 1 if rating.word.casefold() in words else 0
