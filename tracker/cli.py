"""The commands of build.py: each reads its options, calls the engine and says what came of it."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.stamp import engine, forgotten, inputs, is_current, stamped
from tracker.values.project import Project

if TYPE_CHECKING:
    from tracker.values.dates import PartialDate
    from tracker.values.problem import Format, Problem
    from tracker.values.report import Report

_PROBLEMS = 1
_HELP = ["-h", "--help"]
_FORMATS = click.Choice(["text", "github", "json"])


def main(root: Path, arguments: Sequence[str] | None = None) -> None:
    """Run a command for the project in a folder; exits with 0, 1 for problems or 2 for wrong usage."""
    engine()  # looked at before any of it is loaded
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a pipe may not take every letter
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in _HELP):
        given.insert(0, "build")
    commands.main(args=given, prog_name="python build.py", obj=Project.at(root))


def _today(_context: click.Context, _option: click.Parameter, value: str | None) -> str:
    # The only place that asks for the date: below here it is an argument.
    text = value or datetime.now().astimezone().date().isoformat()
    try:
        return datetime.strptime(text, "%Y-%m-%d").date().isoformat()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        raise click.BadParameter(f'"{text}" is not a day. Write it as 2026-11-22.') from None


def _web_address(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if not value:
        return None
    from tracker.values.records.base import web_address  # noqa: PLC0415 - brings pydantic

    try:
        return web_address(value).rstrip("/")
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from None


today_option = click.option(
    "--today", metavar="YYYY-MM-DD", callback=_today, help="Build as of this day instead of the current one."
)
format_option = click.option(
    "--format", "form", type=_FORMATS, default="text", show_default=True, help="How problems are written."
)
address_option = click.option(
    "--address",
    metavar="URL",
    callback=_web_address,
    help="Where the site will be published, instead of the settings' address.",
)
repository_option = click.option(
    "--repository",
    metavar="URL",
    callback=_web_address,
    help="Where the records are kept, instead of the settings' repository.",
)


@click.group(context_settings={"help_option_names": _HELP})
def commands() -> None:
    """Build the site from content/ into output/. This is what happens without a command.

    \b
    python build.py                       build the site
    python build.py check                 only look for mistakes in the records
    python build.py serve                 build, and show the site at http://127.0.0.1:8000/
    python build.py quotes --captures DIR compare the quotations with saved texts of their sources
    """  # noqa: D301 - click takes the backspace for "leave these lines as they are"


@commands.command()
@today_option
@address_option
@repository_option
@click.pass_obj
def build(project: Project, today: str, address: str | None, repository: str | None) -> None:
    """Build the site from content/ into output/."""
    sys.exit(_build(project, today, address, repository))


@commands.command()
@today_option
@format_option
@click.option(
    "--since",
    metavar="REF",
    help="Compare with this git revision too: what was published then changes only with a correction.",
)
@click.pass_obj
def check(project: Project, today: str, form: "Format", since: str | None) -> None:
    """Look for mistakes in the records, and write nothing."""
    from tracker import pipeline  # noqa: PLC0415 - not needed for --help
    from tracker.cache import Cache  # noqa: PLC0415 - as above
    from tracker.revision import RevisionError  # noqa: PLC0415 - as above

    try:
        with _progress() as tell:
            content, problems = pipeline.check(project, _day(today), Cache(project.cache), tell, since)
    except RevisionError as error:
        raise click.BadParameter(str(error), param_hint="'--since'") from None
    _print_problems(problems, form)
    if content and not problems:
        told = f"{len(content.inspections)} inspections of {len(content.providers)} providers"
        click.echo(f"No problems in {told}.", err=True)
    sys.exit(_count(problems))


@commands.command()
@click.option(
    "--captures",
    metavar="DIR",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the saved texts and of index.yaml, which says which address each is of.",
)
@today_option
@format_option
@click.pass_obj
def quotes(project: Project, captures: Path, today: str, form: "Format") -> None:
    """Compare quotations with saved texts of their sources, and write content/verified.yaml."""
    from tracker import pipeline  # noqa: PLC0415 - not needed for --help

    with _progress() as tell:
        compared = pipeline.quotes(project, captures, _day(today), tell)
    _print_problems(compared.problems, form)
    click.echo(compared.counts or "Nothing was compared; content/verified.yaml is as it was.", err=True)
    sys.exit(_count(compared.problems))


@commands.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Name another to let other machines see it."
)
@today_option
@click.pass_obj
def serve(project: Project, port: int, host: str, today: str) -> None:
    """Build, show the site on this machine, and build again whenever a file changes."""
    from tracker.serve import serve as run  # noqa: PLC0415 - not needed for --help

    try:
        run(project, host, port, lambda: _build(project, today, None, None))
    except OSError as error:
        raise click.ClickException(
            f"cannot serve at {host}:{port}: {error.strerror}. Try --port 8001."
        ) from None


def _build(project: Project, today: str, address: str | None, repository: str | None) -> int:
    """Build unless nothing has changed; gives the exit status."""
    options = repr((today, address, repository))
    said = is_current(project, options)
    if said is not None:
        if said:
            click.echo(said)
        click.echo("Nothing has changed since the last build; output/ is up to date.", err=True)
        return 0
    from tracker import pipeline  # noqa: PLC0415 - heavy, and not needed when nothing changed

    forgotten(project)
    went_in = inputs(project)
    started = time.perf_counter()
    with _progress() as tell:
        report = pipeline.build(project, _day(today), address=address, repository=repository, tell=tell)
    _print_problems(report.problems, "text")
    status = _count(report.problems)
    if report.failed:
        click.echo("Nothing was written; output/ is as it was.", err=True)
        return status
    stamped(project, options, "\n".join(_lines(report.problems, "text")), went_in)
    click.echo(_summary(report, time.perf_counter() - started), err=True)
    return status


def _day(today: str) -> "PartialDate":
    from tracker.values.dates import PartialDate  # noqa: PLC0415 - brings pydantic

    return PartialDate(today)


def _summary(report: "Report", seconds: float) -> str:
    changes = report.changes
    return (
        f"Built {report.pages} pages from {report.inspections} inspections of {report.providers} providers "
        f"in {seconds:.1f} s: {changes.written} files written, {changes.kept} unchanged, "
        f"{changes.removed} removed."
    )


def _lines(problems: Sequence["Problem"], form: "Format") -> list[str]:
    from tracker.values.problem import formatted  # noqa: PLC0415 - only when there is something to say

    return [formatted(problem, form) for problem in problems]


def _print_problems(problems: Sequence["Problem"], form: "Format") -> None:
    for line in _lines(problems, form):
        click.echo(line)


def _count(problems: Sequence["Problem"]) -> int:
    """Say how many problems there are; gives the exit status."""
    wrong = [problem for problem in problems if problem.severity == "error"]
    told = [
        f"{len(found)} {word}{'s' if len(found) > 1 else ''} in {files} file{'s' if files > 1 else ''}"
        for found, word in ((wrong, "error"), ([p for p in problems if p not in wrong], "warning"))
        if (files := len({problem.file for problem in found}))
    ]
    if told:
        click.echo(f"{' and '.join(told)}.", err=True)
    return _PROBLEMS if wrong else 0


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Tells the stage on a terminal; stays silent in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _stage: None
        return
    from rich.console import Console  # noqa: PLC0415 - only on a terminal

    with Console(stderr=True).status("Starting") as status:
        yield lambda stage: status.update(f"{stage} …")
