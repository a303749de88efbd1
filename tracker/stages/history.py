"""The records against those of an earlier revision: what was published stays, or is corrected in the open."""

from collections.abc import Iterable, Iterator, Mapping

from tracker.stages.differences.records import inspection_changes, provider_changes
from tracker.stages.differences.values import Change
from tracker.values.problem import Family, Problem, of_rule
from tracker.values.records import Content, Correction, Framework, Inspection, Provider
from tracker.values.records.content import file_of


def compared(before: Content, now: Content, since: str) -> tuple[Problem, ...]:
    """What was published before and is changed or gone now without a correction.

    `since` is what to call the earlier revision. A change is explained by a correction that the earlier
    record did not have and that names the field. What was added, or is told more precisely, needs none.
    """
    found = [*_vanished(before, now, since), *_unreadable(before, since)]
    for key, inspection in before.inspections.items():
        if key in now.inspections:
            changes = inspection_changes(inspection, now.inspections[key])
            found += _unexplained(inspection, now.inspections[key], changes, since)
    for key, provider in before.providers.items():
        if key in now.providers:
            changes = provider_changes(provider, now.providers[key])
            found += _unexplained(provider, now.providers[key], changes, since)
    return of_rule(Family.WHAT_WAS_PUBLISHED_STAYS, found)


def _vanished(before: Content, now: Content, since: str) -> Iterator[Problem]:
    """Records whose file is gone. One that is there and cannot be read is told of by the loading."""
    kinds: tuple[tuple[Mapping[str, Framework | Provider | Inspection], ...], ...] = (
        (before.frameworks, now.frameworks),
        (before.providers, now.providers),
        (before.inspections, now.inspections),
    )
    for old, new in kinds:
        for key, record in old.items():
            file = file_of(record)
            if key in new or file in now.broken:
                continue
            added = (other for name, other in new.items() if name not in old)
            moved = next((file_of(other) for other in added if other.sources == record.sources), "")
            message = f"this record was published in {since} and is gone, but an address never changes."
            hint = f"It seems to be {moved} now: give that its old name." if moved else "Restore the file."
            yield Problem(file, message, hint)


def _unreadable(before: Content, since: str) -> Iterator[Problem]:
    """One warning for all earlier records that the program does not understand any more."""
    folders = ("content/inspections/", "content/providers/", "content/frameworks/")
    files = sorted(file for file in before.broken if file.startswith(folders))
    if files:
        others = f" and {len(files) - 1} more" if files[1:] else ""
        message = f"this record{others} could not be compared: as of {since} it has mistakes of form."
        yield Problem(files[0], message, "Compare it yourself.", severity="warning")


def _unexplained(
    before: Inspection | Provider, now: Inspection | Provider, changes: Iterable[Change], since: str
) -> Iterator[Problem]:
    file = file_of(now)
    if len(now.corrections) < len(before.corrections):
        message = f"a correction that was here in {since} is gone, but what was corrected stays on record."
        yield Problem(file, message, "Restore it.", ("corrections",))
    added = [correction for correction in now.corrections if correction not in before.corrections]
    for change in changes:
        if not any(_explains(correction, change.field) for correction in added):
            hint = f'Add an entry to corrections with "field: {change.field}", or restore it.'
            message = f"{_told(change, since)}, without a correction."
            yield Problem(file, message, hint, change.path, on_key=change.now is None)


def _explains(correction: Correction, field: str) -> bool:
    """Whether it names the field, or the one that this is a part of."""
    return correction.field is not None and f"{field}.".startswith(f"{correction.field}.")


def _told(change: Change, since: str) -> str:
    if change.now is None:
        return f'"{change.was}" was here in {since} and is gone'
    was = "left out" if change.was is None else f'"{change.was}"'
    return f'this was {was} in {since} and is now "{change.now}"'
