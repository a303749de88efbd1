"""Pages of text, which editors write in Markdown."""

from collections.abc import Iterator, Mapping

from tracker.values.page import Page
from tracker.values.prose import plain
from tracker.values.records import MarkdownPage


def texts(prose: Mapping[str, MarkdownPage]) -> Iterator[Page]:
    """A page for each file of text."""
    for page in prose.values():
        file, context = f"content/pages/{page.id}.md", {"text": page.text}
        yield Page(f"/{page.id}/", "pages/prose.html", page.title, opening(page.text), context, record=file)


def opening(markdown: str) -> str:
    """The first paragraph of a text without its markup, as search engines show it."""
    return " ".join(plain(markdown).strip().partition("\n\n")[0].split())
