"""Rules for the handbook in docs/."""

import posixpath
from collections.abc import Iterator

from tracker.stages.rules.prose import overgrown
from tracker.values.problem import Problem, nearest
from tracker.values.prose import ELSEWHERE, headings, links
from tracker.values.records import Content


def handbook_links_lead_somewhere(content: Content) -> Iterator[Problem]:
    """Links between pages of the handbook lead to a page and a heading that are there."""
    # Of what `prose_stays_simple` tells of, finding the links would take long.
    docs = {name: page for name, page in content.docs.items() if not any(overgrown(page.text))}
    anchors = {name: [heading.anchor for heading in headings(page.text)] for name, page in docs.items()}
    for name, page in docs.items():
        for link in links(page.text):
            fault = _fault(anchors, content.broken, name, link.target)
            if fault:
                # The text begins with the second line; the first is the title.
                line, width = link.line + 1, len(link.target)
                yield Problem(f"docs/{name}", *fault, line=line, column=link.column, width=width)


def _fault(
    anchors: dict[str, list[str]], broken: frozenset[str], name: str, target: str
) -> tuple[str, str] | None:
    """What is wrong with a link and what to do; whether other files are there, Git and the tests know."""
    if target.startswith(ELSEWHERE):
        return None
    path, _, anchor = target.partition("#")
    file = posixpath.normpath(f"docs/{path or name}")
    if path.startswith("/") or ":" in path or file.startswith("../"):
        hint = "Write https://… for another site, and for a file of this project the way from docs/ to it."
        return f'"{target}" leads nowhere.', hint
    page = file.removeprefix("docs/")
    if posixpath.dirname(file) != "docs" or not file.endswith(".md") or file in broken:
        return None
    if page not in anchors:
        return f"there is no file {file}.", nearest(page, anchors) or "Correct the link, or add the page."
    if anchor and anchor not in anchors[page]:
        hint = nearest(anchor, anchors[page]) or "Link to one of its headings, or to the page as a whole."
        return f'{file} has no heading "#{anchor}".', hint
    return None
