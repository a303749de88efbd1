"""The saved text of a source, and what came of comparing the record with such texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.values.problem import Problem
from tracker.values.records.verified import Verified
from tracker.values.words import so_many


@dataclass(frozen=True, slots=True)
class Capture:
    """A source as it was saved: its address, the SHA-256 of the file, and its text in plain form.

    `number` is its place in the index, from 0.
    """

    url: str
    sha256: str
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The new ledger, the words behind its hashes, and how many passages were found, missing, or neither.

    `sources` counts those in which something was found. `uncaptured` passages rest on sources of which
    no text was at hand.
    """

    problems: tuple[Problem, ...]
    ledger: Verified = field(default_factory=Verified)
    words: Mapping[str, str] = field(default_factory=dict)
    found: int = 0
    sources: int = 0
    missing: int = 0
    uncaptured: int = 0

    @property
    def counts(self) -> str:
        """How it went, in a sentence; "" if nothing was compared."""
        if not self.found + self.missing + self.uncaptured:
            return ""
        return (
            f"{so_many(self.found, 'passage')} found word for word in {so_many(self.sources, 'source')}, "
            f"{self.missing} not found, {self.uncaptured} whose sources were not captured."
        )
