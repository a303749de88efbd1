"""YAML as editors need it: text stays text, and what could surprise is refused.

The types are those of the YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema), less the
forms in which a number would not read back as it was written. So `no` is a word, `2019-07-17` is text,
`010` is text, and 1.10 is the number 1.10, not 1.1.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from typing import Any

import yaml

from tracker.stages.reading.complaints import complaint
from tracker.values.problem import Family, Path, Problem

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 40
MAX_NODES = 200_000  # after aliases are expanded; the largest real record has some hundreds

_INTEGER = re.compile(r"0|-?[1-9]\d{0,17}", re.ASCII)
_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,17})\.\d{1,6}", re.ASCII)
_NULLS = {"", "~", "null", "Null", "NULL"}
_BOOLEANS = {word: word.casefold() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")}
_INVISIBLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
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
    """The text of a file. Raises NotTextError for one that is too large or not UTF-8."""
    if len(raw) > MAX_BYTES:
        raise NotTextError(
            f"the file has {len(raw):,} bytes; a record has at most {MAX_BYTES:,}", "Split it up."
        )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotTextError("the file is saved as UTF-16", "Save it again with the encoding UTF-8.", (1, 1))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        spot = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        found = f"the byte 0x{raw[error.start]:02X} is not UTF-8"
        raise NotTextError(found, "Save the file again with the encoding UTF-8.", spot) from None
    if invisible := _INVISIBLE.search(text):
        number = invisible.start()
        spot = (text.count("\n", 0, number) + 1, number - text.rfind("\n", 0, number))
        raise NotTextError(
            f"there is an invisible control character (U+{ord(text[number]):04X})", "Delete it.", spot
        )
    return text


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
    """The places of anchors that nothing refers to. Raises UnreadableError where the text nests too deep.

    PyYAML composes by recursion in C, which ends the process when a file nests without bound.
    """
    depth = 0
    anchors: dict[str | None, Spot] = {}
    with suppress(yaml.YAMLError):  # composing tells of these
        for event in yaml.parse(text, Loader=_Loader):
            place = (event.start_mark.line + 1, event.start_mark.column + 1) if event.start_mark else (1, 1)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH + 1:
                raise UnreadableError(f"lists and fields are nested more than {MAX_DEPTH} deep", "", place)
            if isinstance(event, yaml.AliasEvent):
                anchors.pop(event.anchor, None)
            elif isinstance(event, yaml.NodeEvent) and event.anchor:
                anchors[event.anchor] = place
    return list(anchors.values())


def parsed(text: str) -> Any:
    """Plain values from YAML: dict, list, str, int, Decimal, bool, None. Raises UnreadableError."""
    node = composed(text)
    return None if node is None else _Reader().value(node, (), 0)


class _Reader:
    """Turns nodes into values and counts them, so that no file can grow without bound."""

    def __init__(self) -> None:
        self.count = 0
        self.open: set[int] = set()

    def value(self, node: yaml.Node, path: Path, depth: int) -> Any:
        self.count += 1
        if self.count > MAX_NODES:
            raise UnreadableError(
                f"the file holds more than {MAX_NODES:,} values once its aliases (*name) are unfolded",
                "Split it up, or write the values out.",
                spot(node),
            )
        if depth > MAX_DEPTH:
            raise UnreadableError(f"lists and fields are nested more than {MAX_DEPTH} deep", "", spot(node))
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node, path)
        if id(node) in self.open:
            raise UnreadableError(
                "an alias (*name) contains itself", "Write the value out.", spot(node), path
            )
        self.open.add(id(node))
        try:
            if isinstance(node, yaml.SequenceNode):
                _refuse_tag(node, "seq", path)
                return [self.value(item, (*path, i), depth + 1) for i, item in enumerate(node.value)]
            _refuse_tag(node, "map", path)
            return self.mapping(node, path, depth)
        finally:
            self.open.discard(id(node))

    def mapping(self, node: yaml.Node, path: Path, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise UnreadableError(
                    "a field's name must be a word",
                    'Check for a stray "?", "[" or "{".',
                    spot(key_node),
                    path,
                )
            key = str(key_node.value)
            if key in result:
                hint = "Keep one of the two."
                raise UnreadableError(f'the field "{key}" is there twice', hint, spot(key_node), (*path, key))
            result[key] = self.value(value_node, (*path, key), depth + 1)
        return result


def _scalar(node: yaml.ScalarNode, path: Path) -> Any:
    _refuse_tag(node, "str", path)
    text: str = node.value
    if invisible := _INVISIBLE.search(text):
        told = f"an escape stands for an invisible control character (U+{ord(invisible[0]):04X})"
        raise UnreadableError(told, "Delete it.", spot(node), path)
    if node.style:
        return text
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text


def _refuse_tag(node: yaml.Node, kind: str, path: Path) -> None:
    if node.tag != f"{_PLAIN}{kind}":
        tag = node.tag.replace(_PLAIN, "!!")
        raise UnreadableError(
            f'the tag "{tag}" is not allowed', "Remove it; write plain values.", spot(node), path
        )


def spot(node: yaml.Node) -> Spot:
    """Where a node begins: line and column from 1."""
    return node.start_mark.line + 1, node.start_mark.column + 1


def steps(node: yaml.Node, path: Path) -> Iterator[tuple[yaml.Node, yaml.Node | None]]:
    """Each node along the path with the node of its key (None for the root and for items of lists)."""
    yield node, None
    for step in path:
        key: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == step), None)
            if pair is None:
                return
            key, node = pair
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return
        yield node, key
