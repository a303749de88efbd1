"""PyYAML's complaints in words that help someone who is not a programmer."""

import re
from contextlib import suppress

import yaml

Place = tuple[int, int]

_TAB = ("there is a tab where YAML wants spaces", "Indent with spaces.")
_COLON = ("a colon followed by a space stands inside a value", "Put the value in quotes.")
_NO_COLON = (
    "a field's name is not followed by a colon and a space",
    'Write "name: value", or indent the line if it belongs to the text above.',
)
_OUT_OF_LINE = ("this line is indented unlike the ones above it", "Line it up with the fields of its group.")
_UNLIKE = ("this line does not fit the ones above it", "Check its indent and the quotation marks above.")
_INDENTED = ("this line is indented, but the ones below it are not", "Start it at the margin.")
_DEEPER = ("this line is indented by a space too many, so that line {} does not fit it", "Delete that space.")
_OPEN_QUOTE = ("a quotation mark is never closed", "Close it.")
_MORE_TEXT = (
    "text follows after the closing quotation mark",
    "Put the whole value in quotes, of another kind than those inside it.",
)
_OPEN_LIST = ("a list in [ ] is never closed", "Close it with ], or put the value in quotes.")
_OPEN_GROUP = ("a group in {{ }} is never closed", "Close it with }, or put the value in quotes.")
_NO_DASH = ("this line is not an item of the list above it", 'Start it with "- ", or indent it.')
_LIST_ON_LINE = ("a list begins on the line of its name", "Start it on the next line.")
_BLOCK = ("text stands on the line of | or >", "Start it on the next line, indented.")
_NOTHING = ("a value is missing before a comma or bracket", "Fill it in, or put the whole value in quotes.")
_RESERVED = ("a value begins with {}, which YAML reserves", "Put the value in quotes.")
_PERCENT = ("a line begins with %, which YAML reserves", "Indent it if it belongs to the text above.")
_SECOND = ("there is a second document after ---", "Keep one record in a file.")
_BACKSLASH = ("there is a backslash inside double quotes", "Use single quotes, or write \\\\.")
_ANCHOR = ("an anchor (&name) is there twice", "Remove it, or put the value in quotes.")

_SAID: tuple[tuple[str, tuple[str, str]], ...] = (
    ("found a tab character", _TAB),
    ("mapping values are not allowed", _COLON),
    ("could not find expected ':'", _NO_COLON),
    ("while scanning a quoted scalar", _OPEN_QUOTE),
    ("did not find expected key", _UNLIKE),
    ("did not find expected <document start>", _UNLIKE),
    ("did not find expected '-' indicator", _NO_DASH),
    ("did not find expected ',' or ']'", _OPEN_LIST),
    ("did not find expected ',' or '}'", _OPEN_GROUP),
    ("did not find expected comment or line break", _BLOCK),
    ("did not find expected node content", _NOTHING),
    ("while scanning an alias", _RESERVED),
    ("while scanning an anchor", _RESERVED),
    ("found undefined alias", _RESERVED),
    ("found undefined tag handle", _RESERVED),
    ("cannot start any token", _RESERVED),
    ("mapping keys are not allowed", _RESERVED),
    ("while scanning a directive", _PERCENT),
    ("but found another document", _SECOND),
    ("found unknown escape character", _BACKSLASH),
    ("did not find expected hexdecimal number", _BACKSLASH),
    ("found invalid Unicode character escape code", _BACKSLASH),
    ("block sequence entries are not allowed", _LIST_ON_LINE),
    ("found duplicate anchor", _ANCHOR),
)
_BEGINS_EARLIER = {_NO_COLON, _OPEN_QUOTE, _OPEN_LIST, _OPEN_GROUP, _RESERVED, _PERCENT}
"""Complaints that belong where the thing begins, not where YAML gave up on it."""


def complaint(error: yaml.MarkedYAMLError, text: str) -> tuple[str, str, Place]:
    """What is wrong, what to do, and the line and column (from 1) of a YAML error."""
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = [*text.splitlines(), ""]
    line = lines[min(place[0], len(lines)) - 1]
    indent = line[: _column(line) - 1]
    if "\t" in indent:
        return *_TAB, (place[0], indent.index("\t") + 1)
    told = next((told for fragment, told in _SAID if fragment in said), None)
    quoted = _quoted_before(text, place)
    if quoted and quoted.start_mark.line < quoted.end_mark.line:
        return *_OPEN_QUOTE, (quoted.start_mark.line + 1, quoted.start_mark.column + 1)
    opened = _left_open(text) if told is _NOTHING and place[0] >= len(lines) else None
    place = min(place, (text.count("\n") + 1, len(text) - text.rfind("\n")))  # not behind the end of the file
    if told is None:
        return f"this is not YAML: {said.strip()}", "", place
    if told is _COLON and re.fullmatch(r"\s*(- +)?\S+", line[: place[1] - 1]):
        return _out_of_line(lines, place[0])
    if told in {_UNLIKE, _NO_DASH}:
        return (*_MORE_TEXT, place) if quoted and told is _UNLIKE else _unlike(lines, place, told)
    if told in _BEGINS_EARLIER and error.context_mark:
        place = error.context_mark.line + 1, error.context_mark.column + 1
    elif told is _BACKSLASH:
        place = place[0], line.rfind("\\", 0, place[1]) + 1
    elif opened:
        told, place = opened
    message, hint = told
    return message.format(lines[place[0] - 1][place[1] - 1 : place[1]]), hint, place


def _out_of_line(lines: list[str], number: int) -> tuple[str, str, Place]:
    """A line that would be a field, were it not for the one above."""
    above, line = lines[number - 2], lines[number - 1]
    if number > 1 and above.strip() and not re.search(r":(\s|$)", above):
        return *_NO_COLON, (number - 1, _column(above))
    return *_OUT_OF_LINE, (number, _column(line))


def _deeper(lines: list[str], number: int) -> int:
    """The line above with a space too many, where YAML complains of the first one that has none; or else 0.

    That space stays where only the # of an example is deleted. Records indent by two.
    """
    indent, found = _inner(lines[number - 1]), 0
    while indent % 2 == 0 and number > 1:
        number -= 1
        if not (line := lines[number - 1].strip()) or line[0] == "#":
            continue
        above = _inner(lines[number - 1])
        if above <= indent:
            break
        found = number if above == indent + 1 else found
    return found


def _unlike(lines: list[str], place: Place, told: tuple[str, str]) -> tuple[str, str, Place]:
    """A line that ends what is above it without going on; a first line that is indented makes all do so."""
    if deeper := _deeper(lines, place[0]):
        return _DEEPER[0].format(place[0]), _DEEPER[1], (deeper, _column(lines[deeper - 1]))
    written = (number for number, line in enumerate(lines, 1) if line.strip() and line.lstrip()[0] != "#")
    first = next(written, 1)
    return (*_INDENTED, (first, 1)) if lines[first - 1].startswith(" ") else (*told, place)


def _quoted_before(text: str, place: Place) -> yaml.ScalarToken | None:
    """The last value in quotes that ends on the line of a fault, before it."""
    found = None
    with suppress(yaml.YAMLError):  # the fault itself
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            end = token.end_mark.line + 1, token.end_mark.column + 1
            if end > place:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in {"'", '"'} and end[0] == place[0]:
                found = token
    return found


def _left_open(text: str) -> tuple[tuple[str, str], Place] | None:
    """The innermost bracket that is open where a file ends."""
    opened: list[tuple[tuple[str, str], Place]] = []
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                told = _OPEN_LIST if isinstance(token, yaml.FlowSequenceStartToken) else _OPEN_GROUP
                opened.append((told, (token.start_mark.line + 1, token.start_mark.column + 1)))
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken) and opened:
                opened.pop()
    return opened[-1] if opened else None


def _inner(line: str) -> int:
    """How far the fields of a line are indented, those of a list's item behind its dash."""
    return len(line) - len(line.lstrip(" -"))


def _column(line: str) -> int:
    return len(line) - len(line.lstrip()) + 1
