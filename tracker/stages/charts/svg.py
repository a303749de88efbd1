"""From matplotlib's SVG to ours: small, without inline styles or shared definitions, coloured by classes.

The class `f-muted` fills with the colour of the token `muted`, `s-muted` draws a line in it. A style
attribute would be simpler, but a page whose policy is `style-src 'self'` has none
(https://www.w3.org/TR/CSP3/#directive-style-src).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from tracker.stages.charts.palette import INK, TOKENS
from tracker.values.chart import Chart

TEXT = "13"  # the size of most texts, which the style sheet sets
_NAMESPACE = "http://www.w3.org/2000/svg"
_TAG = f"{{{_NAMESPACE}}}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_CLASSES = re.compile(r' class="([^"<>]*)"[^<>]*>')  # in a tag, which ends with > before any < begins
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What has been drawn, as SVG without what encloses it, and on how large a ground."""

    width: float
    height: float
    markup: str


def clean(raw: str) -> Drawn:
    """What matplotlib drew, in our terms. Raises ValueError for a colour that is not of the palette."""
    source = ET.fromstring(raw)  # noqa: S314 - written by matplotlib a moment ago
    shapes = {path.get("id", ""): path.get("d", "") for path in source.iterfind(f".//{_TAG}defs/{_TAG}path")}
    *_, width, height = source.get("viewBox", "").split()
    made: list[ET.Element] = []
    for element in _elements(source, shapes):
        if made and _is_line(element) and {**made[-1].attrib, "d": ""} == {**element.attrib, "d": ""}:
            made[-1].set("d", made[-1].get("d", "") + element.get("d", ""))  # alike lines are one path
        else:
            made.append(element)
    markup = "".join(ET.tostring(element, encoding="unicode") for element in made)
    return Drawn(float(width), float(height), markup.replace(" />", "/>"))  # no text has an unescaped >


def in_page(drawn: Drawn, chart: Chart, variant: str) -> str:
    """A drawing as it stands in a page. The wide one holds the text that stands in for both."""
    box = f"0 0 {short(drawn.width)} {short(drawn.height)}"
    told = escape(f"{chart.id}-alt", {'"': "&quot;"})
    alt = f'<desc id="{told}">{escape(chart.alt)}</desc>' if variant == "wide" else ""
    return f'<svg viewBox="{box}" role="img" aria-labelledby="{told}">{alt}{drawn.markup}</svg>'


def style_of(markup: str, colours: Mapping[str, str]) -> str:
    """The rules of the classes that occur, in colours by token."""
    used = {name for names in _CLASSES.findall(markup) for name in names.split()}
    rules = []
    for name in sorted(used):
        way, _, token = name.partition("-")
        rules.append(f".{name}{{{'fill:none;stroke' if way == 's' else 'fill'}:{colours[token]}}}")
    return "".join(sorted(rules, key=lambda rule: rule[1] == "f"))


def short(number: float | str) -> str:
    """A number to a hundredth of a pixel."""
    text = f"{float(number):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _elements(node: ET.Element, shapes: dict[str, str]) -> Iterator[ET.Element]:
    for child in node:
        name = child.tag.removeprefix(_TAG)
        if name == "g":
            if uses := child.findall(f"{_TAG}use"):
                yield from _marks(uses, shapes)
            elif (words := child.find(f"{_TAG}text")) is not None:
                yield _text(words, child.get("id", ""))
        elif name == "path":
            yield ET.Element("path", {"d": _path(child.get("d", "")), **_look(child)})


def _is_line(element: ET.Element) -> bool:
    return element.tag == "path" and element.get("class", "").startswith("s-")


def _text(node: ET.Element, anchor: str) -> ET.Element:
    style = _style(node)
    x, y = _NUMBER.findall(node.get("transform", "")) or (0, 0)
    made = {"x": short(x), "y": short(y)}
    if (size := style["font-size"].removesuffix("px")) != TEXT:
        made["font-size"] = size
    if anchor != "start":
        made["text-anchor"] = anchor
    if "font-weight" in style:
        made["font-weight"] = style["font-weight"]
    element = ET.Element("text", made | _look(node))
    element.text = node.text
    return element


def _marks(uses: list[ET.Element], shapes: dict[str, str]) -> Iterator[ET.Element]:
    """Shapes that stand in several places: circles as such, the others as one path."""
    outline = shapes[uses[0].get(_HREF, "").removeprefix("#")]
    places = [(float(use.get("x", "")), float(use.get("y", ""))) for use in uses]
    corners = [float(number) for number in _NUMBER.findall(outline)]
    look = _look(uses[0])
    if "C" in outline:
        circles = [{"cx": short(x), "cy": short(y), "r": short(abs(corners[1]))} for x, y in places]
        if len(circles) == 1:
            yield ET.Element("circle", circles[0] | look)
            return
        group = ET.Element("g", look)
        for circle in circles:
            ET.SubElement(group, "circle", circle)
        yield group
        return
    x0, y0 = corners[:2]
    steps = [
        f"{short(bx - ax)} {short(by - ay)}"
        for ax, ay, bx, by in zip(corners[::2], corners[1::2], corners[2::2], corners[3::2], strict=False)
    ]
    tail = "l" + " ".join(steps) + ("z" if "z" in outline else "")
    yield ET.Element(
        "path", {"d": "".join(f"M{short(x + x0)} {short(y + y0)}{tail}" for x, y in places), **look}
    )


def _path(outline: str) -> str:
    return re.sub(r"\s*([A-Za-z])\s*", r"\1", _NUMBER.sub(lambda found: short(found[0]), outline)).strip()


def _look(node: ET.Element) -> dict[str, str]:
    """Colours as classes, and what else there is to a line as attributes. Ink is what all begins with."""
    style = _style(node)
    fill, stroke = (style.get(name, "none") for name in ("fill", "stroke"))
    classes = [f"f-{_token(fill)}"] if fill not in {"none", INK} else []
    if stroke != "none":
        classes.append(f"s-{_token(stroke)}")
        if fill == INK:
            raise ValueError("nothing is both filled with ink and outlined")
    made = {"class": " ".join(classes)} if classes else {}
    if stroke != "none":
        made |= {
            name: style[name].replace(",", " ")
            for name in ("stroke-width", "stroke-dasharray")
            if name in style
        }
    return made


def _style(node: ET.Element) -> dict[str, str]:
    pairs = (part.partition(":") for part in node.get("style", "").split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _token(value: str) -> str:
    if value not in TOKENS:
        raise ValueError(f"{value} is no colour of the palette")
    return TOKENS[value]
