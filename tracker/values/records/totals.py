"""Inspections taken together: totals that the inspectorate states, and groups to set side by side."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tracker.values.dates import PartialDate
from tracker.values.records.base import Cites, Id, Record, Text
from tracker.values.records.evidence import Source

Count = Annotated[int, Field(ge=0, strict=True)]
InspectionId = Annotated[str, StringConstraints(pattern=r"^\d{4}/[a-z0-9]+(-[a-z0-9]+)*$")]
"""The year and name of an inspection's file: 2019/london-crc."""


class Selection(Record):
    """Which inspections are meant: those of a programme, of some kinds of provider, from a period.

    Where no dates can tell them, `inspections` names each.
    """

    framework: Id
    kinds: tuple[Id, ...] = Field((), description="The kinds of provider; none named means all.")
    since: PartialDate | None = Field(None, alias="from", description="The first date of a report.")
    until: PartialDate | None = Field(None, alias="to", description="The last date of a report.")
    inspections: tuple[InspectionId, ...] = Field(
        (), description="Each inspection, where no dates can tell them."
    )

    @model_validator(mode="after")
    def _is_one_way(self) -> Self:
        if self.inspections and (self.since or self.until or self.kinds):
            raise ValueError("a selection names its inspections or says kinds and dates, not both")
        return self


class Total(Record):
    """How many got each overall rating in a period, as the inspectorate counts them."""

    id: Id
    title: Text
    period: Text = Field(description="The period in the inspectorate's words or close to them.")
    counts: Mapping[Text, Count] = Field(
        min_length=1, description="How many got a rating, by its word; only what a source states."
    )
    total: Count = Field(description="How many were rated in all.")
    selection: Selection
    source: Cites
    explanation: Text | None = Field(None, description="Markdown: why our count differs, as far as known.")

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(self.counts.values()) > self.total:
            raise ValueError(f"the counts add up to {sum(self.counts.values())}, more than {self.total}")
        return self


class ComparisonRow(Record):
    """One of the groups: who, and when."""

    group: Text = Field(description="Who, in the plural: CRCs.")
    period: Text = Field(description="When, in a few words: 2018–19.")
    selection: Selection


class Comparison(Record):
    """Groups of one programme whose ratings are set side by side in a chart."""

    id: Id
    subtitle: Text = Field(description="What the chart shows, in a sentence.")
    rows: tuple[ComparisonRow, ...] = Field(
        min_length=2, description="Those of the first row's period make the headline."
    )

    @model_validator(mode="after")
    def _is_of_one_programme(self) -> Self:
        if len({row.selection.framework for row in self.rows}) > 1:
            raise ValueError("a comparison stays within one programme")
        return self


class Totals(Record):
    """The file content/totals.yaml."""

    now: tuple[Id, ...] = Field(
        (), description="The kinds of provider whose state of play the home page shows."
    )
    comparisons: tuple[Comparison, ...] = ()
    totals: tuple[Total, ...] = ()
    sources: Mapping[Id, Source] = Field(default_factory=dict)
