"""Ratings counted: the state of play, comparisons, and our count beside the inspectorate's own."""

from collections import Counter
from collections.abc import Iterable, Mapping

from tracker.stages.derivations.citations import cited
from tracker.stages.derivations.names import inspection_link
from tracker.values.dates import years
from tracker.values.facts import (
    CountPair,
    InspectionFacts,
    Link,
    ProviderFacts,
    Rating,
    RatingGroup,
    RatingGroups,
    TotalFact,
    YearCount,
)
from tracker.values.records import Comparison, Content, Framework, Inspection, Selection, Total
from tracker.values.records.counting import agrees, ratings, selected
from tracker.values.records.site import Words
from tracker.values.words import listed, number, plural, so_many

_NO_SCALE = "Unrated programme"


def counts_by_year(inspections: Iterable[InspectionFacts], scale: tuple[str, ...]) -> tuple[YearCount, ...]:
    """Published inspections by year and programme: those on this scale, and those whose programme has none.

    Why one has no rating is told apart: its programme gives none, or the inspection has none on record.
    """
    counts: dict[tuple[int, str, str], Counter[str]] = {}
    for each in inspections:
        if each.published and each.framework.words in {(), scale}:
            start = each.framework.in_force.since.earliest.isoformat()
            key = (each.published.year, start, each.programme.title)
            word = each.overall.word if each.framework.rated else _NO_SCALE
            counts.setdefault(key, Counter())[word] += 1
    return tuple(
        YearCount(
            year,
            programme,
            tuple(count[word] for word in scale),
            tuple(sorted((word, number) for word, number in count.items() if word not in scale)),
        )
        for (year, _, programme), count in sorted(counts.items())
    )


def state_of_play(
    content: Content, providers: Iterable[ProviderFacts], scale: tuple[str, ...]
) -> RatingGroups | None:
    """The last overall rating of the providers that exist now, by kind. None without any.

    Only ratings on the given scale are counted; a provider last rated on another is left out.
    """
    kinds, words = content.site.provider_kinds, content.site.words
    now = [p for p in providers if p.record.kind in content.totals.now and not p.ended]
    known = [p for p in now if not p.rated or p.rated.framework.words == scale]
    groups = []
    for kind in content.totals.now:
        levels = [p.standing.rating.level for p in known if p.record.kind == kind]
        counts = tuple(levels.count(level) for level in range(1, len(scale) + 1))
        groups.append(RatingGroup(kinds[kind].plural, counts, levels.count(0)))
    if not any(sum(group.counts) for group in groups):
        return None
    first = next(group for group in groups if sum(group.counts))
    worst, rated = first.counts[-1], sum(first.counts)
    programmes = {p.rated.framework.id for p in known if p.rated}
    when = years(p.rated.date.year for p in known if p.rated and p.rated.date)
    undated = sum(1 for p in known if p.rated and p.rated.published is None)
    reports = f", in reports of {when}" if when else ""
    reports += f" and {number(undated)} without a recorded date" if reports and undated else ""
    silent = (p.standing for p in known if p.standing.rating.silence)
    told = Counter(
        s.rating.word.lower() if s.report else f"with no {words.inspection} on record" for s in silent
    )
    silences = f" No rating: {listed(f'{n} {word}' for word, n in sorted(told.items()))}." if told else ""
    mixed = (
        " They come from several programmes, whose ratings are counted here but cannot be compared."
        if len(programmes) > 1
        else ""
    )
    return RatingGroups(
        id="state-of-play",
        title=f"{worst or 'None'} of the {rated} {'rated ' if first.silent else ''}{first.label} on record "
        f"{'was' if worst == 1 else 'were'} last rated {scale[-1]}",
        subtitle=f"The last recorded overall rating of each {words.provider} on record{reports}."
        f"{mixed}{silences}",
        heading=f"Kind of {words.provider}",
        scale=scale,
        groups=tuple(groups),
    )


def headline(content: Content, providers: Iterable[ProviderFacts], now: RatingGroups | None) -> str:
    """The state of play of the first kind of provider that is rated, with what that kind is; or ""."""
    if now is None:
        return ""
    label = next(group.label for group in now.groups if sum(group.counts))
    kind = next(kind for kind in content.site.provider_kinds.values() if kind.plural == label)
    found = (provider.rated for provider in providers if provider.kind == kind and not provider.ended)
    rated = [inspection for inspection in found if inspection]
    when = years(inspection.date.year for inspection in rated if inspection.date)
    undated = " or without a recorded date" if not all(inspection.date for inspection in rated) else ""
    return f"{now.title}{f', in reports of {when}{undated}' if when else ''}. {kind.description}"


def scope(words: Words, inspections: Iterable[InspectionFacts], providers: Iterable[ProviderFacts]) -> str:
    """How much is on record; what is of the whole country is told apart from inspections of providers."""
    every = tuple(inspections)
    apart = [inspection.provider_kind for inspection in every if inspection.provider_kind.national]
    single = sum(1 for provider in providers if provider.inspections and not provider.kind.national)
    kinds = sorted({kind.plural[:1].lower() + kind.plural[1:] for kind in apart})
    told = f", and {plural(len(apart), 'report')} on {listed(kinds)}" if apart else ""
    count = len(every) - len(apart)
    is_are = "is" if count == 1 else "are"
    counted = so_many(count, words.inspection, words.inspections)
    whose = so_many(single, words.provider, words.providers)
    return f"{counted} of {whose} {is_are} on record{told}."


def comparison_groups(content: Content, comparison: Comparison) -> RatingGroups:
    """The groups of a comparison; those of the first row's period make the headline."""
    framework = content.frameworks[comparison.rows[0].selection.framework]
    scale = framework.words
    groups = []
    for row in comparison.rows:
        inspections = selected(content, row.selection)[0]
        counts = _levels(framework, ratings(content, inspections))
        label = f"{row.group}, {row.period}"
        groups.append(RatingGroup(label, counts, len(inspections) - sum(counts)))
    better = max(len(scale) // 2, 1)  # the upper half of the scale
    period = comparison.rows[0].period
    said = " and ".join(
        f"{sum(group.counts[:better])} of {sum(group.counts)} {row.group}"
        for row, group in zip(comparison.rows, groups, strict=True)
        if row.period == period
    )
    bar = f"{scale[better - 1]}{' or better' if better > 1 else ''}" if scale else ""
    return RatingGroups(
        id=f"comparison-{comparison.id}",
        title=f"{said} were rated {bar} in {period}",
        subtitle=comparison.subtitle,
        heading="Who and when",
        scale=scale,
        groups=tuple(groups),
    )


def total_facts(content: Content) -> tuple[TotalFact, ...]:
    """Every total that the inspectorate states, beside ours, in the order of the file."""
    return tuple(_total(content, total) for total in content.totals.totals)


def _total(content: Content, total: Total) -> TotalFact:
    framework = content.frameworks[total.selection.framework]
    inspections, possible = selected(content, total.selection)
    ours = _levels(framework, ratings(content, inspections))
    stated = {framework.level(word): count for word, count in total.counts.items()}
    steps = len(framework.scale)
    return TotalFact(
        id=total.id,
        title=total.title,
        period=total.period,
        selection=_said(content, framework, total.selection),
        counts=tuple(
            CountPair(Rating(word, level, steps), stated.get(level), count)
            for level, (word, count) in enumerate(zip(framework.words, ours, strict=True), 1)
        ),
        stated=total.total,
        ours=sum(ours),
        unrated=len(inspections) - sum(ours),
        same=agrees(content, total),
        explanation=total.explanation or "",
        inspections=_links(content, inspections),
        possible=_links(content, possible),
        citations=cited(content.totals, total.source),
    )


def _levels(framework: Framework, counts: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(counts.get(word, 0) for word in framework.words)


def _links(content: Content, inspections: Iterable[Inspection]) -> tuple[Link, ...]:
    named = (inspection_link(content, each) for each in inspections)
    return tuple(sorted(named, key=lambda link: link.title.casefold()))


def _said(content: Content, framework: Framework, selection: Selection) -> str:
    """How the inspections were picked: "2018 standards, reports published from 2018 to September 2019"."""
    if selection.inspections:
        return f"{framework.short_name}, the {content.site.words.inspections} named in the record"
    since, until = selection.since, selection.until
    if since and until:
        when = f"published in {since}" if str(since) == str(until) else f"published from {since} to {until}"
    else:
        when = f"published from {since}" if since else f"published until {until}" if until else "all reports"
    kinds = " and ".join(content.site.provider_kinds[kind].plural for kind in selection.kinds)
    return ", ".join(part for part in (framework.short_name, kinds, when) if part)
