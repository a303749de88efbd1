"""What a text in Markdown can be linked to by, and what it links to: as GitHub and as this site show it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

ELSEWHERE = ("https://", "http://", "mailto:")
"""How links to other sites begin."""

_FENCED = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
_HEADING = re.compile(r"^(#{2,6})[ \t]+(.*?)[ \t]*#*$", re.MULTILINE)
_MARKUP = re.compile(r"[`*]|!?\[|\]\([^)]*\)")
_MARKS = re.compile(rf"<[^>]*>|^[|: -]+$|^(```|~~~).*|^#+ |\||{_MARKUP.pattern}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the first level; `anchor` is the id that links to it name."""

    level: int
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class TextLink:
    """Where a text links to, and the place at which that is written, counted from 1."""

    target: str
    line: int
    column: int


def anchors(titles: Iterable[str]) -> Iterator[str]:
    """The ids of headings, as GitHub gives them: small letters, hyphens for spaces, underscores kept.

    Of headings that are alike the second has "-1" behind it, the next "-2".
    https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links
    """
    seen = Counter[str]()
    for title in titles:
        plainly = re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")
        yield f"{plainly}-{seen[plainly]}" if seen[plainly] else plainly
        seen[plainly] += 1


def headings(text: str) -> tuple[Heading, ...]:
    """The headings of a text."""
    found = [(len(mark), _MARKUP.sub("", title)) for mark, title in _HEADING.findall(_blank(_FENCED, text))]
    ids = anchors(title for _, title in found)
    return tuple(Heading(level, title, anchor) for (level, title), anchor in zip(found, ids, strict=True))


def links(text: str) -> Iterator[TextLink]:
    """The links of a text, but not those that stand in code."""
    for found in _found(text):
        place = found.start(1)
        yield TextLink(found[1], text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place))


def relinked(text: str, address: Callable[[str], str]) -> str:
    """The text with another target for each of its links."""
    parts, end = [], 0
    for found in _found(text):
        parts += [text[end : found.start(1)], address(found[1])]
        end = found.end(1)
    return "".join((*parts, text[end:]))


def plain(text: str) -> str:
    """The words of a text without its markup."""
    return _MARKS.sub("", text)


def _found(text: str) -> Iterator[re.Match[str]]:
    return _LINK.finditer(_blank(_CODE, _blank(_FENCED, text)))


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """The text with spaces in place of what the pattern finds, so that all else stays where it is."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
