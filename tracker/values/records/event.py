"""National milestones, which put inspections into their time."""

from collections.abc import Mapping

from pydantic import Field

from tracker.values.dates import PartialDate
from tracker.values.records.base import Cites, Id, Record, Text
from tracker.values.records.evidence import Source

MAX_TITLE = 60  # characters: what fits below a chart on a phone


class Event(Record):
    """Something that changed probation as a whole."""

    date: PartialDate
    title: Text = Field(description="A few words, for a chart.", max_length=MAX_TITLE)
    text: Text | None = None
    source: Cites


class Events(Record):
    """The file content/events.yaml."""

    events: tuple[Event, ...] = ()
    sources: Mapping[Id, Source] = Field(default_factory=dict)
