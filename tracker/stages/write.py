"""Changed files only, each replaced whole, and nothing touched that the build did not write."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from tracker.cache import Cache, digest
from tracker.files import plain_content, put
from tracker.values.file import File
from tracker.values.problem import Family, Problem, of_rule
from tracker.values.report import Changes

MARKER = ".written-by-build.json"
"""Lists the files that the build wrote, and so marks the folder as its own."""

STAGED = ".being-written"
"""Holds the new files until all of them are there. What a killed build left in it, the next one removes."""

_KIND = "output"
_TICK = 50_000_000
"""Nanoseconds within which two changes of a file can bear the same time; the coarsest clock known ticks
every 16 milliseconds.
"""

State = tuple[int, ...]


def written(files: Mapping[str, File], output: Path, cache: Cache) -> tuple[Changes, tuple[Problem, ...]]:
    """Make the folder hold exactly these files beside what others put there.

    A file that is as the last build left it is not even read. Nothing is changed when a problem is found:
    a folder that is not the build's own, a foreign file in the place of a page, a link that leads out of
    the folder, a disk that does not take the files.
    """
    try:
        before, problems = _before(output)
        left = _left(output, cache)
        there = dict(_standing(output))
        same = {
            name: there[name]
            for name, file in files.items()
            if name in before and name in there and left.get(name) == [file.key, *there[name]]
        }
        names = sorted((before | files.keys()) - same.keys())
        problems = problems or list(_obstacles(output, names, before))
        if problems:
            return Changes(), of_rule(Family.FILES_CAN_BE_WRITTEN, problems)
        changes = _replaced(files, output, before, same)
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
            if not _holds(root / name, content := text.encode()):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                put(root / name, content)
                changed.append(name)
        except OSError as error:
            message = f"the file cannot be written: {error.strerror}."
            problems.append(Problem(name, message, rule=Family.FILES_CAN_BE_WRITTEN))
    return tuple(changed), tuple(problems)


def _replaced(
    files: Mapping[str, File], output: Path, before: frozenset[str], same: Mapping[str, State]
) -> Changes:
    gone = before - files.keys()
    parts: dict[Path, Path] = {}
    staged = output / STAGED
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    try:
        for name in sorted(files.keys() - same.keys()):
            if not _holds(path := output / name, content := files[name].read()):
                path.parent.mkdir(parents=True, exist_ok=True)
                part = staged / str(len(parts))
                part.write_bytes(content)
                parts[part] = path
        if before | files.keys() != before:
            # Named before they are there, so that a build that is cut short still owns them.
            _write_marker(output, before | files.keys())
        for part, path in parts.items():
            part.replace(path)
        for name in gone:
            _remove(output / name, output)
        _write_marker(output, files.keys())
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return Changes(len(parts), len(gone), len(files) - len(parts))


def _standing(folder: Path | str, place: str = "") -> Iterator[tuple[str, State]]:
    """The files below a folder by their paths in it, with their state; none that a link leads to."""
    try:
        found = list(os.scandir(folder))
    except OSError:  # not there yet, or unreadable: what is written there will tell
        return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _standing(entry.path, f"{place}{entry.name}/")
        elif entry.is_file(follow_symlinks=False):
            yield f"{place}{entry.name}", _state(entry.stat(follow_symlinks=False))


def _state(stat: os.stat_result) -> State:
    # The change time also catches an edit that keeps size and modification time.
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def _left(output: Path, cache: Cache) -> Mapping[str, list[str | int]]:
    """The key and the state of each file as the last build left it, where that is known."""
    try:
        found = json.loads(cache.get(_KIND, digest(str(output))) or "{}")
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {}


def _remember(files: Mapping[str, File], output: Path, same: Mapping[str, State], cache: Cache) -> None:
    """Keep the key and the state of each file, but of one so young that a change might not show."""
    (probe := output / STAGED).mkdir()
    now = probe.stat().st_ctime_ns
    probe.rmdir()
    states = {name: same.get(name) or _state((output / name).lstat()) for name in files}
    left = {
        name: (files[name].key, *state) for name, state in states.items() if max(state[1:3]) < now - _TICK
    }
    cache.put(_KIND, digest(str(output)), json.dumps(left))


def _before(output: Path) -> tuple[frozenset[str], list[Problem]]:
    """The files that earlier builds wrote."""
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        return frozenset(), [Problem(output.name, "this is not a folder.", "Move it away and build again.")]
    try:
        names = json.loads(plain_content(output / MARKER))
        if not isinstance(names, list) or not all(_is_inside(name) for name in names):
            raise ValueError(names)  # caught below, with all that is not a list of ours
        return frozenset(names), []
    except FileNotFoundError:
        if _filled(output) <= {output / STAGED}:
            return frozenset(), []
        message = "the folder holds files that no build has written."
    except (OSError, ValueError, RecursionError):
        message = f"the list of the build's own files, {MARKER}, cannot be read."
    hint = "Move the folder away, or empty it, and build again."
    return frozenset(), [Problem(output.name, message, hint)]


def _filled(output: Path) -> set[Path]:
    """The folders that have files in them; a first build that failed may have left others."""
    return {Path(place) for place, _folders, files in os.walk(output) if files}


def _is_inside(name: object) -> bool:
    """Whether a name from the marker is the plain path of a file below the output folder."""
    return isinstance(name, str) and not set(name.split("/")) & {"", ".", ".."} and not set(name) & set("\\:")


def _obstacles(output: Path, names: Iterable[str], before: frozenset[str]) -> Iterator[Problem]:
    blocked: dict[str, str] = {"": ""}
    for name in names:
        folder = name.rpartition("/")[0]
        if folder not in blocked:
            blocked[folder] = _blocked(output, Path(folder))
        if told := blocked[folder]:
            hint = "Remove the link." if told.startswith("a link") else "Move it away."
            yield Problem(f"{output.name}/{name}", told, hint)
        elif told := _in_the_way(output / name, name in before):
            yield Problem(f"{output.name}/{name}", told, "Move it away.")


def _blocked(output: Path, folder: Path) -> str:
    """What stands in the place of a folder, or of one that it is in."""
    for parent in (folder, *folder.parents[:-1]):
        if (output / parent).is_symlink():
            return "a link stands in the place of a folder of the site."
        if (output / parent).exists() and not (output / parent).is_dir():
            return f"the file {output.name}/{parent.as_posix()} stands in the place of a folder."
    return ""


def _in_the_way(path: Path, ours: bool) -> str:
    if path.is_dir() and not path.is_symlink():
        return "a folder stands in the place of a page."
    if not ours and (path.exists() or path.is_symlink()):
        return "a file that no build has written stands in the place of a page."
    return ""


def _holds(path: Path, content: bytes) -> bool:
    """Whether a plain file has this content; what cannot be read is to be written anew."""
    with suppress(OSError):
        return plain_content(path) == content
    return False


def _remove(path: Path, output: Path) -> None:
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == output or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()


def _write_marker(output: Path, names: Iterable[str]) -> None:
    text = json.dumps(sorted(names), indent=0, ensure_ascii=False)
    if not _holds(output / MARKER, content := f"{text}\n".encode()):
        part = output / STAGED / MARKER
        part.write_bytes(content)
        part.replace(output / MARKER)
