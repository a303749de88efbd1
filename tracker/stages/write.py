"""Changed files only, each replaced whole, and nothing touched that the build did not write."""

import json
import os
import shutil
from collections.abc import Iterable, Mapping, Set
from contextlib import suppress
from pathlib import Path

from tracker.cache import Cache, digest
from tracker.files import begin, holds, plain_content, put
from tracker.stages.writing.standing import FOLDER, STAGED, Standing, obstacles, standing, state
from tracker.values.file import File
from tracker.values.problem import Family, Problem, of_rule
from tracker.values.report import Changes

MARKER = ".written-by-build.json"
"""Lists the files that the build wrote, and so marks the folder as its own."""

_KIND = "output"
_TICK = 50_000_000
"""Nanoseconds within which two changes of a file can bear the same time; the coarsest clock known ticks
every 16 milliseconds.
"""


def written(files: Mapping[str, File], output: Path, cache: Cache) -> tuple[Changes, tuple[Problem, ...]]:
    """Make the folder hold exactly these files beside what others put there.

    A file that is as the last build left it is not even read. Nothing is changed when a problem is found:
    a folder that is not the build's own, a foreign file in the place of a page, a link that leads out of
    the folder, a disk that does not take the files.
    """
    try:
        there = standing(output)
        before, problems = _before(output, there)
        left = _left(output, cache)
        lines = {name: _line(name, file.key, there.get(name, "")) for name, file in files.items()}
        same = {name: line for name, line in lines.items() if line in left and name in before}
        if there and not problems:
            names = sorted((before | files.keys()) - same.keys())
            problems = list(obstacles(output, names, before, there))
        if problems:
            return Changes(), of_rule(Family.FILES_CAN_BE_WRITTEN, problems)
        changes = _replaced(files, output, before, same.keys(), there)
        _remember(files, output, same, cache)
    except OSError as error:
        message = f"{error.filename or output}: {error.strerror}."
        hint = "Make room or mend the permissions, then build again; no page is left half written."
        return Changes(), (Problem(output.name, message, hint, rule=Family.FILES_CAN_BE_WRITTEN),)
    return changes, ()


def texts_written(texts: Mapping[str, str], root: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Write files that stand among the records but are made by a program.

    Gives the names of those that changed, and a problem for each that the disk does not take.
    """
    changed, problems = [], []
    for name, text in texts.items():
        try:
            content = text.encode()
            if not holds(root / name, (content,)):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                put(root / name, content)
                changed.append(name)
        except OSError as error:
            message = f"the file cannot be written: {error.strerror}."
            problems.append(Problem(name, message, rule=Family.FILES_CAN_BE_WRITTEN))
    return tuple(changed), tuple(problems)


def _replaced(
    files: Mapping[str, File], output: Path, before: frozenset[str], same: Set[str], there: Standing
) -> Changes:
    gone = before - files.keys()
    parts: dict[str, str] = {}
    folders = {name for name, what in there.items() if what == FOLDER}
    staged = output / STAGED
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    try:
        for name in sorted(files.keys() - same):
            pieces = files[name].pieces()
            if name in there and holds(f"{output}/{name}", pieces()):
                continue
            if (folder := name.rpartition("/")[0]) not in folders:
                (output / folder).mkdir(parents=True, exist_ok=True)
                folders.add(folder)
            begin(part := f"{staged}/{len(parts)}", pieces())
            parts[part] = f"{output}/{name}"
        if before | files.keys() != before:
            # Named before they are there, so that a build that is cut short still owns them.
            _write_marker(output, before | files.keys())
        for part, path in parts.items():
            os.replace(part, path)  # noqa: PTH105 - a path takes longer than this
        _remove(gone, output)
        _write_marker(output, files.keys())
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return Changes(len(parts), len(gone), len(files) - len(parts))


def _line(name: str, key: str, state: str) -> str:
    return f"{key} {state} {name}"


def _left(output: Path, cache: Cache) -> frozenset[str]:
    """The key, the state and the name of each file as the last build left it, where that is known."""
    return frozenset((cache.get(_KIND, digest(str(output))) or "").split("\0"))


def _remember(files: Mapping[str, File], output: Path, same: Mapping[str, str], cache: Cache) -> None:
    """Keep the key and the state of each file, but of one so young that a change might not show."""
    (probe := output / STAGED).mkdir()
    now = probe.stat().st_ctime_ns
    probe.rmdir()
    lines = dict(same)
    for name, file in files.items():
        if name in same:
            continue
        found = os.lstat(f"{output}/{name}")
        if max(found.st_mtime_ns, found.st_ctime_ns) < now - _TICK:
            lines[name] = _line(name, file.key, state(found))
    cache.put(_KIND, digest(str(output)), "\0".join(lines.values()))


def _before(output: Path, there: Standing) -> tuple[frozenset[str], list[Problem]]:
    """The files that earlier builds wrote."""
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        return frozenset(), [Problem(output.name, "this is not a folder.", "Move it away and build again.")]
    try:
        names = json.loads(plain_content(f"{output}/{MARKER}"))
        # What was found in the folder is in it.
        if not isinstance(names, list) or not all(map(_is_inside, {*names} - there.keys())):
            raise ValueError(names)  # caught below, with all that is not a list of ours
        return frozenset(names), []
    except FileNotFoundError:
        # A first build that failed may have left folders.
        if {*there.values()} <= {FOLDER}:
            return frozenset(), []
        message = "the folder holds files that no build has written."
    except (OSError, ValueError, TypeError, RecursionError):
        message = f"the list of the build's own files, {MARKER}, cannot be read."
    hint = "Move the folder away, or empty it, and build again."
    return frozenset(), [Problem(output.name, message, hint)]


def _is_inside(name: object) -> bool:
    """Whether a name from the marker is the plain path of a file below the output folder."""
    return isinstance(name, str) and not set(name.split("/")) & {"", ".", ".."} and not set(name) & set("\\:")


def _remove(names: Iterable[str], output: Path) -> None:
    """Remove files, and the folders that have nothing in them then."""
    folders = set[Path]()
    for name in names:
        path = output / name
        path.unlink(missing_ok=True)
        folders |= {*path.parents} - {output, *output.parents}
    for folder in sorted(folders, reverse=True):  # what is in a folder comes before it
        with suppress(OSError):  # there is something in it, which to look for takes long in a large one
            folder.rmdir()


def _write_marker(output: Path, names: Iterable[str]) -> None:
    listed = json.dumps(sorted(names), ensure_ascii=False, separators=(",\n", ":"))
    content = (f"[\n{listed[1:-1]}\n]\n".encode(),)
    if not holds(output / MARKER, content):
        part = output / STAGED / MARKER
        begin(part, content)
        part.replace(output / MARKER)
