"""Share cards become PNG, and so does the icon for home screens."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

from tracker.cache import Cache, code_digest, digest
from tracker.spread import Spread
from tracker.values.card import Card
from tracker.values.file import File
from tracker.values.page import TOUCH_ICON

Colours = Mapping[str, str]
_KIND = "cards"
_FEW = 100  # to draw so many takes as long as to begin a process


def pictured(cards: Iterable[Card], colours: Colours, cache: Cache) -> Callable[[], dict[str, File]]:
    """Begin to draw every card, and the icon; what that gives has each by its path in the output folder.

    `colours` are those of the light theme, by token. Only what the cache lacks is drawn, equal cards once.
    """
    here = Path(__file__)
    libraries = [version(name) for name in ("matplotlib", "pillow")]  # the font comes with the first
    engine = digest(code_digest(here, here.parent / "charts"), repr((libraries, sorted(colours.items()))))
    wanted: dict[str, Card | None] = {card.url: card for card in cards} | {TOUCH_ICON: None}
    keys = {url: digest(repr(card and replace(card, url="")), engine) for url, card in wanted.items()}
    missing = {keys[url]: card for url, card in wanted.items() if not cache.has(_KIND, keys[url])}
    begun = Spread(partial(_taken, dict(colours), cache), list(missing.items()), _FEW)

    def files() -> dict[str, File]:
        held = dict(zip(missing, begun.made(), strict=True))
        return {url.lstrip("/"): _file(keys[url], card, held, colours, cache) for url, card in wanted.items()}

    return files


def _taken(colours: Colours, cache: Cache, job: tuple[str, Card | None]) -> bytes | None:
    """Have the cache take a picture by its key; one that it does not take is given back."""
    key, card = job
    png = picture(card, colours)
    return None if cache.put(_KIND, key, b64encode(png).decode()) else png


def picture(card: Card | None, colours: Colours) -> bytes:
    """The PNG of a card or, of None, the icon."""
    from tracker.stages.charts import paint  # noqa: PLC0415 - heavy, and only where something is drawn

    return paint.card_png(card, colours) if card else paint.icon_png(colours)


def _file(
    key: str, card: Card | None, held: Mapping[str, bytes | None], colours: Colours, cache: Cache
) -> File:
    """A picture as a file: from the cache when it is read, unless that did not take it."""
    if png := held.get(key):
        return File(key, lambda: png)

    def read() -> bytes:
        text = cache.get(_KIND, key)
        return picture(card, colours) if text is None else b64decode(text)

    return File(key, read)
