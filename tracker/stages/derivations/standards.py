"""Every rating on one standard, with what it adds up to and where else the name is used."""

from collections.abc import Iterator

from tracker.stages.derivations.compare import counted, place_of
from tracker.stages.derivations.frameworks import in_force
from tracker.values.facts import (
    InspectionFacts,
    Link,
    Namesake,
    ProviderFacts,
    RatedStandard,
    Rating,
    StandardCount,
    StandardOfProvider,
    StandardRating,
)
from tracker.values.page import compare_url, framework_url, standard_url
from tracker.values.records import Content, Framework, Standard
from tracker.values.records.site import Kind

_BOTH = 2


def rated_standards(
    content: Content, framework: Framework, providers: tuple[ProviderFacts, ...]
) -> Iterator[RatedStandard]:
    """The standards of a framework that rates; each provider has its inspections newest first."""
    domains = {domain.id: domain.name for domain in framework.domains}
    kinds = content.site.provider_kinds
    siblings = tuple(Link(s.name, standard_url(framework.id, s.id)) for s in framework.standards)
    for standard in framework.standards:
        found = [
            (
                provider.record.kind,
                StandardOfProvider(Link(provider.record.short_name, provider.url), ratings),
            )
            for provider in providers
            if (ratings := tuple(_ratings(framework, standard, provider.inspections)))
        ]
        everyone = [by for _, by in found]
        given = [rating.rating for by in everyone for rating in by.ratings]
        yield RatedStandard(
            id=standard.id,
            framework_id=framework.id,
            url=standard_url(framework.id, standard.id),
            name=standard.name,
            meaning=_sentence(standard.meaning or ""),
            domain=domains.get(standard.domain or "", ""),
            standard_word=framework.standard_word,
            framework=Link(framework.short_name, framework_url(framework.id)),
            comparison=compare_url(framework.id),
            kinds=tuple(kinds[kind] for kind in standard.kinds),
            scale=framework.words,
            finding=_finding(framework.words, given),
            sparse=_sparse(given),
            silences=counted(rating for rating in given if rating.silence),
            counts=tuple(
                _count(framework, kinds[kind], [r.rating for k, by in found if k == kind for r in by.ratings])
                for kind in framework.kinds
                if any(k == kind for k, _ in found)
            ),
            rated=tuple(
                sorted((by for by in everyone if _known(by)), key=lambda by: place_of(by.ratings[0].rating))
            ),
            silent=tuple(by for by in everyone if not _known(by)),
            namesakes=tuple(_namesakes(content, framework, standard)),
            siblings=siblings,
        )


def _ratings(
    framework: Framework, standard: Standard, inspections: tuple[InspectionFacts, ...]
) -> Iterator[StandardRating]:
    for inspection in inspections:
        if inspection.framework.id != framework.id:
            continue
        for fact in inspection.standards:
            if fact.id == standard.id:
                link = Link(inspection.released, inspection.url)
                yield StandardRating(link, fact.rating, fact.change, fact.citations)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""


def _known(by: StandardOfProvider) -> bool:
    return any(rating.rating.level for rating in by.ratings)


def _count(framework: Framework, kind: Kind, ratings: list[Rating]) -> StandardCount:
    levels = [rating.level for rating in ratings]
    steps = range(1, len(framework.scale) + 1)
    return StandardCount(kind, tuple(levels.count(step) for step in steps), levels.count(0))


def _sparse(ratings: list[Rating]) -> str:
    if not ratings:
        return "No inspection under this programme is on record yet."
    stated = sum(1 for rating in ratings if rating.level)
    inspections = f"{len(ratings):,} inspection{'' if len(ratings) == 1 else 's'}"
    return f"The sources that we have state the rating for {stated:,} of {inspections}."


def _finding(scale: tuple[str, ...], ratings: list[Rating]) -> str:
    """What the known ratings add up to, in a sentence without its stop."""
    levels = [rating.level for rating in ratings if rating.level]
    if not levels:
        return "No rating is known"
    if len(levels) == 1:
        return f"The only known rating is {scale[levels[0] - 1]}"
    counts = {word: levels.count(level) for level, word in enumerate(scale, 1)}
    most = max(counts.values())
    words = [word for word, count in counts.items() if count == most]
    if most == len(levels):
        every = "Both" if most == _BOTH else f"All {most:,}"
        return f"{every} known ratings are {words[0]}"
    if len(words) == 1:
        return f"{words[0]} is the most common: {most:,} of {len(levels):,} known ratings"
    *start, last = words
    return f"{', '.join(start)} and {last} are equally common: {most:,} each of {len(levels):,} known ratings"


def _namesakes(content: Content, framework: Framework, standard: Standard) -> Iterator[Namesake]:
    """Standards of the same name elsewhere, oldest first; one that is not rated has no page of its own."""
    for other in sorted(content.frameworks.values(), key=lambda other: other.in_force.since):
        for found in other.standards:
            if other.id != framework.id and found.name.casefold() == standard.name.casefold():
                url = standard_url(other.id, found.id) if other.rated else framework_url(other.id)
                yield Namesake(
                    Link(other.short_name, url),
                    in_force(other),
                    other.in_force.since < framework.in_force.since,
                )
