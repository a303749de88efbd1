"""Inspections taken together: totals that the inspectorate states, and groups to set side by side."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tracker.values.dates import PartialDate
from tracker.values.records.base import Cites, Id, Record, Text
from tracker.values.records.entry import entry
from tracker.values.records.source import Source

Count = Annotated[int, Field(ge=0, strict=True)]
InspectionId = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^\d{4}/[a-z0-9]+(-[a-z0-9]+)*$")
]
"""The year and name of an inspection's file: 2019/london-crc."""


class Selection(Record):
    """Which inspections are meant: those of a programme, of some kinds of provider, from a period.

    Where no dates can tell them, `inspections` names each.
    """

    framework: Id = entry("The id of the programme.", example="adult-2018")
    kinds: tuple[Id, ...] = entry("The kinds of provider.", "Leave out if all.", "[crc]", default=())
    since: PartialDate | None = entry(
        "When the first of the reports came out.", example="2018", default=None, alias="from"
    )
    until: PartialDate | None = entry(
        "When the last of them came out.", example="2019-09", default=None, alias="to"
    )
    inspections: tuple[InspectionId, ...] = entry(
        "Each inspection, by its year and the name of its file.",
        "Where kinds and dates cannot tell them; then without these.",
        "[2019/london-crc]",
        default=(),
    )

    @model_validator(mode="after")
    def _is_one_way(self) -> Self:
        if self.inspections and (self.since or self.until or self.kinds):
            raise ValueError("a selection names its inspections or says kinds and dates, not both")
        return self


class Total(Record):
    """How many services got each overall rating in a period, as the inspectorate counts them.

    The page `/coverage/` shows it beside our own count.
    """

    id: Id = entry("An id.", "Once in the file.", "first-round")
    title: Text = entry("A few words.", example="First round of rated inspections, 2018–19")
    period: Text = entry(
        "What was counted, close to the words of the source.",
        example="Every Community Rehabilitation Company and every division of the NPS",
    )
    counts: Mapping[Text, Count] = entry(
        "How many got a rating, by its word.",
        "Only what a source states.",
        "{Good: 5, Requires improvement: 21}",
        min_length=1,
    )
    total: Count = entry("How many were rated in all.", "At least as many as the counts together.", "28")
    selection: Selection = entry("The inspections of ours that it means.")
    source: Cites = entry("Where that is stated.", example="hmip")
    explanation: Text | None = entry(
        "Why our count differs, as far as known; say what is an inference.",
        "Markdown. Only for a difference.",
        "We could not identify one of the companies.",
        default=None,
    )

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(self.counts.values()) > self.total:
            raise ValueError(f"the counts add up to {sum(self.counts.values())}, more than {self.total}")
        return self


class ComparisonRow(Record):
    """One of the groups: who, and when."""

    group: Text = entry("Who, in the plural.", example="CRCs")
    period: Text = entry("When, as it stands after “in”.", example="2018–19")
    selection: Selection = entry("The inspections.")


class Comparison(Record):
    """Groups of one programme whose ratings are set side by side in a chart."""

    id: Id = entry("An id.", "Once in the file.", "crc-and-nps")
    subtitle: Text = entry(
        "What the chart shows, in a sentence.",
        example="Overall ratings of CRCs and NPS divisions in the two rounds of inspections.",
    )
    rows: tuple[ComparisonRow, ...] = entry(
        "The groups.",
        "At least two, all of one programme. The headline is about those with the period of the first.",
        min_length=2,
    )

    @model_validator(mode="after")
    def _is_of_one_programme(self) -> Self:
        if len({row.selection.framework for row in self.rows}) > 1:
            raise ValueError("a comparison stays within one programme")
        return self


class Totals(Record):
    """What the home page and `/coverage/` count."""

    now: tuple[Id, ...] = entry(
        "The kinds of provider whose last ratings the home page shows.",
        "From the `provider_kinds` of `site_data.yaml`.",
        "[pdu, region]",
        default=(),
    )
    comparisons: tuple[Comparison, ...] = entry("Groups to set side by side in a chart.", default=())
    totals: tuple[Total, ...] = entry("Totals that the inspectorate states.", default=())
    sources: Mapping[Id, Source] = entry("Each source, by a short name of your own.", default_factory=dict)
