"""check: what is wrong with the records."""

import sys
from dataclasses import replace

import click

from tracker import pipeline
from tracker.cache import Cache
from tracker.commands.console import SEE_ALL, count, print_problems, progress
from tracker.commands.naming import named, within
from tracker.commands.options import day, examples, format_option, today_option
from tracker.revision import RevisionError, records_at, same_text, short
from tracker.stages.history import compared
from tracker.stages.load import loaded
from tracker.stages.reading.locate import located
from tracker.values.problem import Format, Problem, errors, warnings
from tracker.values.project import Project
from tracker.values.records import Content
from tracker.values.words import so_many

FEW = 20
"""So many warnings are told without being asked for; of more, only how many there are."""


@click.command(
    epilog=examples("check", "check content/inspections/2020", "check --since main", "check --strict content")
)
@click.argument("names", nargs=-1, metavar="[FILE OR FOLDER]...")
@click.option("--strict", is_flag=True, help="Warnings are errors.")
@today_option("Check as of this day instead of the current one.")
@format_option
@click.option(
    "--since",
    metavar="REF",
    help="Compare with this git revision too: what was published then changes only with a correction. "
    "Warnings are told of files that have changed since.",
)
@click.pass_obj
def check(
    project: Project, names: tuple[str, ...], today: str, form: Format, since: str | None, *, strict: bool
) -> None:
    """Look for mistakes in the records, and write nothing.

    Everything is read. With the name of a file or folder, only what is wrong there is told, and all of it.
    """
    files = tuple(named(project, name) for name in names)
    try:
        with progress() as tell:
            cache = Cache(project.cache)
            content, problems = pipeline.check(project, day(today), cache, tell)
            if content is not None and since is not None:
                tell(f"Comparing with {since}")
                problems = since_revision(project, cache, content, problems, since)
    except RevisionError as error:
        raise click.BadParameter(str(error), param_hint="'--since'") from None
    if files:
        problems = tuple(problem for problem in problems if within(problem.file, files))
    if strict:
        problems = tuple(replace(problem, severity="error") for problem in problems)
    in_full = form == "json" or bool(files) or since is not None
    chosen = problems if in_full or len(warnings(problems)) <= FEW else errors(problems)
    # Errors come last: there the terminal stops.
    told = sorted(located(chosen, project.root), key=lambda problem: problem.severity == "error")
    print_problems(project, told, form)
    if content and not errors(problems):
        everything = so_many(len(content.inspections), "inspection")
        everything += f" of {so_many(len(content.providers), 'provider')}"
        where = ", ".join(files) or everything
        click.echo(f"No {'errors' if problems else 'problems'} in {where}.", err=True)
    sys.exit(count(problems, "" if len(told) == len(problems) else SEE_ALL))


def since_revision(
    project: Project, cache: Cache, content: Content, problems: tuple[Problem, ...], revision: str
) -> tuple[Problem, ...]:
    """The problems of a check as those of a change since a git revision.

    What was published then and has changed without a correction is one too; of the warnings only those of
    files that have changed are left. Raises RevisionError where that revision cannot be read.
    """
    with records_at(project.root, revision) as root:
        before, _ = loaded(Project.at(root), cache)
        files = {problem.file for problem in warnings(problems)}
        changed = {file for file in files if not same_text(project.root / file, root / file)}
    kept = (problem for problem in warnings(problems) if problem.file in changed)
    return (*errors(problems), *kept, *(compared(before, content, short(revision)) if before else ()))
