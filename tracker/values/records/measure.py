"""A figure that several inspections give, so that they can be compared."""

from collections.abc import Mapping
from typing import Literal

from tracker.values.records.base import Id, Record, Text
from tracker.values.records.entry import entry
from tracker.values.records.evidence import Unit


class Measure(Record):
    """What is measured, in which unit, of what, and which way is better."""

    name: Text = entry("The name.", example="Average caseload")
    unit: Unit = entry(
        "%, £, £ million, or what is counted, as several are called: people, cases, days.", example="cases"
    )
    of: Text = entry(
        "What it is counted over: the denominator, in plain words.",
        example="each member of probation staff who supervises people",
    )
    better: Literal["lower", "higher", "neither"] = entry("Which way is better.", example="lower")
    description: Text | None = entry(
        "One or two sentences for readers.",
        example="How many people, on average, one member of staff was supervising when inspectors came.",
        default=None,
    )


class Measures(Record):
    """The figures that can be compared between inspections."""

    measures: Mapping[Id, Measure] = entry("Each measure, by its id.", default_factory=dict)
