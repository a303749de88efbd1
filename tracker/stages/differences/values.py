"""How published values are told apart: texts, numbers, dates, and the items of a list."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tracker.values.dates import PartialDate
from tracker.values.problem import Path
from tracker.values.records.inspection import NOT_YET

Item = TypeVar("Item")

_MARKS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "&": " and "})


@dataclass(frozen=True, slots=True)
class Change:
    """A published value that is not what it was, with the path to where it stands now.

    `was` is None where a value came in beside others that it changes, `now` where the value is gone.
    """

    path: Path
    was: str | None
    now: str | None = None

    @property
    def field(self) -> str:
        """The field as a correction names it: `overall`, `ratings.staff`, `figures`."""
        return ".".join(map(str, self.path[:2])) if self.path[0] == "ratings" else str(self.path[0])


def folded(text: str) -> str:
    """A text without what does not change what it says: capitals, spaces, the shape of marks, & for and."""
    return " ".join(text.casefold().translate(_MARKS).split())


def of_text(path: Path, was: str | None, now: str | None) -> Iterator[Change]:
    """A text that says something else or is gone."""
    if was is not None and (now is None or folded(was) != folded(now)):
        yield Change(path, was, now)


def of_parts(path: Path, was: object, now: object, names: Iterable[str]) -> Iterator[Change]:
    """The parts that make up a number; a hedge that comes in changes it as well as one that goes."""
    for name in names:
        old, new = getattr(was, name), getattr(now, name)
        if old != new:
            yield Change((*path, name), None if old is None else str(old), None if new is None else str(new))


def of_date(path: Path, was: PartialDate | str | None, now: PartialDate | str | None) -> Iterator[Change]:
    """A date that is neither the same, nor told more precisely, nor the first where there was none."""
    if isinstance(was, PartialDate):
        if not (isinstance(now, PartialDate) and now.refines(was)):
            yield Change(path, was.text, now.text if isinstance(now, PartialDate) else now)
    elif was is not None and was != now == NOT_YET:
        yield Change(path, was, NOT_YET)


def matched(
    field: str, before: Sequence[Item], now: Sequence[Item], *fits: Callable[[Item, Item], bool]
) -> Iterator[tuple[Path, Item, Item | None]]:
    """Each earlier item of a list, with the one in its place now and the path to that, or to the list.

    Equal items belong together; those that are left are matched by each of `fits` in turn.
    """
    free, places = dict(enumerate(now)), dict[int, int]()
    for fit in (_equal, *fits):
        for number, item in enumerate(before):
            place = next((n for n, other in free.items() if number not in places and fit(item, other)), None)
            if place is not None:
                places[number] = place
                del free[place]
    for number, item in enumerate(before):
        if number in places:
            yield (field, places[number]), item, now[places[number]]
        else:
            yield (field,), item, None


def _equal(one: object, other: object) -> bool:
    return one == other
