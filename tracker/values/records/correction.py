"""A change to what was published here before, told in the open."""

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from tracker.values.dates import PartialDate
from tracker.values.records.base import Record, Text

CorrectionKind = Literal["clarification", "update", "correction"]


class Correction(Record):
    """A change to what was published here before."""

    date: PartialDate
    kind: CorrectionKind
    field: Text | None = Field(
        None,
        description="The field that changed, such as overall, ratings.staff, published, figures, quotes.",
    )
    what: Text
    before: Text | None = Field(None, description="What readers saw until then.")
    after: Text | None = Field(None, description="What stands there now; left out for what was removed.")
    why: Text

    @field_validator("after")
    @classmethod
    def _is_a_change(cls, after: str | None, info: ValidationInfo) -> str | None:
        if after is not None and after == info.data.get("before"):
            raise ValueError("this is the same as before. Say what readers saw until then, and what now")
        return after
