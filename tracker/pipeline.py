"""The order of the stages. No other module knows it."""

from collections.abc import Callable
from dataclasses import replace

from tracker.cache import Cache
from tracker.stages.check import checked
from tracker.stages.derive import derived
from tracker.stages.draw import drawn
from tracker.stages.load import loaded
from tracker.stages.plan import planned
from tracker.stages.reading.locate import located
from tracker.stages.render import rendered
from tracker.stages.verify import verified
from tracker.stages.write import written
from tracker.values.dates import PartialDate
from tracker.values.problem import Problem, errors, in_order
from tracker.values.project import Project
from tracker.values.records import Content
from tracker.values.report import Report


def _silent(_stage: str) -> None:
    """Tell nobody."""


def build(
    project: Project,
    today: PartialDate,
    *,
    address: str | None = None,
    repository: str | None = None,
    tell: Callable[[str], None] = _silent,
) -> Report:
    """Turn a project's records into its site, as of a day.

    `address` and `repository` take the place of those in the settings. `tell` hears of each stage as
    it begins. With any error nothing is written and what was published stays as it was.
    """
    cache = Cache(project.cache)
    content, problems = check(project, today, cache, tell)
    if content is None or errors(problems):
        return Report(problems)
    tell("Working out the facts")
    facts = derived(_published_at(content, address, repository), today)
    plan, found = planned(facts, content.pages, project.static)
    problems += located(found, project.root)
    if errors(found):
        return Report(in_order(problems))
    tell("Drawing the charts")
    drawings = drawn(plan.charts, cache)
    tell("Rendering the pages")
    files, found = rendered(plan, facts, drawings, project.templates, cache)
    problems += found or verified(files)
    if errors(problems):
        return Report(in_order(problems))
    tell("Writing the site")
    changes, found = written(files, project.output)
    cache.sweep()
    problems = in_order((*problems, *found))
    return Report(problems, len(facts.inspections), len(facts.providers), len(plan.pages), changes)


def check(
    project: Project, today: PartialDate, cache: Cache, tell: Callable[[str], None] = _silent
) -> tuple[Content | None, tuple[Problem, ...]]:
    """The records, and everything that is wrong with them, each with its place."""
    tell("Reading the records")
    content, problems = loaded(project, cache)
    if content is not None:
        tell("Checking the records")
        problems += checked(content, today)
    return content, in_order(located(problems, project.root))


def _published_at(content: Content, address: str | None, repository: str | None) -> Content:
    given = {"address": address, "repository": repository}
    changes = {name: value for name, value in given.items() if value}
    return replace(content, site=content.site.model_copy(update=changes))
