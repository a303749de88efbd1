"""What is taken from sources: figures, findings, judgements, quotations."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ValidationInfo, field_validator, model_validator

from tracker.values.records.base import Cites, Id, Number, Page, Record, Text
from tracker.values.records.entry import entry

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


class Evidence(Record):
    """Something that a source states about the inspected provider.

    Every score, figure, finding, judgement, quotation and recommendation has these fields besides its own.
    """

    source: Cites = entry("Where it is stated.", example="[hmip, express-and-star]")
    page: Page | None = entry("The page of a document.", "Counted as the viewer counts.", "12", default=None)
    about: Literal["provider", "co-ordination"] = entry(
        "What it concerns.",
        "`provider` if left out. `co-ordination` is for joint inspections: what concerns the work of the "
        "bodies with each other is shown with each of them.",
        "co-ordination",
        default="provider",
    )
    note: Text | None = entry(
        "What a reader should mind about it, such as of whom else it was said.",
        "In plain words of our own.",
        "Said of all six companies of the same owner.",
        default=None,
    )


def _whole(of: Decimal | None, info: ValidationInfo) -> Decimal | None:
    value = info.data.get("value")
    if of is not None and value is not None and of < value:
        raise ValueError(f"{value} of {of} is more than the whole")
    return of


class Score(Evidence):
    """The points that the inspectorate gave, where it gave any."""

    value: Number = entry("The points given.", example="7")
    of: Number | None = entry("The most that could be given.", "At least `value`.", "30", default=None)

    _is_the_whole = field_validator("of")(_whole)


class Figure(Evidence):
    """A number from a source: of a comparable `measure`, or with a `label` of its own.

    Each inspection's value of a measure is drawn beside the others. Use a measure only if the figure counts
    the same thing over the same whole; if in doubt use a label.
    """

    measure: Id | None = entry(
        "An id of content/measures.yaml.",
        "Either this or `label`. Once in a record.",
        "average-caseload",
        default=None,
    )
    label: Text | None = entry(
        "What the number counts, in plain words.",
        "Either this or `measure`. Needs `unit`, or `of` for a share.",
        "people whom the CRC had helped to find a job since 2016",
        default=None,
    )
    value: Number = entry("The number, in digits without commas.", "Kept as written: 1.10 stays 1.10.", "64")
    to: Number | None = entry(
        "The upper end, where the source gives a range.", "More than `value`.", "70", default=None
    )
    of: Number | None = entry(
        "The whole, where the source says so many of so many.",
        "At least `value`; not with `%`.",
        "80",
        default=None,
    )
    unit: Unit | None = entry(
        "%, £, £ million, or what is counted, as several are called: people, cases, days.",
        "Leave out for a measure, which has its own, and for a share such as 1 of 3.",
        '"%"',
        default=None,
    )
    qualifier: Qualifier | None = entry(
        "The source's own hedge.", "Only if the source hedges.", "almost", default=None
    )
    wording: Text | None = entry(
        "The source's own words for it.",
        "To the letter.",
        "Almost 70 per cent of interviewed staff",
        default=None,
    )

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

    strength: Text | None = entry(
        "What was good.",
        "Exactly one of the three.",
        "Through the Gate was much better than at the inspection before.",
        default=None,
    )
    weakness: Text | None = entry(
        "What was not.",
        "Exactly one of the three.",
        "Risk of harm was not managed well enough at any stage of supervision.",
        default=None,
    )
    mixed: Text | None = entry(
        "What was both.",
        "Exactly one of the three.",
        "Inspectors saw some progress, yet the overall rating did not move.",
        default=None,
    )
    standard: Id | None = entry(
        "The id of the standard that it belongs to.", "One of the programme's.", "staff", default=None
    )

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
    """An inspector's verdict in words, above all from programmes that gave no ratings."""

    on: Text = entry("What was judged, in plain words.", example="the work with victims")
    words: Text = entry("The verdict.", "To the letter.", "good overall")
    standard: Id | None = entry(
        "The id of the standard that it belongs to.",
        "One of the programme's.",
        "public-protection",
        default=None,
    )


class Quote(Evidence):
    """A short quotation, to the letter."""

    text: Text = entry(
        "The words, without quotation marks around them.",
        "To the letter, at most 75 words, … for what is left out.",
        "Serious concerns remain about the quality of this work.",
    )
    speaker: Text = entry(
        "Who said it.", "Only those who speak in public office are named.", "Justin Russell"
    )
    role: Text | None = entry("In which office.", example="HM Chief Inspector of Probation", default=None)
    side: Side = entry("Whom the speaker speaks for.", example="inspectorate", alias="from")


class Recommendation(Evidence):
    """What the inspectorate asked for, in plain words of our own."""

    to: Text = entry("Who is to act.", example="the CRC")
    text: Text = entry(
        "What they are to do, in plain words.", example="Give staff the time and training that they need."
    )
    repeated: bool = entry("Whether it was made before.", "`false` if left out.", "true", default=False)
