"""One inspection of one provider."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from tracker.values.dates import PartialDate
from tracker.values.records.base import UNATTRIBUTED, Cites, Id, Record, Text
from tracker.values.records.correction import Correction
from tracker.values.records.evidence import Figure, Finding, Judgement, Quote, Recommendation, Score, Source

NOT_YET = "not yet"
NOT_RECORDED = "not recorded"
UNRATED_WORDS = ("not rated", "not inspected")


class Rated(Record):
    """A rating in the framework's own words, or "not rated", or "not inspected"."""

    rating: Text
    source: Cites | None = Field(None, description="Where it differs from the record's rating_source.")


def _from_word(value: object) -> object:
    return value if isinstance(value, dict | Rated) else {"rating": value}


def _publication(value: object) -> object:
    if isinstance(value, str) and (word := value.strip().casefold()) in {NOT_YET, NOT_RECORDED}:
        return word
    return PartialDate.parse(value)


RatingGiven = Annotated[Rated, BeforeValidator(_from_word)]
Published = Annotated[PartialDate | Literal["not yet", "not recorded"], BeforeValidator(_publication)]


class Inspection(Record):
    """One inspection; its id is the year folder and name of its file, and never changes."""

    id: str
    provider: Id
    framework: Id
    title: Text | None = Field(None, description="The title of the report, to the letter.")
    area: Text | None = Field(
        None, description="The part of the provider that was inspected, if not all of it."
    )
    joint: Id | None = Field(None, description="The same word in each record of a joint inspection.")
    fieldwork: PartialDate | None = Field(None, description="When inspectors were there.")
    published: Published = Field(description='When the report came out, or "not yet", or "not recorded".')
    overall: RatingGiven | None = None
    ratings: Mapping[Id, RatingGiven] = Field(default_factory=dict)
    rating_source: Cites | None = Field(None, description="The sources that state the ratings.")
    further_sources: Cites | None = Field(
        None, description="Sources that report on the inspection, but that no statement here rests on."
    )
    score: Score | None = None
    sources: Mapping[Id, Source] = Field(min_length=1)
    judgements: tuple[Judgement, ...] = ()
    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    quotes: tuple[Quote, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    notes: Text | None = Field(None, description="Markdown for readers: caveats, disagreements of sources.")
    corrections: tuple[Correction, ...] = ()

    @property
    def publication(self) -> PartialDate | None:
        """The date of the report, or None while there is none or nobody has recorded it."""
        return self.published if isinstance(self.published, PartialDate) else None

    @property
    def awaited(self) -> bool:
        """Whether the report is still to come."""
        return self.published == NOT_YET

    @property
    def year(self) -> int:
        """The year that its folder names."""
        return int(self.id.split("/")[0])

    @property
    def date(self) -> PartialDate | None:
        """The date that places it in time: of publication, or else of fieldwork."""
        return self.publication or self.fieldwork

    def stated_by(self, cites: Cites) -> tuple[Source, ...]:
        """The sources that a citation names: any of the record's where no note says which."""
        if UNATTRIBUTED in cites:
            return tuple(self.sources.values())
        return tuple(self.sources[key] for key in cites)
