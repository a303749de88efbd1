"""Finds what an editor means by a few words of a name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from tracker.values.page import slug


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: what is written in the record, its names, and words that only hint at it."""

    value: str
    names: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


def meant(text: str, choices: Sequence[Choice]) -> list[Choice]:
    """The choices that a text can mean; it is clear where there is one.

    That is the one whose value or name it is. Or else those whose names have words that begin with each
    of its words; or else, those whose hints have them.
    """
    typed = slug(text)
    exact = [choice for choice in choices if typed in {slug(name) for name in (choice.value, *choice.names)}]
    if exact or not typed:
        return exact[:1]
    words = typed.split("-")
    by_name = [choice for choice in choices if _begin(words, (choice.value, *choice.names))]
    return by_name or [choice for choice in choices if _begin(words, (*choice.names, *choice.hints))]


def alike(text: str, choices: Iterable[Choice]) -> list[str]:
    """The values whose own or other names are spelt much like a text, the likest first."""
    named = {slug(name): choice.value for choice in choices for name in (*choice.names, choice.value)}
    return list(dict.fromkeys(named[name] for name in get_close_matches(slug(text), named)))


def _begin(words: Iterable[str], names: Iterable[str]) -> bool:
    own = {part for name in names for part in slug(name).split("-")}
    return all(any(part.startswith(word) for part in own) for word in words)
