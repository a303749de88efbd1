"""What charts say in the same words: their alt texts, counts of ratings, and where their data is from."""

from collections.abc import Sequence

from tracker.values.records.site import Words
from tracker.values.words import listed

NO_RATING = "No rating"
_BEARABLE = 900


def source(words: Words) -> str:
    """Where the data of every chart are from."""
    return f"Drawn from the {words.inspections} on record; the page of each names its sources."


def counted(scale: Sequence[str], counts: Sequence[int], silent: int = 0) -> str:
    """How many got each rating, as a list: "3 Good, 1 Inadequate and 2 without a rating"."""
    parts = [f"{count} {word}" for word, count in zip(scale, counts, strict=True) if count]
    return listed([*parts, *([f"{silent} without a rating"] if silent else [])] or ["none"])


def told(title: str, lead: str, parts: Sequence[str]) -> str:
    """An alt text: the finding, and every value of the data as long as a listener can bear it."""
    values = f"{lead}{'; '.join(parts)}."
    if len(values) > _BEARABLE:
        values = f"The table of its data has all {len(parts)}."
    return f"{title}. {values}"
