"""The ledger of the passages that were found, word for word, in a saved text of their source."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from tracker.values.dates import PartialDate
from tracker.values.records.base import Record, Text, Url
from tracker.values.records.entry import entry

_DIGITS = 64
_EXAMPLE = "5cb37f0b254072dd2a0cbd61c13789301bd63e7bb759e14a266c4a51bd2c4f5c"


def _sha256(value: str) -> str:
    if len(value) != _DIGITS or set(value) - set("0123456789abcdef"):
        raise ValueError(
            "this is not a SHA-256 hash. The command quotes writes this file: delete it, then run that again"
        )
    return value


Sha256 = Annotated[Text, AfterValidator(_sha256)]
"""A SHA-256 as 64 hexadecimal digits."""


class VerifiedSource(Record):
    """A source with whose saved text the record was compared."""

    capture: Sha256 = entry("The SHA-256 of the saved text.", example=_EXAMPLE)
    checked: PartialDate = entry("The day of the comparison.", example="2026-11-22")
    passages: tuple[Sha256, ...] = entry(
        "The SHA-256 of each passage that was found, in its plain form.", example=f"[{_EXAMPLE}]"
    )


class Verified(Record):
    """Which words were found in a saved text of their source; the command `quotes` writes this file."""

    sources: Mapping[Url, VerifiedSource] = entry("Each source, by its address.", default_factory=dict)
