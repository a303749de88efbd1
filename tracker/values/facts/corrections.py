"""What was changed after it was published, ready to show."""

from dataclasses import dataclass

from tracker.values.dates import PartialDate
from tracker.values.facts.basics import Link


@dataclass(frozen=True, slots=True)
class CorrectionFact:
    """One change to what was published.

    `id` marks it on the page of its record and `url` leads there; both stay, for feeds know it by them.
    `part` says what of the record it concerns ("Figures"), or is empty. `before` and `after` are what
    readers saw; both are empty where only `what` tells of the change.
    """

    id: str
    url: str
    record: Link
    date: PartialDate
    kind: str
    part: str
    what: str
    before: str
    after: str
    why: str
