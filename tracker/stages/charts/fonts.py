"""The font that matplotlib brings along, the same on every machine, and how wide words are in it."""

from functools import cache as once
from functools import lru_cache as remembered
from importlib.util import find_spec
from pathlib import Path

from PIL.ImageFont import FreeTypeFont, Layout, truetype

_BREAKS = str.maketrans(dict.fromkeys("\t\n\r\x85\u2028\u2029", " "))
_FINE = 2048  # in this size widths are whole numbers: the units that the font is drawn in


def in_line(words: str) -> str:
    """Words on one line, for whoever draws takes each line of a text as another text."""
    return words.translate(_BREAKS)


@once
def font(size: int, bold: bool) -> FreeTypeFont:
    """The font, letter by letter: every machine can do that, and other ways differ between machines."""
    package = find_spec("matplotlib")  # found and not imported, which takes long
    if package is None or package.origin is None:
        raise ModuleNotFoundError("No module named 'matplotlib'", name="matplotlib")
    name = f"DejaVuSans{'-Bold' if bold else ''}.ttf"
    file = Path(package.origin).parent / "mpl-data" / "fonts" / "ttf" / name
    return truetype(file, size, layout_engine=Layout.BASIC)


def measure(words: str, size: float, bold: bool) -> float:
    """How wide a text is in the font that matplotlib brings along, the same on every machine.

    It is wider than most, so that whichever font the page has needs no more room. Letters are not moved
    together, so a text is as wide as its parts are, and where the font lacks a letter its box counts.
    """
    return _width(words, bold) * size / _FINE


@remembered(maxsize=10_000)
def _width(words: str, bold: bool) -> float:
    return sum(_advance(letter, bold) for letter in in_line(words))


@once
def _advance(letter: str, bold: bool) -> float:
    return font(_FINE, bold).getlength(letter)
