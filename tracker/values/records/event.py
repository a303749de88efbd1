"""National milestones, which put inspections into their time."""

from collections.abc import Mapping

from tracker.values.dates import PartialDate
from tracker.values.records.base import Cites, Id, Record, Text
from tracker.values.records.entry import entry
from tracker.values.records.source import Source

MAX_TITLE = 60  # characters: what fits below a chart on a phone


class Event(Record):
    """Something that changed probation as a whole."""

    date: PartialDate = entry("When.", example="2015-02-01")
    title: Text = entry(
        "A few words, for a chart.",
        f"At most {MAX_TITLE} characters.",
        "CRCs pass to new owners",
        max_length=MAX_TITLE,
    )
    text: Text | None = entry(
        "A sentence or two, for the timeline.",
        example="The companies left public ownership, and those who had won the contracts took over.",
        default=None,
    )
    source: Cites = entry("Where that is stated.", example="clinks")


class Events(Record):
    """What changed probation or its inspection everywhere."""

    events: tuple[Event, ...] = entry("The milestones.", default=())
    sources: Mapping[Id, Source] = entry("Each source, by a short name of your own.", default_factory=dict)
