"""The options that several commands share. Nothing heavy is loaded for them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from tracker.values.dates import PartialDate

Command = TypeVar("Command", bound=Callable[..., object])

_FORMATS = click.Choice(["text", "github", "json"])


def examples(*arguments: str) -> str:
    """What the help of a command ends with: lines to type, each given as what follows `python build.py`."""
    lines = "".join(f"\n  {f'python build.py {line}'.rstrip()}" for line in arguments)
    return f"\b\nExample{'s' if len(arguments) > 1 else ''}:{lines}"  # after \b click keeps lines as they are


def _today(_context: click.Context, _option: click.Parameter, value: str | None) -> str:
    # The only place that asks for the date: below here it is an argument.
    text = value or datetime.now().astimezone().date().isoformat()
    try:
        meant = date.fromisoformat(text).isoformat()
    except ValueError:
        meant = ""
    if meant != text:  # the format has other ways to write a day
        raise click.BadParameter(f'"{text}" is not a day. Write it as 2026-11-22.')
    return text


def _web_address(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if not value:
        return None
    from tracker.values.records.base import web_address  # noqa: PLC0415 - brings pydantic

    try:
        return web_address(value).rstrip("/")
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from None


def day(today: str) -> "PartialDate":
    """The day that the option --today gives."""
    from tracker.values.dates import PartialDate  # noqa: PLC0415 - brings pydantic

    return PartialDate(today)


def today_option(help_: str) -> Callable[[Command], Command]:
    """The option --today, with what the day is for."""
    return click.option("--today", metavar="YYYY-MM-DD", callback=_today, help=help_)


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
