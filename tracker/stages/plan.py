"""Facts to pages: which pages there are, at which address, with which facts, charts and files.

To add a page, write a function in `pages/` that yields it and name it in `PAGES`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from tracker.cache import digest
from tracker.stages.pages.areas import areas
from tracker.stages.pages.compare import comparisons, standards
from tracker.stages.pages.corrections import corrections
from tracker.stages.pages.coverage import coverage
from tracker.stages.pages.data import data
from tracker.stages.pages.embeds import embeds
from tracker.stages.pages.evidence import quotes, sources
from tracker.stages.pages.feeds import feeds
from tracker.stages.pages.frameworks import frameworks
from tracker.stages.pages.handbook import handbook
from tracker.stages.pages.home import home
from tracker.stages.pages.inspections import inspections
from tracker.stages.pages.machine import machine_files
from tracker.stages.pages.measures import measures
from tracker.stages.pages.prose import texts
from tracker.stages.pages.providers import providers
from tracker.stages.pages.search import search
from tracker.stages.pages.sharing import site_card
from tracker.stages.pages.timeline import timeline
from tracker.values.facts import Facts
from tracker.values.open_data import OpenData
from tracker.values.page import Asset, Page, Plan, file_of_url
from tracker.values.problem import Family, Problem, of_rule
from tracker.values.project import RESERVED
from tracker.values.records import MarkdownPage
from tracker.values.style_sheet import minified
from tracker.values.tokens import STYLE_SHEET, Tokens, tokens

PAGES: tuple[Callable[[Facts], Iterator[Page]], ...] = (
    home,
    areas,
    providers,
    inspections,
    frameworks,
    timeline,
    comparisons,
    standards,
    measures,
    quotes,
    sources,
    corrections,
    coverage,
    search,
    handbook,
    feeds,
    embeds,
)
_MAX_BYTES = 10 * 1024 * 1024  # of a static file: readers on a phone wait a minute for so much
_ASSET = re.compile(r"([\w-]+/)*[\w-]+\.[\w]+", re.ASCII)


def planned(
    facts: Facts, prose: Mapping[str, MarkdownPage], static: Path, open_data: OpenData | None = None
) -> tuple[Plan, tuple[Problem, ...]]:
    """The plan of the site, with a problem for each double address and each unfit static file.

    Without the open data it has no page for them.
    """
    about = data(facts, open_data) if open_data else ()
    readable = (*(page for pages in PAGES for page in pages(facts)), *about, *texts(prose))
    pages = (*readable, *machine_files(facts, readable))
    assets = list(_assets(static))
    published = tuple(found for found in assets if isinstance(found, Asset))
    colours = _colours(published)
    given = colours if isinstance(colours, Tokens) else Tokens({}, {})
    plan = Plan(pages, published, site_card(facts.site), given)
    faults = (found for found in (*assets, colours) if isinstance(found, Problem))
    return plan, of_rule(Family.PAGES_CAN_BE_MADE, (*_collisions(plan), *faults))


def _assets(static: Path) -> Iterator[Asset | Problem]:
    for path in sorted(static.rglob("*")):
        name = path.relative_to(static).as_posix()
        if path.is_dir() or path.name.startswith("."):
            continue
        if not _ASSET.fullmatch(name):
            hint = "Use letters, digits, hyphens and one ending, such as site.css."
            yield Problem(f"static/{name!a}", "the file's name cannot be an address.", hint)
            continue
        if path.stat().st_size > _MAX_BYTES:
            hint = "Make it smaller, or link to it where it is published."
            yield Problem(f"static/{name}", f"the file has more than {_MAX_BYTES:,} bytes.", hint)
            continue
        try:
            content = path.read_bytes()
        except OSError as error:
            yield Problem(f"static/{name}", f"the file cannot be read: {error.strerror}.")
            continue
        if path.suffix == ".css":
            content = minified(content.decode(errors="replace")).encode()
        url = path.relative_to(static).with_name(f"{path.stem}.{digest(content)[:10]}{path.suffix}")
        yield Asset(name, f"/static/{url.as_posix()}", content)


def _colours(assets: Iterable[Asset]) -> Tokens | Problem:
    css = next((asset.content for asset in assets if asset.name == STYLE_SHEET), b"")
    try:
        return tokens(css.decode(errors="replace"))
    except ValueError as error:
        hint = "Charts and share cards take their colours from it."
        return Problem(f"static/{STYLE_SHEET}", f"it has no colour for {error}.", hint)


def _collisions(plan: Plan) -> Iterator[Problem]:
    """Two pages at one address, also where a file system does not tell capitals apart."""
    seen: dict[str, str] = {}
    for url in (*(page.url for page in plan.pages), *(asset.url for asset in plan.assets)):
        earlier = seen.setdefault(file_of_url(url).casefold(), url)
        if "//" in url or any(map(RESERVED.fullmatch, url.split("/"))):
            message = "the address has an empty part, or one that no file on Windows can have as its name."
            yield Problem(f"output{url}", message, "Rename what the page is about.")
        if earlier is not url:
            yield Problem(f"output{url}", f"two pages have this address: {earlier} and {url}.", "Rename one.")
