"""Facts to pages: which addresses the site has, with which template and what each is given.

To add a page, write a function here that yields it and name it in `planned`.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tracker.cache import digest
from tracker.stages.charts import (
    figure_context,
    national_timeline,
    rating_distribution,
    rating_history,
    standards_grid,
    standards_profile,
)
from tracker.values.chart import Chart
from tracker.values.facts import Facts, InspectionFacts
from tracker.values.page import HOME, NOT_FOUND, PROVIDERS, TIMELINE, Asset, Page, Plan, file_of_url
from tracker.values.problem import Problem
from tracker.values.records import MarkdownPage

_ASSET = re.compile(r"([\w-]+/)*[\w-]+\.[\w]+", re.ASCII)
FEED_ENTRIES = 50
NEWEST = 6  # inspections on the home page


def planned(
    facts: Facts, prose: Mapping[str, MarkdownPage], static: Path
) -> tuple[Plan, tuple[Problem, ...]]:
    """The plan of the site, with a problem for each double address and each unfit static file."""
    readable = (
        *_home(facts),
        *_providers(facts),
        *(_inspection(facts, inspection) for inspection in facts.inspections),
        *_frameworks(facts),
        *_timeline(facts),
        *_prose(prose),
    )
    pages = (*readable, *_machine_files(facts, readable))
    assets = list(_assets(static))
    plan = Plan(pages, tuple(found for found in assets if isinstance(found, Asset)))
    return plan, (*_collisions(plan), *(found for found in assets if isinstance(found, Problem)))


def _home(facts: Facts) -> Iterator[Page]:
    distribution = rating_distribution.describe(facts)
    yield Page(
        HOME,
        "pages/home.html",
        facts.site.title,
        facts.site.description,
        {
            "providers": facts.providers,
            "newest": facts.inspections[:NEWEST],
            "areas": facts.areas,
            "total": len(facts.inspections),
            "distribution": distribution,
        },
        _drawn(distribution),
    )


def _providers(facts: Facts) -> Iterator[Page]:
    described = "Every probation provider on record, with its last rating and when it was given."
    by_kind = [
        (kind, [provider for provider in facts.providers if provider.record.kind == kind_id])
        for kind_id, kind in facts.site.provider_kinds.items()
    ]
    context = {"groups": tuple((kind, tuple(found)) for kind, found in by_kind if found)}
    yield Page(PROVIDERS, "pages/providers.html", "Providers", described, context)
    for provider in facts.providers:
        history, grid = rating_history.describe(provider), standards_grid.describe(provider)
        figured = [inspection for inspection in provider.inspections if inspection.evidence.figures]
        contexts = _figures_in_context(facts, figured[0]) if figured else ()
        yield Page(
            provider.url,
            "pages/provider.html",
            provider.record.short_name,
            provider.summary,
            {"provider": provider, "history": history, "grid": grid, "contexts": contexts},
            _drawn(history, grid, *contexts),
        )


def _inspection(facts: Facts, inspection: InspectionFacts) -> Page:
    profile = standards_profile.describe(inspection)
    contexts = _figures_in_context(facts, inspection)
    return Page(
        inspection.url,
        "pages/inspection.html",
        inspection.name,
        _described(inspection),
        {"inspection": inspection, "profile": profile, "contexts": contexts},
        _drawn(profile, *contexts),
    )


def _figures_in_context(facts: Facts, inspection: InspectionFacts) -> tuple[Chart, ...]:
    found = (
        figure_context.describe(
            figure, inspection, facts.measures[figure.measure], facts.values[figure.measure]
        )
        for figure in inspection.evidence.figures
        if figure.measure
    )
    return _drawn(*found)


def _described(inspection: InspectionFacts) -> str:
    rated = (
        f"rated {inspection.overall.word}" if inspection.overall.level else inspection.overall.word.lower()
    )
    return f"{inspection.name}: {rated}. What inspectors found, with every source."


def _frameworks(facts: Facts) -> Iterator[Page]:
    for framework in facts.frameworks:
        record = framework.record
        yield Page(
            framework.url, "pages/framework.html", record.short_name, record.summary, {"framework": framework}
        )


def _timeline(facts: Facts) -> Iterator[Page]:
    chart = national_timeline.describe(facts)
    described = "Every inspection on record by date, with the national milestones of probation."
    context = {"years": facts.timeline, "awaited": facts.awaited, "chart": chart}
    yield Page(TIMELINE, "pages/timeline.html", "Timeline", described, context, _drawn(chart))


def _prose(prose: Mapping[str, MarkdownPage]) -> Iterator[Page]:
    for page in prose.values():
        yield Page(f"/{page.id}/", "pages/prose.html", page.title, _opening(page.text), {"text": page.text})


def _opening(markdown: str) -> str:
    """The first paragraph without its markup, as search engines show it."""
    first = markdown.strip().partition("\n\n")[0]
    return " ".join(re.sub(r"<[^>]*>|\[|\]\([^)]*\)|[*_`#]", "", first).split())


def _machine_files(facts: Facts, readable: tuple[Page, ...]) -> Iterator[Page]:
    yield Page(
        NOT_FOUND, "pages/404.html", "Page not found", "There is no page at this address.", listed=False
    )
    listed = {"urls": tuple(sorted(page.url for page in readable))}
    yield Page("/sitemap.xml", "feeds/sitemap.xml", context=listed, listed=False)
    yield Page("/robots.txt", "feeds/robots.txt", listed=False)
    newest = tuple(inspection for inspection in facts.inspections if inspection.published)[:FEED_ENTRIES]
    yield Page("/feed.xml", "feeds/feed.xml", facts.site.title, context={"inspections": newest}, listed=False)
    # Without this file GitHub Pages runs Jekyll, which drops what begins with an underscore.
    yield Page("/.nojekyll", "feeds/empty.txt", listed=False)
    if facts.site.domain:
        yield Page("/CNAME", "feeds/cname.txt", listed=False)


def _assets(static: Path) -> Iterator[Asset | Problem]:
    for path in sorted(static.rglob("*")):
        name = path.relative_to(static).as_posix()
        if path.is_dir() or path.name.startswith("."):
            continue
        if not _ASSET.fullmatch(name):
            hint = "Use letters, digits, hyphens and one ending, such as site.css."
            yield Problem(f"static/{name!a}", "the file's name cannot be an address.", hint)
            continue
        try:
            content = path.read_bytes()
        except OSError as error:
            yield Problem(f"static/{name}", f"the file cannot be read: {error.strerror}.")
            continue
        url = path.relative_to(static).with_name(f"{path.stem}.{digest(content)[:10]}{path.suffix}")
        yield Asset(name, f"/static/{url.as_posix()}", content)


def _drawn(*charts: Chart | None) -> tuple[Chart, ...]:
    return tuple(chart for chart in charts if chart is not None)


def _collisions(plan: Plan) -> Iterator[Problem]:
    """Two pages at one address, also where a file system does not tell capitals apart."""
    seen: dict[str, str] = {}
    for url in (*(page.url for page in plan.pages), *(asset.url for asset in plan.assets)):
        earlier = seen.setdefault(file_of_url(url).casefold(), url)
        if earlier is not url:
            yield Problem(f"output{url}", f"two pages have this address: {earlier} and {url}.", "Rename one.")
