"""Reads saved texts of sources: a folder of text files, and an index that says which address each is of."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tracker.stages.reading.parse import UnreadableError, decoded, parsed
from tracker.values.capture import Capture
from tracker.values.passage import plain
from tracker.values.problem import Problem
from tracker.values.records import Content

_INDEX = "index.yaml"
_HINT = "Each is two lines: - file: report.txt, and below it, indented, url: and the address."


def captured(folder: Path) -> tuple[dict[str, Capture], tuple[Problem, ...]]:
    """The captures that the index of a folder lists, by address, and what is wrong with them.

    Files are named relative to the folder. What else an entry of the index says (title, publisher) is
    for people and is not looked at.
    """
    found: dict[str, Capture] = {}
    problems: list[Problem] = []
    index = _index(folder)
    try:
        entries = parsed(decoded((folder / _INDEX).read_bytes()))
    except FileNotFoundError:
        hint = "Name a folder with saved texts and this file, a list that gives the file and url of each."
        return {}, (Problem(index, "the index of the captures is missing.", hint),)
    except OSError as error:
        return {}, (Problem(index, f"the file cannot be read: {error.strerror}."),)
    except UnreadableError as error:
        return {}, (error.problem(index),)
    if not isinstance(entries, list):
        return {}, (Problem(index, "expected a list of captures.", _HINT, line=1, column=1),)
    for number, entry in enumerate(entries):
        faults = list(_faults(entry, number, index))
        if not faults and entry["url"] in found:
            earlier = entries[found[entry["url"]].number]["file"]
            message = f"the address is there twice: it is that of {earlier} too."
            faults.append(Problem(index, message, "Keep one of the two.", (number, "url")))
        if not faults:
            read = _capture(folder, entry, number)
            if isinstance(read, Capture):
                found[read.url] = read
                continue
            faults.append(read)
        problems += faults
    return found, tuple(problems)


def uncited(captures: Mapping[str, Capture], content: Content, folder: Path) -> Iterator[Problem]:
    """A warning for each capture of a folder whose address no record cites."""
    cited = {source.url for _file, _key, source in content.all_sources()}
    for capture in captures.values():
        if capture.url not in cited:
            message, hint = "no record cites this address.", "Write it as the records do."
            yield Problem(_index(folder), message, hint, (capture.number, "url"), severity="warning")


def _index(folder: Path) -> str:
    """What to call the index in a problem: the folder as it was named, wherever that is."""
    return (folder / _INDEX).as_posix()


def _faults(entry: Any, number: int, index: str) -> Iterator[Problem]:
    if not isinstance(entry, dict):
        yield Problem(index, "expected fields of a capture.", _HINT, (number,))
        return
    for name, purpose in (
        ("file", "The name of the text file in this folder."),
        ("url", "The address as records write it."),
    ):
        if name not in entry:
            yield Problem(index, f'the field "{name}" is missing.', purpose, (number,))
        elif not isinstance(entry[name], str):
            yield Problem(index, "expected text.", purpose, (number, name))


def _capture(folder: Path, entry: dict[str, str], number: int) -> Capture | Problem:
    index, path = _index(folder), (number, "file")
    try:
        raw = (folder / entry["file"]).read_bytes()
        text = raw.decode("utf-8-sig")
    except FileNotFoundError:
        return Problem(
            index, f'there is no file "{entry["file"]}" beside the index.', "Check the name.", path
        )
    except OSError as error:
        return Problem(index, f'"{entry["file"]}" cannot be read: {error.strerror}.', "", path)
    except UnicodeDecodeError as error:
        message = f'"{entry["file"]}" is not UTF-8: see its byte {error.start + 1:,}.'
        return Problem(index, message, "Save the file again with the encoding UTF-8.", path)
    return Capture(entry["url"], hashlib.sha256(raw).hexdigest(), plain(text), number)
