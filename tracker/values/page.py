"""Files of the site, before and after they are rendered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.values.chart import Chart

NOT_FOUND = "/404.html"
HOME, PROVIDERS, TIMELINE = "/", "/providers/", "/timeline/"
TAKEN = {"frameworks", "providers", "inspections", "timeline", "static"}
"""First parts of addresses that no page of prose can have."""


@dataclass(frozen=True, slots=True)
class Page:
    """A template and what it is given.

    `url` starts with a slash; one that ends with a slash becomes the `index.html` of a folder. `title`
    and `description` are for the head. `charts` are drawn before the page is rendered. A page that is
    not `listed` stays out of the sitemap.
    """

    url: str
    template: str
    title: str = ""
    description: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    charts: tuple[Chart, ...] = ()
    listed: bool = True

    @property
    def file(self) -> str:
        """Where it is written, relative to the output folder."""
        return file_of_url(self.url)


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file as it is published: `name` as templates call it, `url` with a hash of its content."""

    name: str
    url: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the site will consist of."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts of all pages."""
        return tuple(chart for page in self.pages for chart in page.charts)


def inspection_url(inspection_id: str) -> str:
    """Where an inspection is published; it never moves."""
    return f"/inspections/{inspection_id}/"


def framework_url(framework_id: str) -> str:
    """Where a framework is explained."""
    return f"/frameworks/{framework_id}/"


def provider_url(provider_id: str) -> str:
    """Where a provider is published."""
    return f"/providers/{provider_id}/"


def file_of_url(url: str) -> str:
    """The file that an address of the site is served from."""
    return url.lstrip("/") + ("index.html" if url.endswith("/") else "")


def relative(target: str, base: str) -> str:
    """The way from one address of the site to another, to the file itself.

    So the same page works at a domain's root, below a path, and opened from a folder.
    """
    path, mark, fragment = target.partition("#")
    here, there = file_of_url(base).split("/"), file_of_url(path).split("/")
    common = 0
    while common < min(len(here), len(there)) - 1 and here[common] == there[common]:
        common += 1
    return "../" * (len(here) - 1 - common) + "/".join(there[common:]) + mark + fragment
