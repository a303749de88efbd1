"""An organisation that is, or was, responsible for probation somewhere."""

from collections.abc import Mapping

from pydantic import Field

from tracker.values.dates import PartialDate
from tracker.values.records.base import Cites, Id, Period, Record, Text
from tracker.values.records.correction import Correction
from tracker.values.records.evidence import Source


class Owner(Record):
    """Who ran it, from when to when, as far as sources say."""

    name: Text
    since: PartialDate | None = Field(None, alias="from")
    until: PartialDate | None = Field(None, alias="to")
    source: Cites
    note: Text | None = None


class Area(Record):
    """A place that it served, under the name that the source uses."""

    name: Text
    part: Text | None = Field(None, description="Which part of it, where not all: north.")
    within: Text | None = Field(
        None, description="The larger place that it is a part of, if a source says so."
    )
    source: Cites


class PartOf(Record):
    """The larger provider that it is a local part of."""

    provider: Id
    source: Cites
    note: Text | None = None


class Succession(Record):
    """Who took over its work."""

    provider: Id
    date: PartialDate
    source: Cites
    note: Text | None = None


class Provider(Record):
    """One provider; the name of its file is its id."""

    id: Id
    name: Text
    short_name: Text
    kind: Id = Field(description="One of the kinds that site_data.yaml lists.")
    aliases: tuple[Text, ...] = ()
    existed: Period | None = None
    owners: tuple[Owner, ...] = ()
    areas: tuple[Area, ...] = ()
    part_of: PartOf | None = None
    successors: tuple[Succession, ...] = ()
    sources: Mapping[Id, Source] = Field(min_length=1)
    notes: Text | None = None
    corrections: tuple[Correction, ...] = ()
