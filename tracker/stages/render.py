"""Pages to text: Jinja for the frame, Markdown for prose, each page kept until what goes in changes."""

import json
import re
import sys
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
import jinja2.meta
from markupsafe import Markup

from tracker.cache import Cache, code_digest, digest
from tracker.stamp import stats
from tracker.values.chart import Chart, Drawing
from tracker.values.citation import citation, edit_address
from tracker.values.dates import PartialDate
from tracker.values.facts import Facts
from tracker.values.file import File, file_of
from tracker.values.page import NOT_FOUND, Page, Plan, in_full, relative, slug
from tracker.values.problem import Family, Problem
from tracker.values.project import ENGINE
from tracker.values.prose import anchors as ids_of
from tracker.values.words import sentence

_KIND = "pages"
_MARKDOWN_EXTENSIONS = ("fenced_code", "sane_lists", "tables")
_MARKDOWN_TAGS = frozenset(
    {"a", "abbr", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong"}
    | {"sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
_MARKDOWN_ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}}
# Templates and texts name pages and files from the root of the site: in tags, not in words that look so.
_LINK = re.compile(r'(?<!<base)( (?:href|src)=")(/(?!/)[^"<>]*)(?="[^<>]*>)')
_HEADING = re.compile(r"<(h[2-4])>(.*?)</\1>", re.DOTALL)


def rendered(
    plan: Plan, facts: Facts, drawings: Mapping[str, Drawing], templates: Path, cache: Cache
) -> tuple[dict[str, File], tuple[Problem, ...]]:
    """Every page and static file by its path in the output folder, and faults of templates.

    A page that the cache has is not read: often nobody asks for what is in it.
    """
    # Whatever has changed of the templates, all are loaded anew: one that imports another keeps its macros.
    state = digest(str(templates), repr(stats(templates)))
    environment = cache.live("environment", state, lambda: jinja_environment(templates))
    assets = {asset.name: asset.url for asset in plan.assets}
    shared = {"site": facts.site, "as_of": facts.as_of, "tokens": plan.tokens, "site_card": plan.card}
    shared["handbook"] = bool(facts.handbook)
    libraries = [version(name) for name in ("jinja2", "markdown", "nh3")]
    given = repr((sys.version, libraries, shared, sorted(assets.items())))
    engine = digest(code_digest(ENGINE / "tracker"), given)
    files = {asset.url.lstrip("/"): file_of(asset.content) for asset in plan.assets}
    problems = []
    templates_read: dict[str, str] = {}
    for page in plan.pages:
        drawn = [drawings[chart.id].key for chart in page.charts]
        try:
            if page.template not in templates_read:
                templates_read[page.template] = _template_digest(environment, page.template, cache)
            key = digest(engine, templates_read[page.template], repr(page), repr(drawn))
            make = partial(_text, environment, page, {**shared, "page": page}, assets, drawings)
            files[page.file] = _kept(key, make, cache)
        except Exception as error:  # a template can raise anything, and the editor must learn where
            problems.append(_template_problem(error, page))
    return files, tuple(problems)


def _kept(key: str, make: Callable[[], str], cache: Cache) -> File:
    """A page as a file: made now unless the cache has it, and anew should it prove to be damaged there."""
    if not cache.has(_KIND, key):
        text = make()
        cache.put(_KIND, key, text)
        if not cache.has(_KIND, key):  # a cache that takes nothing
            return File(key, text.encode)

    def read() -> bytes:
        text = cache.get(_KIND, key)
        return (make() if text is None else text).encode()

    return File(key, read)


def _text(
    environment: jinja2.Environment,
    page: Page,
    shared: Mapping[str, Any],
    assets: Mapping[str, str],
    drawings: Mapping[str, Drawing],
) -> str:
    site = shared["site"]

    def asset(name: str) -> str:
        return assets[name]

    def absolute(url: str) -> str:
        return in_full(url, site.address)

    def markdown(text: str, *, anchors: bool = False) -> Markup:
        return _markdown(text, anchors=anchors)

    def edit(file: str) -> str:
        return edit_address(file, site.repository)

    def drawing(chart: Chart) -> Drawing:
        return drawings[chart.id]

    tools = {"asset": asset, "absolute": absolute, "edit": edit, "markdown": markdown, "drawing": drawing}
    # A missing page may be asked for at any depth, so its relative links need a base.
    base = urlsplit(in_full("/", site.address)).path if page.url == NOT_FOUND else ""
    cited = citation(page, site, shared["as_of"])
    context = {**shared, **page.context, **tools, "base": base, "citation": cited}
    text = str(environment.get_template(page.template).render(context))
    if page.template.endswith(".html"):
        text = _LINK.sub(lambda match: match[1] + relative(match[2], page.url), text)
    return re.sub(r"[ \t]+\n", "\n", text).strip() + "\n" if text.strip() else ""


def _template_problem(error: Exception, page: Page) -> Problem:
    """A fault of a template, with the line that was being rendered where that is known."""
    name, line = page.template, 0
    if isinstance(error, jinja2.TemplateSyntaxError):
        name, line = error.name or name, error.lineno
    else:
        files = ((Path(f.filename).as_posix(), f.lineno) for f in traceback.extract_tb(error.__traceback__))
        for file, number in files:
            if "/templates/" in file:
                name, line = file.rpartition("/templates/")[2], number or 0
    told = error.name if isinstance(error, jinja2.TemplateNotFound) else error  # not where it was sought
    message = f"{type(error).__name__}: {told}."
    return Problem(
        f"templates/{name}", message, f"Found while rendering {page.url}.",
        line=line, column=1, rule=Family.PAGES_CAN_BE_MADE,
    )  # fmt: skip


def jinja_environment(templates: Path) -> jinja2.Environment:
    """What templates are read and rendered with: a name that is not there is a fault, text is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=jinja2.select_autoescape(("html", "xml"), default_for_string=True),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["timestamp"] = timestamp
    environment.filters["slug"] = slug
    environment.filters["sentence"] = sentence
    return environment


def timestamp(moment: PartialDate) -> str:
    """A date as Atom wants it (RFC 3339): the first moment of the earliest day that it can mean."""
    return f"{moment.earliest.isoformat()}T00:00:00Z"


def _markdown(text: str, *, anchors: bool) -> Markup:
    """Cleaned HTML, with ids of headings only where a page is all prose."""
    # Imported here because a build that finds every page in the cache needs neither.
    import markdown  # noqa: PLC0415 - see above
    import nh3  # noqa: PLC0415 - see above

    html = markdown.markdown(text, extensions=_MARKDOWN_EXTENSIONS, output_format="html")
    # The page has its first-level heading already.
    lowered = re.sub(r"(</?)h1\b", r"\1h2", html)
    clean = nh3.clean(
        lowered,
        tags=set(_MARKDOWN_TAGS),
        attributes=_MARKDOWN_ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )
    return Markup(_as_page(clean) if anchors else clean)  # noqa: S704 - cleaned by nh3


def _as_page(html: str) -> str:
    """A text as a page: headings can be linked to; tables have a head for each row; all fits a phone."""
    ids = ids_of([Markup(title).striptags() for _, title in _HEADING.findall(html)])  # noqa: S704 - cleaned
    html = _HEADING.sub(lambda found: f'<{found[1]} id="{next(ids)}">{found[2]}</{found[1]}>', html)
    # What scrolls sideways must be reached with the keyboard.
    html = html.replace("<table>", '<table class="stacks">').replace("<pre>", '<pre tabindex="0">')
    return re.sub(r"(<tr>\s*)<td>(.*?)</td>", r'\1<th scope="row">\2</th>', html)


def _template_digest(environment: jinja2.Environment, name: str, cache: Cache) -> str:
    """The hash of a template and of all that it extends, includes and imports."""
    found, ahead = set[str](), {name}
    while ahead:
        template = ahead.pop()
        found.add(template)
        source = _source(environment, template)
        read = partial(_references, environment, source)
        ahead |= {*cache.kept("references", digest(source), read, dump=json.dumps, load=json.loads)} - found
    return digest(*(_source(environment, part) for part in sorted(found)))


def _references(environment: jinja2.Environment, source: str) -> list[str]:
    """The templates that a template names."""
    return sorted(set(filter(None, jinja2.meta.find_referenced_templates(environment.parse(source)))))


def _source(environment: jinja2.Environment, name: str) -> str:
    assert environment.loader is not None  # noqa: S101 - set where the environment is made
    source, _file, _fresh = environment.loader.get_source(environment, name)
    return source
