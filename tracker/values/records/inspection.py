"""One inspection of one provider."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator

from tracker.values.dates import PartialDate
from tracker.values.records.base import UNATTRIBUTED, Cites, Id, Record, Text
from tracker.values.records.correction import Correction
from tracker.values.records.entry import entry
from tracker.values.records.evidence import Figure, Finding, Judgement, Quote, Recommendation, Score
from tracker.values.records.source import Source

NOT_YET = "not yet"
NOT_RECORDED = "not recorded"
UNRATED_WORDS = ("not rated", "not inspected")


class Rated(Record):
    """A single rating with a source of its own, where that differs from `rating_source`.

    Instead of `staff: Good` write `rating` and `source` below `staff:`.
    """

    rating: Text = entry("The rating.", "A word of the scale, `not rated` or `not inspected`.", "Good")
    source: Cites | None = entry("Where it is stated.", example="express-and-star", default=None)


def _from_word(value: object) -> object:
    return value if isinstance(value, dict | Rated) else {"rating": value}


def _publication(value: object) -> object:
    if isinstance(value, str) and (word := value.strip().casefold()) in {NOT_YET, NOT_RECORDED}:
        return word
    return PartialDate.parse(value)


RatingGiven = Annotated[Rated, BeforeValidator(_from_word)]
Published = Annotated[PartialDate | Literal["not yet", "not recorded"], BeforeValidator(_publication)]


class Inspection(Record):
    """One inspection of one provider; the year folder and name of its file are its id and never change."""

    id: str
    provider: Id = entry("The provider's id.", "The file's name begins with it.", "merseyside-crc")
    framework: Id = entry(
        "The id of the programme that the report belongs to.",
        "It inspects this kind of provider.",
        "adult-2018",
    )
    title: Text | None = entry(
        "The title of the report.",
        "To the letter.",
        "An inspection of probation services in Merseyside",
        default=None,
    )
    area: Text | None = entry(
        "The part of the provider that was inspected.",
        "Leave out if it was all of it.",
        "Durham",
        default=None,
    )
    joint: Id | None = entry(
        "A word that all records of a joint inspection share.", "An id.", "west-mercia-2017", default=None
    )
    fieldwork: PartialDate | None = entry(
        "When inspectors were there.", example="2019-11/2019-12", default=None
    )
    published: Published = entry(
        'When the report came out, or "not yet", or "not recorded".',
        "A date of the year that the folder names, or one of these words.",
        "2020-03-05",
    )
    overall: RatingGiven | None = entry(
        "The overall rating.",
        "A word of the programme's scale, in any case, or `not rated` or `not inspected`; or a `Rated`.",
        "Requires improvement",
        default=None,
    )
    ratings: Mapping[Id, RatingGiven] = entry(
        "The rating of each standard, by the standard's id.",
        "As above. Only those that a source states.",
        "{staff: Good, assessment: Inadequate}",
        default_factory=dict,
    )
    rating_source: Cites | None = entry(
        "The source of the ratings.",
        "Needed if there are several sources and ratings that name none.",
        "hmip",
        default=None,
    )
    further_sources: Cites | None = entry(
        "Sources that report on the inspection, but that no statement here rests on.",
        example="hmip-report",
        default=None,
    )
    score: Score | None = entry(
        "The points that the inspectorate gave.", "Only where it gave one.", default=None
    )
    sources: Mapping[Id, Source] = entry("Each source, by a short name of your own.", min_length=1)
    judgements: tuple[Judgement, ...] = entry("Verdicts in words.", default=())
    figures: tuple[Figure, ...] = entry("Numbers.", default=())
    findings: tuple[Finding, ...] = entry("What inspectors found.", default=())
    quotes: tuple[Quote, ...] = entry("What was said.", default=())
    recommendations: tuple[Recommendation, ...] = entry("What the inspectorate asked for.", default=())
    notes: Text | None = entry(
        "Caveats and disagreements of sources, for readers.",
        "Markdown.",
        "The two newspapers give different dates.",
        default=None,
    )
    corrections: tuple[Correction, ...] = entry("Changes to what was published here.", default=())

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
