"""Share cards become PNG, and so does the icon for home screens."""

import warnings
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cache import Cache, code_digest, digest
from tracker.stages.charts.canvas import LINE, Canvas
from tracker.stages.charts.fonts import PIXELS, font_file
from tracker.stages.charts.palette import ACCENT, INK, MUTED, PAPER, RATING, RULE, TOKENS, UNRATED, colour_of
from tracker.values.card import SIZE, Card
from tracker.values.page import TOUCH_ICON

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Colours = Mapping[str, str]
_KIND = "cards"
_ICON = (180, 180)  # what an iPhone asks for
_FINE = 2  # pixels to a unit of the drawing, so that lines are as thick as in a chart
_LEFT, _RIGHT = 40, 560
_NAME_SIZES = (38, 32, 27, 22)
_NAME_ROOM = 135
_SHADES = 6  # of each colour between it and the paper: finer ones only make the file larger


def pictured(cards: Iterable[Card], colours: Colours, cache: Cache) -> dict[str, bytes]:
    """The PNG of every card, and the icon, by its path in the output folder.

    `colours` are those of the light theme, by token. Only what the cache lacks is drawn anew.
    """
    here = Path(__file__)
    libraries = [version(name) for name in ("matplotlib", "pillow")]
    engine = digest(code_digest(here, here.parent / "charts"), repr((libraries, sorted(colours.items()))))

    wanted = {card.url: card for card in cards}
    keys = {url: digest(repr(card), engine) for url, card in wanted.items()} | {TOUCH_ICON: engine}
    texts = {url: text for url, key in keys.items() if (text := cache.get(_KIND, key)) is not None}
    missing = [card for url, card in wanted.items() if url not in texts]
    made = dict(zip((card.url for card in missing), card_pngs(missing, colours), strict=True))
    if TOUCH_ICON not in texts:
        made[TOUCH_ICON] = icon_png(colours)
    for url, png in made.items():
        cache.put(_KIND, keys[url], b64encode(png).decode())
    return {url.lstrip("/"): made[url] if url in made else b64decode(texts[url]) for url in keys}


def card_pngs(cards: Sequence[Card], colours: Colours) -> list[bytes]:
    """Cards: what each is about, the name, the rating as shape, word and colour, its date, the site."""
    return _pngs(SIZE, [(partial(_card, card), _ratings(card)) for card in cards], colours) if cards else []


def icon_png(colours: Colours) -> bytes:
    """The icon, without the rounded corners that devices cut themselves."""
    return _pngs(_ICON, [(lambda canvas: _emblem(canvas, 0, 0, canvas.width), RATING[:4])], colours)[0]


def _ratings(card: Card) -> Sequence[str]:
    """The colours of ratings that a card can have; the middle one of five would tint the edges of others."""
    return (
        RATING if card.rating and colour_of(card.rating.level, card.rating.steps) == RATING[4] else RATING[:4]
    )


def _card(card: Card, canvas: Canvas) -> None:
    def line(y: float, words: str, size: float, colour: str, *, x: float = _LEFT, bold: bool = False) -> None:
        shown = canvas.wrapped(words, _RIGHT - x, size, lines=1, bold=bold)[0]
        canvas.text(x, y, shown, size, colour, bold=bold)

    canvas.line([(0, 5), (SIZE[0], 5)], INK, 10)
    line(50, card.heading, 15, MUTED)
    size, name = _fitted(canvas, card.name)
    canvas.block(_LEFT, 60, name, size, bold=True)
    if card.rating:
        level, steps, word = card.rating.level, card.rating.steps, card.rating.word
        canvas.marks([(_LEFT + 13, 216)], level, steps, word, 23)
        line(225.5, word, 26, colour_of(level, steps), x=_LEFT + 37, bold=True)
        line(254, card.dated, 16, INK)
    else:
        canvas.block(_LEFT, 200, canvas.wrapped(card.dated, _RIGHT - _LEFT, 18), 18)
    canvas.line([(_LEFT, 270), (_RIGHT, 270)], RULE, 1)
    _emblem(canvas, _LEFT, 279, 22)
    line(295, card.site, 14, ACCENT, x=_LEFT + 32, bold=True)


def _fitted(canvas: Canvas, name: str) -> tuple[float, list[str]]:
    """The largest size in which all of a name has room, and its lines; a name too long for any is cut."""
    for size in _NAME_SIZES:
        room = int(_NAME_ROOM // (size * LINE))
        lines = canvas.wrapped(name, _RIGHT - _LEFT, size, lines=room, bold=True)
        if not any(line.endswith("…") for line in lines):
            break
    return size, lines


def _emblem(canvas: Canvas, left: float, top: float, size: float) -> None:
    """What static/icon.svg shows: steps that lead up to a point."""
    unit = size / 32
    steps = ((7, 23), (7, 18), (13, 18), (13, 13), (19, 13), (19, 8), (25, 8))
    points = [(left + x * unit, top + y * unit) for x, y in steps]
    canvas.line([(left, top + size / 2), (left + size, top + size / 2)], ACCENT, size)
    canvas.line(points, PAPER, 3 * unit, under=False)
    canvas.dots(points[-1:], PAPER, 6 * unit)


def _pngs(
    size: tuple[int, int],
    drawings: Iterable[tuple[Callable[[Canvas], None], Sequence[str]]],
    colours: Colours,
) -> list[bytes]:
    """Pictures of one size, all on the same axes: to set up one takes longer than to draw on it."""
    import matplotlib as mpl  # noqa: PLC0415 - a heavy import, only when there is something to draw
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above
    from PIL import Image  # noqa: PLC0415 - as above

    made = []
    real = {stand_in: colours[token] for stand_in, token in TOKENS.items()}
    palette = Image.new("P", (1, 1))
    with mpl.rc_context(), warnings.catch_warnings():
        # A letter that the font lacks is a box in the picture; the page beside it has the name in full.
        warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        mpl.rcdefaults()  # whatever the machine's own settings are
        width, height = (side / _FINE for side in size)
        figure = Figure((width / PIXELS, height / PIXELS), PIXELS * _FINE, facecolor=colours["paper"])
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_autoscale_on(False)
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        for draw, ratings in drawings:
            palette.putpalette(_shades(colours, ratings))
            draw(Canvas(axes, width))
            _coloured(axes, real)
            raw = BytesIO()
            figure.savefig(raw, format="rgba")
            picture = Image.frombuffer("RGBA", size, raw.getvalue(), "raw", "RGBA", 0, 1).convert("RGB")
            file = BytesIO()
            picture.quantize(palette=palette, dither=Image.Dither.NONE).save(file, "png", compress_level=6)
            made.append(file.getvalue())
            for artist in (*axes.lines, *axes.texts):
                artist.remove()
    return made


def _coloured(axes: "Axes", real: Colours) -> None:
    """Put the real colours in the place of the stand-ins, and the font of this program in that of others."""
    for text in axes.texts:
        text.set_color(real[str(text.get_color())])
        # By its file: a font of the same name on the machine can have other shapes.
        text.get_fontproperties().set_file(font_file(text.get_fontweight() == "bold"))
    for line in axes.lines:
        for part in ("color", "markerfacecolor", "markeredgecolor"):
            stand_in = getattr(line, f"get_{part}")()
            line.set(**{part: real.get(stand_in, stand_in)})


def _shades(colours: Colours, ratings: Sequence[str]) -> list[int]:
    """The few colours that a card consists of, each with those on its edges, as red, green, blue in turn.

    That takes a tenth of the time of finding the colours in the picture, and makes a smaller file.
    """
    from matplotlib.colors import to_rgb  # noqa: PLC0415 - heavy, as above

    paper, rule, *inks = (
        to_rgb(colours[TOKENS[ink]]) for ink in (PAPER, RULE, INK, MUTED, ACCENT, UNRATED, *ratings)
    )
    # The rule has no shades: they would be so near the paper that some of it would be drawn in them.
    mixed = [(ink, step / (_SHADES - 1)) for ink in inks for step in range(1, _SHADES)]
    made = [tuple(a + (b - a) * at for a, b in zip(paper, ink, strict=True)) for ink, at in mixed]
    return [round(255 * part) for colour in (paper, rule, *made) for part in colour]
