"""A rating framework: the programme that inspections belong to and what it rates."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from pydantic import ValidationInfo, field_validator

from tracker.values.dates import PartialDate
from tracker.values.records.base import Cites, Id, Number, Period, Record, Text
from tracker.values.records.entry import entry
from tracker.values.records.source import Source

MOST_STEPS = 5
"""The longest scale: each step has a shape and a colour of its own."""


class RatingWord(Record):
    """One step of a scale."""

    word: Text = entry("The rating.", "Not beginning with “not”.", "Requires improvement")
    meaning: Text | None = entry(
        "What the inspectorate says it means.", example="The second lowest.", default=None
    )


class Domain(Record):
    """A heading under which standards stand."""

    id: Id = entry("An id.", "Once in a framework.", "case-supervision")
    name: Text = entry("The heading.", example="Case supervision")


class Standard(Record):
    """One aspect of the work that is inspected."""

    id: Id = entry("An id.", "Once in a framework.", "through-the-gate")
    name: Text = entry("The name.", example="Through the Gate")
    meaning: Text | None = entry(
        "What it is about, where the name does not say.",
        example="help for people who leave prison to settle again",
        default=None,
    )
    domain: Id | None = entry(
        "The id of its domain.", "One of the framework's.", "case-supervision", default=None
    )
    kinds: tuple[Id, ...] = entry(
        "The kinds of provider that it applies to.", "Leave out if all.", "[crc]", default=()
    )

    def applies_to(self, kind: str) -> bool:
        """Whether a provider of this kind is inspected against it."""
        return not self.kinds or kind in self.kinds


class Band(Record):
    """The scores that go with an overall rating, both ends included."""

    low: Number = entry("The lowest score.", example="19", alias="from")
    high: Number = entry("The highest score.", "Not less than `from`.", "26", alias="to")

    @field_validator("high")
    @classmethod
    def _goes_upwards(cls, high: Decimal, info: ValidationInfo) -> Decimal:
        if high < info.data.get("low", high):
            raise ValueError(f"a band goes upwards: {high} is less than {info.data['low']}")
        return high


class Scoring(Record):
    """How standards add up to a score, as far as the inspectorate states it."""

    points: Mapping[Text, Number] = entry(
        "The points of each rating, by its word.",
        "Words of the scale.",
        "{Outstanding: 3, Good: 2}",
        default_factory=dict,
    )
    maximum: Number | None = entry("The most that can be reached.", example="27", default=None)
    bands: Mapping[Text, Band] = entry(
        "The scores that go with each overall rating, by its word.",
        "Words of the scale.",
        default_factory=dict,
    )
    source: Cites = entry("Where that is stated.", example="hmip")


class Revision(Record):
    """A change of the framework that left its scale and standards comparable."""

    date: PartialDate = entry("When.", example="2019")
    text: Text = entry("What changed.", example="Unpaid work is rated in two parts instead of one.")
    source: Cites = entry("Where that is stated.", example="new-approach")


class Framework(Record):
    """A programme of inspections: when it was in force, what it inspects, how it rates.

    After a change that ends comparison, such as another scale, write a new framework. Charts draw a break
    there.
    """

    id: Id
    name: Text = entry("The full name.", example="Standards for Probation Service regions")
    short_name: Text = entry("The name for headings and charts.", example="2018 standards")
    summary: Text = entry(
        "One or two sentences for readers who have never heard of it.",
        example="Every region is inspected and rated, from Outstanding to Inadequate.",
    )
    in_force: Period = entry("From when to when it was used.")
    kinds: tuple[Id, ...] = entry(
        "The kinds of provider that it inspects.",
        "From the `provider_kinds` of `site_data.yaml`.",
        "[crc, nps-division]",
        min_length=1,
    )
    scale: tuple[RatingWord, ...] = entry(
        "Its ratings from best to worst.", "Leave out if it gives none.", default=()
    )
    domains: tuple[Domain, ...] = entry("The headings under which its standards stand.", default=())
    standards: tuple[Standard, ...] = entry("What it rates.", default=())
    standard_word: Text = entry(
        "What the programme calls them: theme, aspect.", "The site's word if left out.", "theme", default=""
    )
    scoring: Scoring | None = entry(
        "How it turns ratings into points.", "Only as far as the inspectorate states it.", default=None
    )
    revisions: tuple[Revision, ...] = entry("Changes after which ratings stay comparable.", default=())
    sources: Mapping[Id, Source] = entry("Each source, by a short name of your own.", min_length=1)
    notes: Text | None = entry(
        "Caveats, for readers.", "Markdown.", "The scores are not on record.", default=None
    )

    @field_validator("scale")
    @classmethod
    def _can_be_told_apart(cls, scale: tuple[RatingWord, ...]) -> tuple[RatingWord, ...]:
        if len(scale) > MOST_STEPS:
            raise ValueError(
                f"a scale has at most {MOST_STEPS} ratings, for there are no more shapes and colours"
            )
        return scale

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
        return self.levels.get(word.casefold(), 0)

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """The step of each word of the scale, without capitals, as level() tells it."""
        worst_first = reversed(tuple(enumerate(self.words, 1)))  # of equal words the better one counts
        return {word.casefold(): step for step, word in worst_first}

    def standards_for(self, kind: str) -> tuple[Standard, ...]:
        """The standards that apply to a kind of provider, in the framework's order."""
        return tuple(standard for standard in self.standards if standard.applies_to(kind))
