"""The scale that values stand on: where it begins and ends, and which of its steps are named."""

from collections.abc import Sequence
from math import floor, log10

PERCENT = "%"
_WHOLE = 10.0  # a quarter of less than this is no whole number


def ends(unit: str, values: Sequence[float]) -> tuple[float, float]:
    """The lowest and the highest that the scale must reach: from nothing, and for shares to all."""
    low, high = min(0.0, *values), max(0.0, *values)
    if unit == PERCENT and low >= 0 and high <= 100:  # noqa: PLR2004 - of a hundred
        return 0.0, 100.0
    return low, high if high > low else low + 1


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round steps from end to end, at most so many apart from the first."""
    step = tick_step(low, high, most)
    first = int(-(-low // step))
    return [step * n for n in range(first, int(high // step) + 1)]


def tick_step(low: float, high: float, most: int) -> float:
    """How far apart round steps are; whole numbers unless all of the scale is within one."""
    rough = (high - low) / most
    if high - low >= 1:
        rough = max(rough, 1)
    power = 10.0 ** floor(log10(rough))
    factors = (1, 2, 2.5, 5, 10) if power >= _WHOLE else (1, 2, 5, 10)
    return next(power * factor for factor in factors if power * factor >= rough)


def tick_words(tick: float, unit: str) -> str:
    """How a step is named: "20%", "5,000"."""
    return f"{tick:,.10g}{PERCENT if unit == PERCENT else ''}"
