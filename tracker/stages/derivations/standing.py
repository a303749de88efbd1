"""Where a provider stands: its rating now, how old that is, and how these are said in a sentence."""

from collections.abc import Iterable
from dataclasses import replace

from tracker.stages.derivations.inspections import UNDATED
from tracker.values.dates import PartialDate, age
from tracker.values.facts import Change, InspectionFacts, Rating, ReportFact, Standing, silent
from tracker.values.facts.basics import Link

UNDATED_REPORT = "in a report whose date is not recorded"
_MOVED = {"better": "up from", "worse": "down from", "same": "the same as"}


def standing(inspections: tuple[InspectionFacts, ...], today: PartialDate) -> Standing:
    """How some inspections, newest first, leave their provider rated as of a day."""
    rated = next((inspection for inspection in inspections if inspection.overall.level), None)
    newest = next((inspection for inspection in inspections if not inspection.awaited), None)
    shown = rated or newest
    return Standing(
        rating=rating_now(rated, inspections),
        report=report_fact(shown) if shown else None,
        age=age(rated.date, today.earliest) if rated and rated.date else "",
        later=report_fact(newest) if newest and newest is not shown else None,
    )


def rating_now(rated: InspectionFacts | None, inspections: tuple[InspectionFacts, ...]) -> Rating:
    """The rating of the newest rated inspection, or the silence that stands in its place."""
    if rated:
        return rated.overall
    if inspections:
        return inspections[0].overall
    return replace(silent("not-recorded"), word="No inspection recorded")


def report_fact(inspection: InspectionFacts) -> ReportFact:
    """An inspection as a line of a list."""
    return ReportFact(
        inspection=Link(inspection.name, inspection.url),
        released=inspection.released,
        when=inspection.published.when if inspection.published else UNDATED_REPORT,
        overall=inspection.overall,
        citations=inspection.overall_citations,
        change=inspection.change,
        not_compared=inspection.not_compared,
        programme=inspection.programme,
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


def joined(words: Iterable[str]) -> str:
    """A list as a sentence has it: "Barking, Dagenham and Havering"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
