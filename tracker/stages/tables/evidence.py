"""What sources say about an inspection: judgements, figures, findings, quotations, recommendations."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple

from tracker.stages.tables.cells import Note, PageUrl, Sources, source_ids
from tracker.values.page import in_full, inspection_url
from tracker.values.records import Content, Inspection
from tracker.values.records.evidence import Evidence, Qualifier, Side
from tracker.values.table import Field, Filled, table

_Id = Annotated[str, Field("The {inspection}, the table and the number in the record.", key=True)]
_Inspection = Annotated[str, Field("The {inspection}.", references="inspections")]
_Provider = Annotated[str, Field("Who was inspected.", references="providers")]
_Standard = Annotated[str | None, Field("The {standard} that it belongs to.", references="standards")]
_About = Annotated[
    Literal["provider", "co-ordination"],
    Field("co-ordination: it is about the work of the bodies with each other that were inspected together."),
]
_Page = Annotated[int | None, Field("The page of the source, counted as viewers count.")]


class JudgementRow(NamedTuple):
    """An inspector’s verdict in words, above all from programmes that gave no ratings."""

    id: _Id
    inspection: _Inspection
    provider: _Provider
    subject: Annotated[str, Field("What was judged, in our words.", searched=True)]
    words: Annotated[str, Field("The verdict, to the letter.", searched=True)]
    standard: _Standard
    about: _About
    note: Note
    source_page: _Page
    sources: Sources
    page_url: PageUrl


class FigureRow(NamedTuple):
    """A number from a source."""

    id: _Id
    inspection: _Inspection
    provider: _Provider
    measure: Annotated[str | None, Field("What it is compared by, if it can be.", references="measures")]
    label: Annotated[str, Field("What it counts: the name of its measure, or plain words.", searched=True)]
    value: Annotated[Decimal, Field("The number, or the lower end of a range.")]
    value_to: Annotated[Decimal | None, Field("The upper end of a range.")]
    out_of: Annotated[Decimal | None, Field("The whole, where the source says so many of so many.")]
    unit: Annotated[str | None, Field("%, £, £ million or what is counted; empty for so many of so many.")]
    qualifier: Annotated[Qualifier | None, Field("The source’s own hedge.")]
    wording: Annotated[str | None, Field("The source’s own words for it, to the letter.", searched=True)]
    about: _About
    note: Note
    source_page: _Page
    sources: Sources
    page_url: PageUrl


class FindingRow(NamedTuple):
    """What inspectors found, in our words."""

    id: _Id
    inspection: _Inspection
    provider: _Provider
    kind: Annotated[Literal["strength", "weakness", "mixed"], Field("Whether it was good, bad or both.")]
    text: Annotated[str, Field("What was found.", searched=True)]
    standard: _Standard
    about: _About
    note: Note
    source_page: _Page
    sources: Sources
    page_url: PageUrl


class QuoteRow(NamedTuple):
    """A short quotation."""

    id: _Id
    inspection: _Inspection
    provider: _Provider
    text: Annotated[str, Field("The words, to the letter; … stands for what is left out.", searched=True)]
    speaker: Annotated[str, Field("Who said it.")]
    role: Annotated[str | None, Field("In which office.")]
    side: Annotated[Side, Field("Whom the speaker speaks for.")]
    about: _About
    note: Note
    source_page: _Page
    sources: Sources
    page_url: PageUrl


class RecommendationRow(NamedTuple):
    """What the inspectorate asked for, in our words."""

    id: _Id
    inspection: _Inspection
    provider: _Provider
    addressee: Annotated[str, Field("Who is to act.")]
    text: Annotated[str, Field("What they are to do.", searched=True)]
    repeated: Annotated[bool, Field("Whether it was made before.")]
    about: _About
    note: Note
    source_page: _Page
    sources: Sources
    page_url: PageUrl


def evidence_tables(content: Content) -> Iterator[Filled]:
    """A table for each kind of evidence."""
    words = content.site.words
    records = tuple(content.inspections.values())
    yield table("judgements", JudgementRow, (row for i in records for row in _judgements(content, i)), words)
    yield table("figures", FigureRow, (row for i in records for row in _figures(content, i)), words)
    yield table("findings", FindingRow, (row for i in records for row in _findings(content, i)), words)
    yield table("quotes", QuoteRow, (row for i in records for row in _quotes(content, i)), words)
    yield table(
        "recommendations",
        RecommendationRow,
        (row for i in records for row in _recommendations(content, i)),
        words,
    )


def _judgements(content: Content, inspection: Inspection) -> Iterator[JudgementRow]:
    for number, item in enumerate(inspection.judgements, 1):
        yield JudgementRow(
            **_shared(content, inspection, item, f"judgements/{number}"),
            subject=item.on,
            words=item.words,
            standard=_standard(inspection, item.standard),
        )


def _figures(content: Content, inspection: Inspection) -> Iterator[FigureRow]:
    for number, item in enumerate(inspection.figures, 1):
        measure = content.measures[item.measure] if item.measure else None
        yield FigureRow(
            **_shared(content, inspection, item, f"figures/{number}"),
            measure=item.measure,
            label=item.label or (measure.name if measure else ""),
            value=item.value,
            value_to=item.to,
            out_of=item.of,
            unit=item.unit or (measure.unit if measure else None),
            qualifier=item.qualifier,
            wording=item.wording,
        )


def _findings(content: Content, inspection: Inspection) -> Iterator[FindingRow]:
    for number, item in enumerate(inspection.findings, 1):
        yield FindingRow(
            **_shared(content, inspection, item, f"findings/{number}"),
            kind=item.kind,
            text=item.text,
            standard=_standard(inspection, item.standard),
        )


def _quotes(content: Content, inspection: Inspection) -> Iterator[QuoteRow]:
    for number, item in enumerate(inspection.quotes, 1):
        yield QuoteRow(
            **_shared(content, inspection, item, f"quotes/{number}"),
            text=item.text,
            speaker=item.speaker,
            role=item.role,
            side=item.side,
        )


def _recommendations(content: Content, inspection: Inspection) -> Iterator[RecommendationRow]:
    for number, item in enumerate(inspection.recommendations, 1):
        yield RecommendationRow(
            **_shared(content, inspection, item, f"recommendations/{number}"),
            addressee=item.to,
            text=item.text,
            repeated=item.repeated,
        )


def _shared(content: Content, inspection: Inspection, item: Evidence, place: str) -> dict[str, Any]:
    """The cells that all evidence has."""
    return {
        "id": f"{inspection.id}/{place}",
        "inspection": inspection.id,
        "provider": inspection.provider,
        "about": item.about,
        "note": item.note,
        "source_page": item.page,
        "sources": source_ids(f"inspections/{inspection.id}", item.source),
        "page_url": in_full(inspection_url(inspection.id), content.site.address),
    }


def _standard(inspection: Inspection, standard: str | None) -> str | None:
    return f"{inspection.framework}/{standard}" if standard else None
