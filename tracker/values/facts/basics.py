"""What all facts are made of: links, ratings and silences, changes, citations."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tracker.values.records.framework import MOST_STEPS
from tracker.values.words import number

Silence = Literal["not-rated", "not-inspected", "not-recorded", "not-published"]
SILENCES: Mapping[Silence, str] = {
    "not-rated": "Not rated",
    "not-inspected": "Not inspected",
    "not-recorded": "Not recorded",
    "not-published": "Not yet published",
}
Movement = Literal["better", "worse", "same"]
_MOVEMENTS: Mapping[Movement, tuple[str, str]] = {
    "better": ("↑", "better than"),
    "worse": ("↓", "worse than"),
    "same": ("=", "same as"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A page of this site and what to call it."""

    title: str
    url: str


_TONES = ((1,), (1, 4), (1, 3, 4), (1, 2, 3, 4), (1, 2, 5, 3, 4))


def tone(level: int, steps: int) -> int:
    """The shape and colour of a step: 1 for the best to 4 for the worst, 5 for the middle one of five; or 0.

    Charts lay the scales of several programmes together. Where that makes more steps than there are
    tones, neighbours share one; each has a lane, a mark and a word of its own there.
    """
    if not level:
        return 0
    tones = _TONES[min(steps, MOST_STEPS) - 1]
    return tones[level - 1 if steps <= MOST_STEPS else round((level - 1) * (MOST_STEPS - 1) / (steps - 1))]


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating, or the kind of silence that stands in its place.

    `level` counts from 1, the best, to `steps`, the worst; it is 0 for a silence.
    """

    word: str
    level: int = 0
    steps: int = 0
    silence: Silence | None = None

    @property
    def tone(self) -> int:
        """Which colour and shape it has; 0 for a silence."""
        return tone(self.level, self.steps)

    @property
    def place(self) -> str:
        """Where it stands on its scale, in words: "second lowest of four ratings"; "" for a silence."""
        if not self.level:
            return ""
        from_best, from_worst = self.level, self.steps + 1 - self.level
        if from_best == from_worst > 1:
            return f"middle of {number(self.steps)} ratings"
        end = "highest" if from_best <= from_worst else "lowest"
        nth = ("", "second ", "third ", "fourth ", "fifth ")[min(from_best, from_worst, 5) - 1]
        return f"{nth}{end} of {number(self.steps)} ratings"


def silent(kind: Silence) -> Rating:
    """The rating that stands for one kind of silence."""
    return Rating(SILENCES[kind], silence=kind)


@dataclass(frozen=True, slots=True)
class Change:
    """A rating against the one of the last comparable inspection, which `label` names in a sentence."""

    movement: Movement
    before: Rating
    inspection: Link
    label: str

    @property
    def sign(self) -> str:
        """The movement for the eye."""
        return _MOVEMENTS[self.movement][0]

    @property
    def words(self) -> str:
        """The movement in words, which the label follows."""
        return _MOVEMENTS[self.movement][1]


@dataclass(frozen=True, slots=True)
class Break:
    """Why the inspection before, which `label` names in a sentence, is not compared with one."""

    inspection: Link
    label: str
    rating: Rating
    reason: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as a reader meets it: its name, and an address as near to the passage as can be.

    The address begins with a slash where it is a page of this site, and is empty where it is not known.
    """

    key: str
    name: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A plain statement with its sources, such as an area that was served."""

    name: str
    citations: tuple[Citation, ...]
