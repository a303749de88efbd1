"""What build.py calls: finds the command and runs it for a project."""

import errno
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click

from tracker.commands.options import examples
from tracker.stamp import engine
from tracker.values.project import Project

COMMANDS = ("new", "check", "serve", "build", "quotes", "links", "schema")
"""The module of tracker/commands/ that has each, in the order in which an editor needs them."""

STOPPED = 130
"""The exit status after Ctrl+C, as shells have it: 128 and the number of the signal."""

_HELP = ["-h", "--help"]


def main(root: Path, arguments: Sequence[str] | None = None) -> None:
    """Run a command for the project in a folder.

    Exits with 0 where all is well, 1 for problems, 2 for wrong usage, 130 where it was stopped.
    """
    engine()  # looked at before any of it is loaded
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a pipe may not take every letter
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in _HELP):
        given.insert(0, "build")
    try:
        status = _status(given, Project.at(root))
        sys.stdout.flush()
    except OSError as error:
        # Windows says EINVAL of a closed pipe.
        if error.errno != errno.EPIPE and not (os.name == "nt" and error.errno == errno.EINVAL):
            raise
        status = 1
        for stream in (sys.stdout, sys.stderr):  # what is still to be said has no reader
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(status)


def _status(given: list[str], project: Project) -> int:
    try:
        done = commands.main(args=given, prog_name="python build.py", obj=project, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return STOPPED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return done if isinstance(done, int) else 0


class _Commands(click.Group):
    """Loads a command's module only when it is called or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            if cmd_name.startswith("-"):
                return None
            near = get_close_matches(cmd_name, COMMANDS, n=1)
            raise click.NoSuchCommand(cmd_name, possibilities=near, ctx=ctx)
        found: click.Command = getattr(import_module(f"tracker.commands.{cmd_name}"), cmd_name)
        return found


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": _HELP},
    epilog=examples("", "new inspection", "check", "serve", "check --help"),
)
def commands() -> None:
    """Keep the record and build its site.

    Add an inspection, check it, look at it; the site is published when the change is merged. Without a
    command the site is built from content/ into output/.
    """
