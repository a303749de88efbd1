"""Texts in Markdown stay within what can be shown."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tracker.values.problem import Problem
from tracker.values.project import SITE_FILE
from tracker.values.records import Content
from tracker.values.records.content import TOTALS_FILE, file_of

MAX_LETTERS = 100_000
"""Of a page, which is a small book; the longest of the handbook has 31,000."""
MAX_LINE = 5_000
"""Of letters without a break of the line; the longest of the handbook has 700."""
MAX_WORD = 500
"""Of letters without a space; a long address has 200."""
MAX_LINES = 500
"""Of lines without an empty one between them; the longest table of the handbook has 30."""
MAX_NESTED = 8
"""So many quotations, lists or brackets within each other, or signs of emphasis in a row."""

_OPEN_AND_CLOSED = {"[": "]", "<": ">"}
_BEGINS_LISTS = re.compile(r"(?:[ \t]*(?:>|[-+*](?=\s)|\d+[.)](?=\s)))+|[ \t]+")
_SIGNS = re.compile(r">|[-+*](?=\s)|\d+[.)](?=\s)|\t| {4}")
_IN_A_ROW = re.compile(r"([`*_~])\1{" + str(MAX_NESTED) + ",}")


def prose_stays_simple(content: Content) -> Iterator[Problem]:
    """No text is so long or so deeply nested that showing it would take minutes.

    Programs that read Markdown look at what is open again and again, and go one level deeper for each.
    """
    for place, text in _texts(content):
        for number, column, message, hint in overgrown(text):
            if place.line:  # the page's title stands above its text
                yield replace(place, message=message, hint=hint, line=number + 1, column=column)
            else:
                yield replace(place, message=message, hint=hint)
            break


def _texts(content: Content) -> Iterator[tuple[Problem, str]]:
    for page in content.pages.values():
        yield Problem(f"content/pages/{page.id}.md", "", line=1, column=1), page.text
    for name, page in content.docs.items():
        yield Problem(f"docs/{name}", "", line=1, column=1), page.text
    for group in (content.frameworks, content.providers, content.inspections):
        for record in group.values():
            if record.notes:
                yield Problem(file_of(record), "", path=("notes",)), record.notes
    for number, total in enumerate(content.totals.totals):
        if total.explanation:
            yield Problem(TOTALS_FILE, "", path=("totals", number, "explanation")), total.explanation
    if content.site.copyright:
        yield Problem(SITE_FILE, "", path=("copyright",)), content.site.copyright


def overgrown(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Where a text is more than can be shown: line, column, message, hint."""
    if len(text) > MAX_LETTERS:
        yield 1, 1, f"the text has {len(text):,} letters, more than {MAX_LETTERS:,}.", "Split it up."
    lines = 0  # since the last empty one
    nests = any(text.count(sign) > MAX_NESTED for sign in _OPEN_AND_CLOSED)
    opened = dict.fromkeys(_OPEN_AND_CLOSED, 0)
    for number, line in enumerate(text.split("\n"), 1):
        lines = lines + 1 if line.strip() else 0
        if lines > MAX_LINES:
            yield number, 1, f"there are more than {MAX_LINES} lines in a row.", "Put an empty line between."
        if len(line) > MAX_LINE:
            yield number, 1, f"the line has {len(line):,} letters, more than {MAX_LINE:,}.", "Break it up."
        if len(line) > MAX_WORD and max(map(len, line.split()), default=0) > MAX_WORD:
            yield number, 1, f"a word has more than {MAX_WORD} letters.", "Write it with spaces."
        if found := _IN_A_ROW.search(line):
            told = f"the sign {found[1]} stands there {len(found[0])} times in a row."
            yield number, found.start() + 1, told, "Delete it."
        begins = _BEGINS_LISTS.match(line)
        if begins and len(_SIGNS.findall(begins[0])) > MAX_NESTED:
            told = f"quotations and lists are nested more than {MAX_NESTED} deep."
            yield number, 1, told, "Write them one after the other."
        if nests:
            opened = opened if lines else dict.fromkeys(_OPEN_AND_CLOSED, 0)
            yield from ((number, *fault) for fault in _nested(line, opened))


def _nested(line: str, opened: dict[str, int]) -> Iterator[tuple[int, str, str]]:
    """Where brackets of a line are too deep within those that are open: column, message, hint."""
    for column, letter in enumerate(line, 1):
        for sign, end in _OPEN_AND_CLOSED.items():
            opened[sign] += (letter == sign) - (letter == end and opened[sign] > 0)
            if opened[sign] > MAX_NESTED:
                told = f"the sign {sign} stands there {opened[sign]} times before the first is closed."
                yield column, told, f"Close it with {end}, or write it as code."
                return
