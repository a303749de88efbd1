"""check: what is wrong with the records."""

import sys

import click

from tracker import pipeline
from tracker.cache import Cache
from tracker.commands.console import count, print_problems, progress
from tracker.commands.options import day, format_option, today_option
from tracker.revision import RevisionError
from tracker.values.problem import Format
from tracker.values.project import Project


@click.command()
@today_option
@format_option
@click.option(
    "--since",
    metavar="REF",
    help="Compare with this git revision too: what was published then changes only with a correction.",
)
@click.pass_obj
def check(project: Project, today: str, form: Format, since: str | None) -> None:
    """Look for mistakes in the records, and write nothing."""
    try:
        with progress() as tell:
            content, problems = pipeline.check(project, day(today), Cache(project.cache), tell, since)
    except RevisionError as error:
        raise click.BadParameter(str(error), param_hint="'--since'") from None
    print_problems(problems, form)
    if content and not problems:
        told = f"{len(content.inspections)} inspections of {len(content.providers)} providers"
        click.echo(f"No problems in {told}.", err=True)
    sys.exit(count(problems))
