"""Pages of text, which editors write in Markdown."""

import re
from collections.abc import Iterator, Mapping

from tracker.values.page import Page
from tracker.values.records import MarkdownPage


def texts(prose: Mapping[str, MarkdownPage]) -> Iterator[Page]:
    """A page for each file of text."""
    for page in prose.values():
        file, context = f"content/pages/{page.id}.md", {"text": page.text}
        yield Page(f"/{page.id}/", "pages/prose.html", page.title, _opening(page.text), context, record=file)


def _opening(markdown: str) -> str:
    """The first paragraph without its markup, as search engines show it."""
    first = markdown.strip().partition("\n\n")[0]
    return " ".join(re.sub(r"<[^>]*>|\[|\]\([^)]*\)|[*_`#]", "", first).split())
