"""A place: who supervised people there in each period, and what inspectors found."""

from dataclasses import dataclass
from typing import Literal

from tracker.values.facts.basics import Citation, Link
from tracker.values.facts.inspection import ReportFact
from tracker.values.facts.provider import PartFact, Standing, SuccessionFact
from tracker.values.records.site import Kind

Basis = Literal["named", "wider", "unit", "successor"]
"""Why a provider stands on the page of a place: a source names the place for it, or a larger place that it
is a part of; a local unit of it serves the place; or it took over from one that did, and no source names the
place for it."""


@dataclass(frozen=True, slots=True)
class ServiceFact:
    """A provider at a place.

    `named` is its name within a sentence, `people` whom it supervises ("people at high risk …") and `part`
    which part of the place it serves ("north"); both are "" where that is not recorded or does not apply.
    `why` says what to mind where the basis is not "named". `standing` counts only inspections that concern
    the place. `units` are the local units of it that serve the place; `unplaced`, where there are none,
    are those that it has, of which none is known to serve the place or not to.
    """

    provider: Link
    named: str
    kind: Kind
    people: str
    part: str
    basis: Basis
    why: str
    citations: tuple[Citation, ...]
    now: bool
    ended: str
    followed: tuple[SuccessionFact, ...]
    standing: Standing
    units: tuple["ServiceFact", ...]
    unplaced: tuple[PartFact, ...]


@dataclass(frozen=True, slots=True)
class PeriodFact:
    """Who served a place from when to when; a unit stands under the provider that it is a part of."""

    when: str
    services: tuple[ServiceFact, ...]


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """A place as the record has it, under the spelling that most providers have.

    `called` is how it stands within a sentence ("the Isle of Wight"), and `lead` what a hurried reader
    takes away; `before` tells of those who served it earlier, where nobody there now is rated. `now` are
    those responsible now, local units first, and `nearest` the most local of them. `periods`, `inspections`
    and `apart` come newest first; those `apart` looked at a part of the provider's area that is not known
    to be this place.
    """

    name: str
    called: str
    url: str
    lead: str
    before: str
    now: tuple[ServiceFact, ...]
    nearest: tuple[ServiceFact, ...]
    periods: tuple[PeriodFact, ...]
    inspections: tuple[ReportFact, ...]
    apart: tuple[ReportFact, ...]
