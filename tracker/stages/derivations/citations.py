"""How sources are named, and linked to as near to the passage as the web allows."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from tracker.values.facts import Citation
from tracker.values.page import COVERAGE, TIMELINE, framework_url, inspection_url, provider_url
from tracker.values.records import Events, Framework, Inspection, Provider, Source, Totals
from tracker.values.records.base import UNATTRIBUTED

_ANY = "one of the sources of this record"
_ENDS = 4  # words at each end of a passage: enough to be unique on a page, few enough to match


def cited(
    record: Framework | Provider | Inspection | Events | Totals,
    keys: tuple[str, ...],
    *,
    page: int | None = None,
    passage: str = "",
) -> tuple[Citation, ...]:
    """A citation for each key, linked to the page of a PDF or to the passage of a web page.

    What is unattributed leads to the list of sources on the record's own page.
    """
    place = f", page {page}" if page else ""
    return tuple(
        Citation(key, _ANY, _ANY, f"{page_of(record)}#sources")
        if key == UNATTRIBUTED
        else Citation(
            key,
            source_name(record.sources[key], record.sources) + place,
            record.sources[key].name,
            _address(record.sources[key], page, passage),
        )
        for key in keys
    )


def page_of(record: Framework | Provider | Inspection | Events | Totals) -> str:
    """The address of the page that shows a record."""
    match record:
        case Inspection():
            return inspection_url(record.id)
        case Provider():
            return provider_url(record.id)
        case Framework():
            return framework_url(record.id)
        case Events():
            return TIMELINE
        case Totals():
            return COVERAGE


def source_name(source: Source, beside: Mapping[str, Source]) -> str:
    """Publisher and date, such as "Shropshire Star, 10 November 2017".

    Followed by the title where another source of the record would have the same name.
    """
    name = _publication(source)
    # Names begin with the publisher's, which mostly tells them apart at once.
    alike = any(
        other is not source and name.startswith(other.publisher) and _publication(other) == name
        for other in beside.values()
    )
    return f"{name}, “{_within(source.name)}”" if alike else name


def _within(title: str) -> str:
    """A title as it stands within quotation marks: its own are single, and its full stop is left out."""
    return title.replace("“", "‘").replace("”", "’").removesuffix(".")


def _publication(source: Source) -> str:
    return f"{source.publisher}, {source.published}" if source.published else source.publisher


def _address(source: Source, page: int | None, passage: str) -> str:
    url = source.url or ""
    if not url or "#" in url or not (page or passage):
        return url
    if source.is_pdf:
        return f"{url}#page={page}" if page else url
    return url + text_fragment(passage)


def text_fragment(passage: str) -> str:
    """A fragment that makes browsers scroll to a passage and mark it, or "" without one.

    The form is `#:~:text=start,end` (https://wicg.github.io/scroll-to-text-fragment/). What an editor
    left out (… or [inserted]) is not on the page, so the longest unbroken piece is used.
    """
    pieces = re.split(r"…|\.\.\.|\[[^\]]*\]", passage)
    words = max((piece.strip(" .,;:‘’“”\"'").split() for piece in pieces), key=len, default=[])
    if not words:
        return ""
    ends = [words] if len(words) <= 2 * _ENDS else [words[:_ENDS], words[-_ENDS:]]
    return "#:~:text=" + ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)
