"""A figure that several inspections give, so that they can be compared."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from tracker.values.records.base import Id, Record, Text
from tracker.values.records.evidence import Unit


class Measure(Record):
    """What is measured, in which unit, of what, and which way is better."""

    name: Text
    unit: Unit
    of: Text = Field(description="What it is counted over: the denominator, in plain words.")
    better: Literal["lower", "higher", "neither"]
    description: Text | None = None


class Measures(Record):
    """The file content/measures.yaml: measures by id."""

    measures: Mapping[Id, Measure] = Field(default_factory=dict)
