"""Providers side by side: the newest inspection of each under one framework, in several orders."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tracker.stages.derivations.frameworks import in_force
from tracker.values.facts import (
    SILENCES,
    CellFact,
    ComparedGroup,
    ComparedKind,
    ComparedOrder,
    ComparedProvider,
    ComparisonFacts,
    InspectionFacts,
    Link,
    ProviderFacts,
    Rating,
    silent,
)
from tracker.values.page import compare_url, framework_url, slug, standard_url
from tracker.values.records import Content, Framework
from tracker.values.records.site import Words
from tracker.values.words import sentence, so_many

_NOWHERE = "\uffff"  # sorts after every name


@dataclass(frozen=True, slots=True)
class _Entry:
    """A provider and its inspections under the framework, newest first."""

    provider: ProviderFacts
    inspections: tuple[InspectionFacts, ...]

    @property
    def newest(self) -> InspectionFacts:
        return self.inspections[0]

    @property
    def region(self) -> Link | None:
        return self.provider.part_of.provider if self.provider.part_of else None


_Key = Callable[[_Entry], tuple[object, ...]]


def comparison_facts(
    content: Content, framework: Framework, providers: tuple[ProviderFacts, ...]
) -> ComparisonFacts:
    """The comparison under one framework that rates; each provider has its inspections newest first."""
    under = (
        _Entry(provider, tuple(i for i in provider.inspections if i.framework.id == framework.id))
        for provider in providers
    )
    entries = sorted((entry for entry in under if entry.inspections), key=_by_name)
    words = content.site.words
    word, several = words.rated(framework.standard_word)
    orders = tuple(
        ComparedOrder(name, told, compare_url(framework.id, part), _tables(content, framework, entries, key))
        for part, name, told, key in _orders(words, entries)
    )
    rows = [row for table in orders[0].tables for group in table.groups for row in group.rows]
    cells = [cell for row in rows for cell in row.cells]
    overall = [row.overall for row in rows]
    shown = {cell.rating.silence for cell in cells} | {rating.silence for rating in overall}
    return ComparisonFacts(
        framework=Link(framework.short_name, framework_url(framework.id)),
        url=compare_url(framework.id),
        in_force=in_force(framework),
        standard_word=word,
        standard_words=several,
        compares=tuple(
            f"{table.kind.plural} ({table.count:,}): overall"
            + (f" and on {so_many(len(table.columns), word, several)}" if table.columns else " only")
            for table in orders[0].tables
        ),
        inspections=sum(len(entry.inspections) for entry in entries),
        summary=_summary(words, overall),
        sparse=_sparse(several, [cell.rating for cell in cells]),
        marks=(
            *(Rating(word, level, len(framework.scale)) for level, word in enumerate(framework.words, 1)),
            *(silent(kind) for kind in SILENCES if kind in shown),
        ),
        moved=any(cell.change for cell in cells),
        orders=orders,
    )


def _orders(words: Words, entries: list[_Entry]) -> Iterator[tuple[str, str, str, _Key]]:
    """Part of the address, name, sentence and key of each order that makes a difference."""
    yield "", "name", "by name", _by_name
    if len(entries) > 1:
        yield "by-overall", "overall rating", "by overall rating, the best first", _by_overall
        yield "by-date", "date", "by the date of the report, the newest first", _by_date
    if any(entry.region for entry in entries):
        yield "by-region", words.whole, f"by {words.whole}", _by_region


def _by_name(entry: _Entry) -> tuple[object, ...]:
    return (entry.provider.record.short_name.casefold(), entry.provider.id)


def _by_overall(entry: _Entry) -> tuple[object, ...]:
    return (place_of(entry.newest.overall), *_by_name(entry))


def _by_date(entry: _Entry) -> tuple[object, ...]:
    """What is still to come first, then the newest; a report whose date is not recorded last."""
    found = entry.newest
    day = date.max if found.awaited else found.published.latest if found.published else date.min
    return (-day.toordinal(), *_by_name(entry))


def _by_region(entry: _Entry) -> tuple[object, ...]:
    where = (entry.region.title.casefold(), entry.region.url) if entry.region else (_NOWHERE, "")
    return (*where, *_by_name(entry))


def place_of(rating: Rating) -> tuple[int, int]:
    """Where a rating stands among others: the best first, and after the worst the silences."""
    return (0, rating.level) if rating.silence is None else (1, list(SILENCES).index(rating.silence))


def _tables(
    content: Content, framework: Framework, entries: list[_Entry], key: _Key
) -> tuple[ComparedKind, ...]:
    """A table for each kind of provider, since the standards differ from kind to kind."""
    tables = []
    domains = {domain.id: domain.name for domain in framework.domains}
    for kind in framework.kinds:
        found = sorted((entry for entry in entries if entry.provider.record.kind == kind), key=key)
        if not found:
            continue
        standards = framework.standards_for(kind)
        above = [domains.get(standard.domain or "", "") for standard in standards]
        headings = tuple((name, len(list(same))) for name, same in groupby(above))
        tables.append(
            ComparedKind(
                id=slug(kind),
                kind=content.site.provider_kinds[kind],
                headings=headings if any(above) else (),
                columns=tuple(Link(s.name, standard_url(framework.id, s.id)) for s in standards),
                groups=_groups(
                    content.site.words, found, [s.id for s in standards], by_region=key is _by_region
                ),
            )
        )
    return tuple(tables)


def _groups(
    words: Words, entries: list[_Entry], standards: list[str], *, by_region: bool
) -> tuple[ComparedGroup, ...]:
    """The rows as they come, or under a heading for each region where any of them is part of one."""
    if not by_region or not any(entry.region for entry in entries):
        return (ComparedGroup("", None, tuple(_row(entry, standards) for entry in entries)),)
    nowhere = f"{sentence(words.whole)} not recorded"
    return tuple(
        ComparedGroup(region.title if region else nowhere, region, tuple(_row(e, standards) for e in same))
        for region, same in groupby(entries, key=lambda entry: entry.region)
    )


def _row(entry: _Entry, standards: list[str]) -> ComparedProvider:
    newest, *earlier = entry.inspections
    found = {standard.id: CellFact(standard.rating, standard.change) for standard in newest.standards}
    left_out = CellFact(silent("not-inspected"), None)
    return ComparedProvider(
        provider=newest.provider,
        region=entry.region.title if entry.region else "",
        inspection=Link(newest.released, newest.url),
        published=newest.published,
        area=newest.area,
        overall=newest.overall,
        change=newest.change,
        earlier=tuple(Link(inspection.label, inspection.url) for inspection in earlier),
        cells=tuple(found.get(standard, left_out) for standard in standards),
    )


def _summary(words: Words, overall: list[Rating]) -> str:
    if not overall:
        return f"No {words.inspection} under this programme is on record yet."
    return f"{so_many(len(overall), words.provider, words.providers)}. Overall rating: {counted(overall)}."


def _sparse(standards: str, ratings: list[Rating]) -> str:
    """How many of the ratings in the tables are known, and what stands in place of the others."""
    rest = [rating for rating in ratings if rating.silence]
    if not ratings:
        return ""
    if not rest:
        return f"Every rating on {standards} is recorded."
    known = f"We have found {len(ratings) - len(rest):,} of {len(ratings):,} ratings on {standards}"
    if all(rating.silence == "not-recorded" for rating in rest):
        return f"{known}; ? marks the others."
    return f"{known}. Of the others, {counted(rest, 'are', 'is')}."


def counted(ratings: Iterable[Rating], several: str = "", one: str = "") -> str:
    """A list such as "1 Good, 17 Inadequate, 2 not rated", in the order of the scale.

    With a verb, in its two numbers, it reads "254 are not recorded, 1 is not inspected".
    """
    counts = Counter(ratings)
    said = []
    for rating in sorted(counts, key=place_of):
        verb = one if counts[rating] == 1 else several
        word = rating.word.lower() if rating.silence else rating.word
        said.append(" ".join(filter(None, (f"{counts[rating]:,}", verb, word))))
    return ", ".join(said)
