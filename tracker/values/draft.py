"""A record that is about to be written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Answers = Mapping[str, str]
"""What an editor answered, by the name of the question; what was left out is not there."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a new record, under an id that no other record has."""

    folder: Literal["inspections", "providers"]
    id: str
    text: str

    @property
    def file(self) -> str:
        """Where it goes, relative to the project."""
        return f"content/{self.folder}/{self.id}.yaml"
