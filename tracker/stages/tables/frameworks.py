"""Programmes of inspections: their scales, standards and revisions."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, NamedTuple

from tracker.stages.tables.cells import DataUrl, Notes, PageUrl, Sources, source_ids
from tracker.values.dates import PartialDate
from tracker.values.page import framework_data_url, framework_url, in_full, standard_url
from tracker.values.records import Content, Framework
from tracker.values.table import Field, Filled, table

_Framework = Annotated[str, Field("The programme.", references="frameworks")]
_Kinds = tuple[str, ...]


class FrameworkRow(NamedTuple):
    """A programme of {inspections}. Ratings of different programmes are not comparable."""

    id: Annotated[str, Field("Its id, which is part of its address and never changes.", key=True)]
    name: Annotated[str, Field("Its full name.", searched=True)]
    short_name: Annotated[str, Field("Its name in headings and charts.")]
    summary: Annotated[str, Field("What it is, in a sentence or two.", searched=True)]
    in_force_from: Annotated[PartialDate, Field("When it was first used.")]
    in_force_to: Annotated[PartialDate | None, Field("When it was last used; empty while it goes on.")]
    in_force_sources: Sources
    kinds: Annotated[_Kinds, Field("The kinds of {provider} that it inspects.", references="provider_kinds")]
    standard_word: Annotated[str, Field("What it calls one thing that it rates.")]
    score_maximum: Annotated[Decimal | None, Field("The most points that can be reached, where stated.")]
    scoring_sources: Sources
    notes: Notes
    page_url: PageUrl
    data_url: DataUrl


class RatingWordRow(NamedTuple):
    """A rating of a programme’s scale."""

    framework: Annotated[str, Field("The programme.", key=True, references="frameworks")]
    level: Annotated[int, Field("Its place on the scale, 1 for the best.", key=True)]
    word: Annotated[str, Field("The rating.")]
    meaning: Annotated[str | None, Field("What the inspectorate says it means.")]
    points: Annotated[Decimal | None, Field("The points it gives, where the inspectorate states them.")]
    score_from: Annotated[Decimal | None, Field("The lowest score for this overall rating, where stated.")]
    score_to: Annotated[Decimal | None, Field("The highest score for this overall rating, where stated.")]


class StandardRow(NamedTuple):
    """One aspect of the work that a programme rates."""

    id: Annotated[str, Field("The programme and the {standard}.", key=True)]
    framework: _Framework
    position: Annotated[int, Field("Its place in the programme, from 1.")]
    name: Annotated[str, Field("Its name.")]
    domain: Annotated[str | None, Field("The heading that it stands under.")]
    meaning: Annotated[str | None, Field("What it is about, where the name does not say.")]
    kinds: Annotated[
        _Kinds,
        Field("The kinds of {provider} that it applies to; empty for all.", references="provider_kinds"),
    ]
    page_url: PageUrl


class RevisionRow(NamedTuple):
    """A change of a programme after which its ratings stay comparable."""

    id: Annotated[str, Field("The programme and the change’s number in its record.", key=True)]
    framework: _Framework
    happened: Annotated[PartialDate, Field("When.")]
    text: Annotated[str, Field("What changed.")]
    sources: Sources


def framework_tables(content: Content) -> Iterator[Filled]:
    """What inspectors rate, and in which words."""
    words = content.site.words
    frameworks = tuple(content.frameworks.values())
    yield table("frameworks", FrameworkRow, (_row(content, framework) for framework in frameworks), words)
    yield table("rating_words", RatingWordRow, (row for each in frameworks for row in _words(each)), words)
    yield table(
        "standards", StandardRow, (row for each in frameworks for row in _standards(content, each)), words
    )
    yield table("revisions", RevisionRow, (row for each in frameworks for row in _revisions(each)), words)


def _row(content: Content, framework: Framework) -> FrameworkRow:
    record, scoring, address = f"frameworks/{framework.id}", framework.scoring, content.site.address
    return FrameworkRow(
        id=framework.id,
        name=framework.name,
        short_name=framework.short_name,
        summary=framework.summary,
        in_force_from=framework.in_force.since,
        in_force_to=framework.in_force.until,
        in_force_sources=source_ids(record, framework.in_force.source),
        kinds=framework.kinds,
        standard_word=framework.standard_word,
        score_maximum=scoring.maximum if scoring else None,
        scoring_sources=source_ids(record, scoring.source if scoring else None),
        notes=framework.notes,
        page_url=in_full(framework_url(framework.id), address),
        data_url=in_full(framework_data_url(framework.id), address),
    )


def _words(framework: Framework) -> Iterator[RatingWordRow]:
    scoring = framework.scoring
    points = {framework.level(word): number for word, number in scoring.points.items()} if scoring else {}
    bands = {framework.level(word): band for word, band in scoring.bands.items()} if scoring else {}
    for level, step in enumerate(framework.scale, 1):
        band = bands.get(level)
        yield RatingWordRow(
            framework=framework.id,
            level=level,
            word=step.word,
            meaning=step.meaning,
            points=points.get(level),
            score_from=band.low if band else None,
            score_to=band.high if band else None,
        )


def _standards(content: Content, framework: Framework) -> Iterator[StandardRow]:
    headings = {domain.id: domain.name for domain in framework.domains}
    for position, standard in enumerate(framework.standards, 1):
        url = standard_url(framework.id, standard.id) if framework.rated else framework_url(framework.id)
        yield StandardRow(
            id=f"{framework.id}/{standard.id}",
            framework=framework.id,
            position=position,
            name=standard.name,
            domain=headings.get(standard.domain or ""),
            meaning=standard.meaning,
            kinds=standard.kinds,
            page_url=in_full(url, content.site.address),
        )


def _revisions(framework: Framework) -> Iterator[RevisionRow]:
    for number, revision in enumerate(framework.revisions, 1):
        sources = source_ids(f"frameworks/{framework.id}", revision.source)
        row = f"{framework.id}/revisions/{number}"
        yield RevisionRow(row, framework.id, revision.date, revision.text, sources)
