"""A file of the site, known by its key before anybody reads what is in it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Pieces = Callable[[], Iterable[bytes]]
"""Gives a content piece by piece, as often as it is called."""


@dataclass(frozen=True, slots=True)
class File:
    """Two files with the same `key` have the same content; `read` gives it, and may make it only then.

    `large` gives it too, where it would fill much of the memory.
    """

    key: str
    read: Callable[[], bytes]
    large: Pieces | None = None

    def pieces(self) -> Pieces:
        """What gives the content, which has been read unless it is large."""
        if self.large:
            return self.large
        content = self.read()
        return lambda: (content,)


def file_of(content: bytes) -> File:
    """A file whose content is at hand."""
    return File(hashlib.sha256(content).hexdigest(), lambda: content)


def files_of(contents: Mapping[str, bytes]) -> dict[str, File]:
    """Files whose content is at hand, by their paths."""
    return {name: file_of(content) for name, content in contents.items()}
