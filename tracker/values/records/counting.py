"""Which inspections a selection means, and how many of them got each rating."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from tracker.values.records.content import Content
from tracker.values.records.inspection import Inspection
from tracker.values.records.totals import Selection, Total


def selected(content: Content, selection: Selection) -> tuple[tuple[Inspection, ...], tuple[Inspection, ...]]:
    """The inspections that a selection means, and those that it may mean.

    The second are of the right time as far as is known, but their date is not known well enough. One
    whose report is still to come is never meant.
    """
    if selection.inspections:
        named = (content.inspections.get(name) for name in selection.inspections)
        return tuple(inspection for inspection in named if inspection), ()
    first = selection.since.earliest if selection.since else date.min
    last = selection.until.latest if selection.until else date.max
    certain, possible = [], []
    for inspection in content.inspections.values():
        provider = content.providers.get(inspection.provider)
        if (
            inspection.framework != selection.framework
            or inspection.awaited
            or (selection.kinds and (provider is None or provider.kind not in selection.kinds))
        ):
            continue
        low, high = _days(inspection)
        if inspection.publication and first <= low and high <= last:
            certain.append(inspection)
        elif low <= last and first <= high:
            possible.append(inspection)
    return tuple(certain), tuple(possible)


def ratings(content: Content, inspections: Iterable[Inspection]) -> Mapping[str, int]:
    """How many of the inspections have each overall rating, by the word as the programme writes it."""
    counts: Counter[str] = Counter()
    for inspection in inspections:
        framework = content.frameworks.get(inspection.framework)
        if framework and inspection.overall and (level := framework.level(inspection.overall.rating)):
            counts[framework.words[level - 1]] += 1
    return counts


def agrees(content: Content, total: Total) -> bool:
    """Whether the record has exactly as many of each stated rating, and as many in all, as a total says."""
    ours = ratings(content, selected(content, total.selection)[0])
    folded = {word.casefold(): count for word, count in ours.items()}
    stated = {word.casefold(): count for word, count in total.counts.items()}
    return sum(ours.values()) == total.total and all(
        folded.get(word, 0) == count for word, count in stated.items()
    )


def _days(inspection: Inspection) -> tuple[date, date]:
    """The first and the last day that a report can be of; the year of its folder where no date is known."""
    if inspection.publication:
        return inspection.publication.earliest, inspection.publication.latest
    return date(inspection.year, 1, 1), date(inspection.year, 12, 31)
