"""How ratings are said in sentences: never more than is recorded, and always with the date that is known."""

from tracker.values.facts import UNDATED_REPORT, Change, Rating
from tracker.values.records import Inspection, Provider
from tracker.values.records.site import Kind, Words

UNDATED = "report of unknown date"
"""What stands for the date in the name of an inspection that has none."""
_MOVED = {"better": "up from", "worse": "down from", "same": "the same as"}


def named(provider: Provider, kind: Kind) -> str:
    """A provider within a sentence: "the Midlands NPS division"."""
    return f"{kind.article} {provider.short_name}" if kind.article else provider.short_name


def moved(change: Change | None) -> str:
    """What changed, as a sentence ends with it: ", up from Inadequate in 2022"; "" where nothing compares."""
    if change is None:
        return ""
    before = "" if change.movement == "same" else f" {change.before.word}"
    return f", {_MOVED[change.movement]}{before} {in_label(change.label)}"


def in_label(label: str) -> str:
    """The label of an inspection as it stands in a sentence: "in 2019", "on 4 December 2019"."""
    if label == UNDATED:
        return UNDATED_REPORT
    return f"{'on' if label[:1].isdigit() and ' ' in label else 'in'} {label}"


def told(words: Words, inspection: Inspection, name: str, overall: Rating, change: Change | None) -> str:
    """What an inspection found overall, in one sentence; `name` is its provider's within a sentence."""
    whom = f"{name} ({inspection.area})" if inspection.area else name
    published = inspection.publication
    if overall.level:
        when = f"in a report of {published}" if published else UNDATED_REPORT
        return f"Inspectors rated {whom} {overall.word} {when}{moved(change)}."
    if inspection.awaited:
        return f"The report of this {words.inspection} of {whom} is not published yet."
    which = f"of {published}" if published else "whose date is not recorded"
    if overall.silence == "not-recorded":
        return f"The overall rating in the report on {whom}, {which}, is not recorded here."
    return f"The report on {whom}, {which}, gives no overall rating."
