"""What is not about one provider: measures, milestones, the inspectorate’s own totals; and corrections."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, NamedTuple

from tracker.stages.tables.cells import PageUrl, Sources, source_ids
from tracker.values.dates import PartialDate
from tracker.values.facts import MeasureFacts
from tracker.values.page import COVERAGE, MEASURES, TIMELINE, in_full, inspection_url, provider_url
from tracker.values.records import Content
from tracker.values.records.correction import CorrectionKind
from tracker.values.table import Field, Filled, table


class MeasureRow(NamedTuple):
    """A figure that can be compared between {inspections}."""

    id: Annotated[str, Field("Its id, which is part of its address.", key=True)]
    name: Annotated[str, Field("Its name.")]
    unit: Annotated[str, Field("The unit of its figures.")]
    counted_over: Annotated[str, Field("What it is counted over.")]
    better: Annotated[Literal["lower", "higher", "neither"], Field("Which way is better.")]
    description: Annotated[str | None, Field("What it says, in a sentence or two.")]
    page_url: PageUrl


class EventRow(NamedTuple):
    """A national milestone."""

    id: Annotated[str, Field("Its number in the record.", key=True)]
    happened: Annotated[PartialDate, Field("When.")]
    title: Annotated[str, Field("What happened, in a few words.", searched=True)]
    text: Annotated[str | None, Field("The same in a sentence or two.", searched=True)]
    sources: Sources
    page_url: PageUrl


class TotalRow(NamedTuple):
    """How many {providers} the inspectorate itself says were rated in a period."""

    id: Annotated[str, Field("Its id.", key=True)]
    title: Annotated[str, Field("What was counted, in a few words.")]
    period: Annotated[str, Field("What was counted and when, close to the words of the source.")]
    framework: Annotated[str, Field("The programme of the {inspections} counted.", references="frameworks")]
    rated: Annotated[int, Field("How many were rated in all.")]
    explanation: Annotated[str | None, Field("Why our own count differs, as far as known, in Markdown.")]
    sources: Sources
    page_url: PageUrl


class TotalCountRow(NamedTuple):
    """How many {providers} the inspectorate itself says got a rating."""

    total: Annotated[str, Field("The total that it is a part of.", key=True, references="totals")]
    rating: Annotated[str, Field("The rating.", key=True)]
    services: Annotated[int, Field("How many got it.")]


class CorrectionRow(NamedTuple):
    """A change to what was published here before."""

    id: Annotated[str, Field("The record and the change’s number in it.", key=True)]
    provider: Annotated[str | None, Field("The {provider} whose record changed.", references="providers")]
    inspection: Annotated[
        str | None, Field("The {inspection} whose record changed.", references="inspections")
    ]
    changed: Annotated[PartialDate, Field("When it was changed here.")]
    kind: Annotated[
        CorrectionKind, Field("Whether it was said more clearly, brought up to date, or had been wrong.")
    ]
    field: Annotated[str | None, Field("The field of the record that changed.")]
    what: Annotated[str, Field("What changed.")]
    text_before: Annotated[str | None, Field("What readers saw until then.")]
    text_after: Annotated[str | None, Field("What they saw from then on.")]
    why: Annotated[str, Field("Why.")]
    page_url: PageUrl


def national_tables(content: Content, measures: Mapping[str, MeasureFacts]) -> Iterator[Filled]:
    """Measures, milestones and totals; the facts of each measure by its id tell whether it has a page."""
    words = content.site.words
    yield table("measures", MeasureRow, _measures(content, measures), words)
    yield table("events", EventRow, _events(content), words)
    yield table("totals", TotalRow, _totals(content), words)
    counts = ((total.id, word, n) for total in content.totals.totals for word, n in total.counts.items())
    yield table("total_counts", TotalCountRow, (TotalCountRow(*count) for count in counts), words)
    yield table("corrections", CorrectionRow, _corrections(content), words)


def _measures(content: Content, facts: Mapping[str, MeasureFacts]) -> Iterator[MeasureRow]:
    for key, measure in content.measures.items():
        yield MeasureRow(
            id=key,
            name=measure.name,
            unit=measure.unit,
            counted_over=measure.of,
            better=measure.better,
            description=measure.description,
            page_url=in_full(facts[key].url if facts[key].count else MEASURES, content.site.address),
        )


def _events(content: Content) -> Iterator[EventRow]:
    page = in_full(TIMELINE, content.site.address)
    for number, event in enumerate(content.events.events, 1):
        sources = source_ids("events", event.source)
        yield EventRow(f"events/{number}", event.date, event.title, event.text, sources, page)


def _totals(content: Content) -> Iterator[TotalRow]:
    page = in_full(COVERAGE, content.site.address)
    for total in content.totals.totals:
        yield TotalRow(
            id=total.id,
            title=total.title,
            period=total.period,
            framework=total.selection.framework,
            rated=total.total,
            explanation=total.explanation,
            sources=source_ids("totals", total.source),
            page_url=page,
        )


def _corrections(content: Content) -> Iterator[CorrectionRow]:
    records = [
        *((None, i.id, inspection_url(i.id), i.corrections) for i in content.inspections.values()),
        *((p.id, None, provider_url(p.id), p.corrections) for p in content.providers.values()),
    ]
    for provider, inspection, url, corrections in records:
        for number, entry in enumerate(corrections, 1):
            yield CorrectionRow(
                id=f"{provider or inspection}/corrections/{number}",
                provider=provider,
                inspection=inspection,
                changed=entry.date,
                kind=entry.kind,
                field=entry.field,
                what=entry.what,
                text_before=entry.before,
                text_after=entry.after,
                why=entry.why,
                page_url=in_full(url, content.site.address),
            )
