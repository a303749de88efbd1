"""PyYAML's complaints in words that help someone who is not a programmer."""

import yaml

_SAID: tuple[tuple[str, str, str], ...] = (
    ("found character '\\t'", "there is a tab where YAML wants spaces", "Indent with spaces."),
    (
        "mapping values are not allowed",
        "a colon followed by a space stands inside a value",
        "Put the value in quotes.",
    ),
    ("could not find expected ':'", "a field has no colon after its name", 'Write "name: value".'),
    ("found unexpected end of stream", "a quotation mark or bracket is never closed", "Close it."),
    (
        "did not find expected key",
        "this line does not fit the ones above it",
        "Check its indent and the quotation marks above.",
    ),
    (
        "did not find expected '-' indicator",
        "this line is not an item of the list above it",
        'Start it with "- ", or indent it.',
    ),
    ("did not find expected ',' or ']'", "a list in [ ] is never closed", "Close it with ]."),
    ("did not find expected ',' or '}'", "a group in { } is never closed", "Close it with }."),
    (
        "cannot start any token",
        "a value begins with a character that YAML reserves",
        "Put the value in quotes.",
    ),
    ("found undefined alias", "a value begins with *, which YAML reserves", "Put the value in quotes."),
    ("but found another document", "there is a second document after ---", "Keep one record in a file."),
    ("found undefined tag handle", "a value begins with !, which YAML reserves", "Put the value in quotes."),
    (
        "found unknown escape character",
        "there is a backslash inside double quotes",
        "Use single quotes, or write \\\\.",
    ),
    (
        "block sequence entries are not allowed",
        "a list begins on the line of its name",
        "Start it on the next line.",
    ),
    ("found duplicate anchor", "an anchor (&name) is there twice", "Remove it."),
    (
        "did not find expected alphabetic",
        "a value begins with a character that YAML reserves",
        "Put the value in quotes.",
    ),
)


def complaint(error: yaml.MarkedYAMLError, text: str) -> tuple[str, str, tuple[int, int]]:
    """What is wrong, what to do, and the line and column (from 1) of a YAML error."""
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if "never closed" in (told := _told(said))[0] and error.context_mark:
        place = error.context_mark.line + 1, error.context_mark.column + 1
    lines = text.splitlines()
    line = lines[place[0] - 1] if place[0] <= len(lines) else ""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return (
            "there is a tab where YAML wants spaces",
            "Indent with spaces.",
            (place[0], indent.index("\t") + 1),
        )
    return *told, place


def _told(said: str) -> tuple[str, str]:
    for fragment, message, hint in _SAID:
        if fragment in said:
            return message, hint
    return f"this is not YAML: {said.strip()}", ""
