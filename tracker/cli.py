"""What build.py calls: finds the command and runs it for a project."""

import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click

from tracker.stamp import engine
from tracker.values.project import Project

COMMANDS = ("build", "check", "serve", "quotes")
"""The module of tracker/commands/ that has each, in the order of the help."""

_HELP = ["-h", "--help"]


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


class _Commands(click.Group):
    """Loads a command's module only when it is called or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"tracker.commands.{cmd_name}"), cmd_name)
        return found


@click.group(cls=_Commands, context_settings={"help_option_names": _HELP})
def commands() -> None:
    """Build the site from content/ into output/. This is what happens without a command.

    \b
    python build.py                       build the site
    python build.py check                 only look for mistakes in the records
    python build.py serve                 build, and show the site at http://127.0.0.1:8000/
    python build.py quotes --captures DIR compare the quotations with saved texts of their sources
    """  # noqa: D301 - click takes the backspace for "leave these lines as they are"
