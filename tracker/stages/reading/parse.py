"""YAML as editors need it: text stays text, and what could surprise is refused.

The types are those of the YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema), less the
forms in which a number would not read back as it was written. So `no` is a word, `2019-07-17` is text,
`010` is text, and 1.10 is the number 1.10, not 1.1.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from typing import Any

import yaml

from tracker.stages.reading.complaints import complaint
from tracker.values.problem import Family, Path, Problem

MAX_BYTES = 1024 * 1024  # the largest record that editors have written has 13,000
MAX_VALUES = 20_000  # names of fields among them; the largest record has 420
MAX_NAME = 200  # letters of a field's name; ids have at most 60
MAX_ITEMS = 500  # of a list; the longest has 24
MAX_DEPTH = 40

_INTEGER = re.compile(r"0|-?[1-9]\d{0,17}", re.ASCII)
_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,17})\.\d{1,6}", re.ASCII)
_NULLS = {"", "~", "null", "Null", "NULL"}
_BOOLEANS = {word: word.casefold() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")}
# What nobody sees and few mean: controls, signs that turn the direction of letters (https://trojansource.codes),
# that have no width or are blank, ends of lines besides CR and LF, and what is no letter (Unicode 23.7).
_INVISIBLE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_PLAIN = "tag:yaml.org,2002:"

Spot = tuple[int, int]


class _Loader(yaml.CSafeLoader):
    """PyYAML's C loader without its YAML 1.1 guesses: every plain scalar comes as text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - PyYAML declares it as a plain attribute


class UnreadableError(Exception):
    """A file that cannot become a record; carries the problem."""

    rule = Family.FILES_ARE_YAML

    def __init__(self, message: str, hint: str = "", spot: Spot = (0, 0), path: Path = ()) -> None:
        """Remember what is wrong and, when known, where (line and column from 1)."""
        super().__init__(message)
        self.message, self.hint, self.spot, self.path = message, hint, spot, path

    def problem(self, file: str) -> Problem:
        """As a problem of a file."""
        line, column = self.spot
        return Problem(file, f"{self.message}.", self.hint, self.path, line, column, rule=self.rule)


class NotTextError(UnreadableError):
    """A file that is no text; carries the problem."""

    rule = Family.FILES_CAN_BE_READ


def decoded(raw: bytes) -> str:
    """The text of a file, in which each line ends with LF.

    Raises NotTextError for one that is too large, not UTF-8, or has invisible signs.
    """
    if len(raw) > MAX_BYTES:
        raise NotTextError(
            f"the file has more than {MAX_BYTES:,} bytes, the most that are read", "Split it up."
        )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotTextError("the file is saved as UTF-16", "Save it again with the encoding UTF-8.", (1, 1))
    try:
        text = _with_lines(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = _with_lines(raw[: error.start].decode("utf-8", "replace"))
        found = f"the byte 0x{raw[error.start]:02X} is not UTF-8"
        raise NotTextError(found, "Save the file again with the encoding UTF-8.", _end(before)) from None
    if invisible := _INVISIBLE.search(text):
        found = f"there is an invisible control character (U+{ord(invisible[0]):04X})"
        raise NotTextError(found, "Delete it.", _end(text[: invisible.start()]))
    return text


def _with_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _end(text: str) -> Spot:
    """The place after a text."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def composed(text: str) -> yaml.Node | None:
    """The tree of nodes with their places, or None for a file without content. Raises UnreadableError."""
    loader = _Loader(text)
    try:
        unused_anchors = _scanned(text)
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise UnreadableError(*complaint(error, text)) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableError(f"this is not YAML: {str(error).splitlines()[0]}", "", (1, 1)) from None
    finally:
        loader.dispose()
    for place in unused_anchors:
        # Nothing refers to it, so it is text that an editor meant; composing has dropped it.
        raise UnreadableError("a value begins with &, which YAML reserves", "Put the value in quotes.", place)
    return root


def _scanned(text: str) -> list[Spot]:
    """The places of anchors. Raises UnreadableError for an alias, and where the text has no bounds.

    PyYAML composes by recursion in C, which ends the process when a file nests without bound, and gives
    each value an object of some hundred bytes.
    """
    depth = values = 0
    anchors: dict[str, Spot] = {}
    with suppress(yaml.YAMLError):  # composing tells of these
        for event in yaml.parse(text, Loader=_Loader):
            place = (event.start_mark.line + 1, event.start_mark.column + 1) if event.start_mark else (1, 1)
            values += isinstance(event, yaml.NodeEvent)
            if values > MAX_VALUES:
                told = f"the file holds more than {MAX_VALUES:,} names and values, the most that are read"
                raise UnreadableError(told, "Split it up.", place)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH + 1:
                hint = "Check for a stray [ or {, and the indents above."
                raise UnreadableError(f"lists and fields are nested more than {MAX_DEPTH} deep", hint, place)
            if isinstance(event, yaml.AliasEvent) and event.anchor in anchors:
                told = f"the alias *{event.anchor} stands for what is written elsewhere"
                raise UnreadableError(told, "Write it out, or put the value in quotes.", place)
            if isinstance(event, yaml.NodeEvent) and event.anchor:
                anchors[event.anchor] = place
    return list(anchors.values())


def parsed(text: str) -> Any:
    """Plain values from YAML: dict, list, str, int, Decimal, bool, None. Raises UnreadableError."""
    node = composed(text)
    return None if node is None else _value(node, ())


def _value(node: yaml.Node, path: Path) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, path)
    if isinstance(node, yaml.SequenceNode):
        _refuse_tag(node, "seq", path)
        if len(node.value) > MAX_ITEMS:
            told = f"the list has {len(node.value):,} items, more than {MAX_ITEMS}"
            raise UnreadableError(told, "Split it up.", spot(node), path)
        return [_value(item, (*path, number)) for number, item in enumerate(node.value)]
    _refuse_tag(node, "map", path)
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = _name(key_node, path)
        if key in result:
            hint = "Keep one of the two."
            raise UnreadableError(f'the field "{key}" is there twice', hint, spot(key_node), (*path, key))
        result[key] = _value(value_node, (*path, key))
    return result


def _name(node: yaml.Node, path: Path) -> str:
    """The name of a field."""
    if not isinstance(node, yaml.ScalarNode):
        hint = 'Check for a stray "?", "[" or "{".'
        raise UnreadableError("a field's name must be a word", hint, spot(node), path)
    _refuse_tag(node, "str", path)
    name = str(node.value)
    if len(name) > MAX_NAME:
        told = f"a field's name has {len(name):,} letters, more than {MAX_NAME}"
        raise UnreadableError(told, "Check for a colon that is meant as text.", spot(node), path)
    return _seen(name, node, path)


def _scalar(node: yaml.ScalarNode, path: Path) -> Any:
    _refuse_tag(node, "str", path)
    text = _seen(node.value, node, path)
    if node.style:
        return text
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text


def _seen(text: str, node: yaml.Node, path: Path) -> str:
    if invisible := _INVISIBLE.search(text):
        told = f"an escape stands for an invisible control character (U+{ord(invisible[0]):04X})"
        raise UnreadableError(told, "Delete it.", spot(node), path)
    return text


def _refuse_tag(node: yaml.Node, kind: str, path: Path) -> None:
    if node.tag != f"{_PLAIN}{kind}":
        tag = node.tag.replace(_PLAIN, "!!")
        raise UnreadableError(
            f'the tag "{tag}" is not allowed', "Remove it; write plain values.", spot(node), path
        )


def spot(node: yaml.Node) -> Spot:
    """Where a node begins: line and column from 1."""
    return node.start_mark.line + 1, node.start_mark.column + 1


def fields(node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """The nodes of each field's name and value."""
    return {key.value: (key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def steps(
    node: yaml.Node,
    path: Path,
    fields: Callable[[yaml.MappingNode], dict[str, tuple[yaml.Node, yaml.Node]]] = fields,
) -> Iterator[tuple[yaml.Node, yaml.Node | None]]:
    """Each node along the path with the node of its key (None for the root and for items of lists)."""
    yield node, None
    for step in path:
        key: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            pair = fields(node).get(str(step))
            if pair is None:
                return
            key, node = pair
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return
        yield node, key
