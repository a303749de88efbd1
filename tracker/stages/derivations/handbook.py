"""The handbook as the site shows it: its pages in order, and links that lead where they do on GitHub."""

import posixpath
from collections.abc import Iterator
from itertools import pairwise

from tracker.values.citation import file_address
from tracker.values.facts import HandbookPage, Link, Section
from tracker.values.page import handbook_url
from tracker.values.prose import headings, links, relinked
from tracker.values.records import Content

_INDEX = "index.md"
_SECTION, _PART = 2, 3
"""The levels of headings that a page lists."""


def handbook_facts(content: Content) -> tuple[HandbookPage, ...]:
    """The pages in the order in which the first one links to them; none where that one is missing."""
    if _INDEX not in content.docs:
        return ()
    linked = (link.target.partition("#")[0] for link in links(content.docs[_INDEX].text))
    order = dict.fromkeys((_INDEX, *linked, *content.docs))
    return tuple(_page(content, name) for name in order if name in content.docs)


def _page(content: Content, name: str) -> HandbookPage:
    page = content.docs[name]
    url = handbook_url(page.id)
    return HandbookPage(
        page.title,
        url,
        f"docs/{name}",
        relinked(page.text, lambda target: _address(content, target)),
        tuple(_sections(page.text, url)),
    )


def _sections(text: str, url: str) -> Iterator[Section]:
    found = [heading for heading in headings(text) if heading.level in {_SECTION, _PART}]
    starts = [place for place, heading in enumerate(found) if heading.level == _SECTION]
    for start, end in pairwise((*starts, len(found))):
        first, *parts = (Link(heading.title, f"{url}#{heading.anchor}") for heading in found[start:end])
        yield Section(first.title, first.url, tuple(parts))


def _address(content: Content, target: str) -> str:
    """Where a link of a page in docs/ leads: to another page, to a file of the repository, or elsewhere."""
    path, mark, anchor = target.partition("#")
    if not path or ":" in path:
        return target
    if path in content.docs:
        return handbook_url(content.docs[path].id) + mark + anchor
    return file_address(posixpath.normpath(f"docs/{path}"), content.site.repository) + mark + anchor
