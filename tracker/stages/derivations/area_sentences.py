"""What the page of a place says in sentences: no more than is recorded."""

import re
from collections.abc import Iterable, Sequence

from tracker.stages.derivations.rating_sentences import moved
from tracker.values.facts import Basis, PeriodFact, ServiceFact
from tracker.values.records.site import Words
from tracker.values.words import listed, sentence

NO_DATES = "Dates not recorded"
"""What stands for the period of those whose dates are not recorded."""
_WITH_ARTICLE = re.compile(
    r"(isle|vale|((north|south) )?(east|west)) of |east riding|.*\b(country|midlands|valley)$", re.IGNORECASE
)


def called(place: str) -> str:
    """The name of a place as it stands within a sentence: "Kent", but "the Isle of Wight"."""
    return f"the {place}" if _WITH_ARTICLE.match(place) else place


def why(place: str, basis: Basis, through: Sequence[str]) -> str:
    """Why a provider stands on the page of a place that no source names for it, or "".

    `through` are the providers that lead to it, or for a wider place that place.
    """
    if basis == "wider":
        return f"It serves {listed(called(wider) for wider in through)}, which {called(place)} is a part of."
    if basis == "unit":
        parts = "is a part of it" if len(through) == 1 else "are parts of it"
        return f"No source that we have names {called(place)} for it, but {listed(through)} {parts}."
    if basis == "successor":
        return f"It took over from {listed(through)}; no source that we have names {called(place)} for it."
    return ""


def lead(words: Words, place: str, periods: Sequence[PeriodFact]) -> str:
    """Who is responsible for a place now and how they are rated, as far as that is known."""
    now = _now(periods)
    said = [*_named(words, place, now), *_guessed(words, place, now)]
    if not now:
        whom = f"{words.serves} {words.people} in {called(place)}"
        said.append(f"No source that we have says who {whom} now.")
    return " ".join(filter(None, said))


def before(periods: Sequence[PeriodFact]) -> str:
    """The last ratings of those who served a place before, where nobody there now has one; or ""."""
    now = _now(periods)
    units = [unit for service in now for unit in service.units if unit.now]
    if any(service.standing.rating.level for service in (*units, *now)):
        return ""
    return _before(periods, known=bool(now))


def _now(periods: Sequence[PeriodFact]) -> list[ServiceFact]:
    return [service for period in periods for service in period.services if service.now]


def _named(words: Words, place: str, now: Sequence[ServiceFact]) -> Iterable[str]:
    """Those that a source names for the place, itself or a local unit of theirs."""
    for whole in now:
        units = [unit for unit in whole.units if unit.now]
        if units:
            yield _served(words, place, words.people, units)
            kind, several = units[0].kind, len(units) > 1
            they = f"These {kind.plural} are parts" if several else f"This {kind.name} is part"
            yield f"{they} of {whole.named}, {_which(words, whole)}."
        elif whole.basis in {"named", "wider"}:
            yield _served(words, place, whole.people or words.people, [whole])


def _guessed(words: Words, place: str, now: Sequence[ServiceFact]) -> Iterable[str]:
    """Those that only follow from what is recorded of others; one sentence, and why."""
    found = [
        whole for whole in now if whole.basis in {"unit", "successor"} and not any(u.now for u in whole.units)
    ]
    if found:
        either = " or ".join(f"{whole.named}, {_which(words, whole)}," for whole in found).removesuffix(",")
        yield f"{sentence(words.people)} in {called(place)} seem to be {words.served} by {either}."
    if len(found) == 1:
        yield found[0].why
    elif found:
        yield "Which of them is not recorded."


def _before(periods: Sequence[PeriodFact], *, known: bool) -> str:
    """The last ratings of those who served the place before, or of those without dates."""
    past = [(p.when, [s for s in p.services if s.ended or p.when == NO_DATES]) for p in periods]
    for when, served in past:
        told = [
            (
                f"{service.named} ({service.kind.name})",
                f"{service.standing.rating.word} {service.standing.report.when}",
            )
            for service in served
            if service.standing.report and service.standing.rating.level
        ]
        if told:
            (first, rated), *others = told
            since = "Recorded without dates" if when == NO_DATES else "Earlier" if known else "Before"
            rest = f", and {listed(' '.join(other) for other in others)}" if others else ""
            return f"{since}, {first} was last rated {rated}{rest}."
    when, served = next((entry for entry in past if entry[1]), ("", []))
    if known or not served:
        return ""
    names = listed(service.named for service in served)
    return f"Recorded for it without dates: {names}." if when == NO_DATES else f"Before, it was {names}."


def _served(words: Words, place: str, people: str, by: Sequence[ServiceFact]) -> str:
    """Who serves whom; with one that serves only a part of the place, the sentence is of that part."""
    if len(by) == 1 and by[0].part:
        where, those = f"part of {called(place)} ({by[0].part})", f"{by[0].named}, {_which(words, by[0])}"
    else:
        parts = [f" ({one.part})" if one.part else "" for one in by]
        each = [f"{one.named}{part}, {_which(words, one)}," for one, part in zip(by, parts, strict=True)]
        where, those = called(place), listed(each).removesuffix(",")
    return f"{sentence(people)} in {where} are {words.served} by {those}."


def _which(words: Words, service: ServiceFact) -> str:
    """The rating in a clause: "which was rated Good in 2020, up from Inadequate in 2018"."""
    report = service.standing.report
    if report is None:
        awaited = service.standing.rating.silence == "not-published"
        if awaited:
            return "whose report is not yet published"
        return f"with no {words.inspection} on record"
    if report.overall.level:
        later = service.standing.later
        missed = later is not None and later.overall.silence == "not-recorded"
        newer = ", with a later rating that is not recorded here" if missed else ""
        return f"which was rated {report.overall.word} {report.when}{moved(report.change)}{newer}"
    missing = report.overall.silence == "not-recorded"
    told = "has a rating not recorded here" if missing else "gives no rating"
    return f"whose latest report ({report.released}) {told}"
