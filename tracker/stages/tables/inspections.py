"""Inspections and the ratings of their standards, with the kind of silence where there is none."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple

from tracker.stages.tables.cells import DataUrl, Note, Notes, PageUrl, Sources, source_ids
from tracker.values.dates import PartialDate
from tracker.values.facts import Citation, InspectionFacts, Rating, Silence
from tracker.values.page import in_full, inspection_data_url, inspection_url
from tracker.values.records import Content, Inspection
from tracker.values.table import Field, Filled, table

_Level = Annotated[int | None, Field("Its place on the programme’s scale, 1 for the best.")]
_Silence = Annotated[
    Silence | None,
    Field(
        "Why there is no rating. not-rated: the inspectors gave none. not-inspected: they left the "
        "{standard} out. not-recorded: no source of ours states it. not-published: the report is "
        "still to come."
    ),
]


class InspectionRow(NamedTuple):
    """One {inspection} of one {provider}."""

    id: Annotated[str, Field("The year of the report and a name; it never changes.", key=True)]
    provider: Annotated[str, Field("Who was inspected.", references="providers")]
    framework: Annotated[str, Field("The programme that the report belongs to.", references="frameworks")]
    title: Annotated[str | None, Field("The title of the report, to the letter.", searched=True)]
    area: Annotated[str | None, Field("The part of the {provider} that was inspected, if not all of it.")]
    joint: Annotated[str | None, Field("The same word in all records of a joint {inspection}.")]
    fieldwork: Annotated[PartialDate | None, Field("When inspectors were there.")]
    published: Annotated[PartialDate | None, Field("When the report came out, as precisely as is known.")]
    published_first_day: Annotated[date | None, Field("The first day that this can mean.")]
    published_last_day: Annotated[date | None, Field("The last day that this can mean.")]
    published_silence: Annotated[
        Literal["not-recorded", "not-published"] | None,
        Field("Why there is no date: no source of ours states it, or the report is still to come."),
    ]
    overall: Annotated[str | None, Field("The overall rating in the programme’s own words.")]
    overall_level: _Level
    overall_silence: _Silence
    overall_sources: Sources
    score: Annotated[Decimal | None, Field("The points that the inspectorate gave, where it gave any.")]
    score_maximum: Annotated[Decimal | None, Field("The most points that it could give.")]
    score_source_page: Annotated[int | None, Field("The page of the source, counted as viewers count.")]
    score_note: Note
    score_sources: Sources
    further_sources: Annotated[
        tuple[str, ...],
        Field("Sources that report on it, but that no statement rests on.", references="sources"),
    ]
    notes: Notes
    page_url: PageUrl
    data_url: DataUrl


class RatingRow(NamedTuple):
    """The rating of one {standard} in one {inspection}, with a row for each {standard} that applies.

    Overall ratings stand with the {inspections}.
    """

    id: Annotated[str, Field("The {inspection} and the {standard}.", key=True)]
    inspection: Annotated[str, Field("The {inspection}.", references="inspections")]
    provider: Annotated[str, Field("Who was inspected.", references="providers")]
    standard: Annotated[str, Field("What was rated.", references="standards")]
    rating: Annotated[str | None, Field("The rating in the programme’s own words.")]
    level: _Level
    silence: _Silence
    sources: Sources
    page_url: PageUrl


def inspection_tables(content: Content, facts: Mapping[str, InspectionFacts]) -> Iterator[Filled]:
    """The inspections and their ratings; the facts of each by its id say what each silence is."""
    words = content.site.words
    records = content.inspections.values()
    yield table("inspections", InspectionRow, (_row(content, i, facts[i.id]) for i in records), words)
    yield table(
        "ratings", RatingRow, (row for i in records for row in _ratings(content, i, facts[i.id])), words
    )


def _row(content: Content, inspection: Inspection, facts: InspectionFacts) -> InspectionRow:
    record, address = f"inspections/{inspection.id}", content.site.address
    published, score = inspection.publication, inspection.score
    silence: Literal["not-recorded", "not-published"] = (
        "not-published" if inspection.awaited else "not-recorded"
    )
    return InspectionRow(
        id=inspection.id,
        provider=inspection.provider,
        framework=inspection.framework,
        title=inspection.title,
        area=inspection.area,
        joint=inspection.joint,
        fieldwork=inspection.fieldwork,
        published=published,
        published_first_day=published.earliest if published else None,
        published_last_day=published.latest if published else None,
        published_silence=None if published else silence,
        overall=_word(facts.overall),
        overall_level=facts.overall.level or None,
        overall_silence=facts.overall.silence,
        overall_sources=_sources(record, facts.overall_citations),
        score=score.value if score else None,
        score_maximum=score.of if score else None,
        score_source_page=score.page if score else None,
        score_note=score.note if score else None,
        score_sources=source_ids(record, score.source if score else None),
        further_sources=source_ids(record, inspection.further_sources),
        notes=inspection.notes,
        page_url=in_full(inspection_url(inspection.id), address),
        data_url=in_full(inspection_data_url(inspection.id), address),
    )


def _ratings(content: Content, inspection: Inspection, facts: InspectionFacts) -> Iterator[RatingRow]:
    record = f"inspections/{inspection.id}"
    page = in_full(inspection_url(inspection.id), content.site.address)
    for standard in facts.standards:
        yield RatingRow(
            id=f"{inspection.id}/ratings/{standard.id}",
            inspection=inspection.id,
            provider=inspection.provider,
            standard=f"{inspection.framework}/{standard.id}",
            rating=_word(standard.rating),
            level=standard.rating.level or None,
            silence=standard.rating.silence,
            sources=_sources(record, standard.citations),
            page_url=page,
        )


def _word(rating: Rating) -> str | None:
    """The rating, or nothing: the words that pages show for a silence are no rating."""
    return rating.word if rating.level else None


def _sources(record: str, citations: tuple[Citation, ...]) -> tuple[str, ...]:
    return source_ids(record, (citation.key for citation in citations))
