"""serve: the site on this machine while the records are edited."""

import gc
import os
import sys
import time
import traceback
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from tracker import pipeline
from tracker.cache import Cache
from tracker.commands import console
from tracker.commands.options import day, examples, today_option
from tracker.lock import alone
from tracker.serving.preview import preview
from tracker.values.ahead import Ahead
from tracker.values.problem import Problem, errors
from tracker.values.project import ENGINE, Project
from tracker.values.report import Report
from tracker.values.words import so_many


@click.command(
    short_help="Show the site on this machine as you edit.", epilog=examples("serve", "serve --port 8001")
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Name another to let other machines see it."
)
@click.option(
    "--open/--no-open",
    "opens",
    default=None,
    help="Whether to show the site in the browser. It is shown when this runs in a terminal.",
)
@today_option("Build as of this day instead of the current one.")
@click.pass_obj
def serve(project: Project, port: int, host: str, opens: bool | None, today: str) -> None:
    """Build, show the site on this machine, and build again whenever a file changes."""
    cache = Cache(project.cache)

    def rebuild(ahead: Ahead, stale: Callable[[], bool]) -> Report | None:
        def go_on(_stage: str) -> None:
            if stale():
                raise _SupersededError

        first = ahead if ahead.urls else None
        started = time.perf_counter()
        try:
            with alone(project.cache, partial(click.echo, err=True)), _uncollected():
                report = pipeline.build(project, day(today), tell=go_on, cache=cache, ahead=first)
        except _SupersededError:
            return None
        except Exception as error:  # whatever it is, the next save may mend it
            report = Report((_crash(error),))
        _tell(project, report, time.perf_counter() - started)
        return report

    def opened(address: str) -> None:
        if _has_browser() if opens is None else opens:
            webbrowser.open(address)

    preview(project, host, port, rebuild, opened)


class _SupersededError(Exception):
    """Something was saved while the site was built, so that it is to be built anew."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Looks for garbage only once a build has ended, and only among what is new.

    To look through all that is kept, again and again, takes a tenth of a short build.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def _tell(project: Project, report: Report, seconds: float) -> None:
    """Show an editor what a build did: one line, after the errors in full."""
    console.print_problems(project, errors(report.problems))
    now = f"{datetime.now().astimezone():%H:%M:%S}"
    said = f" {console.counted(report.problems)}" if report.problems else ""
    if report.failed:
        click.echo(f"{now}{said} The site stays as it was.", err=True)
    elif report.changes.written or report.changes.removed:
        written, removed = report.changes.written, report.changes.removed
        gone = f", {removed} removed" if removed else ""
        files = so_many(written, "file")
        click.echo(f"{now} Rebuilt in {seconds:.2f} s: {files} written{gone}.{said}", err=True)
    else:
        click.echo(f"{now} Nothing to change on the site ({seconds:.2f} s).{said}", err=True)


def _crash(error: Exception) -> Problem:
    """A fault of the engine in one line, with the place in its code."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(ENGINE / "tracker")]
    place = own[-1] if own else frames[-1]
    file = Path(place.filename)
    name = file.relative_to(ENGINE).as_posix() if own else file.name
    message = f"the build broke off: {type(error).__name__}: {error}."
    hint = "This is a fault of the engine, not of your records. Please report it with this line."
    return Problem(name, " ".join(message.split()), hint, line=place.lineno or 0, column=1)


def _has_browser() -> bool:
    """Whether somebody sits at a screen; elsewhere a browser would be one inside this terminal."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return sys.stdout.isatty() and (sys.platform in ("win32", "darwin") or any(map(os.environ.get, screens)))
