"""A store of work already done, kept between builds and found again by the hash of what went in."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache as once
from pathlib import Path
from typing import Any, TypeVar

from tracker.files import plain_content, put

Made = TypeVar("Made")


def digest(*parts: bytes | str) -> str:
    """SHA-256 over parts that cannot run into each other, as hexadecimal digits."""
    total = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        total.update(len(raw).to_bytes(8, "big"))
        total.update(raw)
    return total.hexdigest()


@once
def code_digest(*files: Path) -> str:
    """The hash of source files, so that a changed engine never serves what the old one made.

    A folder stands for all Python files below it.
    """
    modules = [f for file in files for f in (sorted(file.rglob("*.py")) if file.is_dir() else [file])]
    return digest(*(module.read_bytes() for module in modules))


class Cache:
    """Texts by kind and key in a folder, each below the hash of all three, and what was made of them.

    Anything unreadable or damaged counts as absent; nothing in it is needed. Builds that follow each
    other in one process may share it: what one has made is at hand for the next.
    """

    def __init__(self, folder: Path | None) -> None:
        """A cache in a folder, or one that keeps nothing on disk."""
        self.folder = folder
        self.made: dict[tuple[str, str], Any] = {}
        self.used: set[tuple[str, str]] = set()

    def __reduce__(self) -> tuple[type["Cache"], tuple[Path | None]]:
        """In another process it is a cache in the same folder, with nothing at hand yet."""
        return Cache, (self.folder,)

    def live(self, kind: str, key: str, make: Callable[[], Made]) -> Made:
        """What `make` gives, made once while this cache lives. What it raises passes through."""
        self.used.add((kind, key))
        if (kind, key) not in self.made:
            self.made[kind, key] = make()
        found: Made = self.made[kind, key]
        return found

    def kept(
        self,
        kind: str,
        key: str,
        make: Callable[[], Made],
        *,
        dump: Callable[[Made], str],
        load: Callable[[str], Made],
    ) -> Made:
        """What `make` gives, made once for all builds, and at hand while this cache lives; see `stored`."""
        return self.live(kind, key, lambda: self.stored(kind, key, make, dump=dump, load=load))

    def stored(
        self,
        kind: str,
        key: str,
        make: Callable[[], Made],
        *,
        dump: Callable[[Made], str],
        load: Callable[[str], Made],
    ) -> Made:
        """What `make` gives, made once for all builds: as `load` reads what `dump` has written of it.

        Where `load` can make nothing of it, the text is of no use, and the value is made anew.
        """
        text = self.get(kind, key)
        if text is not None:
            with suppress(ValueError, TypeError, LookupError, AttributeError, RecursionError):
                return load(text)
        made = make()
        self.put(kind, key, dump(made))
        return made

    def get(self, kind: str, key: str) -> str | None:
        """The text that was put there, or None."""
        self.used.add((kind, key))
        file = self._file(kind, key)
        try:
            text = plain_content(file).decode() if file else ""
        except (OSError, UnicodeDecodeError):
            return None
        seal, _, kept = text.partition("\n")
        return kept if seal == digest(kind, key, kept) else None

    def has(self, kind: str, key: str) -> bool:
        """Whether a text is there, which may yet turn out to be damaged."""
        self.used.add((kind, key))
        file = self._file(kind, key)
        return file is not None and os.path.isfile(file)  # noqa: PTH113 - as in _file

    def begun(self, kind: str) -> bool:
        """Make a place for texts of a kind; gives whether there was none before, and is one now."""
        if self.folder is None:
            return False
        try:
            (self.folder / kind).mkdir(parents=True)
        except OSError:
            return False
        return True

    def put(self, kind: str, key: str, text: str) -> bool:
        """Keep a text; gives whether it is kept. A cache that takes nothing is no reason to fail a build."""
        self.used.add((kind, key))
        file = self._file(kind, key)
        if file is None:
            return False
        content = f"{digest(kind, key, text)}\n{text}".encode()
        try:
            try:
                put(file, content)
            except FileNotFoundError:  # the first in its folder
                Path(file).parent.mkdir(parents=True, exist_ok=True)
                put(file, content)
        except OSError:
            return False
        return True

    def sweep(self) -> None:
        """Forget what was not used since the last time; nothing that a link leads to is ours."""
        used = self.used.copy()  # threads of a build that failed may still add to it
        self.made = {name: value for name, value in self.made.items() if name in used}
        if self.folder is not None:
            wanted = {_place(kind, key) for kind, key in used}
            for name in _three_deep(str(self.folder), ""):
                if name not in wanted:
                    with suppress(OSError):
                        (self.folder / name).unlink(missing_ok=True)
        self.used = set()

    def _file(self, kind: str, key: str) -> str | None:
        # A text: there are many, and paths take as long as the disk.
        return f"{self.folder}/{_place(kind, key)}" if self.folder else None


def _place(kind: str, key: str) -> str:
    return f"{kind}/{key[:2]}/{key[2:]}"


def _three_deep(folder: str, place: str, depth: int = 3) -> Iterator[str]:
    """What stands three folders deep, by its path."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if depth == 1:
                yield place + entry.name
            elif entry.is_dir(follow_symlinks=False):
                yield from _three_deep(entry.path, f"{place}{entry.name}/", depth - 1)
