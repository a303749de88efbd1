"""The site's own settings: site_data.yaml."""

from collections.abc import Mapping

from pydantic import Field

from tracker.values.records.base import Id, Record, Text, Url


class Kind(Record):
    """What readers are told about a kind of provider."""

    name: Text
    plural: Text
    short: Text
    description: Text


class NavigationLink(Record):
    """An entry of the menu."""

    title: Text
    page: Text = Field(description="An address on this site, such as /timeline/.")


class Licence(Record):
    """Under which terms others may use the record."""

    name: Text
    url: Url


class Site(Record):
    """Everything about the site that is not a record."""

    title: Text
    tagline: Text
    description: Text
    address: Url = Field(description="Where the site is published.")
    domain: Text | None = Field(None, description="A domain of its own, written to CNAME.")
    repository: Url = Field(description="Where its records are kept, for links to edit them.")
    editors: Text
    licence: Licence
    navigation: tuple[NavigationLink, ...]
    provider_kinds: Mapping[Id, Kind] = Field(min_length=1)
    sides: Mapping[Id, Text] = Field(description="Headings for those who are quoted.")
