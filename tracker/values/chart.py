"""What a chart says, before it is drawn: one value for each kind of chart."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from tracker.values.facts import RatingGroup

CHARTS = "charts"
"""The first part of the address of every chart's files."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An inspection in time. `level` is 1 for the best rating and 0 for none, when `word` says why."""

    day: date
    label: str
    level: int
    word: str


@dataclass(frozen=True, slots=True)
class Era:
    """Inspections under one framework, oldest first; between two eras nothing is compared."""

    framework: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class RatingHistory:
    """A provider's overall ratings in time."""

    scale: tuple[str, ...]
    eras: tuple[Era, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A rating in a table of them."""

    level: int
    word: str


@dataclass(frozen=True, slots=True)
class Row:
    """A standard and its ratings, one for each inspection."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """The rows under one domain."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class StandardsGrid:
    """Standards by inspection, oldest first; `columns` names the inspections."""

    scale: tuple[str, ...]
    columns: tuple[str, ...]
    groups: tuple[RowGroup, ...]


@dataclass(frozen=True, slots=True)
class ContextPoint:
    """One value of a measure; `shown` is how it reads, `here` whether it is the page's own."""

    label: str
    value: float
    shown: str
    here: bool


@dataclass(frozen=True, slots=True)
class FigureContext:
    """A figure among the other recorded values of its measure, lowest first."""

    unit: str
    points: tuple[ContextPoint, ...]


@dataclass(frozen=True, slots=True)
class ValueCounts:
    """A figure among many values of its measure: how many there are in each step of a scale.

    `counts[n]` values lie between `start + n * step` and the next; who has them is not drawn, so the same
    figure looks the same wherever it stands.
    """

    unit: str
    start: float
    step: float
    counts: tuple[int, ...]
    value: float
    shown: str


@dataclass(frozen=True, slots=True)
class ValuePoint:
    """One value of a measure in time: whose it is, and how it reads. `newest` if no other may be newer."""

    day: date
    label: str
    value: float
    shown: str
    newest: bool


@dataclass(frozen=True, slots=True)
class MeasureValues:
    """The recorded values of a measure, oldest first."""

    unit: str
    points: tuple[ValuePoint, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A national event."""

    day: date
    title: str


@dataclass(frozen=True, slots=True)
class NationalTimeline:
    """Every inspection as a mark by rating, with the milestones."""

    scale: tuple[str, ...]
    marks: tuple[Mark, ...]
    milestones: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """How many inspections of a year got each rating, best first, and how many none for each reason."""

    year: int
    counts: tuple[int, ...]
    silent: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RatingDistribution:
    """Ratings by year of publication, with the reasons for having none and the beginnings of programmes."""

    scale: tuple[str, ...]
    silences: tuple[str, ...]
    bars: tuple[Bar, ...]
    programmes: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True)
class RatingCounts:
    """Groups beside each other, each with its number of ratings of every kind."""

    scale: tuple[str, ...]
    groups: tuple[RatingGroup, ...]


ChartData = (
    RatingHistory
    | StandardsGrid
    | FigureContext
    | ValueCounts
    | MeasureValues
    | NationalTimeline
    | RatingDistribution
    | RatingCounts
)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with everything that goes with it.

    `id` is unique on the site. `title` states the finding, `subtitle` what is shown and of what,
    `alt` what a reader who cannot see it needs to know; `columns` and `rows` are its data as a table.
    `more` is a page of this site that tells more of it, `more_title` what to call that; both may be "".
    """

    id: str
    title: str
    subtitle: str
    alt: str
    source: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    data: ChartData
    more: str = ""
    more_title: str = ""

    @property
    def file(self) -> str:
        """Where its drawing and its data are published, without the .svg and .csv at the end."""
        return f"/{CHARTS}/{self.id}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as SVG, each form of it made when it is asked for; drawings with the same `key` are alike."""

    key: str
    make: Callable[[str], str] = field(repr=False, compare=False)

    @property
    def wide(self) -> str:
        """As it stands in a wide page."""
        return self.make("wide")

    @property
    def narrow(self) -> str:
        """As it stands on a phone."""
        return self.make("narrow")

    @property
    def file(self) -> str:
        """As a file that stands alone."""
        return self.make("file")


def existing(*charts: Chart | None) -> tuple[Chart, ...]:
    """The charts that there is enough data for."""
    return tuple(chart for chart in charts if chart is not None)
