"""Writes the ledger of checked passages, whole and only if it changed."""

import os
from collections.abc import Mapping
from pathlib import Path

from tracker.values.problem import Family, Problem
from tracker.values.records import Verified
from tracker.values.records.content import VERIFIED_FILE

_HEAD = """\
# Passages that were found, word for word, in a saved text of their source. The command `quotes` writes this
# file: do not edit it, but change the records and run the command again. Below the address of a source stand
# the SHA-256 of the saved text, the day of the comparison, and the SHA-256 of each passage in its plain form.
"""
_WIDTH = 60  # characters of a passage beside its hash


def ledger_text(ledger: Verified, words: Mapping[str, str]) -> str:
    """The ledger as YAML, each hash with the beginning of the words that it stands for."""
    lines = []
    for url, source in ledger.sources.items():
        lines += [f"  {url}:", f"    capture: {source.capture}", f"    checked: {source.checked.text}"]
        lines += ["    passages:", *(f"      - {mark}  # {_short(words[mark])}" for mark in source.passages)]
    return _HEAD + "\n".join(["sources:", *lines] if lines else ["sources: {}"]) + "\n"


def ledger_written(root: Path, text: str) -> tuple[Problem, ...]:
    """Replace the ledger of a project in one step; a problem where the disk does not let us."""
    path = root / VERIFIED_FILE
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.is_file() and path.read_bytes() == text.encode():
            return ()
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        message = f"the file cannot be written: {error.strerror}."
        return (Problem(VERIFIED_FILE, message, rule=Family.FILES_CAN_BE_WRITTEN),)
    return ()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[:_WIDTH].rsplit(' ', 1)[0]} …"
