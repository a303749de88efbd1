"""The font that matplotlib brings along, the same on every machine, and how wide words are in it."""

from functools import cache as once
from pathlib import Path

PIXELS = 72
"""To the inch of a figure, so that a point is a pixel."""


def font_file(bold: bool) -> Path:
    """Where it is."""
    import matplotlib as mpl  # noqa: PLC0415 - a heavy import, only where words are drawn

    return Path(mpl.get_data_path()) / "fonts" / "ttf" / f"DejaVuSans{'-Bold' if bold else ''}.ttf"


@once
def measure(words: str, size: float, bold: bool) -> float:
    """How wide a text is in the font that matplotlib brings along, the same on every machine.

    It is wider than most, so that whichever font the page has needs no more room.
    """
    from matplotlib.font_manager import get_font  # noqa: PLC0415 - a heavy import, only where words are drawn
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415 - as above

    font = get_font(font_file(bold))
    font.set_size(size, PIXELS)
    font.set_text(words, 0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0] / 64)
