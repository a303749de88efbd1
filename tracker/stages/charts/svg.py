"""From matplotlib's SVG to ours: small, without styles or shared definitions, in the page's own colours."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from tracker.stages.charts.palette import INK, VARIABLES
from tracker.values.chart import Chart

_NAMESPACE = "http://www.w3.org/2000/svg"
_TAG = f"{{{_NAMESPACE}}}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_COLOURS = ("fill", "stroke")  # a presentation attribute cannot hold var(), so these two stay a style


def clean(raw: str, chart: Chart, variant: str) -> str:
    """The SVG of a chart as it stands in a page; `variant` keeps its ids apart from its sibling's."""
    source = ET.fromstring(raw)  # noqa: S314 - written by matplotlib a moment ago
    shapes = {path.get("id", ""): path.get("d", "") for path in source.iterfind(f".//{_TAG}defs/{_TAG}path")}
    title, description = (f"{chart.id}-{variant}-{part}" for part in ("title", "desc"))
    *_, width, height = source.get("viewBox", "").split()
    root = ET.Element(
        "svg",
        {
            "xmlns": _NAMESPACE,
            "class": "chart-svg",
            "viewBox": f"0 0 {_short(width)} {_short(height)}",
            "role": "img",
            "aria-labelledby": f"{title} {description}",
            "style": f"fill:{VARIABLES[INK]}",
        },
    )
    ET.SubElement(root, "title", {"id": title}).text = chart.title
    ET.SubElement(root, "desc", {"id": description}).text = chart.alt
    for element in _elements(source, shapes):
        last = root[-1]
        if _is_line(element) and {**last.attrib, "d": ""} == {**element.attrib, "d": ""}:
            last.set("d", last.get("d", "") + element.get("d", ""))  # lines that look alike are one path
        else:
            root.append(element)
    return ET.tostring(root, encoding="unicode")


def _elements(node: ET.Element, shapes: dict[str, str]) -> Iterator[ET.Element]:
    for child in node:
        name = child.tag.removeprefix(_TAG)
        if name == "g":
            if uses := child.findall(f"{_TAG}use"):
                yield from _marks(uses, shapes)
            else:
                yield from _elements(child, shapes)
        elif name == "path":
            yield ET.Element("path", {"d": _path(child.get("d", "")), **_look(child)})
        elif name == "text":
            yield _text(child)


def _is_line(element: ET.Element) -> bool:
    return element.tag == "path" and "fill:none" in element.get("style", "")


def _text(node: ET.Element) -> ET.Element:
    style = _style(node)
    made = {"x": _short(node.get("x", "")), "y": _short(node.get("y", "")), "font-size": style["font-size"]}
    if style.get("text-anchor", "start") != "start":
        made["text-anchor"] = style["text-anchor"]
    if "font-weight" in style:
        made["font-weight"] = style["font-weight"]
    if (look := _look(node))["style"] != f"fill:{VARIABLES[INK]}":
        made |= look
    element = ET.Element("text", made)
    element.text = node.text
    return element


def _marks(uses: list[ET.Element], shapes: dict[str, str]) -> Iterator[ET.Element]:
    """Shapes that stand in several places: circles as such, the others as one path."""
    outline = shapes[uses[0].get(_HREF, "").removeprefix("#")]
    places = [(float(use.get("x", "")), float(use.get("y", ""))) for use in uses]
    corners = [float(number) for number in _NUMBER.findall(outline)]
    look = _look(uses[0])
    if "C" in outline:
        circles = [{"cx": _short(x), "cy": _short(y), "r": _short(abs(corners[1]))} for x, y in places]
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
        f"{_short(bx - ax)} {_short(by - ay)}"
        for ax, ay, bx, by in zip(corners[::2], corners[1::2], corners[2::2], corners[3::2], strict=False)
    ]
    tail = "l" + " ".join(steps) + ("z" if "z" in outline else "")
    yield ET.Element(
        "path", {"d": "".join(f"M{_short(x + x0)} {_short(y + y0)}{tail}" for x, y in places), **look}
    )


def _path(outline: str) -> str:
    return re.sub(r"\s*([A-Za-z])\s*", r"\1", _NUMBER.sub(lambda found: _short(found[0]), outline)).strip()


def _look(node: ET.Element) -> dict[str, str]:
    """Colours as a style, and what else there is to a line as attributes."""
    style = _style(node)
    colours = [f"{name}:{_colour(style[name])}" for name in _COLOURS if name in style]
    made = {"style": ";".join(colours)}
    if "stroke" in style:
        made |= {
            name: style[name].replace(",", " ")
            for name in ("stroke-width", "stroke-dasharray")
            if name in style
        }
    return made


def _style(node: ET.Element) -> dict[str, str]:
    pairs = (part.partition(":") for part in node.get("style", "").split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _colour(value: str) -> str:
    if value == "none":
        return value
    if value not in VARIABLES:
        raise ValueError(f"{value} is no colour of the palette")
    return VARIABLES[value]


def _short(number: float | str) -> str:
    text = f"{float(number):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
