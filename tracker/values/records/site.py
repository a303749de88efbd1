"""The site's own settings: site_data.yaml."""

from collections.abc import Mapping
from typing import get_args

from pydantic import Field, field_validator

from tracker.values.records.base import Id, Record, Text, Url
from tracker.values.records.evidence import Side


class Kind(Record):
    """What readers are told about a kind of provider."""

    name: Text
    plural: Text
    article: Text | None = Field(None, description="What stands before a name in a sentence, such as the.")
    supervises: Text | None = Field(None, description="Whom it supervises, such as people at high risk.")
    description: Text
    national: bool = Field(
        False, description="Whether it is the whole country, whose numbers stand apart from single providers."
    )


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
    sides: Mapping[Side, Text] = Field(description="A heading for each side that is quoted.")

    @field_validator("sides")
    @classmethod
    def _has_every_side(cls, sides: Mapping[Side, str]) -> Mapping[Side, str]:
        missing = [side for side in get_args(Side) if side not in sides]
        if missing:
            raise ValueError(f"there is no heading for {', '.join(missing)}. Add a line for each")
        return sides
