"""Where a provider stands: its rating now, how old that is, and how a rating is said in a sentence."""

from dataclasses import replace

from tracker.stages.derivations.inspections import UNDATED
from tracker.values.dates import PartialDate, age
from tracker.values.facts import UNDATED_REPORT, Change, InspectionFacts, Standing, silent

_MOVED = {"better": "up from", "worse": "down from", "same": "the same as"}


def standing(inspections: tuple[InspectionFacts, ...], today: PartialDate) -> Standing:
    """How some inspections, newest first, leave their provider rated as of a day."""
    rated = next((inspection for inspection in inspections if inspection.overall.level), None)
    newest = next((inspection for inspection in inspections if not inspection.awaited), None)
    shown = rated or newest
    never = replace(silent("not-recorded"), word="No inspection recorded")
    return Standing(
        rating=rated.overall if rated else inspections[0].overall if inspections else never,
        report=shown.line if shown else None,
        age=age(rated.date, today.earliest) if rated and rated.date else "",
        later=newest.line if newest and newest is not shown else None,
    )


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
