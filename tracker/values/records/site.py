"""The site's own settings: site_data.yaml."""

import re
from collections.abc import Mapping
from typing import get_args

from pydantic import field_validator

from tracker.values.records.base import Id, Record, Text, Url
from tracker.values.records.entry import entry
from tracker.values.records.evidence import Side

_DOMAIN = re.compile(
    r"([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z][-a-z0-9]*[a-z0-9]", re.ASCII | re.IGNORECASE
)


class Kind(Record):
    """What readers are told about a kind of provider."""

    name: Text = entry("The name of one.", example="Community Rehabilitation Company")
    plural: Text = entry("The name of several.", example="Community Rehabilitation Companies")
    article: Text | None = entry("What stands before a name in a sentence.", example="the", default=None)
    supervises: Text | None = entry(
        "Whom it supervises.",
        "In the plural, for the pages of areas.",
        "people at low or medium risk of causing serious harm",
        default=None,
    )
    description: Text = entry(
        "What it is, for readers who have never heard of it.",
        example="The 21 companies supervised people at low or medium risk of causing serious harm.",
    )
    national: bool = entry(
        "Whether it is the whole country.",
        "`false` if left out. Its figures stand apart from those of single providers.",
        "true",
        default=False,
    )


class NavigationLink(Record):
    """An entry of the menu."""

    title: Text = entry("What the menu says.", example="Timeline")
    page: Text = entry("An address on this site.", "The page exists.", "/timeline/")


class Words(Record):
    """What this site calls the things that every tracker has, as they stand within a sentence.

    They are for readers only: addresses such as /providers/, the fields of records and the columns of
    the open data belong to the engine and are the same for every inspectorate. No sentence puts "a" or
    "an" before a word of these, so that each can begin with any letter.
    """

    provider: Text = entry("One of those that are inspected, such as provider or force.", example="provider")
    providers: Text = entry("What several are called, such as providers or forces.", example="providers")
    inspection: Text = entry("What inspectors do there, such as inspection or visit.", example="inspection")
    inspections: Text = entry(
        "What several are called, such as inspections or visits.", example="inspections"
    )
    standard: Text = entry(
        "One thing that is rated, such as standard or question; a programme can have its own.",
        example="standard",
    )
    standards: Text = entry("What several are called, such as standards or questions.", example="standards")
    subject: Text = entry("What it is all about, as in: Probation in Kent.", example="probation")
    people: Text = entry(
        "Those whom providers are there for, such as people on probation.", example="people on probation"
    )
    serves: Text = entry(
        "What a provider does for them, as in: who supervises people there.", example="supervises"
    )
    served: Text = entry("The same, as in: people there are supervised by whom.", example="supervised")
    badge: Text = entry(
        "What stands on a badge before the rating, such as Probation inspection.",
        example="Probation inspection",
    )
    part: Text = entry(
        "A provider that is the local part of another one.", example="delivery unit", default="unit"
    )
    parts: Text = entry("What several such parts are called.", example="delivery units", default="units")
    whole: Text = entry("A provider that has such parts.", example="region", default="region")

    def rated(self, one: str) -> tuple[str, str]:
        """A programme's own word for what it rates, as said of one and of several."""
        return (one, self.standards if one == self.standard else f"{one}s")


class Licence(Record):
    """Under which terms others may use the record."""

    name: Text = entry("The name.", example="CC BY 4.0")
    url: Url = entry("Its address.", example="https://creativecommons.org/licenses/by/4.0/")


class Site(Record):
    """Everything about the site that is not a record."""

    title: Text = entry("The site's name.", example="Probation Inspection Tracker")
    tagline: Text = entry(
        "The headline of the home page.", example="What inspectors have found about probation services"
    )
    description: Text = entry(
        "What the site is, in a sentence or two.",
        example="How well probation services do their work, according to HM Inspectorate of Probation.",
    )
    address: Url = entry("Where the site is published.", example="https://tracker.example.org/")
    domain: Text | None = entry(
        "A domain of its own, written to the file CNAME.",
        "Only for GitHub Pages from a branch.",
        "tracker.example.org",
        default=None,
    )
    repository: Url = entry(
        "Where its records are kept, for links to edit them.",
        example="https://github.com/example/probation-inspection-tracker",
    )
    editors: Text = entry("Who compiles it.", example="the volunteers of the Probation Inspection Tracker")
    inspectorate: Text = entry(
        "Whose inspections they are; the site is independent of it.", example="HM Inspectorate of Probation"
    )
    licence: Licence = entry("The licence of the data.")
    copyright: Text | None = entry(
        "Whose the words of the sources are, in Markdown.",
        example="Quotations are their authors’.",
        default=None,
    )
    words: Words = entry("What this site calls providers, inspections and standards.")
    navigation: tuple[NavigationLink, ...] = entry("The menu.")
    provider_kinds: Mapping[Id, Kind] = entry("Each kind of provider, by its id.", min_length=1)
    sides: Mapping[Side, Text] = entry(
        "A heading for each side that is quoted: each `from` of a quotation.",
        "All of them. Quotations stand in this order.",
        "{inspectorate: The inspectorate, provider: The provider’s reply}",
    )

    @field_validator("domain")
    @classmethod
    def _is_a_domain(cls, domain: str | None) -> str | None:
        if domain is not None and not _DOMAIN.fullmatch(domain):
            raise ValueError(f'"{domain}" is not a domain. Write only its name, such as tracker.example.org')
        return domain

    @field_validator("sides")
    @classmethod
    def _has_every_side(cls, sides: Mapping[Side, str]) -> Mapping[Side, str]:
        missing = [side for side in get_args(Side) if side not in sides]
        if missing:
            raise ValueError(f"there is no heading for {', '.join(missing)}. Add a line for each")
        return sides
