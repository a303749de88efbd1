"""What is wrong with a record, where, and what to do about it."""

import difflib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum, auto
from typing import Literal

Path = tuple[str | int, ...]
Severity = Literal["error", "warning"]
Format = Literal["text", "github", "json"]


class Family(StrEnum):
    """What is asked of files, of pages and of what was published; the records have rules of their own."""

    FILES_CAN_BE_READ = auto()
    FILES_ARE_YAML = auto()
    FILES_ARE_IN_THEIR_PLACE = auto()
    FIELDS_ARE_KNOWN = auto()
    FIELDS_ARE_THERE = auto()
    VALUES_FIT_THEIR_FIELDS = auto()
    WHAT_WAS_PUBLISHED_STAYS = auto()
    WORDS_ARE_IN_THEIR_SOURCE = auto()
    CAPTURES_CAN_BE_READ = auto()
    SOURCES_CAN_BE_REACHED = auto()
    SCHEMAS_KNOW_EVERY_ID = auto()
    PAGES_CAN_BE_MADE = auto()
    PAGES_HOLD_TOGETHER = auto()
    FILES_CAN_BE_WRITTEN = auto()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend.

    `file` is relative to the project. `path` leads to the value inside the file
    (`("figures", 2, "unit")`). `line` and `column` count from 1 and are 0 until
    the place is known; `on_key` says that the key itself is at fault, not its value.
    `width` is how many letters of that line are at fault, 0 where that is not known,
    and `excerpt` the line itself. `rule` is the name of the rule's function, or a `Family`:
    a heading of docs/checks.md.
    """

    file: str
    message: str
    hint: str = ""
    path: Path = ()
    line: int = 0
    column: int = 0
    severity: Severity = "error"
    on_key: bool = False
    rule: str = ""
    width: int = 0
    excerpt: str = ""

    def __post_init__(self) -> None:
        """Keep what is said short, for it may repeat a value that has no end."""
        for name in ("message", "hint"):
            text = getattr(self, name)
            if len(text) > _MAX_LETTERS:
                cut = f"{text[: _MAX_LETTERS // 2]} … {text[-_MAX_LETTERS // 4 :]}"
                object.__setattr__(self, name, cut)

    @property
    def where(self) -> str:
        """The path as an editor would say it: `figures[2].unit`, counted from 1."""
        text = ""
        for step in self.path:
            text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
        return text


_MAX_LETTERS = 600  # the longest of our own has some 300
_MAX_WORD = 100  # letters of a word that may be a misspelt one
_FEW = 12  # words that still fit on the line of a message


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """A hint naming the known word closest to `word`, or else all of them when they are few.

    A tuple is named in its own order, such as a scale from best to worst.
    """
    words = list(dict.fromkeys(known)) if isinstance(known, tuple) else sorted(set(known))
    folded = {w.casefold(): w for w in words}
    meant = word.casefold() if len(word) <= _MAX_WORD else ""
    close = difflib.get_close_matches(meant, folded, n=1, cutoff=likeness)
    if close:
        return f'Did you mean "{folded[close[0]]}"?'
    if words and len(words) <= _FEW:
        return f"Expected one of: {', '.join(words)}."
    return ""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems without repeats, by file, then place; those that differ in nothing of it stay as they come."""
    once = dict.fromkeys(problems)  # not a set, whose order differs from one process to the next
    return tuple(sorted(once, key=lambda p: (p.file, p.line, p.column, p.where, p.message)))


def of_rule(rule: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems, as those of a rule or family."""
    return tuple(replace(problem, rule=rule) for problem in problems)


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only the problems that stop a build."""
    return tuple(p for p in problems if p.severity == "error")


def warnings(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only the problems that are worth a look and stop nothing."""
    return tuple(p for p in problems if p.severity == "warning")


def link(problem: Problem, page: str) -> str:
    """Where a page explains the rule of a problem, which is a heading there; nothing without either."""
    return f"{page}#{problem.rule}" if page and problem.rule else ""


def as_text(problem: Problem) -> str:
    """`file:line:column: warning: where: message hint` – the form that editors make clickable."""
    place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    parts = [place, problem.severity if problem.severity == "warning" else "", problem.where]
    head = ": ".join(part for part in parts if part)
    # One line whatever the values in it: a problem may quote text that an editor wrote on several.
    return " ".join(f"{head}: {problem.message} {problem.hint}".split())


def as_github(problem: Problem, link: str = "") -> str:
    """A workflow command that GitHub shows on the line of a pull request, with the link below it.

    Escapes follow the documented rules of workflow commands: %, CR and LF everywhere,
    and `:` and `,` in properties.
    """

    def escaped(text: str, *, is_property: bool = False) -> str:
        for raw, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
            text = text.replace(raw, code)
        return text.replace(":", "%3A").replace(",", "%2C") if is_property else text

    place = f"file={escaped(problem.file, is_property=True)}"
    if problem.line:
        place += f",line={problem.line},col={problem.column}"
    if problem.rule:
        place += f",title={escaped(problem.rule, is_property=True)}"
    told = ": ".join(part for part in (problem.where, problem.message) if part)
    text = "\n".join(part for part in (f"{told} {problem.hint}".rstrip(), link) if part)
    return f"::{problem.severity} {place}::{escaped(text)}"


def as_json(problem: Problem, link: str = "") -> str:
    """One JSON object on a line, with `where` beside the path, and the link."""
    return json.dumps({**asdict(problem), "where": problem.where, "link": link}, ensure_ascii=False)
