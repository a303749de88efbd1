"""An organisation that is, or was, responsible for probation somewhere."""

from collections.abc import Mapping

from tracker.values.dates import PartialDate
from tracker.values.records.base import Cites, Id, Period, Record, Text
from tracker.values.records.correction import Correction
from tracker.values.records.entry import entry
from tracker.values.records.source import Source

MAX_PLACE = 80  # characters: a part of an address has room for three times as many, and a place needs fewer


class Owner(Record):
    """Who ran it, from when to when, as far as sources say."""

    name: Text = entry("The owner.", example="Purple Futures")
    since: PartialDate | None = entry(
        "Since when.", "Within the provider's life.", "2015-02-01", default=None, alias="from"
    )
    until: PartialDate | None = entry(
        "Until when.", "Within the provider's life.", "2021-06-25", default=None, alias="to"
    )
    source: Cites = entry("Where that is stated.", example="clinks")
    note: Text | None = entry(
        "What a reader should know.", example="A consortium led by Interserve.", default=None
    )


class Area(Record):
    """A place that it served, under the name that the source uses."""

    name: Text = entry(
        "The place, as the source calls it.",
        "Providers of one place share its page, so it is spelt the same in each. "
        f"At most {MAX_PLACE} characters.",
        "Merseyside",
        max_length=MAX_PLACE,
    )
    part: Text | None = entry("Which part of it, if not all.", example="north", default=None)
    within: Text | None = entry(
        "The larger place that it is a part of.",
        "Only if a source says so. Another provider's area.",
        "West Mercia",
        default=None,
        max_length=MAX_PLACE,
    )
    source: Cites = entry("Where that is stated.", example="area-table")


class PartOf(Record):
    """The larger provider that it is a local part of."""

    provider: Id = entry("The id of the larger provider.", example="north-west-region")
    source: Cites = entry("Where that is stated.", example="gov-uk")
    note: Text | None = entry(
        "What a reader should know.", example="The boundary has changed since.", default=None
    )


class Succession(Record):
    """Who took over its work."""

    provider: Id = entry("The id of the provider that took over.", example="north-west-region")
    date: PartialDate = entry("When.", example="2021-06-26")
    source: Cites = entry("Where that is stated.", example="gov-uk")
    note: Text | None = entry(
        "What a reader should know.", example="This is a match of areas, not a statement.", default=None
    )


class Provider(Record):
    """An organisation that is or was responsible for probation somewhere; its file's name is its id."""

    id: Id
    name: Text = entry("The full name.", example="Merseyside Community Rehabilitation Company")
    short_name: Text = entry("The name for headings and charts.", example="Merseyside CRC")
    kind: Id = entry("One of the kinds that site_data.yaml lists.", "See its `provider_kinds`.", "crc")
    aliases: tuple[Text, ...] = entry(
        "Other names that sources use.", example="[Merseyside probation, CRC Merseyside]", default=()
    )
    existed: Period | None = entry("From when to when it existed.", default=None)
    owners: tuple[Owner, ...] = entry("Who ran it.", default=())
    areas: tuple[Area, ...] = entry("The places that it served.", default=())
    part_of: PartOf | None = entry("The larger provider that it is a local part of.", default=None)
    successors: tuple[Succession, ...] = entry(
        "Who took over its work.", "What it followed is worked out from this.", default=()
    )
    sources: Mapping[Id, Source] = entry("Each source, by a short name of your own.", min_length=1)
    notes: Text | None = entry(
        "Caveats and disagreements of sources, for readers.",
        "Markdown.",
        "Its owner changed in 2019, but no source gives the day.",
        default=None,
    )
    corrections: tuple[Correction, ...] = entry("Changes to what was published here.", default=())
