"""A measure with every recorded value of it."""

from dataclasses import dataclass

from tracker.values.dates import PartialDate
from tracker.values.facts.basics import Link
from tracker.values.facts.evidence import FigureFact
from tracker.values.records import Measure
from tracker.values.records.site import Kind


@dataclass(frozen=True, slots=True)
class MeasureValue:
    """One recorded value of a measure: the inspection that gives it, and whom it is a value of.

    `released` says when the report came out, also where that is not known.
    """

    inspection: Link
    date: PartialDate | None
    figure: FigureFact
    provider: Link
    kind: Kind
    released: str


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure, the values of single providers and apart from them those of the whole country.

    Both newest first, the undated last. `better` says which way is better in a sentence, `when` from
    when to when the values are ("2018 to 2025"). `newest` is the value that is certainly newer than
    all others of single providers, or None while dates are too vague to tell.
    """

    id: str
    url: str
    record: Measure
    better: str
    values: tuple[MeasureValue, ...]
    national: tuple[MeasureValue, ...]
    when: str
    newest: MeasureValue | None

    @property
    def count(self) -> int:
        """How many values there are in all."""
        return len(self.values) + len(self.national)
