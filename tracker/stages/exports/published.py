"""What the JSON documents are made of: records as they are published, and all of them together."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from pydantic import Field

from tracker.values.page import framework_url, in_full, inspection_url, provider_url
from tracker.values.records import Content, Events, Framework, Inspection, Measure, Provider, Site, Totals
from tracker.values.records.base import Id, Record, Text, Url
from tracker.values.records.site import Kind, Licence


class PublishedFramework(Framework):
    """A programme of inspections: when it was in force, what it inspects, how it rates."""

    page_url: Url = Field(description="The page that shows it.")


class PublishedProvider(Provider):
    """An organisation that is, or was, inspected."""

    page_url: Url = Field(description="The page that shows it.")


class PublishedInspection(Inspection):
    """One inspection of one provider. Ratings that no source states are left out."""

    page_url: Url = Field(description="The page that shows it.")


_Published = TypeVar("_Published", PublishedFramework, PublishedProvider, PublishedInspection)


class Everything(Record):
    """All records."""

    title: Text
    address: Url = Field(description="Where the site is published.")
    editors: Text = Field(description="Who compiled it.")
    licence: Licence
    provider_kinds: Mapping[Id, Kind]
    frameworks: tuple[PublishedFramework, ...]
    providers: tuple[PublishedProvider, ...]
    inspections: tuple[PublishedInspection, ...]
    measures: Mapping[Id, Measure]
    events: Events
    totals: Totals


def everything(content: Content) -> Everything:
    """All records with the addresses of their pages. They were checked when they were read."""
    site = content.site
    return Everything.model_construct(
        title=site.title,
        address=site.address,
        editors=site.editors,
        licence=site.licence,
        provider_kinds=site.provider_kinds,
        frameworks=_published(PublishedFramework, content.frameworks, framework_url, site),
        providers=_published(PublishedProvider, content.providers, provider_url, site),
        inspections=_published(PublishedInspection, content.inspections, inspection_url, site),
        measures=content.measures,
        events=content.events,
        totals=content.totals,
    )


def _published(
    kind: type[_Published],
    records: Mapping[str, Framework | Provider | Inspection],
    url: Callable[[str], str],
    site: Site,
) -> tuple[_Published, ...]:
    return tuple(
        kind.model_construct(**dict(record), page_url=in_full(url(record.id), site.address))
        for record in records.values()
    )
