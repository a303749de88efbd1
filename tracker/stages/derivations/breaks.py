"""Where comparison stops: between programmes with other standards, and between areas."""

from collections.abc import Mapping
from itertools import pairwise

from tracker.values.dates import PartialDate
from tracker.values.facts import InspectionFacts
from tracker.values.records import Content, Framework, Inspection


def inspection_before(content: Content, inspection: Inspection) -> Inspection | None:
    """The last inspection of the same provider that was certainly earlier, under whatever programme."""
    here = _placed(inspection)
    earlier = [other for other in content.of_provider[inspection.provider] if _placed(other).before(here)]
    return max(earlier, key=lambda other: (_placed(other).latest, other.id), default=None)


def _placed(inspection: Inspection) -> PartialDate:
    """When it was; where no date is recorded, some time in the year of its folder."""
    return inspection.date or PartialDate(str(inspection.year))


def reason_not_compared(content: Content, inspection: Inspection, before: Inspection) -> str:
    """Why two inspections of a provider are not compared, or "" where they are or neither has ratings."""
    now, then = content.frameworks[inspection.framework], content.frameworks[before.framework]
    if now.id != then.id:
        if now.rated and not then.rated:
            return "no ratings were given then"
        if then.rated and not now.rated:
            return f"this {content.site.words.inspection} gave no ratings"
        return f"other {content.site.words.standards}{_since(now, then)}"
    if inspection.area == before.area or not now.rated:
        return ""
    return f"that one looked at another area, {before.area}" if before.area else "that one had no set area"


def _since(now: Framework, then: Framework) -> str:
    """Since when the newer of two programmes is in force, where it is the newer one."""
    since = now.in_force.since
    return f" since {since}" if then.in_force.since < since else ""


def breaks_between(inspections: tuple[InspectionFacts, ...]) -> Mapping[str, str]:
    """What to write between two inspections of different programmes, by the id of the newer one.

    The inspections are of one provider, newest first.
    """
    return {
        newer.id: f"Above this line: {newer.framework.short_name}"
        f"{_since(newer.framework, older.framework)}. Below it: {older.framework.short_name}. "
        "Nothing is compared across it."
        for newer, older in pairwise(inspections)
        if newer.framework.id != older.framework.id
    }
