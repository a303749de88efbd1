"""links: whether the sources are still there."""

import asyncio
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.request import getproxies

import click

from tracker.cache import Cache
from tracker.commands.console import count, print_problems, progress
from tracker.commands.naming import named, within
from tracker.commands.options import examples, format_option, repository_option
from tracker.linking.ask import Asker, resolved
from tracker.linking.check import Finding, Use, addresses, checked
from tracker.linking.report import as_markdown, counted, problems_of
from tracker.stages.load import loaded
from tracker.stages.reading.locate import located
from tracker.values.problem import Format, errors
from tracker.values.project import Project


@click.command(
    epilog=examples("links", "links content/inspections/2020", "links --archives --report links.md")
)
@click.argument("names", nargs=-1, metavar="[FILE OR FOLDER]...")
@click.option("--archives", is_flag=True, help="Look for an archived copy of every source that has none.")
@click.option(
    "--report",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what was found into this file too, as Markdown.",
)
@format_option
@repository_option
@click.pass_obj
def links(
    project: Project,
    names: tuple[str, ...],
    form: Format,
    *,
    archives: bool,
    report: Path | None,
    repository: str | None,
) -> None:
    """Ask on the web whether the sources are still there.

    All of them, or only those of a file or folder. Each address is asked for once, with pauses, so several
    hundred take some minutes. Records are not changed. A source that is gone and has no archived copy is an
    error; one that has moved, refuses programs or does not answer is a warning.
    """
    if report and not report.parent.is_dir():
        raise click.BadParameter(f"there is no folder {report.parent}.", param_hint="'--report'")
    files = tuple(named(project, name) for name in names)
    content, faults = loaded(project, Cache(project.cache))
    if content is None:
        faults = located(errors(faults), project.root)
        print_problems(project, faults, form)
        sys.exit(count(faults))
    wanted = addresses(content, lambda file: not files or within(file, files))
    repository = repository or content.site.repository
    found: list[Finding] = []
    complete = False
    with progress() as tell, suppress(KeyboardInterrupt):
        asyncio.run(_asked(f"{content.site.title} (+{repository})", wanted, found, tell, archives=archives))
        complete = True
    findings = sorted(found, key=lambda finding: finding.url)
    problems = located(problems_of(findings), project.root)
    print_problems(project, problems, form)
    click.echo(counted(findings, len(wanted)), err=True)
    if not complete:
        raise click.Abort
    if report:
        report.write_text(as_markdown(findings, problems, repository), encoding="utf-8", newline="\n")
    sys.exit(count(problems))


async def _asked(
    visitor: str,
    wanted: Mapping[str, tuple[Use, ...]],
    found: list[Finding],
    tell: Callable[[str], None],
    *,
    archives: bool,
) -> None:
    # Behind a proxy, names are found and guarded there.
    resolve = None if getproxies().keys() & {"http", "https", "all"} else resolved
    async with Asker(visitor, time.monotonic, resolve=resolve) as asker:
        await checked(wanted, asker, found, archives=archives, tell=tell)
        if asker.offline:
            raise click.ClickException("no site has answered. Is this computer connected to the internet?")
