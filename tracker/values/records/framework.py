"""A rating framework: the programme that inspections belong to and what it rates."""

from collections.abc import Mapping
from decimal import Decimal

from pydantic import Field, ValidationInfo, field_validator

from tracker.values.dates import PartialDate
from tracker.values.records.base import Cites, Id, Number, Period, Record, Text
from tracker.values.records.evidence import Source


class RatingWord(Record):
    """One step of a scale."""

    word: Text
    meaning: Text | None = None


class Domain(Record):
    """A heading under which standards stand."""

    id: Id
    name: Text


class Standard(Record):
    """One aspect of the work that is inspected."""

    id: Id
    name: Text
    meaning: Text | None = Field(None, description="What it is about, where the name does not say.")
    domain: Id | None = None
    kinds: tuple[Id, ...] = Field(
        (), description="The kinds of provider it applies to; none named means all."
    )

    def applies_to(self, kind: str) -> bool:
        """Whether a provider of this kind is inspected against it."""
        return not self.kinds or kind in self.kinds


class Band(Record):
    """The scores that go with an overall rating, both ends included."""

    low: Number = Field(alias="from")
    high: Number = Field(alias="to")

    @field_validator("high")
    @classmethod
    def _goes_upwards(cls, high: Decimal, info: ValidationInfo) -> Decimal:
        if high < info.data.get("low", high):
            raise ValueError(f"a band goes upwards: {high} is less than {info.data['low']}")
        return high


class Scoring(Record):
    """How standards add up to a score, as far as the inspectorate states it."""

    points: Mapping[Text, Number] = Field(default_factory=dict, description="Points for each rating.")
    maximum: Number | None = None
    bands: Mapping[Text, Band] = Field(default_factory=dict, description="Scores of each overall rating.")
    source: Cites


class Revision(Record):
    """A change of the framework that left its scale and standards comparable."""

    date: PartialDate
    text: Text
    source: Cites


class Framework(Record):
    """A programme of inspections: when it was in force, what it inspects, how it rates."""

    id: Id
    name: Text
    short_name: Text
    summary: Text = Field(description="One or two sentences for readers who have never heard of it.")
    in_force: Period
    kinds: tuple[Id, ...] = Field(min_length=1, description="The kinds of provider that it inspects.")
    scale: tuple[RatingWord, ...] = Field((), description="From best to worst; empty where nothing is rated.")
    domains: tuple[Domain, ...] = ()
    standards: tuple[Standard, ...] = ()
    standard_word: Text = Field(
        "standard", description="What the programme calls them: standard, theme, aspect."
    )
    scoring: Scoring | None = None
    revisions: tuple[Revision, ...] = ()
    sources: Mapping[Id, Source] = Field(min_length=1)
    notes: Text | None = None

    @property
    def rated(self) -> bool:
        """Whether it gives ratings at all."""
        return bool(self.scale)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the scale, from best to worst."""
        return tuple(step.word for step in self.scale)

    def level(self, word: str) -> int:
        """The step of a rating, 1 for the best; 0 for a word that is not on the scale."""
        words = [known.casefold() for known in self.words]
        return words.index(word.casefold()) + 1 if word.casefold() in words else 0

    def standards_for(self, kind: str) -> tuple[Standard, ...]:
        """The standards that apply to a kind of provider, in the framework's order."""
        return tuple(standard for standard in self.standards if standard.applies_to(kind))
