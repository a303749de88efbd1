"""How sources are named, and linked to as near to the passage as the web allows."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from tracker.values.facts import Citation, SourceFact
from tracker.values.records import Source

_ENDS = 4  # words at each end of a passage: enough to be unique on a page, few enough to match


def cited(
    sources: Mapping[str, Source], keys: tuple[str, ...], *, page: int | None = None, passage: str = ""
) -> tuple[Citation, ...]:
    """A citation for each key, linked to the page of a PDF or to the passage of a web page."""
    place = f", page {page}" if page else ""
    return tuple(
        Citation(
            key,
            source_name(sources[key], sources) + place,
            sources[key].title,
            _address(sources[key], page, passage),
        )
        for key in keys
    )


def listed(sources: Mapping[str, Source]) -> tuple[SourceFact, ...]:
    """All sources of a record, in its order."""
    return tuple(SourceFact(key, source_name(source, sources), source) for key, source in sources.items())


def source_name(source: Source, beside: Mapping[str, Source]) -> str:
    """Publisher and date, such as "Shropshire Star, 10 November 2017".

    Followed by the title where another source of the record would have the same name.
    """
    name = _publication(source)
    alike = sum(_publication(other) == name for other in beside.values())
    return f"{name}, “{source.title}”" if alike > 1 else name


def _publication(source: Source) -> str:
    return f"{source.publisher}, {source.published}" if source.published else source.publisher


def _address(source: Source, page: int | None, passage: str) -> str:
    if "#" in source.url:
        return source.url
    if source.is_pdf:
        return f"{source.url}#page={page}" if page else source.url
    return source.url + text_fragment(passage)


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
