"""The ledger of checked passages as YAML."""

from collections.abc import Mapping

from tracker.values.records import Verified

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


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[:_WIDTH].rsplit(' ', 1)[0]} …"
