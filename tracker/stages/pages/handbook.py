"""The handbook, for those who add to the record or publish a copy of it."""

from collections.abc import Iterator

from tracker.stages.pages.prose import opening
from tracker.values.facts import Facts, HandbookPage
from tracker.values.page import Page

_FEW = 3
"""Sections that need no list of their own."""
_MANY = 20
"""A page of more parts of sections is one in which things are looked up, so these are listed too."""


def handbook(facts: Facts) -> Iterator[Page]:
    """A page for each file in docs/."""
    pages = facts.handbook
    for number, page in enumerate(pages):
        context = {
            "text": page.text,
            "sections": page.sections if len(page.sections) > _FEW and number else (),
            "in_parts": sum(len(section.parts) for section in page.sections) > _MANY,
            "home": pages[0].link,
            "pages": [other.link for other in pages],
            "before": pages[number - 1].link if number else None,
            "after": pages[number + 1].link if number + 1 < len(pages) else None,
        }
        yield Page(
            page.url, "pages/handbook.html", page.title, opening(page.text), context, record=_source(page)
        )


def _source(page: HandbookPage) -> str:
    """The file that readers can edit; none where a program writes it, which its first line then says."""
    return "" if page.text.lstrip().startswith("<!--") else page.file
