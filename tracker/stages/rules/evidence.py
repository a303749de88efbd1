"""Figures make sense; quotations are short and there once, and findings say more than they."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from tracker.values.problem import Path, Problem
from tracker.values.records import Content, Figure
from tracker.values.records.content import file_of

MAX_QUOTE_WORDS = 75
BRIEF = 45
"""Words above which a quotation is worth a second look."""
REPEATED = 8
"""So many words in a row are not shared by chance; five are, by some findings of the real record."""
_WORD = re.compile(r"\w+")
_WHOLE = {"people", "cases", "staff", "standards", "services"}
_HUNDRED = Decimal(100)


def quotations_are_short(content: Content) -> Iterator[Problem]:
    """A quotation has at most 75 words, the bound that we hold to be fair dealing."""
    for inspection in content.inspections.values():
        for number, quote in enumerate(inspection.quotes):
            words = len(quote.text.split())
            if words > MAX_QUOTE_WORDS:
                message = f"the quotation has {words} words; at most {MAX_QUOTE_WORDS} are allowed."
                yield Problem(
                    file_of(inspection),
                    message,
                    "Shorten it, with … for what you leave out.",
                    ("quotes", number, "text"),
                )


def quotations_are_brief(content: Content) -> Iterator[Problem]:
    """A quotation above 45 words gets a warning: most say what they say in fewer."""
    for inspection in content.inspections.values():
        for number, quote in enumerate(inspection.quotes):
            words = len(quote.text.split())
            if BRIEF < words <= MAX_QUOTE_WORDS:
                message = f"the quotation has {words} words; {BRIEF} are mostly enough."
                hint = "Keep the sentence that matters, with … for what you leave out."
                path = ("quotes", number, "text")
                yield Problem(file_of(inspection), message, hint, path, severity="warning")


def findings_are_in_our_words(content: Content) -> Iterator[Problem]:
    """A finding that repeats eight words or more of a quotation beside it gets a warning."""
    for inspection in content.inspections.values():
        quoted = set(chain.from_iterable(_runs(quote.text) for quote in inspection.quotes))
        for number, finding in enumerate(inspection.findings if quoted else ()):
            found = next(filter(quoted.__contains__, _runs(finding.text)), None)
            if found:
                message = f'"{" ".join(found)}" are the words of a quotation in this record.'
                hint = "Say it in words of your own, or leave it to the quotation."
                path = ("findings", number, finding.kind)
                yield Problem(file_of(inspection), message, hint, path, severity="warning")


def quotations_are_there_once(content: Content) -> Iterator[Problem]:
    """The same words are not quoted twice in a record."""
    for inspection in content.inspections.values():
        seen: set[str] = set()
        for number, quote in enumerate(inspection.quotes):
            words = " ".join(_words(quote.text))
            if words in seen:
                hint = "Keep one of the two; a quotation may cite several sources."
                yield Problem(
                    file_of(inspection), "the same words are quoted twice.", hint, ("quotes", number, "text")
                )
            seen.add(words)


def figures_have_fitting_units(content: Content) -> Iterator[Problem]:
    """A figure of a measure has the measure's unit, and any figure a number that its unit allows."""
    for inspection in content.inspections.values():
        for number, figure in enumerate(inspection.figures):
            measure = content.measures.get(figure.measure) if figure.measure else None
            unit = measure.unit if measure else figure.unit
            if measure and figure.unit not in {None, measure.unit}:
                message = f"the measure {figure.measure} is counted in {measure.unit}, not in {figure.unit}."
                hint = "Delete the unit, or give the figure a label instead of a measure."
                yield Problem(file_of(inspection), message, hint, ("figures", number, "unit"))
                continue
            for message in _misfits(figure, unit):
                yield Problem(
                    file_of(inspection), message, "Check it against the source.", ("figures", number, "value")
                )


def measures_are_given_once(content: Content) -> Iterator[Problem]:
    """An inspection has one value of a measure, so that comparisons know which to take."""
    for inspection in content.inspections.values():
        times = Counter(figure.measure for figure in inspection.figures if figure.measure)
        for number, figure in enumerate(inspection.figures):
            if figure.measure and times[figure.measure] > 1 and _is_last(inspection.figures, number):
                message = f'the measure "{figure.measure}" is there twice.'
                yield Problem(
                    file_of(inspection),
                    message,
                    "Give one of them a label instead.",
                    ("figures", number, "measure"),
                )


def scales_have_no_unrated_words(content: Content) -> Iterator[Problem]:
    """The words for silence are not ratings."""
    for framework in content.frameworks.values():
        for number, step in enumerate(framework.scale):
            if step.word.casefold().startswith("not "):
                path: Path = ("scale", number, "word")
                message = f'"{step.word}" reads as if nothing was rated.'
                yield Problem(file_of(framework), message, "Leave it out of the scale.", path)


def _words(text: str) -> list[str]:
    """The words of a text without capitals and punctuation, of which typesetting makes several."""
    return _WORD.findall(text.casefold())


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """All runs of so many words that two texts do not share them by chance."""
    words = _words(text)
    return zip(*(words[start:] for start in range(REPEATED)), strict=False)


def _is_last(figures: tuple[Figure, ...], number: int) -> bool:
    return all(later.measure != figures[number].measure for later in figures[number + 1 :])


def _misfits(figure: Figure, unit: str | None) -> Iterator[str]:
    numbers = [n for n in (figure.value, figure.to) if n is not None]
    if any(n < 0 for n in numbers):
        yield f"{min(numbers)} is less than nothing."
    elif unit == "%" and any(n > _HUNDRED for n in numbers):
        yield f"{max(numbers)}% is more than the whole."
    elif unit == "%" and figure.of is not None:
        yield 'a percentage has no "of".'
    elif unit in _WHOLE and figure.measure is None and any(n != n.to_integral_value() for n in numbers):
        yield f"{figure.value} {unit} is not a whole number."
