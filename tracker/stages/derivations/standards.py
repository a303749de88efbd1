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
    RatingGroup,
    RatingGroups,
    StandardOfProvider,
    StandardRating,
)
from tracker.values.page import compare_url, framework_url, standard_url
from tracker.values.records import Content, Framework, Standard
from tracker.values.records.site import Words
from tracker.values.words import listed, sentence, so_many

TELLING = 5
"""Ratings that must be known before it says anything what they add up to."""


def rated_standards(
    content: Content, framework: Framework, providers: tuple[ProviderFacts, ...]
) -> Iterator[RatedStandard]:
    """The standards of a framework that rates; each provider has its inspections newest first."""
    domains = {domain.id: domain.name for domain in framework.domains}
    kinds, words = content.site.provider_kinds, content.site.words
    siblings = tuple(Link(s.name, standard_url(framework.id, s.id)) for s in framework.standards)
    rated = [
        (one.record.kind, Link(one.record.short_name, one.url), _ratings(framework, one.inspections))
        for one in providers
    ]
    for standard in framework.standards:
        found = [
            (kind, StandardOfProvider(provider, tuple(ratings[standard.id])))
            for kind, provider, ratings in rated
            if standard.id in ratings
        ]
        everyone = [by for _, by in found]
        given = [rating.rating for by in everyone for rating in by.ratings]
        yield RatedStandard(
            url=standard_url(framework.id, standard.id),
            name=standard.name,
            meaning=f"{sentence(standard.meaning.rstrip('.'))}." if standard.meaning else "",
            domain=domains.get(standard.domain or "", ""),
            standard_words=words.rated(framework.standard_word)[1],
            framework=Link(framework.short_name, framework_url(framework.id)),
            comparison=compare_url(framework.id),
            kinds=tuple(kinds[kind] for kind in standard.kinds),
            sparse=_sparse(words, given),
            counts=RatingGroups(
                id=f"standard-{framework.id}-{standard.id}",
                title=_finding(framework.words, given),
                subtitle=_counted(words, standard, given),
                heading=f"{sentence(words.inspections)} of",
                scale=framework.words,
                groups=tuple(
                    _group(kinds[kind].plural, framework, [by for of, by in found if of == kind])
                    for kind in framework.kinds
                    if any(of == kind for of, _ in found)
                ),
            )
            if sum(rating.level > 0 for rating in given) >= TELLING
            else None,
            rated=tuple(
                sorted((by for by in everyone if _known(by)), key=lambda by: place_of(by.ratings[0].rating))
            ),
            silent=tuple(by for by in everyone if not _known(by)),
            namesakes=tuple(_namesakes(content, framework, standard)),
            siblings=siblings,
        )


def _ratings(
    framework: Framework, inspections: tuple[InspectionFacts, ...]
) -> dict[str, list[StandardRating]]:
    """The ratings under a framework by standard, in the order of the inspections."""
    found: dict[str, list[StandardRating]] = {}
    for inspection in inspections:
        link = Link(inspection.released, inspection.url)
        for fact in inspection.standards if inspection.framework.id == framework.id else ():
            rating = StandardRating(link, inspection.published, fact.rating, fact.change, fact.citations)
            found.setdefault(fact.id, []).append(rating)
    return found


def _known(by: StandardOfProvider) -> bool:
    return any(rating.rating.level for rating in by.ratings)


def _group(label: str, framework: Framework, providers: list[StandardOfProvider]) -> RatingGroup:
    levels = [given.rating.level for by in providers for given in by.ratings]
    steps = range(1, len(framework.scale) + 1)
    return RatingGroup(label, tuple(levels.count(step) for step in steps), levels.count(0))


def _counted(words: Words, standard: Standard, ratings: list[Rating]) -> str:
    silences = counted(rating for rating in ratings if rating.silence)
    rest = f" No rating: {silences}." if silences else ""
    return f"{sentence(words.inspections)} recorded here by their rating on {standard.name}.{rest}"


def _sparse(words: Words, ratings: list[Rating]) -> str:
    if not ratings:
        return f"No {words.inspection} under this programme is on record yet."
    stated = sum(1 for rating in ratings if rating.level)
    every = so_many(len(ratings), words.inspection, words.inspections)
    return f"We have found the rating for {stated:,} of {every}."


def _finding(scale: tuple[str, ...], ratings: list[Rating]) -> str:
    """What the known ratings add up to, in a sentence without its stop."""
    levels = [rating.level for rating in ratings if rating.level]
    counts = {word: levels.count(level) for level, word in enumerate(scale, 1)}
    most = max(counts.values())
    words = [word for word, count in counts.items() if count == most]
    if most == len(levels):
        return f"All {most:,} known ratings are {words[0]}"
    if len(words) == 1:
        return f"{words[0]} is the most common: {most:,} of {len(levels):,} known ratings"
    return f"{listed(words)} are equally common: {most:,} each of {len(levels):,} known ratings"


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
