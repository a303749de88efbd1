"""Files of the site, before and after they are rendered."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.values.card import Card
from tracker.values.chart import CHARTS, Chart
from tracker.values.tokens import Tokens

NOT_FOUND = "/404.html"
TOUCH_ICON = "/apple-touch-icon.png"
HOME, PROVIDERS, TIMELINE, AREAS, MEASURES = "/", "/providers/", "/timeline/", "/areas/", "/measures/"
COMPARE, QUOTES, SOURCES, SEARCH = "/compare/", "/quotes/", "/sources/", "/search/"
INSPECTIONS = "/inspections/"
CORRECTIONS, COVERAGE, DATA = "/corrections/", "/coverage/", "/data/"
HANDBOOK = "/handbook/"
FEED, CORRECTIONS_FEED = "/feed.xml", "/corrections/feed.xml"
FIXED = {
    *(HOME, PROVIDERS, TIMELINE, AREAS, MEASURES, COMPARE, QUOTES),
    *(SOURCES, CORRECTIONS, COVERAGE, DATA, SEARCH, INSPECTIONS),
}
"""Addresses that are there whatever is on record."""
TAKEN = {CHARTS, "frameworks", "pagefind", "standards", "static", *(u.strip("/") for u in (*FIXED, HANDBOOK))}
"""First parts of addresses that no page of prose can have."""
LONG = 10
"""Rows above which readers are helped to search, filter and sort them."""
_ROOM = 100  # of the 255 bytes that the name of a folder can have


@dataclass(frozen=True, slots=True)
class Page:
    """A template and what it is given.

    `url` starts with a slash; one that ends with a slash becomes the `index.html` of a folder. `title`
    and `description` are for the head. `charts` are drawn before the page is rendered. A page that is
    not `listed` stays out of the sitemap. `scripts` are files of `static/` that it can do without; one
    that `searches` may load the search engine besides. `record` is the file that readers can edit it in,
    and `data` the address of its record as JSON. Without a `card` of its own it is shared with the
    site's. `structured` says for programs what the page is, in the words of https://schema.org.
    """

    url: str
    template: str
    title: str = ""
    description: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    charts: tuple[Chart, ...] = field(default=(), repr=False)  # the keys of their drawings tell of them
    listed: bool = True
    scripts: tuple[str, ...] = ()
    searches: bool = False
    record: str = ""
    data: str = ""
    card: Card | None = None
    structured: tuple[Mapping[str, Any], ...] = ()

    @property
    def file(self) -> str:
        """Where it is written, relative to the output folder."""
        return file_of_url(self.url)

    @property
    def policy(self) -> str:
        """What a browser may load for it: nothing from elsewhere, nothing inline (W3C, CSP Level 3).

        Only the page for what is missing has a base, and no form is sent: scripts answer them.
        `connect-src` also lets a program that looks at the open page read `robots.txt`.
        """
        search = " 'wasm-unsafe-eval'" if self.searches else ""
        base = "'self'" if self.url == NOT_FOUND else "'none'"
        return (
            f"default-src 'none'; base-uri {base}; form-action 'none'; img-src 'self'; style-src 'self'; "
            f"connect-src 'self'; script-src 'self'{search}"
        )


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file as it is published: `name` as templates call it, `url` with a hash of its content."""

    name: str
    url: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the site will consist of; `card` is for pages that have none of their own.

    `tokens` are the colours of its style sheet.
    """

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    card: Card
    tokens: Tokens

    @property
    def cards(self) -> tuple[Card, ...]:
        """The share cards of all pages: the site's, and those that pages have of their own."""
        return (self.card, *(page.card for page in self.pages if page.card))

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts of all pages."""
        return tuple(chart for page in self.pages for chart in page.charts)


def sortable(rows: int) -> tuple[str, ...]:
    """The script of a page whose longest table or list has so many rows; a short one needs none."""
    return ("register.js",) if rows > LONG else ()


def inspection_url(inspection_id: str) -> str:
    """Where an inspection is published; it never moves."""
    return f"/inspections/{inspection_id}/"


def framework_url(framework_id: str) -> str:
    """Where a framework is explained."""
    return f"/frameworks/{framework_id}/"


def provider_url(provider_id: str) -> str:
    """Where a provider is published."""
    return f"/providers/{provider_id}/"


def compare_url(framework_id: str, order: str = "") -> str:
    """Where the providers inspected under a framework stand side by side, in some order."""
    return f"{COMPARE}{framework_id}/{order}/" if order else f"{COMPARE}{framework_id}/"


def standard_url(framework_id: str, standard_id: str) -> str:
    """Where every provider's rating on one standard stands."""
    return f"/standards/{framework_id}/{standard_id}/"


def measure_url(measure_id: str) -> str:
    """Where every recorded value of a measure stands."""
    return f"{MEASURES}{measure_id}/"


def area_url(name: str) -> str:
    """Where an area is published."""
    return f"{AREAS}{slug(name)}/"


def side_url(side: str) -> str:
    """Where the quotations of one side stand, where there are many."""
    return f"{QUOTES}{side}/"


def publisher_url(publisher_id: str) -> str:
    """Where the sources of one publisher stand, where there are many."""
    return f"{SOURCES}{publisher_id}/"


def handbook_url(name: str) -> str:
    """Where a page of the handbook is published."""
    return HANDBOOK if name == "index" else f"{HANDBOOK}{name}/"


def in_full(url: str, address: str) -> str:
    """An address of the site from its root as a whole one, below the site's own."""
    return f"{address.rstrip('/')}{url}"


def data_url(name: str) -> str:
    """Where a file of the open data is: `tracker.sqlite`, `inspections.csv`, `schemas/provider.json`."""
    return f"{DATA}{name}"


def provider_data_url(provider_id: str) -> str:
    """Where the record of a provider is as JSON."""
    return data_url(f"providers/{provider_id}.json")


def inspection_data_url(inspection_id: str) -> str:
    """Where the record of an inspection is as JSON."""
    return data_url(f"inspections/{inspection_id}.json")


def framework_data_url(framework_id: str) -> str:
    """Where the record of a framework is as JSON."""
    return data_url(f"frameworks/{framework_id}.json")


def slug(text: str) -> str:
    """A text as a part of an address or an id of a page: small letters without accents, digits, hyphens."""
    plain = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFD", text.casefold()))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def slugs(texts: Iterable[str]) -> tuple[str, ...]:
    """A slug for each text, cut if long, with a number behind those that would be empty or there already."""
    made: dict[str, None] = {}
    for text in texts:
        plain = name = slug(text)[:_ROOM].rstrip("-")
        number = 1
        while not name or name in made:
            number += 1
            name = f"{plain}-{number}".strip("-")
        made[name] = None
    return tuple(made)


def file_of_url(url: str) -> str:
    """The file that an address of the site is served from."""
    return url.lstrip("/") + ("index.html" if url.endswith("/") else "")


def relative(target: str, base: str) -> str:
    """The way from one address of the site to another, to the file itself.

    So the same page works at a domain's root, below a path, and opened from a folder.
    """
    path, mark, fragment = target.partition("#")
    here, there = file_of_url(base).split("/"), file_of_url(path).split("/")
    if fragment and here == there:
        return mark + fragment
    common = 0
    while common < min(len(here), len(there)) - 1 and here[common] == there[common]:
        common += 1
    return "../" * (len(here) - 1 - common) + "/".join(there[common:]) + mark + fragment
