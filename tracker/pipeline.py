"""How a site is built: the order of the stages, which no other module knows."""

from collections.abc import Callable
from dataclasses import replace

from tracker.cache import Cache
from tracker.stages.check import checked
from tracker.stages.derive import derived
from tracker.stages.describe import undescribed
from tracker.stages.draw import downloads, drawn, signature
from tracker.stages.export import exported
from tracker.stages.index import indexed
from tracker.stages.load import loaded
from tracker.stages.picture import pictured
from tracker.stages.plan import planned
from tracker.stages.reading.locate import located
from tracker.stages.render import rendered
from tracker.stages.verify import looked_through, verified
from tracker.stages.write import written
from tracker.values.ahead import Ahead
from tracker.values.dates import PartialDate
from tracker.values.facts import Facts
from tracker.values.file import File
from tracker.values.page import Plan
from tracker.values.problem import Problem, errors, in_order, warnings
from tracker.values.project import Project
from tracker.values.records import Content
from tracker.values.report import Report

Tell = Callable[[str], None]
"""Hears of each stage as it begins."""


def silent(_stage: str) -> None:
    """Tell nobody."""


def build(
    project: Project,
    today: PartialDate,
    *,
    address: str | None = None,
    repository: str | None = None,
    tell: Tell = silent,
    cache: Cache | None = None,
    ahead: Ahead | None = None,
) -> Report:
    """Turn a project's records into its site, as of a day.

    `address` and `repository` replace those in the settings. With any error nothing is written. Builds that
    follow each other may share a cache; `ahead` has some pages made and shown before all others.
    """
    cache = cache or Cache(project.cache)
    content, problems = check(project, today, cache, tell)
    if content is None or errors(problems):
        return Report(problems)
    tell("Working out the facts")
    facts = derived(content := _published_at(content, address, repository), today)
    _show(ahead, content, facts, project, cache)
    tell("Collecting the open data")
    index, data = indexed(facts, cache), exported(content, facts, cache)  # the index is made elsewhere
    plan, unfit = planned(facts, content.pages, project.static, data)
    if unfit:
        return Report(in_order((*problems, *located(unfit, project.root))))
    pictures = pictured(plan.cards, plan.tokens.light, cache)  # elsewhere
    files, faults = _pages(plan, facts, project, cache, tell)
    tell("Making the share cards and the search index")
    searchable, unmade = index()
    files |= {**pictures(), **searchable, **data.files}
    problems += located((*faults, *unmade), project.root) or verified(files, cache)
    if errors(problems):
        return Report(in_order(problems))
    tell("Writing the site")
    changes, unwritten = written(files, project.output, cache)
    cache.sweep()
    problems = in_order((*problems, *unwritten))
    return Report(problems, len(facts.inspections), len(facts.providers), len(plan.pages), changes)


def check(
    project: Project, today: PartialDate, cache: Cache, tell: Tell = silent
) -> tuple[Content | None, tuple[Problem, ...]]:
    """The records, and everything that is wrong with them.

    Each error has its place. There can be so many warnings that finding theirs takes long, so `located`
    does that for those that are told.
    """
    tell("Reading the records")
    content, problems = loaded(project, cache)
    if content is not None:
        tell("Checking the records")
        problems += (*checked(content, today), *undescribed(content, project.schemas))
    return content, in_order((*located(errors(problems), project.root), *warnings(problems)))


def _pages(
    plan: Plan, facts: Facts, project: Project, cache: Cache, tell: Tell = silent
) -> tuple[dict[str, File], tuple[Problem, ...]]:
    """The files of the pages that are planned and of their charts, and faults of templates."""
    tell("Drawing the charts")
    drawings = drawn(plan.charts, signature(facts.site), plan.tokens.light, cache)
    tell("Rendering the pages")
    files, faults = rendered(plan, facts, drawings, project.templates, cache, look=looked_through)
    return files | downloads(plan.charts, drawings), faults


def _show(ahead: Ahead | None, content: Content, facts: Facts, project: Project, cache: Cache) -> None:
    """Make the pages that somebody waits for, and show them unless anything is wrong."""
    if ahead is None:
        return
    plan, unfit = planned(facts, content.pages, project.static)
    plan = replace(plan, pages=tuple(page for page in plan.pages if page.url in ahead.urls))
    files, faults = _pages(plan, facts, project, cache)
    if not unfit and not faults:
        ahead.show({name: file.read() for name, file in files.items()})


def _published_at(content: Content, address: str | None, repository: str | None) -> Content:
    given = {"address": address, "repository": repository}
    changes = {name: value for name, value in given.items() if value}
    return replace(content, site=content.site.model_copy(update=changes))
