"""What the JSON documents are made of: records as they are published, and all of them together."""

from collections.abc import Callable, Mapping

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


_Published = type[PublishedFramework] | type[PublishedProvider] | type[PublishedInspection]
_PUBLISHED: Mapping[type[Record], tuple[_Published, Callable[[str], str]]] = {
    Framework: (PublishedFramework, framework_url),
    Provider: (PublishedProvider, provider_url),
    Inspection: (PublishedInspection, inspection_url),
}


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


def published(record: Framework | Provider | Inspection, site: Site) -> Record:
    """A record with the address of its page. It was checked when it was read."""
    kind, url = _PUBLISHED[type(record)]
    return kind.model_construct(**dict(record), page_url=in_full(url(record.id), site.address))


def everything_else(content: Content) -> Everything:
    """All records but for those that have documents of their own."""
    site = content.site
    return Everything.model_construct(
        title=site.title,
        address=site.address,
        editors=site.editors,
        licence=site.licence,
        provider_kinds=site.provider_kinds,
        frameworks=(),
        providers=(),
        inspections=(),
        measures=content.measures,
        events=content.events,
        totals=content.totals,
    )
