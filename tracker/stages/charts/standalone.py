"""A drawing as a file of its own: with the words and colours that it takes from its page, and whose it is."""

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from tracker.stages.charts.canvas import BODY, LINE, SMALL, wrapped
from tracker.stages.charts.svg import TEXT, Drawn, short, style_of
from tracker.values.chart import Chart

_MARGIN = 24.0
_TITLE = 20.0
_LINES = 20  # more than any title or subtitle needs
_FONTS = "system-ui, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"


def standalone(drawn: Drawn, chart: Chart, signed: str, colours: Mapping[str, str]) -> str:
    """An SVG that reads the same wherever it is shown or printed: on paper, in colours and not in variables.

    `signed` says whose it is, `colours` are those of the light theme by token. Many programs that place
    a drawing know neither CSS variables nor themes.
    """
    body = ET.Element("g")

    def words(text: str, size: float, top: float, look: dict[str, str]) -> float:
        """Add a text in lines below a height; returns where it ends."""
        for line in wrapped(text, drawn.width, size, lines=_LINES, bold="font-weight" in look):
            made = {"x": short(_MARGIN), "y": short(top + size), "font-size": short(size)}
            ET.SubElement(body, "text", made | look).text = line
            top += size * LINE
        return top

    muted = {"class": "f-muted"}
    top = words(chart.title, _TITLE, _MARGIN - 4, {"font-weight": "700"})
    top = words(chart.subtitle, BODY, top + 4, muted) + 12
    place = {"transform": f"translate({short(_MARGIN)} {short(top)})"}
    ET.SubElement(body, "g", place).extend(drawn.elements)
    top = words(chart.source, SMALL, top + drawn.height + 12, muted)
    top = words(signed, SMALL, top, muted)
    width, height = short(drawn.width + 2 * _MARGIN), short(top + _MARGIN - 4)
    given = {"xmlns": "http://www.w3.org/2000/svg", "width": width, "height": height}
    given |= {"viewBox": f"0 0 {width} {height}", "role": "img", "aria-labelledby": "title desc"}
    given |= {"fill": colours["ink"], "font-family": _FONTS, "font-size": TEXT}
    root = ET.Element("svg", given)
    ET.SubElement(root, "title", {"id": "title"}).text = chart.title
    ET.SubElement(root, "desc", {"id": "desc"}).text = chart.alt
    ET.SubElement(root, "style").text = style_of(body.iter(), colours)
    ET.SubElement(root, "path", {"d": f"M0 0H{width}V{height}H0z", "fill": colours["paper"]})
    root.append(body)
    return ET.tostring(root, encoding="unicode") + "\n"
