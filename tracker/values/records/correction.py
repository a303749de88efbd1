"""A change to what was published here before, told in the open."""

from typing import Literal

from pydantic import ValidationInfo, field_validator

from tracker.values.dates import PartialDate
from tracker.values.records.base import Record, Text
from tracker.values.records.entry import entry

CorrectionKind = Literal["clarification", "update", "correction"]


class Correction(Record):
    """A change to what was published here before.

    New entries come last.
    """

    date: PartialDate = entry("When it was changed here.", "Not before the report.", "2026-11-22")
    kind: CorrectionKind = entry(
        "Whether it said more clearly what was meant, added something new, or mended what was wrong.",
        example="correction",
    )
    field: Text | None = entry(
        "The field that changed, such as overall, ratings.staff, published, figures or quotes.",
        "One of the record's. Without it, *check* cannot tell that the change is explained.",
        "overall",
        default=None,
    )
    what: Text = entry("What changed, in a sentence.", example="The overall rating was wrong.")
    before: Text | None = entry(
        "What readers saw until then.", "Leave out if nothing stood there.", "Good", default=None
    )
    after: Text | None = entry(
        "What they saw from then on.",
        "Other than `before`. Leave out if it was removed.",
        "Requires improvement",
        default=None,
    )
    why: Text = entry(
        "Why, in a sentence.", example="The newspaper that we had used gave the rating of another company."
    )

    @field_validator("after")
    @classmethod
    def _is_a_change(cls, after: str | None, info: ValidationInfo) -> str | None:
        if after is not None and after == info.data.get("before"):
            raise ValueError("this is the same as before. Say what readers saw until then, and what now")
        return after
