"""Totals and comparisons select what exists, and our own count is what the inspectorate says or explained."""

from collections.abc import Iterator

from tracker.values.problem import Path, Problem, nearest
from tracker.values.project import SITE_FILE
from tracker.values.records import Content, Selection
from tracker.values.records.content import TOTALS_FILE
from tracker.values.records.counting import agrees


def totals_select_what_exists(content: Content) -> Iterator[Problem]:
    """Selections name programmes, kinds of provider and inspections on record; ratings are on the scale."""
    for number, kind in enumerate(content.totals.now):
        yield from _kind(content, kind, ("now", number))
    for number, comparison in enumerate(content.totals.comparisons):
        for place, row in enumerate(comparison.rows):
            path: Path = ("comparisons", number, "rows", place, "selection")
            yield from _selection(content, row.selection, path)
    for number, total in enumerate(content.totals.totals):
        yield from _selection(content, total.selection, ("totals", number, "selection"))
        framework = content.frameworks.get(total.selection.framework)
        for word in total.counts if framework else ():
            if framework and not framework.level(word):
                message = f'"{word}" is not a rating of {framework.id}.'
                yield Problem(
                    TOTALS_FILE, message, nearest(word, framework.words), ("totals", number, "counts", word),
                    on_key=True,
                )  # fmt: skip


def totals_are_there_once(content: Content) -> Iterator[Problem]:
    """No two totals and no two comparisons have one id, which is their place on a page."""
    both = {
        "totals": [total.id for total in content.totals.totals],
        "comparisons": [comparison.id for comparison in content.totals.comparisons],
    }
    for field, ids in both.items():
        for number, name in enumerate(ids):
            if name in ids[:number]:
                message = f'"{name}" is there twice.'
                yield Problem(TOTALS_FILE, message, "Give each its own id.", (field, number, "id"))


def differences_are_explained(content: Content) -> Iterator[Problem]:
    """A total has an explanation if the records do not add up to it, and none if they do."""
    if content.broken:
        return  # what a broken record would have counted is not known
    for number, total in enumerate(content.totals.totals):
        path: Path = ("totals", number)
        if total.selection.framework not in content.frameworks:
            continue
        same = agrees(content, total)
        if not same and total.explanation is None:
            message = f'the records do not add up to "{total.title}", and nothing says why.'
            hint = "Compare the two on /coverage/, then correct the records or add an explanation."
            yield Problem(TOTALS_FILE, message, hint, (*path, "total"), severity="warning")
        elif same and total.explanation is not None:
            message = f'the records now add up to "{total.title}", so there is no difference to explain.'
            hint = "Delete the explanation."
            yield Problem(TOTALS_FILE, message, hint, (*path, "explanation"), severity="warning")


def _selection(content: Content, selection: Selection, path: Path) -> Iterator[Problem]:
    framework = f"content/frameworks/{selection.framework}.yaml"
    if selection.framework not in content.frameworks and framework not in content.broken:
        hint = nearest(selection.framework, content.frameworks)
        yield Problem(TOTALS_FILE, f"there is no file {framework}.", hint, (*path, "framework"))
    for number, kind in enumerate(selection.kinds):
        yield from _kind(content, kind, (*path, "kinds", number))
    for number, name in enumerate(selection.inspections):
        place = (*path, "inspections", number)
        file = f"content/inspections/{name}.yaml"
        inspection = content.inspections.get(name)
        if inspection is None and file not in content.broken:
            hint = nearest(name, content.inspections)
            yield Problem(TOTALS_FILE, f"there is no file {file}.", hint, place)
        elif inspection is not None and inspection.framework != selection.framework:
            message = f"this inspection belongs to {inspection.framework}, not to {selection.framework}."
            yield Problem(TOTALS_FILE, message, "Correct one of the two.", place)


def _kind(content: Content, kind: str, path: Path) -> Iterator[Problem]:
    kinds = content.site.provider_kinds
    if kind not in kinds:
        message = f'"{kind}" is not a kind of provider in {SITE_FILE}.'
        yield Problem(TOTALS_FILE, message, nearest(kind, kinds), path)
