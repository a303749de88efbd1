"""Sentences for titles and alt texts: numbers, lists and counts in plain English."""

from collections.abc import Iterable, Sequence

from tracker.values.dates import PartialDate
from tracker.values.facts import InspectionFacts, Rating
from tracker.values.records import Framework

NO_RATING = "No rating"
SOURCE = "Drawn from the inspections on record; the page of each names its sources."
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_BEARABLE = 900
_TIMES = {1: "once", 2: "twice"}


def number(count: int) -> str:
    """A count as running text has it: words up to ten, then digits."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def times(count: int) -> str:
    """How often: once, twice, three times."""
    return _TIMES.get(count, f"{number(count)} times")


def plural(count: int, noun: str) -> str:
    """A count with its noun: "one inspection", "12 inspections"."""
    return f"{number(count)} {noun}" + ("" if count == 1 else "s")


def ordinal(position: int) -> str:
    """A place in an order: second, third, 11th."""
    if position <= len(_ORDINALS):
        return _ORDINALS[position - 1]
    tens, unit = divmod(position, 10)
    return f"{position}{'th' if tens % 10 == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(unit, 'th')}"


def listed(parts: Iterable[str]) -> str:
    """A list as a sentence has it: "a, b and c"."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def counted(scale: Sequence[str], counts: Sequence[int], silent: int) -> str:
    """How many got each rating, as a list: "3 Good, 1 Inadequate and 2 without a rating"."""
    parts = [f"{count} {word}" for word, count in zip(scale, counts, strict=True) if count]
    return listed([*parts, *([f"{silent} without a rating"] if silent else [])] or ["none"])


def sentence(text: str) -> str:
    """With a capital at the front and the rest as it was."""
    return text[:1].upper() + text[1:]


def told(title: str, lead: str, parts: Sequence[str]) -> str:
    """An alt text: the finding, and every value of the data as long as a listener can bear it."""
    values = f"{lead}{'; '.join(parts)}."
    if len(values) > _BEARABLE:
        values = f"The table of its data has all {len(parts)}."
    return f"{title}. {values}"


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
