"""What commands say on the terminal: problems, their count, and the stage they are at."""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

import click

from tracker.stages.reading.parse import UnreadableError, decoded, parsed
from tracker.values.excerpt import ROOM, excerpt
from tracker.values.page import handbook_url, in_full
from tracker.values.problem import Format, Problem, as_github, as_json, as_text, errors, link, warnings
from tracker.values.project import SITE_FILE, Project
from tracker.values.words import so_many

PROBLEMS = 1
"""The exit status of a command that found something wrong."""

SEE_ALL = "To see every warning: python build.py check content"
"""How to see warnings that are only counted."""

_ANNOTATIONS = 10
"""How many errors, and how many warnings, of one step GitHub shows on a pull request.

See https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations.
"""
_CHECKS = "checks"  # the page of the handbook that explains the rules


def print_problems(
    project: Project,
    problems: Sequence[Problem],
    form: Format = "text",
) -> None:
    """Print problems on standard output."""
    page = explanations(project, form) if problems else ""
    if form == "json":
        for problem in problems:
            click.echo(as_json(problem, link(problem, page)))
        return
    for problem in problems:
        _echo("\n".join(_told(problem)) + "\n")
    if links := sorted({link(problem, page) for problem in problems} - {""}):
        _echo(("\n  " if links[1:] else " ").join(("What to do is explained at", *links)))
    if form == "github":
        for line in annotations(problems, page):
            click.echo(line)


def annotations(problems: Sequence[Problem], page: str) -> Iterator[str]:
    """What GitHub shows beside the lines of a pull request: of many, those of as many files as there are.

    The last one says how many are left out.
    """
    spread = _by_turns(problems)
    for severity, found in (("error", errors(spread)), ("warning", warnings(spread))):
        shown = found if len(found) <= _ANNOTATIONS else found[: _ANNOTATIONS - 1]
        yield from (as_github(problem, link(problem, page)) for problem in shown)
        if len(shown) < len(found):
            left = len(found) - len(shown)
            yield f"::{severity} title={left} more::GitHub shows no more here; the log of this step does."


def _by_turns(problems: Sequence[Problem]) -> list[Problem]:
    """The first problem of each file, then the second of each, and so on."""
    seen, turns = Counter[str](), []
    for place, problem in enumerate(problems):
        turns.append((seen[problem.file], place, problem))
        seen[problem.file] += 1
    return [problem for _turn, _place, problem in sorted(turns)]


def count(problems: Sequence[Problem], hint: str = "") -> int:
    """Say how many problems there are, and a hint; gives the exit status."""
    if said := "\n".join(_counts(problems)):
        click.echo(f"{said} {hint}".rstrip(), err=True)
    return PROBLEMS if errors(problems) else 0


def counted(problems: Sequence[Problem]) -> str:
    """How many errors and warnings there are, on one line; nothing where there is none."""
    return " ".join(_counts(problems))


def _counts(problems: Sequence[Problem]) -> Iterator[str]:
    """The errors first: they are what an editor has come to mend."""
    if wrong := errors(problems):
        files = len({problem.file for problem in wrong})
        yield f"{so_many(len(wrong), 'error')} in {so_many(files, 'file')}."
    if found := warnings(problems):
        yield f"{so_many(len(found), 'warning')}, which {'stop' if found[1:] else 'stops'} nothing."


def explanations(project: Project, form: Format) -> str:
    """The page that explains the rules; nothing where the project has no handbook.

    On a terminal it is the file: it is there before the site is published, and without a network. So it is
    on GitHub, as it was when the check ran there:
    https://docs.github.com/en/actions/reference/workflows-and-actions/variables. Elsewhere it is the page on
    the site, unless the settings do not say where that is.
    """
    if not (project.docs / f"{_CHECKS}.md").is_file():
        return ""
    github = [os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA")]
    if form == "github" and all(github):
        server, repository, revision = github
        return f"{server}/{repository}/blob/{revision}/docs/{_CHECKS}.md"
    if form != "text":
        with suppress(OSError, UnreadableError, TypeError, KeyError):
            address = parsed(decoded((project.root / SITE_FILE).read_bytes()))["address"]
            if isinstance(address, str):
                return in_full(handbook_url(_CHECKS), address)
    return f"docs/{_CHECKS}.md"


def _told(problem: Problem) -> Iterator[str]:
    """A problem in some lines: what it is, the line that it is in with the place marked, its rule."""
    colour = "red" if problem.severity == "error" else "yellow"
    line = as_text(problem)
    place, told = line[: (end := line.index(": "))], line[end:]
    yield f"{click.style(place, bold=True)}{told}"
    marked = excerpt(problem, _room())
    if marked:
        text, marks = marked.lines
        yield f"  {text}"
        yield f"  {click.style(f'{marks} {problem.rule}'.rstrip(), fg=colour)}"
    elif problem.rule:
        yield f"  {click.style(problem.rule, fg=colour)}"


def _room() -> int:
    """The columns for a line of a file beside its number."""
    on_screen = shutil.get_terminal_size((ROOM, 0)).columns if sys.stdout.isatty() else ROOM
    return max(min(ROOM, on_screen - 10), 40)


def _echo(text: str) -> None:
    """Print on standard output, without colours in a pipe or on a plain terminal."""
    click.echo(text, color=False if _is_plain() else None)


def _is_plain() -> bool:
    """Whether the terminal is to have neither colours nor a cursor that moves: https://no-color.org."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Tells the stage on a terminal; stays silent in a pipe and on a plain terminal."""
    if not sys.stderr.isatty() or _is_plain():
        yield lambda _stage: None
        return
    from rich.console import Console  # noqa: PLC0415 - only on a terminal

    with Console(stderr=True).status("Starting") as status:
        yield lambda stage: status.update(f"{stage} …")
