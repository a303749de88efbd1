"""National milestones, which put inspections into their time."""

from collections.abc import Mapping

from pydantic import Field

from tracker.values.dates import PartialDate
from tracker.values.records.base import Cites, Id, Record, Text
from tracker.values.records.evidence import Source


class Event(Record):
    """Something that changed probation as a whole."""

    date: PartialDate
    title: Text = Field(description="A few words, for a chart.")
    text: Text | None = None
    source: Cites


class Events(Record):
    """The file content/events.yaml."""

    events: tuple[Event, ...] = ()
    sources: Mapping[Id, Source] = Field(default_factory=dict)
