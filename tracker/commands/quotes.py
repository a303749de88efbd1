"""quotes: the record's quotations beside the texts that they are taken from."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from tracker import pipeline
from tracker.cache import Cache
from tracker.commands.console import count, print_problems, progress
from tracker.commands.options import day, examples, format_option, today_option
from tracker.pipeline import Tell, silent
from tracker.stages.captures import captured, uncited
from tracker.stages.confirm import confirmed
from tracker.stages.ledger import ledger_text
from tracker.stages.reading.locate import located
from tracker.stages.write import texts_written
from tracker.values.capture import Confirmation
from tracker.values.dates import PartialDate
from tracker.values.problem import Family, Format, errors, in_order, of_rule
from tracker.values.project import Project
from tracker.values.records.content import VERIFIED_FILE


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
@today_option("The day to write down as that of the comparison, if it is not the current one.")
@format_option
@click.pass_obj
def quotes(project: Project, captures: Path, today: str, form: Format) -> None:
    """Compare quotations with saved texts of their sources, and write content/verified.yaml."""
    with progress() as tell:
        compared = confirmation(project, captures, day(today), tell)
    print_problems(project, compared.problems, form)
    click.echo(compared.counts or "Nothing was compared; content/verified.yaml is as it was.", err=True)
    sys.exit(count(compared.problems))


def confirmation(project: Project, folder: Path, today: PartialDate, tell: Tell = silent) -> Confirmation:
    """Compare what the record says to the letter with saved texts, and write the ledger of what was found.

    The folder holds the texts and their index. With any error in the records or the captures nothing is
    compared and nothing is written; passages that are not found are only left out of the ledger.
    """
    content, problems = pipeline.check(project, today, Cache(project.cache), tell)
    tell("Reading the captures")
    captures, found = captured(folder)
    problems = (*errors(problems), *located(of_rule(Family.CAPTURES_CAN_BE_READ, found), Path()))
    if content is None or problems:
        return Confirmation(in_order(problems))
    tell("Comparing the words")
    compared = confirmed(content, captures, today)
    unused = of_rule(Family.CAPTURES_CAN_BE_READ, uncited(captures, content, folder))
    tell("Writing the ledger")
    ledger = {VERIFIED_FILE: ledger_text(compared.ledger, compared.words)}
    _, unwritten = texts_written(ledger, project.root)
    problems = (*located(compared.problems, project.root), *located(unused, Path()), *unwritten)
    return replace(compared, problems=in_order(problems))
