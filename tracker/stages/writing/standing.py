"""What stands in the output folder, and what of that is in the way of the site.

Texts instead of paths: there may be a hundred thousand files, and somebody waits.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from tracker.files import entries
from tracker.values.problem import Problem

STAGED = ".being-written"
"""Holds the new files until all of them are there. What a killed build left in it, the next one removes."""

FOLDER = "folder"
_CLOSED = "folder that cannot be read"
_LINK = "link"
_OTHER = "something else"

Standing = Mapping[str, str]
"""All that there is by its path in the output folder: of a plain file its state, or which of these it is."""

Way = tuple[str, str]
"""What is in the way and what to do about it; two empty texts where the way is free."""


def standing(output: Path) -> Standing:
    """What stands in the output folder but for what is staged; nothing that a link leads to.

    Raises OSError where the folder is there but cannot be read.
    """
    return dict(_found(str(output)))


def _found(output: str) -> Iterator[tuple[str, str]]:
    todo = [""]
    while todo:
        place = todo.pop()
        try:
            for entry in entries(f"{output}/{place}"):
                name = place + entry.name
                if entry.is_dir(follow_symlinks=False):
                    if name != STAGED:
                        yield name, FOLDER
                        todo.append(f"{name}/")
                elif entry.is_file(follow_symlinks=False):
                    yield name, state(entry.stat(follow_symlinks=False))
                else:
                    yield name, _LINK if entry.is_symlink() else _OTHER
        except OSError as error:
            if place:
                yield place[:-1], _CLOSED
            elif not isinstance(error, FileNotFoundError | NotADirectoryError):
                raise


def state(found: os.stat_result) -> str:
    """By what a plain file is known to be unchanged.

    The change time also catches an edit that keeps size and modification time.
    """
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def obstacles(output: Path, names: Iterable[str], ours: frozenset[str], there: Standing) -> Iterator[Problem]:
    """What keeps the build from writing or removing files, of which some are its own."""
    ways: dict[str, Way] = {"": ("", "")}

    def way(folder: str) -> Way:
        if folder not in ways:
            above = way(folder.rpartition("/")[0])
            ways[folder] = above if above[0] else _to_folder(output, folder, there)
        return ways[folder]

    for name in names:
        told, hint = way(name.rpartition("/")[0])
        if not told:
            told, hint = _to_file(_what(output, name, there), name in ours), "Move it away."
        if told:
            yield Problem(f"{output.name}/{name}", told, hint)


def _to_folder(output: Path, folder: str, there: Standing) -> Way:
    what = _what(output, folder, there)
    if what in ("", FOLDER):
        return "", ""
    if what == _LINK:
        return "a link stands in the place of a folder of the site.", "Remove the link."
    if what == _CLOSED:
        return f"the folder {output.name}/{folder} cannot be read.", "Mend its permissions."
    return f"the file {output.name}/{folder} stands in the place of a folder.", "Move it away."


def _to_file(what: str, ours: bool) -> str:
    if what in (FOLDER, _CLOSED):
        return "a folder stands in the place of a page."
    return "a file that no build has written stands in the place of a page." if what and not ours else ""


def _what(output: Path, name: str, there: Standing) -> str:
    """What stands in a place, or nothing."""
    if name in there:
        return there[name]
    with suppress(FileNotFoundError, NotADirectoryError):
        # What was found may have the name in other letters, where capitals and small ones are the same.
        mode = os.lstat(f"{output}/{name}").st_mode
        return _LINK if stat.S_ISLNK(mode) else FOLDER if stat.S_ISDIR(mode) else _OTHER
    return ""
