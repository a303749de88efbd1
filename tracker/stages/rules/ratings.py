"""Ratings belong to the framework's scale, standards to the provider's kind, scores to both."""

from collections.abc import Iterator

from tracker.stages.rules.references import framework_and_kind
from tracker.values.problem import Path, Problem, nearest
from tracker.values.records import Content, Framework, Inspection, Scoring
from tracker.values.records.content import file_of
from tracker.values.records.inspection import NOT_YET, UNRATED_WORDS


def framework_inspects_kind(content: Content) -> Iterator[Problem]:
    """A provider is inspected under a framework made for its kind."""
    for inspection in content.inspections.values():
        found = framework_and_kind(content, inspection)
        if found and found[1] not in found[0].kinds:
            framework, kind = found
            fitting = [f.id for f in content.frameworks.values() if kind in f.kinds]
            hint = f"Frameworks for this kind: {', '.join(fitting)}." if fitting else ""
            message = f'{framework.id} does not inspect providers of the kind "{kind}".'
            yield Problem(file_of(inspection), message, hint, ("framework",))


def words_are_on_the_scale(content: Content) -> Iterator[Problem]:
    """Each rating is a word of the framework's scale, in any case, or says why there is none."""
    for inspection in content.inspections.values():
        framework = content.frameworks.get(inspection.framework)
        if framework is None:
            continue
        for path, word in _ratings(inspection):
            if word.casefold() in UNRATED_WORDS:
                continue
            if not framework.rated:
                message = f"{framework.id} gives no ratings."
                yield Problem(file_of(inspection), message, "Put inspectors' words under judgements.", path)
            elif not framework.level(word):
                known = (*framework.words, *UNRATED_WORDS)
                hint = nearest(word, known)
                yield Problem(file_of(inspection), f'"{word}" is not a rating of {framework.id}.', hint, path)


def standards_apply(content: Content) -> Iterator[Problem]:
    """Standards that are rated exist in the framework and apply to the provider's kind."""
    for inspection in content.inspections.values():
        found = framework_and_kind(content, inspection)
        if found is None:
            continue
        framework, kind = found
        everywhere = {standard.id for standard in framework.standards}
        here = [standard.id for standard in framework.standards_for(kind)]
        for name in inspection.ratings:
            if name in here:
                continue
            known = f"is not a {framework.standard_word} of {framework.id}."
            message = (
                f'"{name}" does not apply to the kind "{kind}".'
                if name in everywhere
                else f'"{name}" {known}'
            )
            yield Problem(file_of(inspection), message, nearest(name, here), ("ratings", name), on_key=True)


def ratings_have_sources(content: Content) -> Iterator[Problem]:
    """Each rating has a source: its own, the record's `rating_source`, or the record's only one."""
    for inspection in content.inspections.values():
        overall, ratings = inspection.overall, inspection.ratings.values()
        bare = "overall" if overall and overall.source is None else ""
        if not bare and any(rated.source is None for rated in ratings):
            bare = "ratings"
        if bare and inspection.rating_source is None and len(inspection.sources) > 1:
            hint = f"Add a line such as: rating_source: {next(iter(inspection.sources))}"
            yield Problem(
                file_of(inspection),
                "no source is named for the ratings.",
                hint,
                (bare,),
                on_key=True,
            )


def unpublished_has_no_results(content: Content) -> Iterator[Problem]:
    """A report that is not out yet has no ratings and no score."""
    for inspection in content.inspections.values():
        if inspection.published == NOT_YET and (inspection.overall or inspection.ratings or inspection.score):
            message = "a report that is not yet published has no ratings."
            yield Problem(file_of(inspection), message, "Write the date in published.", ("published",))


def scores_agree(content: Content) -> Iterator[Problem]:
    """A score fits the framework's maximum, the points of its standards, and the band of the overall rating.

    Each is checked only where the framework states it and, for the points, where every standard is known.
    """
    for inspection in content.inspections.values():
        found = framework_and_kind(content, inspection)
        if found is None or inspection.score is None or found[0].scoring is None:
            continue
        for message in _score_faults(inspection, found[0], found[1], found[0].scoring):
            yield Problem(file_of(inspection), message, "Check both against the source.", ("score", "value"))


def _score_faults(inspection: Inspection, framework: Framework, kind: str, scoring: Scoring) -> Iterator[str]:
    value = inspection.score.value if inspection.score else 0
    if value < 0 or (scoring.maximum is not None and value > scoring.maximum):
        yield f"a score of {framework.id} is from 0 to {scoring.maximum}, not {value}."
        return
    points = {word.casefold(): number for word, number in scoring.points.items()}
    words = [
        inspection.ratings[s.id].rating.casefold()
        for s in framework.standards_for(kind)
        if s.id in inspection.ratings
    ]
    complete = len(words) == len(framework.standards_for(kind)) and all(word in points for word in words)
    if complete and words and sum(points[word] for word in words) != value:
        yield f"the standards add up to {sum(points[word] for word in words)}, not {value}."
    overall = inspection.overall.rating if inspection.overall else ""
    band = next((b for word, b in scoring.bands.items() if word.casefold() == overall.casefold()), None)
    if band is not None and not band.low <= value <= band.high:
        yield f'"{overall}" goes with {band.low} to {band.high} points, not {value}.'


def scoring_fits_the_scale(content: Content) -> Iterator[Problem]:
    """Points and bands are stated for words of the framework's own scale."""
    for framework in content.frameworks.values():
        if framework.scoring is None:
            continue
        for field in ("points", "bands"):
            for word in getattr(framework.scoring, field):
                if not framework.level(word):
                    hint = nearest(word, framework.words)
                    path: Path = ("scoring", field, word)
                    yield Problem(
                        file_of(framework), f'"{word}" is not on the scale.', hint, path, on_key=True
                    )


def _ratings(inspection: Inspection) -> Iterator[tuple[Path, str]]:
    if inspection.overall:
        yield ("overall",), inspection.overall.rating
    for name, rated in inspection.ratings.items():
        yield ("ratings", name), rated.rating
