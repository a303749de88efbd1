"""What is wrong with a record, where, and what to do about it."""

import difflib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Path = tuple[str | int, ...]
Severity = Literal["error", "warning"]
Format = Literal["text", "github", "json"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend.

    `file` is relative to the project. `path` leads to the value inside the file
    (`("figures", 2, "unit")`). `line` and `column` count from 1 and are 0 until
    the place is known; `on_key` says that the key itself is at fault, not its value.
    """

    file: str
    message: str
    hint: str = ""
    path: Path = ()
    line: int = 0
    column: int = 0
    severity: Severity = "error"
    on_key: bool = False

    @property
    def where(self) -> str:
        """The path as an editor would say it: `figures[2].unit`, counted from 1."""
        text = ""
        for step in self.path:
            text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
        return text


_FEW = 12  # words that still fit on the line of a message


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint naming the known word closest to `word`, or else all of them when they are few."""
    words = sorted(set(known))
    folded = {w.casefold(): w for w in words}
    close = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    if close:
        return f'Did you mean "{folded[close[0]]}"?'
    if words and len(words) <= _FEW:
        return f"Expected one of: {', '.join(words)}."
    return ""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems without repeats, by file, then place."""
    return tuple(sorted(set(problems), key=lambda p: (p.file, p.line, p.column, p.where, p.message)))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only the problems that stop a build."""
    return tuple(p for p in problems if p.severity == "error")


def as_text(problem: Problem) -> str:
    """`file:line:column: warning: where: message hint` – the form that editors make clickable."""
    place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    parts = [place, problem.severity if problem.severity == "warning" else "", problem.where]
    head = ": ".join(part for part in parts if part)
    # One line whatever the values in it: a problem may quote text that an editor wrote on several.
    return " ".join(f"{head}: {problem.message} {problem.hint}".split())


def as_github(problem: Problem) -> str:
    """A workflow command that GitHub shows on the line of a pull request.

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
    told = ": ".join(part for part in (problem.where, problem.message) if part)
    return f"::{problem.severity} {place}::{escaped(f'{told} {problem.hint}'.rstrip())}"


def as_json(problem: Problem) -> str:
    """One JSON object on a line, with `where` beside the path."""
    return json.dumps({**asdict(problem), "where": problem.where}, ensure_ascii=False)


def formatted(problem: Problem, form: Format) -> str:
    """The problem as one line in the form asked for."""
    return {"text": as_text, "github": as_github, "json": as_json}[form](problem)
