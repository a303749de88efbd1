"""quotes: the record's quotations beside the texts that they are taken from."""

import sys
from pathlib import Path

import click

from tracker import pipeline
from tracker.commands.console import count, print_problems, progress
from tracker.commands.options import day, examples, format_option, today_option
from tracker.values.problem import Format
from tracker.values.project import Project


@click.command(
    short_help="Compare quotations with their sources.", epilog=examples("quotes --captures captures")
)
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
def quotes(project: Project, captures: Path, today: str, form: Format) -> None:
    """Compare quotations with saved texts of their sources, and write content/verified.yaml."""
    with progress() as tell:
        compared = pipeline.quotes(project, captures, day(today), tell)
    print_problems(project, compared.problems, form)
    click.echo(compared.counts or "Nothing was compared; content/verified.yaml is as it was.", err=True)
    sys.exit(count(compared.problems))
