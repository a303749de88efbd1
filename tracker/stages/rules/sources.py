"""Sources can be found again: each has a date and a copy that stays. All of these warn."""

from collections.abc import Iterator

from tracker.values.problem import Problem
from tracker.values.records import Content


def sources_have_dates(content: Content) -> Iterator[Problem]:
    """A source says when it came out or, where it does not tell, when it was read."""
    for file, key, source in content.all_sources():
        if source.published is None and source.accessed is None:
            message = "nothing says when this source came out, or when it was read."
            hint = 'Add "published", as precisely as it says itself, or "accessed".'
            yield Problem(file, message, hint, ("sources", key), severity="warning", on_key=True)


def sources_have_archives(content: Content) -> Iterator[Problem]:
    """A page of the web has a copy in an archive, for pages move and vanish."""
    for file, key, source in content.all_sources():
        if source.url and source.archive is None:
            message = "this page has no copy in an archive, and pages vanish."
            hint = 'Save it at https://web.archive.org/save and add the address of the copy as "archive".'
            yield Problem(file, message, hint, ("sources", key, "url"), severity="warning")
