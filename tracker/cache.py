"""A store of work already done, kept between builds and found again by the hash of what went in."""

import hashlib
import os
from contextlib import suppress
from functools import cache as once
from pathlib import Path


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
    """Texts by kind and key in a folder, each below its own hash.

    Anything unreadable or damaged counts as absent; nothing in it is needed.
    """

    def __init__(self, folder: Path | None) -> None:
        """A cache in a folder, or one that keeps nothing."""
        self.folder = folder
        self.used: set[Path] = set()

    def _file(self, kind: str, key: str) -> Path | None:
        return self.folder / kind / key[:2] / key[2:] if self.folder else None

    def get(self, kind: str, key: str) -> str | None:
        """What was kept, or None."""
        file = self._file(kind, key)
        if file is None:
            return None
        try:
            text = file.read_bytes().decode()
        except (OSError, UnicodeDecodeError):
            return None
        seal, _, kept = text.partition("\n")
        if seal != digest(kept):
            return None
        self.used.add(file)
        return kept

    def put(self, kind: str, key: str, text: str) -> None:
        """Keep a text. A cache that cannot be written is no reason to fail a build."""
        file = self._file(kind, key)
        if file is None:
            return
        part = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(f"{digest(text)}\n{text}", encoding="utf-8", newline="\n")
            part.replace(file)
        except OSError:
            return
        self.used.add(file)

    def sweep(self) -> None:
        """Forget what the last build did not use."""
        if self.folder is None or not self.folder.is_dir():
            return
        for file in self.folder.glob("*/*/*"):
            if file not in self.used:
                with suppress(OSError):
                    file.unlink(missing_ok=True)
