"""Pages that somebody is waiting for while the whole site is built."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ahead:
    """The addresses of the pages that are being looked at, and what shows them as soon as they are made.

    `show` is given the content of these pages, and of the files that they need, by the path in the output
    folder. They are what the build will write, unless it fails after that.
    """

    urls: frozenset[str]
    show: Callable[[Mapping[str, bytes]], None]
