"""The whole record, read and valid: what the stages after loading work on."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tracker.values.records.event import Events
from tracker.values.records.framework import Framework
from tracker.values.records.inspection import Inspection
from tracker.values.records.measure import Measure
from tracker.values.records.provider import Provider
from tracker.values.records.site import Site
from tracker.values.records.source import Source
from tracker.values.records.totals import Totals
from tracker.values.records.verified import Verified

MEASURES_FILE = "content/measures.yaml"
EVENTS_FILE = "content/events.yaml"
VERIFIED_FILE = "content/verified.yaml"
TOTALS_FILE = "content/totals.yaml"


@dataclass(frozen=True, slots=True)
class MarkdownPage:
    """A page of prose; its file name is its address."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """Every record by its id, in the order of the ids.

    `broken` names the files that exist but could not become records, so that what refers to them is
    not reported as well. `docs` are the pages of the handbook by the names of their files. `of_provider`
    and `of_joint` find the inspections of a provider's id and of a joint inspection's word, and `in_year`
    counts those of a provider's id in a year, for looking through all of them each time would take long.
    """

    site: Site
    frameworks: Mapping[str, Framework]
    providers: Mapping[str, Provider]
    inspections: Mapping[str, Inspection]
    measures: Mapping[str, Measure]
    events: Events
    totals: Totals
    pages: Mapping[str, MarkdownPage]
    broken: frozenset[str] = frozenset()
    verified: Verified = field(default_factory=Verified)
    docs: Mapping[str, MarkdownPage] = field(default_factory=dict)
    of_provider: Mapping[str, tuple[Inspection, ...]] = field(init=False, repr=False)
    of_joint: Mapping[str, tuple[Inspection, ...]] = field(init=False, repr=False)
    in_year: Mapping[tuple[str, int], int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Find the inspections that belong together."""
        providers, joint = defaultdict[str, list[Inspection]](list), defaultdict[str, list[Inspection]](list)
        for inspection in self.inspections.values():
            providers[inspection.provider].append(inspection)
            if inspection.joint:
                joint[inspection.joint].append(inspection)
        dated = Counter((i.provider, i.date.year) for i in self.inspections.values() if i.date)
        object.__setattr__(self, "in_year", dated)
        for name, found in (("of_provider", providers), ("of_joint", joint)):
            object.__setattr__(self, name, {key: tuple(group) for key, group in found.items()})

    def with_sources(self) -> Iterator[tuple[str, Framework | Provider | Inspection | Events | Totals]]:
        """Each record that has sources, with its file."""
        records: tuple[Framework | Provider | Inspection, ...] = (
            *self.frameworks.values(),
            *self.providers.values(),
            *self.inspections.values(),
        )
        for record in records:
            yield file_of(record), record
        yield EVENTS_FILE, self.events
        yield TOTALS_FILE, self.totals

    def all_sources(self) -> Iterator[tuple[str, str, Source]]:
        """Each source as file, key, source."""
        for file, record in self.with_sources():
            for key, source in record.sources.items():
                yield file, key, source


def file_of(record: Framework | Provider | Inspection) -> str:
    """The file that a record was written in, relative to the project."""
    folder = {Framework: "frameworks", Provider: "providers", Inspection: "inspections"}[type(record)]
    return f"content/{folder}/{record.id}.yaml"
