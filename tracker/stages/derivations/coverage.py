"""How complete the record is: what each programme's inspections and each kind of provider lack."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.values.facts import (
    CoverageFacts,
    CoverageRow,
    CoverageTable,
    InspectionFacts,
    Link,
    ProviderFacts,
    Share,
    ToDo,
)
from tracker.values.page import framework_url
from tracker.values.records import Content, Framework, Inspection
from tracker.values.records.base import UNATTRIBUTED
from tracker.values.records.site import Words
from tracker.values.words import sentence, so_many


class _Part(NamedTuple):
    """One thing that a record has or lacks; how to call it where it is missing, or "" if that is no fault."""

    had: int
    of: int
    missing: str


_INSPECTION = (
    "Overall rating",
    "{standards}’ ratings",
    "Exact day",
    "Fieldwork",
    "Title",
    "Score",
    "Figures",
    "Quotations",
    "Statements with a known source",
)
_PROVIDER = ("{inspections}", "Areas", "Dates")


def coverage_facts(
    content: Content,
    frameworks: Sequence[Framework],
    inspections: tuple[InspectionFacts, ...],
    providers: tuple[ProviderFacts, ...],
) -> CoverageFacts:
    """What is on record and what is not; frameworks come in their order, inspections newest first.

    A report that is not yet published lacks nothing, and what a programme does not rate is not missing.
    """
    published = [inspection for inspection in inspections if not inspection.awaited]
    by_framework = [
        _row(
            Link(framework.short_name, framework_url(framework.id)),
            [
                (Link(each.name, each.url), each.file, _inspection_parts(content, each))
                for each in published
                if each.framework.id == framework.id
            ],
            len(_INSPECTION),
        )
        for framework in frameworks
    ]
    by_kind = [
        _row(
            Link(told.plural, ""),
            [
                (Link(each.record.short_name, each.url), each.file, _provider_parts(content, each))
                for each in providers
                if each.record.kind == kind
            ],
            len(_PROVIDER),
        )
        for kind, told in content.site.provider_kinds.items()
    ]
    words = content.site.words
    programmes = CoverageTable(_headed(words, _INSPECTION), tuple(row for row in by_framework if row.records))
    kinds = CoverageTable(_headed(words, _PROVIDER), tuple(row for row in by_kind if row.records))
    statements = _sum(programmes, len(_INSPECTION) - 1)
    return CoverageFacts(
        summary=_summary(words, programmes, kinds),
        inspections=programmes,
        providers=kinds,
        unattributed=statements.of - statements.count,
    )


def _row(name: Link, records: Sequence[tuple[Link, str, tuple[_Part, ...]]], columns: int) -> CoverageRow:
    shares = tuple(
        Share(
            sum(parts[column].had for _, _, parts in records),
            sum(parts[column].of for _, _, parts in records),
        )
        for column in range(columns)
    )
    to_do = (
        ToDo(record, file, tuple(part.missing for part in parts if part.missing and part.had < part.of))
        for record, file, parts in records
    )
    return CoverageRow(
        name.title, name.url, len(records), shares, tuple(item for item in to_do if item.missing)
    )


def _inspection_parts(content: Content, inspection: InspectionFacts) -> tuple[_Part, ...]:
    rated = inspection.framework.rated and inspection.overall.silence not in {"not-rated", "not-inspected"}
    standards = inspection.standards
    known = sum(standard.rating.silence != "not-recorded" for standard in standards)
    lacking = len(standards) - known
    word = content.site.words.rated(inspection.framework.standard_word)[1]
    day = inspection.published is not None and inspection.published.earliest == inspection.published.latest
    several = inspection.evidence, inspection.coordination
    with_source, statements = _statements(content.inspections[inspection.id])
    bare = statements - with_source
    return (
        _Part(int(inspection.overall.level > 0), int(rated), "overall rating"),
        _Part(known, len(standards), f"{lacking} of {len(standards)} ratings of {word}"),
        _Part(int(day), 1, "day of publication" if inspection.published else "date of publication"),
        _has(inspection.fieldwork, "fieldwork"),
        _has(inspection.title, "title of the report"),
        _Part(int(bool(inspection.score)), int(inspection.framework.rated), ""),  # most reports give none
        _has(any(evidence.figures for evidence in several), "figures"),
        _has(any(evidence.quotes for evidence in several), "quotations"),
        _Part(with_source, statements, f"which source states what ({bare})"),
    )


def _provider_parts(content: Content, provider: ProviderFacts) -> tuple[_Part, ...]:
    return (
        _has(provider.inspections, content.site.words.inspections),
        _has(provider.areas, "areas"),
        _has(provider.existed, "dates"),
    )


def _has(value: object, missing: str) -> _Part:
    return _Part(int(bool(value)), 1, missing)


def _statements(record: Inspection) -> tuple[int, int]:
    """How many statements of a record name their own source, and how many name any."""
    cited = list(record.cited)
    if record.further_sources:
        cited.remove(record.further_sources)
    return sum(UNATTRIBUTED not in keys for keys in cited), len(cited)


def _sum(table: CoverageTable, column: int) -> Share:
    shares = [row.shares[column] for row in table.rows]
    return Share(sum(share.count for share in shares), sum(share.of for share in shares))


def _one(share: Share) -> bool:
    """Whether a sentence with these two numbers speaks of one."""
    return 1 in {share.count, share.of}


def _records(rows: Iterable[CoverageRow]) -> int:
    return sum(row.records for row in rows)


def _headed(words: Words, columns: Sequence[str]) -> tuple[str, ...]:
    named = {"inspections": sentence(words.inspections), "standards": sentence(words.standards)}
    return tuple(column.format_map(named) for column in columns)


def _summary(words: Words, programmes: CoverageTable, kinds: CoverageTable) -> str:
    overall, standards, day, *_ = (_sum(programmes, column) for column in range(len(_INSPECTION)))
    published = f"published {words.inspection}", f"published {words.inspections}"
    to_rate = f"{words.inspection} that was to be rated", f"{words.inspections} that were to be rated"
    told = (
        f"{overall.count:,} of {so_many(overall.of, *to_rate)} {'has' if _one(overall) else 'have'} an "
        "overall rating",
        f"{standards.count:,} of {so_many(standards.of, 'rating')} of {words.standards} "
        f"{'is' if _one(standards) else 'are'} known",
        f"the exact day of publication is known for {day.count:,} of {so_many(day.of, 'report')}",
    )
    found = [text for text, share in zip(told, (overall, standards, day), strict=True) if share.of]
    if len(found) > 1:
        found[-1] = f"and {found[-1]}"
    return (
        f"On record are {so_many(_records(programmes.rows), *published)} and "
        f"{so_many(_records(kinds.rows), words.provider, words.providers)}."
        + (f" {sentence(', '.join(found))}." if found else "")
    )
