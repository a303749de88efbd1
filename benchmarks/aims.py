"""What is aimed at, and where it is found among the figures."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

GROWTH = 4.4
PAGES_LIMIT = 1e9
PAGES_RULE = "https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits"

AIMS: tuple[tuple[str, str, tuple[float, float] | None], ...] = (
    ("Nothing changed", "nothing", (0.08, 0.17)),
    ("One finding’s text changed", "text", (0.4, 1.2)),
    ("One rating changed", "rating", (1.2, 2)),
    ("One template changed", "template", None),
    ("One setting changed", "setting", None),
    ("Clean, charts cached", "drawn", (1, 9)),
    ("Clean, nothing cached, every chart drawn", "clean", (4, 70)),
    ("Peak memory of the largest process", "largest", (250, 600)),
    ("Peak memory of all processes together", "together", None),
    ("Preview, a text saved until the page reloads", "preview text", (0.25, 0.8)),
    ("Preview, a rating saved until the page reloads", "preview rating", (0.25, 0.8)),
)
"""What a reader calls it, its key, and the most that it shall be with 200 and with 5,000 inspections.

They are meant for a machine with two cores.
"""

MEMORY = ("largest", "together")
"""What is told of clean builds besides their time."""

STEPS = tuple((name, key) for name, key, _ in AIMS)


@dataclass(frozen=True, slots=True)
class Measured:
    """The runs of one thing, and their unit."""

    values: tuple[float, ...]
    unit: str

    @property
    def median(self) -> float:
        return statistics.median(self.values)


def figure(speed: Mapping[str, Any], key: str, inspections: int) -> Measured | None:
    """What was measured of a key with so many inspections."""
    size = f"{inspections}"
    if key.startswith("preview "):
        runs = speed.get("preview", {}).get(size, {}).get("seconds", {}).get(key.removeprefix("preview "))
        return Measured(tuple(runs), unit(key)) if runs else None
    kinds = speed.get("build", {}).get(size, {}).get("runs", {})
    if key in MEMORY:
        peaks = tuple(run[key] for run in kinds.get("clean", ()) if run[key] is not None)
        return Measured(peaks, unit(key)) if peaks else None
    return Measured(tuple(run["seconds"] for run in kinds[key]), unit(key)) if key in kinds else None


def unit(key: str) -> str:
    """The unit of a key."""
    return "MB" if key in MEMORY else "s"
