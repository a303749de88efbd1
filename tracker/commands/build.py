"""build: the site from the records."""

import gc
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import click

from tracker.commands.options import address_option, day, examples, repository_option, today_option
from tracker.stamp import forgotten, inputs, is_current, stamped
from tracker.values.project import Project
from tracker.values.words import so_many

if TYPE_CHECKING:
    from tracker.values.report import Report

_OFTEN = (100_000, 1_000, 1_000)
"""New objects between two looks for garbage among them, and how many such looks come before one at what is
older. With the usual numbers all records are looked through again and again.
"""


@click.command(epilog=examples("build", "build --address https://probation.example.org/"))
@today_option("Build as of this day instead of the current one.")
@address_option
@repository_option
@click.pass_obj
def build(project: Project, today: str, address: str | None, repository: str | None) -> None:
    """Build the site from content/ into output/."""
    sys.exit(built(project, today, address, repository))


def built(project: Project, today: str, address: str | None, repository: str | None) -> int:
    """Build unless nothing has changed; gives the exit status."""
    options = repr((today, address, repository))
    said = is_current(project, options)
    if said is not None:
        return _up_to_date(said)
    from tracker.lock import alone  # noqa: PLC0415 - not needed when nothing changed

    with alone(project.cache, partial(click.echo, err=True)) as waited:
        said = is_current(project, options) if waited else None  # the other build may have made the same
        if said is not None:
            return _up_to_date(said)
        return _made(project, today, address, repository, options)


def _up_to_date(said: str) -> int:
    if said:
        click.echo(said, err=True)
    click.echo("Nothing has changed since the last build; output/ is up to date.", err=True)
    return 0


def _made(project: Project, today: str, address: str | None, repository: str | None, options: str) -> int:
    from tracker import pipeline  # noqa: PLC0415 - heavy, and not needed when nothing changed
    from tracker.commands import console  # noqa: PLC0415 - as above
    from tracker.values.problem import errors, warnings  # noqa: PLC0415 - as above

    forgotten(project)
    went_in = inputs(project)
    started = time.perf_counter()
    gc.set_threshold(*_OFTEN)
    with console.progress() as tell:
        report = pipeline.build(project, day(today), address=address, repository=repository, tell=tell)
    console.print_problems(project, errors(report.problems))
    hint = console.SEE_ALL if warnings(report.problems) else ""
    status = console.count(report.problems, hint)
    if report.failed:
        click.echo("Nothing was written; output/ is as it was.", err=True)
        return status
    stamped(project, options, f"{console.counted(report.problems)} {hint}".strip(), went_in)
    click.echo(_summary(report, time.perf_counter() - started), err=True)
    return status


def _summary(report: "Report", seconds: float) -> str:
    changes = report.changes
    return (
        f"Built {so_many(report.pages, 'page')} from {so_many(report.inspections, 'inspection')} of "
        f"{so_many(report.providers, 'provider')} in {seconds:.1f} s: "
        f"{so_many(changes.written, 'file')} written, {changes.kept:,} unchanged, "
        f"{changes.removed:,} removed."
    )
