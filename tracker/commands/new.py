"""new: a file for an inspection or a provider, ready to fill in."""

import re
from collections.abc import Callable, Iterable, Iterator

import click

from tracker import pipeline
from tracker.cache import Cache
from tracker.commands.asking import answered
from tracker.commands.console import count, print_problems
from tracker.commands.drafts import faults
from tracker.commands.matching import alike
from tracker.commands.options import day, examples, today_option
from tracker.commands.questions import DATE, about_inspection, about_provider, provider_choices
from tracker.commands.schema import renewed
from tracker.stages.drafting.inspection import inspection_draft, year
from tracker.stages.drafting.provider import provider_draft
from tracker.stages.reading.locate import located
from tracker.stages.rules.identity import inspections_are_there_once
from tracker.values.dates import PartialDate
from tracker.values.draft import Answers, Draft
from tracker.values.problem import Problem, errors
from tracker.values.project import Project
from tracker.values.records import Content
from tracker.values.words import listed

READ = "The day on which you read the source, if it is not the current one."

Drafting = Callable[[Content, Answers, PartialDate], Draft]


@click.group(epilog=examples("new inspection", "new provider"))
def new() -> None:
    """Add an inspection or a provider.

    On a terminal it asks for what the options do not say; then it writes the file, and tells what is left
    to fill in. A file that exists is never changed.
    """


@new.command(
    epilog=examples(
        "new inspection",
        "new inspection --provider lambeth --published 2026-03-04",
        'new inspection --provider "london region" --fieldwork 2026-05 --published "not yet"',
    )
)
@click.option("--provider", metavar="NAME", help="Who was inspected: its id, or words of its name.")
@click.option("--area", metavar="TEXT", help="The part of the provider that was inspected, if not all of it.")
@click.option("--fieldwork", metavar="DATE", help=f"When inspectors were there: {DATE}.")
@click.option(
    "--published", metavar="DATE", help='When the report came out, or "not yet", or "not recorded".'
)
@click.option("--year", help="The year of its folder, where neither date is known.")
@click.option("--framework", metavar="ID", help="The programme; the newest one in force, if left out.")
@click.option("--overall", metavar="RATING", help="The overall rating, in the programme's words.")
@click.option("--title", help="The title of the report, to the letter.")
@click.option("--publisher", metavar="NAME", help="Who published the first source.")
@click.option("--url", help="The address of the first source.")
@today_option(READ)
@click.pass_obj
def inspection(project: Project, /, today: str, **given: str | None) -> None:
    """Write the file of an inspection."""
    content = _read(project, day(today))
    questions = about_inspection(content, day(today))
    answers = answered(
        questions, given, lambda answers: _told(content, inspection_draft, answers, day(today))
    )
    _finish(project, inspection_draft(content, answers, day(today)), day(today))


@new.command(
    epilog=examples(
        "new provider",
        'new provider --name "Example Probation Delivery Unit" --short-name "Example PDU" --kind pdu',
    )
)
@click.option("--name", metavar="NAME", help="The full name.")
@click.option("--short-name", metavar="NAME", help="The name for headings and charts.")
@click.option("--kind", help="One of the kinds of site_data.yaml.")
@click.option("--id", help="The name of its file; made from the short name, if left out.")
@click.option("--aliases", metavar="NAMES", help="Other names that sources use, with commas between them.")
@click.option("--part-of", metavar="NAME", help="The larger provider: its id, or words of its name.")
@click.option("--areas", metavar="PLACES", help="The places that it serves, with commas between them.")
@click.option("--publisher", metavar="NAME", help="Who published the first source.")
@click.option("--url", help="The address of the first source.")
@today_option(READ)
@click.pass_obj
def provider(project: Project, /, today: str, **given: str | None) -> None:
    """Write the file of a provider."""
    content = _read(project, day(today))
    answers = answered(
        about_provider(content),
        given,
        lambda answers: _told(content, provider_draft, answers, day(today)),
    )
    _finish(project, provider_draft(content, answers, day(today)), day(today))


def _read(project: Project, today: PartialDate) -> Content:
    content, problems = pipeline.check(project, today, Cache(project.cache))
    if content is None:
        print_problems(project, located(problems, project.root))
        raise click.exceptions.Exit(count(problems))
    return content


def _told(content: Content, drafting: Drafting, answers: Answers, today: PartialDate) -> list[str]:
    """What is wrong with the answers, in the words of check."""
    draft = drafting(content, answers, today)
    if not re.fullmatch(r"((19|20)\d\d)?", answers.get("year", ""), re.ASCII):
        return [f'"{answers["year"]}" is not a year. Write it as 2019.']
    if "year" in answers and answers["year"] != year(answers):
        return [f"the dates say that it is of {year(answers)}. Leave this out."]
    if "published" in answers and draft.folder == "inspections":
        _refuse_unfinished(content, f"content/inspections/{year(answers)}/{answers.get('provider')}")
    named = {
        f"content/{folder}/{answers.get(name)}.yaml"
        for name, folder in (("provider", "providers"), ("framework", "frameworks"), ("part_of", "providers"))
    }
    if unread := sorted(content.broken & named):
        return [f"{unread[0]} is there, but something in it is missing or wrong. Finish it first."]
    for name in ("provider", "part_of"):
        if answers.get(name, "") not in {"", *content.providers}:
            return [_nobody(content, answers[name])]
    if draft.folder == "providers" and (draft.id in content.providers or draft.file in content.broken):
        return [
            f"{draft.file} is there already, and was left as it is. Work on that one, or give another id."
        ]
    found = faults(content, draft, today)
    if same := next(
        (problem for problem in found if problem.rule == inspections_are_there_once.__name__), None
    ):
        raise click.ClickException(
            f"{same.message[:1].upper()}{same.message[1:]} That file was left as it is.\n"
            "Add to it what you know. If yours is another one, both need the day on which the report came "
            "out, or that of the fieldwork."
        )
    return list(_sentences(found, draft, answers))


def _refuse_unfinished(content: Content, first: str) -> None:
    """Raises click.ClickException where a file of that provider and year is begun: it may be of this one."""
    for file in sorted(content.broken):
        if re.fullmatch(rf"{re.escape(first)}(-\d+)?\.yaml", file):
            raise click.ClickException(
                f"{file} is there already, and was left as it is. Something in it is missing or wrong.\n"
                f"Finish it first: python build.py check {file} says what is left. If you want to add "
                "another inspection of that year, run this again afterwards: it gets a file of its own."
            )


def _nobody(content: Content, name: str) -> str:
    near = [f'"{value}"' for value in alike(name, provider_choices(content))]
    meant = f" Did you mean {listed(near, 'or')}?" if near else ""
    return f'there is no provider "{name}".{meant} If it is a new one: python build.py new provider'


def _sentences(found: Iterable[Problem], draft: Draft, answers: Answers) -> Iterator[str]:
    """A sentence for each fault of something that has been answered."""
    asked = list(answers)[-1:]
    for problem in found:
        name = str(problem.path[-1 if problem.path[0] == "sources" else 0]) if problem.path else ""
        told = f"{problem.message} {problem.hint}".strip()
        if problem.file != draft.file:
            yield f"{problem.file} would be wrong then: {told}"
        elif name in answers:
            yield told if name in asked else f"{name}: {told}"


def written(project: Project, draft: Draft) -> None:
    """Write a file that is not there yet. Raises click.ClickException where it is, or cannot be written."""
    path = project.root / draft.file
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(draft.text)
    except OSError as error:
        there = "is there already, and was left as it is"
        told = there if path.exists() else f"cannot be written: {error.strerror}"
        raise click.ClickException(f"{draft.file} {told}.") from None


def _finish(project: Project, draft: Draft, today: PartialDate) -> None:
    """Write the file, and tell what is left to do."""
    written(project, draft)
    _, problems = pipeline.check(project, today, Cache(project.cache))
    click.echo(f"\nWrote {draft.file}.")
    if left := [problem for problem in errors(problems) if problem.file == draft.file]:
        click.echo("Left to fill in, or to delete where your sources do not say it:")
        for problem in left:
            click.echo(f"  line {problem.line:<3}  {problem.where}")
    if draft.folder == "providers" and project.schemas.is_dir():
        changed, _ = renewed(project, Cache(project.cache))
        if changed:
            click.echo(f"Renewed {listed(changed)}, so that {draft.id} is offered where you write.")
    schemas = f" {project.schemas.name}" if project.schemas.is_dir() else ""
    click.echo(
        "\nThen:\n"
        f"  python build.py check {draft.file}\n"
        "      says what is still missing or wrong\n"
        "  python build.py serve\n"
        "      shows the page as readers will see it\n"
        f"  git add {project.content.name}{schemas}\n"
        "      takes what is new here, to hand it in"
    )
