"""The ledger of the passages that were found, word for word, in a saved text of their source."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from tracker.values.dates import PartialDate
from tracker.values.records.base import Record, Text, Url

_DIGITS = 64


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

    capture: Sha256 = Field(description="The hash of the saved text.")
    checked: PartialDate = Field(description="The day of the comparison.")
    passages: tuple[Sha256, ...] = Field(
        description="The hash of each passage that was found, in its plain form."
    )


class Verified(Record):
    """The file content/verified.yaml, which `build.py quotes` writes: sources by address."""

    sources: Mapping[Url, VerifiedSource] = Field(default_factory=dict)
