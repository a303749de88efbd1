"""schema: what explains the records to editors and to the programs that they write in."""

import sys

import click

from tracker import pipeline
from tracker.cache import Cache
from tracker.commands.console import count, print_problems
from tracker.commands.options import examples, format_option
from tracker.values.problem import Format
from tracker.values.project import Project


@click.command(short_help="Write what explains the fields of records.", epilog=examples("schema"))
@format_option
@click.pass_obj
def schema(project: Project, form: Format) -> None:
    """Write schema/ and docs/fields.md, which tell editors of each field, its rule and the ids that exist."""
    changed, problems = pipeline.describe(project, Cache(project.cache))
    print_problems(project, problems, form)
    status = count(problems)
    if changed:
        click.echo(f"Written: {', '.join(changed)}.", err=True)
    else:
        click.echo(
            "Nothing was written." if problems else "schema/ and docs/fields.md are current.", err=True
        )
    sys.exit(status)
