"""The lines of a draft: fields, examples that are commented out, and notes for the editor.

A note begins with `##`, an example with a single `#`: without it and the space after it, the line is
the record's.
"""

import re
from collections.abc import Iterable

import yaml

from tracker.values.dates import PartialDate
from tracker.values.draft import Answers
from tracker.values.records import Content

_COLUMN = 30  # where the notes behind fields begin
_BARE = re.compile(r"\d[\d/-]*", re.ASCII)
_WIDE = 1 << 20  # columns: a value stays on its line


def scalar(text: str) -> str:
    """A text as YAML has it on one line, in quotes where it needs them; dates and years stand bare."""
    if _BARE.fullmatch(text):
        return text
    dumped: str = yaml.safe_dump([" ".join(text.split())], allow_unicode=True, width=_WIDE)
    return dumped.removeprefix("- ").removesuffix("\n")


def field(name: str, value: str | None = "", note: str = "", indent: int = 0) -> str:
    """A field; left for the editor to fill in where there is no value."""
    code = " " * indent + f"{name}: {scalar(value) if value else ''}".rstrip()
    return noted(code, note)


def noted(code: str, note: str) -> str:
    """A line with a note behind it, if there is any to make."""
    return f"{code:<{_COLUMN}}  # {note}" if note else code


def example(lines: Iterable[str], indent: int = 0) -> list[str]:
    """Lines that count only once their # is deleted, with the notes in one column all the same."""
    parts = (line.partition("  # ") for line in lines)
    return [noted(" " * indent + f"# {code.rstrip()}", note) for code, _, note in parts]


def head(schema: str) -> list[str]:
    """How every draft begins: its schema for the editor's program, and how to use what is below."""
    return [
        f"# yaml-language-server: $schema={schema}",
        "## Fill in each name with nothing behind it. Where your sources do not say it, delete its line.",
        "## A single # marks an example, which can stay. To use it, delete the # and the space after it,",
        "## also of the name above that it belongs to, such as ratings.",
        "## Readers see none of these notes; delete what you no longer need.",
    ]


def source(content: Content, key: str, answers: Answers, today: PartialDate) -> list[str]:
    """The block of the sources with the first one; if another record cites its page, as described there."""
    url = answers.get("url")
    cited = (source for _file, _key, source in content.all_sources() if url and source.url == url)
    known = next(cited, None)
    publisher = answers.get("publisher") or (known.publisher if known else None)
    title, archive = (known.title, known.archive) if known else (None, None)
    published = known.published.text if known and known.published else None
    return [
        "sources:",
        field(key, "", "a short name of your own, by which this record cites it", 2),
        field("title", title, "" if title else "its title or headline, to the letter", 4),
        field("publisher", publisher, "" if publisher else "who published it", 4),
        field("url", url, "" if url else "its address, with https://", 4),
        *_optional("published", published, "when it came out, as exactly as it says"),
        field("accessed", today.text, "when you last read it", 4),
        *_optional("archive", archive, "the address of a permanent copy"),
    ]


def _optional(name: str, value: str | None, note: str) -> list[str]:
    """A field of a source that many sources lack: an example, where it is not known."""
    return [field(name, value, indent=4)] if value else example([field(name, "", note)], indent=4)


def text_of(blocks: Iterable[list[str]]) -> str:
    """The text of a file, with a line between its parts."""
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
