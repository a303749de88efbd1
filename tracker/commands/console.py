"""What commands say on the terminal: problems, their count, and the stage they are at."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

from tracker.values.problem import Format, Problem, formatted

PROBLEMS = 1
"""The exit status of a command that found something wrong."""


def lines(problems: Sequence[Problem], form: Format) -> list[str]:
    """Each problem as a line."""
    return [formatted(problem, form) for problem in problems]


def print_problems(problems: Sequence[Problem], form: Format) -> None:
    """Print each problem on a line of standard output."""
    for line in lines(problems, form):
        click.echo(line)


def count(problems: Sequence[Problem]) -> int:
    """Say how many problems there are; gives the exit status."""
    wrong = [problem for problem in problems if problem.severity == "error"]
    told = [
        f"{len(found)} {word}{'s' if len(found) > 1 else ''} in {files} file{'s' if files > 1 else ''}"
        for found, word in ((wrong, "error"), ([p for p in problems if p not in wrong], "warning"))
        if (files := len({problem.file for problem in found}))
    ]
    if told:
        click.echo(f"{' and '.join(told)}.", err=True)
    return PROBLEMS if wrong else 0


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Tells the stage on a terminal; stays silent in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _stage: None
        return
    from rich.console import Console  # noqa: PLC0415 - only on a terminal

    with Console(stderr=True).status("Starting") as status:
        yield lambda stage: status.update(f"{stage} …")
