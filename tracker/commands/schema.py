"""schema: what explains the records to editors and to the programs that they write in."""

import sys

import click

from tracker.cache import Cache
from tracker.commands.console import count, print_problems
from tracker.commands.options import examples, format_option
from tracker.stages.describe import described, rests_on
from tracker.stages.load import loaded
from tracker.stages.reading.locate import located
from tracker.stages.write import texts_written
from tracker.values.problem import Format, Problem, errors
from tracker.values.project import Project


@click.command(short_help="Write what explains the fields of records.", epilog=examples("schema"))
@format_option
@click.pass_obj
def schema(project: Project, form: Format) -> None:
    """Write schema/ and docs/fields.md, which tell editors of each field, its rule and the ids that exist."""
    changed, problems = renewed(project, Cache(project.cache))
    print_problems(project, problems, form)
    status = count(problems)
    if changed:
        click.echo(f"Written: {', '.join(changed)}.", err=True)
    else:
        click.echo("Nothing was written." if problems else "Everything is current.", err=True)
    sys.exit(status)


def renewed(project: Project, cache: Cache) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Write what explains the records to those who edit them; gives the files that changed, and problems.

    Nothing is written where a file that it rests on is wrong; others may be.
    """
    content, problems = loaded(project, cache)
    wrong = [problem for problem in errors(problems) if rests_on(problem.file)]
    if content is None or wrong:
        return (), located(wrong, project.root)
    return texts_written(described(content), project.root)
