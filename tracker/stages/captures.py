"""Reads saved texts of sources: a folder of text files, and an index that says which address each is of."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tracker.stages.reading.parse import UnreadableError, decoded, parsed
from tracker.values.capture import INDEX, Capture
from tracker.values.passage import plain
from tracker.values.problem import Problem

_HINT = "Each is two lines: - file: report.txt, and below it, indented, url: and the address."


def captured(folder: Path) -> tuple[dict[str, Capture], tuple[Problem, ...]]:
    """The captures that the index of a folder lists, by address, and what is wrong with them.

    Files are named relative to the folder, also in the problems. What else an entry of the index says
    (title, publisher) is for people and is not looked at.
    """
    found: dict[str, Capture] = {}
    problems: list[Problem] = []
    try:
        entries = parsed(decoded((folder / INDEX).read_bytes()))
    except FileNotFoundError:
        hint = "Name a folder with saved texts and this file, a list that gives the file and url of each."
        return {}, (Problem(INDEX, "the index of the captures is missing.", hint),)
    except OSError as error:
        return {}, (Problem(INDEX, f"the file cannot be read: {error.strerror}."),)
    except UnreadableError as error:
        return {}, (error.problem(INDEX),)
    if not isinstance(entries, list):
        return {}, (Problem(INDEX, "expected a list of captures.", _HINT, line=1, column=1),)
    for number, entry in enumerate(entries):
        faults = list(_faults(entry, number))
        if not faults and entry["url"] in found:
            earlier = entries[found[entry["url"]].number]["file"]
            message = f"the address is there twice: it is that of {earlier} too."
            faults.append(Problem(INDEX, message, "Keep one of the two.", (number, "url")))
        if not faults:
            read = _capture(folder, entry, number)
            if isinstance(read, Capture):
                found[read.url] = read
                continue
            faults.append(read)
        problems += faults
    return found, tuple(problems)


def _faults(entry: Any, number: int) -> Iterator[Problem]:
    if not isinstance(entry, dict):
        yield Problem(INDEX, "expected fields of a capture.", _HINT, (number,))
        return
    for name, purpose in (
        ("file", "The name of the text file in this folder."),
        ("url", "The address as records write it."),
    ):
        if name not in entry:
            yield Problem(INDEX, f'the field "{name}" is missing.', purpose, (number,))
        elif not isinstance(entry[name], str):
            yield Problem(INDEX, "expected text.", purpose, (number, name))


def _capture(folder: Path, entry: dict[str, str], number: int) -> Capture | Problem:
    path = (number, "file")
    try:
        raw = (folder / entry["file"]).read_bytes()
        text = raw.decode("utf-8-sig")
    except FileNotFoundError:
        return Problem(
            INDEX, f'there is no file "{entry["file"]}" beside the index.', "Check the name.", path
        )
    except OSError as error:
        return Problem(INDEX, f'"{entry["file"]}" cannot be read: {error.strerror}.', "", path)
    except UnicodeDecodeError as error:
        message = f'"{entry["file"]}" is not UTF-8: see its byte {error.start + 1:,}.'
        return Problem(INDEX, message, "Save the file again with the encoding UTF-8.", path)
    return Capture(entry["url"], hashlib.sha256(raw).hexdigest(), plain(text), number)
