"""The order of the stages. No other module knows it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

from tracker.cache import Cache
from tracker.revision import records_at, same_text, short
from tracker.stages.captures import captured, uncited
from tracker.stages.check import checked
from tracker.stages.confirm import confirmed
from tracker.stages.derive import derived
from tracker.stages.describe import described, description_written, rests_on, undescribed
from tracker.stages.draw import downloads, drawn, signature
from tracker.stages.export import exported
from tracker.stages.history import compared
from tracker.stages.index import indexed
from tracker.stages.ledger import ledger_text, ledger_written
from tracker.stages.load import loaded
from tracker.stages.picture import pictured
from tracker.stages.plan import planned
from tracker.stages.reading.locate import located
from tracker.stages.render import rendered
from tracker.stages.verify import verified
from tracker.stages.write import written
from tracker.values.ahead import Ahead
from tracker.values.capture import Confirmation
from tracker.values.dates import PartialDate
from tracker.values.facts import Facts
from tracker.values.page import Plan
from tracker.values.problem import Family, Problem, errors, in_order, of_rule, warnings
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
    cache: Cache | None = None,
    ahead: Ahead | None = None,
) -> Report:
    """Turn a project's records into its site, as of a day.

    `address` and `repository` take the place of those in the settings. `tell` hears of each stage as
    it begins. With any error nothing is written and what was published stays as it was. Builds that
    follow each other may share a cache; `ahead` has pages made and shown before all others.
    """
    cache = cache or Cache(project.cache)
    content, problems = check(project, today, cache, tell)
    if content is None or errors(problems):
        return Report(problems)
    tell("Working out the facts")
    facts = derived(content := _published_at(content, address, repository), today)
    if ahead:
        ahead.show(_awaited(ahead.urls, project, content, facts, cache))
    data = exported(content, facts, cache)
    plan, found = planned(facts, content.pages, project.static, data)
    problems += located(found, project.root)
    if errors(found):
        return Report(in_order(problems))
    files, found = _made(plan, facts, project, cache, tell)
    files |= data.files
    problems += located(found, project.root) or verified(files, cache)
    if errors(problems):
        return Report(in_order(problems))
    tell("Writing the site")
    changes, found = written(files, project.output)
    cache.sweep()
    problems = in_order((*problems, *found))
    return Report(problems, len(facts.inspections), len(facts.providers), len(plan.pages), changes)


def _made(
    plan: Plan, facts: Facts, project: Project, cache: Cache, tell: Callable[[str], None]
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The files of all that is planned, of the share cards and of the search index."""
    tell("Drawing the charts")
    drawings = drawn(plan.charts, signature(facts.site), plan.tokens.light, cache)
    tell("Rendering the pages")
    files, found = rendered(plan, facts, drawings, project.templates, cache)
    files |= downloads(plan.charts, drawings) | pictured(plan.cards, plan.tokens.light, cache)
    tell("Making the search index")
    index, unmade = indexed(facts, cache)
    return files | index, (*found, *unmade)


def _awaited(
    urls: Collection[str], project: Project, content: Content, facts: Facts, cache: Cache
) -> Mapping[str, bytes]:
    """The files of a few pages, as `_made` makes them; none where there is anything wrong."""
    plan, found = planned(facts, content.pages, project.static)
    plan = replace(plan, pages=tuple(page for page in plan.pages if page.url in urls))
    drawings = drawn(plan.charts, signature(facts.site), plan.tokens.light, cache)
    files, unmade = rendered(plan, facts, drawings, project.templates, cache)
    return {} if found or unmade else files


def check(
    project: Project,
    today: PartialDate,
    cache: Cache,
    tell: Callable[[str], None] = _silent,
    since: str | None = None,
) -> tuple[Content | None, tuple[Problem, ...]]:
    """The records, and everything that is wrong with them; each error has its place.

    There can be so many warnings that finding their places takes long: `placed` does it for those that
    are told. With `since`, a git revision, also what was published then and has changed without a
    correction, and of the warnings only those of files that have changed. Raises RevisionError where
    that revision cannot be read.
    """
    tell("Reading the records")
    content, problems = loaded(project, cache)
    if content is not None:
        tell("Checking the records")
        problems += checked(content, today)
        problems += of_rule(Family.SCHEMAS_KNOW_EVERY_ID, undescribed(content, project.schemas))
    if content is not None and since is not None:
        tell(f"Comparing with {since}")
        problems = _compared(project, cache, content, problems, since)
    return content, in_order((*located(errors(problems), project.root), *warnings(problems)))


def placed(project: Project, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems of a check, also the warnings each with its place."""
    return in_order(located(problems, project.root))


def describe(project: Project, cache: Cache) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Write what explains the records to those who edit them; gives the files that changed, and problems.

    Nothing is written where a file that it rests on is wrong; others may be.
    """
    content, problems = loaded(project, cache)
    changed: tuple[str, ...] = ()
    problems = tuple(problem for problem in errors(problems) if rests_on(problem.file))
    if content is not None and not problems:
        changed, problems = description_written(project.root, described(content))
        problems = of_rule(Family.FILES_CAN_BE_WRITTEN, problems)
    return changed, in_order(located(problems, project.root))


def quotes(
    project: Project, folder: Path, today: PartialDate, tell: Callable[[str], None] = _silent
) -> Confirmation:
    """Compare what the record says to the letter with saved texts, and write the ledger of what was found.

    The folder holds the texts and their index. With any error in the records or the captures nothing is
    compared and nothing is written; passages that are not found are only left out of the ledger.
    """
    content, problems = check(project, today, Cache(project.cache), tell)
    tell("Reading the captures")
    captures, found = captured(folder)
    problems = (*errors(problems), *located(of_rule(Family.CAPTURES_CAN_BE_READ, found), Path()))
    if content is None or problems:
        return Confirmation(in_order(problems))
    tell("Comparing the words")
    compared = confirmed(content, captures, today)
    problems = located(compared.problems, project.root)
    unused = of_rule(Family.CAPTURES_CAN_BE_READ, uncited(captures, content, folder))
    problems += located(unused, Path())
    tell("Writing the ledger")
    problems += ledger_written(project.root, ledger_text(compared.ledger, compared.words))
    return replace(compared, problems=in_order(problems))


def _compared(
    project: Project, cache: Cache, content: Content, problems: tuple[Problem, ...], since: str
) -> tuple[Problem, ...]:
    with records_at(project.root, since) as root:
        before, _ = loaded(Project.at(root), cache)
        files = {problem.file for problem in warnings(problems)}
        changed = {file for file in files if not same_text(project.root / file, root / file)}
    kept = (problem for problem in warnings(problems) if problem.file in changed)
    return (*errors(problems), *kept, *(compared(before, content, short(since)) if before else ()))


def _published_at(content: Content, address: str | None, repository: str | None) -> Content:
    given = {"address": address, "repository": repository}
    changes = {name: value for name, value in given.items() if value}
    return replace(content, site=content.site.model_copy(update=changes))
