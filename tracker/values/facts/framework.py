"""One rating framework, ready to show."""

from dataclasses import dataclass

from tracker.values.facts.basics import Citation, Link, NamedFact, Rating
from tracker.values.records import Framework, Source, Standard
from tracker.values.records.site import Kind


@dataclass(frozen=True, slots=True)
class RevisionFact:
    """A change that left the framework comparable."""

    date: str
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class StandardsOf:
    """The standards under one domain, each with the kinds of provider it is for; none named means all.

    The third part is the address of the standard's own page, or "" where nothing is rated.
    """

    domain: str
    standards: tuple[tuple[Standard, tuple[Kind, ...], str], ...]


@dataclass(frozen=True, slots=True)
class FrameworkFacts:
    """What a programme rates and how, and the inspections made under it, newest first.

    `comparison` is the address of the page that compares them, or "" where nothing is rated.
    """

    id: str
    url: str
    file: str
    record: Framework
    in_force: NamedFact
    kinds: tuple[Kind, ...]
    scale: tuple[tuple[Rating, str], ...]
    domains: tuple[StandardsOf, ...]
    revisions: tuple[RevisionFact, ...]
    inspections: tuple[Link, ...]
    comparison: str
    sources: tuple[Source, ...]
