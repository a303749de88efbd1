"""Sources, and what is taken from them: figures, findings, judgements, quotations."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from tracker.values.dates import PartialDate
from tracker.values.records.base import Cites, Id, Number, Page, Record, Text, Url

Side = Literal["inspectorate", "provider", "commissioner", "government", "union", "other"]
Qualifier = Literal[
    "about",
    "almost",
    "nearly",
    "more than",
    "over",
    "at least",
    "less than",
    "under",
    "up to",
    "only",
    "around",
]


def _unit(value: str) -> str:
    for sign, words in (("%", ("percent", "per cent", "percentage", "pc")), ("£", ("pounds", "gbp"))):
        if value.casefold() in words:
            raise ValueError(f'"{value}" is written {sign} here')
    return value


Unit = Annotated[Text, AfterValidator(_unit)]
"""%, £ or £ million, or what is counted, as several of it are called: people, cases, days."""


class Source(Record):
    """A page or document that states something: who published it, where, and when it was read."""

    title: Text | None = Field(None, description="Left out only where nobody noted it.")
    publisher: Text
    author: Text | None = None
    url: Url | None = Field(None, description="Left out only where nobody noted it.")
    published: PartialDate | None = Field(None, description="As precise as the source itself is.")
    accessed: PartialDate | None = Field(None, description="The day on which an editor last read it.")
    archive: Url | None = Field(None, description="A permanent copy, at an archive.")
    note: Text | None = None

    @property
    def name(self) -> str:
        """Its title, or words that say that the title is not recorded."""
        return self.title or "Page whose title is not recorded"

    @property
    def is_pdf(self) -> bool:
        """Whether a page number can be linked to."""
        return (self.url or "").casefold().partition("#")[0].endswith(".pdf")


class Evidence(Record):
    """Something that a source states about the inspected provider.

    In a joint inspection, `about: co-ordination` marks what concerns the work of the
    inspected bodies with each other; it is then shown with each of them.
    """

    source: Cites
    page: Page | None = None
    about: Literal["provider", "co-ordination"] = "provider"
    note: Text | None = Field(None, description="What a reader should mind about it, in words of our own.")


def _whole(of: Decimal | None, info: ValidationInfo) -> Decimal | None:
    value = info.data.get("value")
    if of is not None and value is not None and of < value:
        raise ValueError(f"{value} of {of} is more than the whole")
    return of


class Score(Evidence):
    """The points that the inspectorate gave, where it gave any."""

    value: Number
    of: Number | None = None

    _is_the_whole = field_validator("of")(_whole)


class Figure(Evidence):
    """A number from a source: of a comparable `measure`, or with a `label` of its own."""

    measure: Id | None = None
    label: Text | None = None
    value: Number
    to: Number | None = Field(None, description="The upper end, where the source gives a range.")
    of: Number | None = Field(None, description="The whole, where the source says so many of so many.")
    unit: Unit | None = Field(
        None, description="Left out for a measure, which has its own, and for a share such as 1 in 3."
    )
    qualifier: Qualifier | None = Field(None, description="The source's own hedge.")
    wording: Text | None = Field(None, description="The source's own words for it, to the letter.")

    @model_validator(mode="after")
    def _is_one_figure(self) -> Self:
        if (self.measure is None) == (self.label is None):
            raise ValueError(
                "a figure has either a measure (from content/measures.yaml) or a label of its own"
            )
        if self.label is not None and self.unit is None and self.of is None:
            raise ValueError("a figure with a label of its own needs a unit")
        return self

    _is_the_whole = field_validator("of")(_whole)

    @field_validator("to")
    @classmethod
    def _goes_upwards(cls, to: Decimal | None, info: ValidationInfo) -> Decimal | None:
        value = info.data.get("value")
        if to is not None and value is not None and to <= value:
            raise ValueError(f"a range goes upwards: {to} is not more than {value}")
        return to


class Finding(Evidence):
    """What inspectors found, in plain words of our own: a strength, a weakness or a mixed picture."""

    strength: Text | None = None
    weakness: Text | None = None
    mixed: Text | None = None
    standard: Id | None = Field(None, description="The standard of the framework that it belongs to.")

    @model_validator(mode="after")
    def _is_one_finding(self) -> Self:
        if sum(text is not None for text in (self.strength, self.weakness, self.mixed)) != 1:
            raise ValueError("a finding has exactly one of strength, weakness and mixed")
        return self

    @property
    def kind(self) -> Literal["strength", "weakness", "mixed"]:
        """Which of the three it is."""
        return "strength" if self.strength else "weakness" if self.weakness else "mixed"

    @property
    def text(self) -> str:
        """What was found."""
        return self.strength or self.weakness or self.mixed or ""


class Judgement(Evidence):
    """An inspector's verdict in words, from a programme that gave no ratings ("poor", "good overall")."""

    on: Text = Field(description="What was judged, in plain words.")
    words: Text = Field(description="The verdict, to the letter.")
    standard: Id | None = None


class Quote(Evidence):
    """A short quotation, to the letter."""

    text: Text
    speaker: Text
    role: Text | None = None
    side: Side = Field(alias="from", description="Whom the speaker speaks for.")


class Recommendation(Evidence):
    """What the inspectorate asked for, in plain words of our own."""

    to: Text
    text: Text
    repeated: bool = False
