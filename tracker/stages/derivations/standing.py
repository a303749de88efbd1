"""Where a provider stands: its rating now and how old that is."""

from dataclasses import replace

from tracker.values.dates import PartialDate, age
from tracker.values.facts import InspectionFacts, QuoteFact, Standing, silent


def standing(inspections: tuple[InspectionFacts, ...], today: PartialDate) -> Standing:
    """How some inspections, newest first, leave their provider rated as of a day."""
    rated = next((inspection for inspection in inspections if inspection.overall.level), None)
    newest = next((inspection for inspection in inspections if not inspection.awaited), None)
    shown = rated or newest
    never = replace(silent("not-recorded"), word="No report recorded")
    return Standing(
        rating=rated.overall if rated else inspections[0].overall if inspections else never,
        report=shown.line if shown else None,
        age=age(rated.date, today.earliest) if rated and rated.date else "",
        later=newest.line if newest and newest is not shown else None,
        quote=_quote(newest) if newest and not rated else None,
    )


def _quote(inspection: InspectionFacts) -> QuoteFact | None:
    said = (quote for quote in inspection.evidence.quotes if quote.side == "inspectorate")
    return next(said, None)
