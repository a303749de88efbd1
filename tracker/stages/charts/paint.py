"""Share cards and the icon, painted: letters and shapes on paper, in few colours."""

from collections.abc import Mapping, Sequence
from functools import cache as once
from io import BytesIO
from math import cos, pi, sin

from PIL import Image
from PIL.ImageDraw import Draw

from tracker.stages.charts.canvas import LINE, wrapped
from tracker.stages.charts.fonts import font, in_line
from tracker.stages.charts.palette import (
    ACCENT,
    INK,
    MUTED,
    PAPER,
    QUESTION,
    RULE,
    TOKENS,
    UNRATED,
    bulk_of,
    colour_of,
    shape_of,
)
from tracker.values.card import SIZE, Card
from tracker.values.facts import Rating

Colours = Mapping[str, str]
Point = tuple[float, float]
Place = tuple[int, int]
_ICON = 180  # what an iPhone asks for
_LEFT, _RIGHT = 80, 1120
_NAME_SIZES = (76, 64, 54, 44)
_NAME_ROOM = 270
_MARK = 46
_RIM = 3  # of marks: on paper the outermost of a filled one is paper too
_FINE = 8  # by how much larger shapes are drawn, and then made smaller, so that their edges are smooth
_PAPER, _RULE = 0, 1  # places in the palette; the inks follow, each with its shades on paper
# 16 colours in all, which a PNG holds in half a byte; RATING stands for that of the card's rating.
_RATING = "rating"
_SHADES = {INK: 4, MUTED: 3, ACCENT: 3, _RATING: 4}
_OUTLINES: Mapping[str, Sequence[Point]] = {
    "*": [
        (sin(pi * step / 5) * far, -cos(pi * step / 5) * far)
        for step, far in zip(range(10), (0.5, 0.190983) * 5, strict=True)
    ],
    "^": [(0, -0.5), (-0.5, 0.5), (0.5, 0.5)],
    "s": [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)],
    "D": [(0, -(0.5**0.5)), (0.5**0.5, 0), (0, 0.5**0.5), (-(0.5**0.5), 0)],
}
"""The corners of shapes that are one wide, around their middle, as those of charts are."""


def card_png(card: Card, colours: Colours) -> bytes:
    """A card: what it is about, the name, the rating as shape, word and colour, its date, the site.

    `colours` are those of the light theme, by token.
    """
    return _png(_card(card), _inks(card.rating), colours)


def icon_png(colours: Colours) -> bytes:
    """The icon, without the rounded corners that devices cut themselves."""
    picture = Image.new("P", (_ICON, _ICON))
    _ink(picture, _emblem(_ICON), (0, 0), ACCENT)
    return _png(picture, _inks(None), colours)


def _card(card: Card) -> Image.Image:
    picture = _ground(card.site).copy()
    _line(picture, (_LEFT, 100), card.heading, 30, MUTED)
    size, name = _fitted(card.name)
    for number, words in enumerate(name):
        _words(picture, (_LEFT, 120 + round(size * (1 + number * LINE))), words, size, INK, bold=True)
    if card.rating:
        place = _LEFT + 26, 432
        if (shape := shape_of(card.rating.level, card.rating.steps, card.rating.word)) == QUESTION:
            middle = place[0] - font(_MARK, True).getlength(QUESTION) / 2
            _words(picture, (round(middle), place[1] + 17), QUESTION, _MARK, MUTED, bold=True)
        else:
            mark = _mark(shape, filled=card.rating.level > 0)
            _ink(picture, mark, (place[0] - mark.width // 2, place[1] - mark.height // 2), _RATING)
        _line(picture, (_LEFT + 74, 451), card.rating.word, 52, _RATING, bold=True)
        _line(picture, (_LEFT, 508), card.dated, 32, INK)
    else:
        for number, words in enumerate(wrapped(card.dated, _RIGHT - _LEFT, 36)):
            _words(picture, (_LEFT, 400 + round(36 * (1 + number * LINE))), words, 36, INK)
    return picture


@once
def _ground(site: str) -> Image.Image:
    """What all cards of a site have."""
    picture = Image.new("P", SIZE)
    _ink(picture, Image.new("L", (SIZE[0], 20), 255), (0, 0), INK)
    picture.paste(_RULE, (_LEFT, 539, _RIGHT, 541))
    _ink(picture, _emblem(44), (_LEFT, 558), ACCENT)
    _line(picture, (_LEFT + 64, 590), site, 28, ACCENT, bold=True)
    return picture


def _fitted(name: str) -> tuple[int, list[str]]:
    """The largest size in which all of a name has room, and its lines; a name too long for any is cut."""
    for size in _NAME_SIZES:
        room = int(_NAME_ROOM // (size * LINE))
        lines = wrapped(name, _RIGHT - _LEFT, size, lines=room, bold=True)
        if not any(line.endswith("…") for line in lines):
            break
    return size, lines


def _line(picture: Image.Image, start: Place, words: str, size: int, ink: str, *, bold: bool = False) -> None:
    """Words on a baseline, cut where they reach the margin."""
    shown = wrapped(words, _RIGHT - start[0], size, lines=1, bold=bold)[0]
    _words(picture, start, shown, size, ink, bold=bold)


def _words(
    picture: Image.Image, start: Place, words: str, size: int, ink: str, *, bold: bool = False
) -> None:
    (x, y), face, shown = start, font(size, bold), in_line(words)
    left, top, right, bottom = map(int, face.getbbox(shown, anchor="ls"))
    if right > left and bottom > top:
        mask = Image.new("L", (right - left, bottom - top))
        Draw(mask).text((-left, -top), shown, 255, face, anchor="ls")
        _ink(picture, mask, (x + left, y + top), ink)


@once
def _mark(shape: str, *, filled: bool) -> Image.Image:
    """The shape of a rating or, hollow, of a silence: how much of each pixel is covered."""
    size = _MARK * bulk_of(shape) - (0 if filled else _RIM)
    ground = round(size * 2) // 2 * 2 * _FINE
    picture = Image.new("L", (ground, ground))
    draw, middle, wide = Draw(picture), ground / 2, size * _FINE
    inside, edge = (255, 0) if filled else (0, 255)
    rim = _RIM * _FINE
    if shape in _OUTLINES:
        corners = [(middle + x * wide, middle + y * wide) for x, y in _OUTLINES[shape]]
        draw.polygon(corners, inside)
        draw.line([*corners, *corners[:2]], edge, rim, joint="curve")
    elif shape == "_":
        draw.line([(middle - wide / 2, middle), (middle + wide / 2, middle)], 255, rim)
    else:
        far = (wide + rim) / 2
        draw.ellipse((middle - far, middle - far, middle + far, middle + far), inside, edge, rim)
    return picture.reduce(_FINE)


@once
def _emblem(size: int) -> Image.Image:
    """What static/icon.svg shows, steps that lead up to a point: where its ground is to be seen."""
    picture = Image.new("L", (size * _FINE, size * _FINE), 255)
    draw, unit = Draw(picture), size * _FINE / 32
    steps = ((7, 23), (7, 18), (13, 18), (13, 13), (19, 13), (19, 8), (25, 8))
    draw.line([(x * unit, y * unit) for x, y in steps], 0, round(3 * unit))
    for x, y in steps[1:-1]:
        draw.rectangle([(x - 1.5) * unit, (y - 1.5) * unit, (x + 1.5) * unit - 1, (y + 1.5) * unit - 1], 0)
    x, y = steps[-1]
    draw.ellipse([(x - 3) * unit, (y - 3) * unit, (x + 3) * unit, (y + 3) * unit], 0)
    return picture.reduce(_FINE)


def _ink(picture: Image.Image, mask: Image.Image, place: Place, ink: str) -> None:
    """Put an ink on paper, in its shade for how much of each pixel is covered."""
    first, most = _RULE + 1, 0
    for each, most in _SHADES.items():
        if each == ink:
            break
        first += most
    steps = [round(covered / 255 * most) for covered in range(256)]
    picture.paste(mask.point([first + step - 1 if step else _PAPER for step in steps]), place)


def _inks(rating: Rating | None) -> Sequence[str]:
    """The inks of a card by their tokens, in the order of the palette."""
    return [TOKENS[ink] for ink in (INK, MUTED, ACCENT)] + [
        TOKENS[colour_of(rating.level, rating.steps) if rating else UNRATED]
    ]


def _png(picture: Image.Image, inks: Sequence[str], colours: Colours) -> bytes:
    paper, rule, *used = (_rgb(colours[token]) for token in (TOKENS[PAPER], TOKENS[RULE], *inks))
    palette = [*paper, *rule]
    for colour, shades in zip(used, _SHADES.values(), strict=True):
        for step in range(1, shades + 1):
            palette += [round(a + (b - a) * step / shades) for a, b in zip(paper, colour, strict=True)]
    picture.putpalette(palette)
    file = BytesIO()
    # To count runs is enough for such pictures: a tenth larger than the best, in half the time.
    picture.save(file, "png", bits=4, compress_type=3)
    return file.getvalue()


def _rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of "#123" or "#112233"."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) < 6 else digits  # noqa: PLR2004 - #abc is short for #aabbcc
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue
