"""A drawing as a file of its own: with the words and colours that it takes from its page, and whose it is."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from tracker.stages.charts.canvas import BODY, LINE, SMALL, wrapped
from tracker.stages.charts.svg import TEXT, Drawn, short, style_of
from tracker.values.chart import Chart

_MARGIN = 24.0
_TITLE = 20.0
_MUTED = 'class="f-muted"'
_LINES = 20  # more than any title or subtitle needs
_FONTS = "system-ui, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"


def standalone(drawn: Drawn, chart: Chart, signed: str, colours: Mapping[str, str]) -> str:
    """An SVG that reads the same wherever it is shown or printed: on paper, in colours and not in variables.

    `signed` says whose it is, `colours` are those of the light theme by token. Many programs that place
    a drawing know neither CSS variables nor themes.
    """
    top = _MARGIN - 4
    made: list[str] = []

    def words(text: str, size: float, look: str) -> None:
        """Add a text in lines, from where the last one ended."""
        nonlocal top
        for line in wrapped(text, drawn.width, size, lines=_LINES, bold="weight" in look):
            place = f'x="{short(_MARGIN)}" y="{short(top + size)}" font-size="{short(size)}"'
            made.append(f"<text {place} {look}>{escape(line)}</text>")
            top += size * LINE

    words(chart.title, _TITLE, 'font-weight="700"')
    top += 4
    words(chart.subtitle, BODY, _MUTED)
    top += 12
    made.append(f'<g transform="translate({short(_MARGIN)} {short(top)})">{drawn.markup}</g>')
    top += drawn.height + 12
    words(chart.source, SMALL, _MUTED)
    words(signed, SMALL, _MUTED)
    body = "".join(made)
    width, height = short(drawn.width + 2 * _MARGIN), short(top + _MARGIN - 4)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="title desc" fill="{colours["ink"]}" '
        f'font-family="{_FONTS}" font-size="{TEXT}"><title id="title">{escape(chart.title)}</title>'
        f'<desc id="desc">{escape(chart.alt)}</desc><style>{style_of(body, colours)}</style>'
        f'<path d="M0 0H{width}V{height}H0z" fill="{colours["paper"]}"/><g>{body}</g></svg>\n'
    )
