"""Pages to text: Jinja for the frame, Markdown for prose, each page kept until what goes in changes."""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2

from tracker.cache import Cache, code_digest, digest
from tracker.spread import spread
from tracker.stages.rendering.markdown import markdown
from tracker.stages.rendering.templates import jinja_environment, template_digest, template_problem
from tracker.stamp import stats
from tracker.values.chart import Chart, Drawing
from tracker.values.citation import citation, edit_address
from tracker.values.facts import Facts
from tracker.values.file import File, file_of
from tracker.values.page import NOT_FOUND, Page, Plan, in_full, relative
from tracker.values.problem import Problem
from tracker.values.project import ENGINE

_KIND = "pages"
_FEW = 200  # of so many pages each process makes some in the time that it takes to begin
# Templates and texts name pages and files from the root of the site: in tags, not in words that look so.
_LINK = re.compile(r'( (?:href|src)=")(/(?!/)[^"<>]*)(?="[^<>]*>)')
Look = Callable[[File, Cache], object]
Drawings = Mapping[str, Drawing]


def rendered(
    plan: Plan, facts: Facts, drawings: Drawings, templates: Path, cache: Cache, *, look: Look
) -> tuple[dict[str, File], tuple[Problem, ...]]:
    """Every page and static file by its path in the output folder, and faults of templates.

    A page that the cache has is not read: often nobody asks for what is in it. Where it lacks many, they
    are made on all processors, and there `look` is shown each as soon as it is made.
    """
    # Whatever has changed of the templates, all are loaded anew: one that imports another keeps its macros.
    state = digest(str(templates), repr(stats(templates)))
    assets = {asset.name: asset.url for asset in plan.assets}
    shared = {"site": facts.site, "as_of": facts.as_of, "tokens": plan.tokens, "site_card": plan.card}
    shared["handbook"] = bool(facts.handbook)
    press = _Press(templates, state, shared, assets, cache, look)
    libraries = [version(name) for name in ("jinja2", "markdown", "nh3")]
    given = repr((sys.version, libraries, shared, sorted(assets.items())))
    engine = digest(code_digest(ENGINE / "tracker"), given)
    files = {asset.url.lstrip("/"): file_of(asset.content) for asset in plan.assets}
    problems = []
    read: dict[str, str] = {}
    missing: list[_Job] = []
    for page in plan.pages:
        drawn = {chart.id: drawings[chart.id] for chart in page.charts}
        try:
            if page.template not in read:
                read[page.template] = template_digest(press.environment(), page.template, cache)
        except Exception as error:  # a template can raise anything, and the editor must learn where
            problems.append(template_problem(error, page))
            continue
        key = digest(engine, read[page.template], repr(page), repr([each.key for each in drawn.values()]))
        files[page.file] = File(key, partial(press.read, (key, page, drawn)))
        if not cache.has(_KIND, key):
            missing.append((key, page, drawn))
    for (key, page, _), made in zip(missing, spread(press.made, missing, _FEW), strict=True):
        if isinstance(made, Problem):
            problems.append(made)
        elif made is not None:
            files[page.file] = File(key, made.encode)
    return files, tuple(problems)


_Job = tuple[str, Page, Drawings]
"""The key of a page, the page, and the drawings on it by the ids of their charts."""


@dataclass(frozen=True)
class _Press:
    """What all pages are made with, here or in another process.

    `state` is that of the templates, `shared` what every page is given, `assets` has addresses by name.
    """

    templates: Path
    state: str
    shared: Mapping[str, Any]
    assets: Mapping[str, str]
    cache: Cache
    look: Look

    def environment(self) -> jinja2.Environment:
        return self.cache.live("environment", self.state, lambda: jinja_environment(self.templates))

    def made(self, job: _Job) -> str | Problem | None:
        """Have the cache take a page; one that it does not take is given back."""
        key, page, drawn = job
        try:
            text = self.text(page, drawn)
        except Exception as error:  # see above
            return template_problem(error, page)
        kept = self.cache.put(_KIND, key, text)
        if page.file.endswith(".html"):
            self.look(File(key, text.encode), self.cache)
        return None if kept else text

    def read(self, job: _Job) -> bytes:
        """A page that was made, and is made anew should it prove to be damaged in the cache."""
        key, page, drawn = job
        text = self.cache.get(_KIND, key)
        return (self.text(page, drawn) if text is None else text).encode()

    def text(self, page: Page, drawings: Drawings) -> str:
        site = self.shared["site"]

        def asset(name: str) -> str:
            return self.assets[name]

        def absolute(url: str) -> str:
            return in_full(url, site.address)

        def edit(file: str) -> str:
            return edit_address(file, site.repository)

        def drawing(chart: Chart) -> Drawing:
            return drawings[chart.id]

        tools = {"asset": asset, "absolute": absolute, "edit": edit, "markdown": markdown, "drawing": drawing}
        # A missing page may be asked for at any depth, so its relative links need a base.
        base = urlsplit(in_full("/", site.address)).path if page.url == NOT_FOUND else ""
        cited = citation(page, site, self.shared["as_of"])
        context = {**self.shared, **page.context, **tools, "page": page, "base": base, "citation": cited}
        text = str(self.environment().get_template(page.template).render(context))
        if page.template.endswith(".html"):
            text = _LINK.sub(partial(_relative, page.url), text)
        text = "\n".join([line.rstrip(" \t") for line in text.split("\n")]).strip()
        return f"{text}\n" if text else ""


def _relative(url: str, link: re.Match[str]) -> str:
    """A link of the page at an address, as it leads from there."""
    if link.string.endswith("<base", 0, link.start()):  # which is where links start from, not a link
        return link[0]
    return link[1] + relative(link[2], url)
