"""Changed files only, each replaced whole, and nothing touched that the build did not write."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from tracker.values.problem import Family, Problem, of_rule
from tracker.values.report import Changes

MARKER = ".written-by-build.json"
"""Lists the files that the build wrote, and so marks the folder as its own."""


def written(files: Mapping[str, bytes], output: Path) -> tuple[Changes, tuple[Problem, ...]]:
    """Make the folder hold exactly these files beside what others put there.

    Nothing is changed when a problem is found: a folder that is not the build's own, a foreign file
    in the place of a page, a link that leads out of the folder, a disk that does not take the files.
    """
    before, problems = _before(output)
    names = sorted(before | files.keys())
    problems = problems or [problem for name in names if (problem := _obstacle(output, name, before))]
    if problems:
        return Changes(), of_rule(Family.FILES_CAN_BE_WRITTEN, problems)
    try:
        return _replaced(files, output, before), ()
    except OSError as error:
        message = f"{error.filename or output}: {error.strerror}."
        hint = "Make room or mend the permissions, then build again; no page is left half written."
        return Changes(), (Problem(output.name, message, hint, rule=Family.FILES_CAN_BE_WRITTEN),)


def texts_written(texts: Mapping[str, str], root: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Write files that stand among the records but are made by a program.

    Gives the names of those that changed, and a problem for each that the disk does not take.
    """
    changed, problems = [], []
    for name, text in texts.items():
        try:
            if _put(root / name, text.encode()):
                changed.append(name)
        except OSError as error:
            message = f"the file cannot be written: {error.strerror}."
            problems.append(Problem(name, message, rule=Family.FILES_CAN_BE_WRITTEN))
    return tuple(changed), tuple(problems)


def _replaced(files: Mapping[str, bytes], output: Path, before: frozenset[str]) -> Changes:
    output.mkdir(parents=True, exist_ok=True)
    gone = before - files.keys()
    parts: dict[Path, Path] = {}
    try:
        for name, content in files.items():
            if part := _prepared(output / name, content):
                parts[part] = output / name
        # Named before they are there, so that a build that is cut short still owns them.
        _write_marker(output, before | files.keys())
        for part, path in parts.items():
            part.replace(path)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
    for name in gone:
        _remove(output / name, output)
    _write_marker(output, files.keys())
    return Changes(len(parts), len(gone), len(files) - len(parts))


def _before(output: Path) -> tuple[frozenset[str], list[Problem]]:
    """The files that earlier builds wrote."""
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        return frozenset(), [Problem(output.name, "this is not a folder.", "Move it away and build again.")]
    try:
        names = json.loads((output / MARKER).read_text(encoding="utf-8"))
        if not isinstance(names, list) or not all(_is_inside(name) for name in names):
            raise ValueError(names)  # caught below, with all that is not a list of ours
        return frozenset(names), []
    except FileNotFoundError:
        if not output.exists() or not any(output.iterdir()):
            return frozenset(), []
        message = "the folder holds files that no build has written."
    except (OSError, ValueError):
        message = f"the list of the build's own files, {MARKER}, cannot be read."
    hint = "Move the folder away, or empty it, and build again."
    return frozenset(), [Problem(output.name, message, hint)]


def _is_inside(name: object) -> bool:
    """Whether a name from the marker is the plain path of a file below the output folder."""
    return isinstance(name, str) and not set(name.split("/")) & {"", ".", ".."} and not set(name) & set("\\:")


def _obstacle(output: Path, name: str, before: frozenset[str]) -> Problem | None:
    path = output / name
    place = f"{output.name}/{name}"
    for parent in path.relative_to(output).parents:
        folder = output / parent
        if folder != output and folder.is_symlink():
            return Problem(place, "a link stands in the place of a folder of the site.", "Remove the link.")
        if folder != output and folder.is_file():
            return Problem(
                place, f"the file {output.name}/{parent} stands in the place of a folder.", "Move it away."
            )
    if path.is_dir() and not path.is_symlink():
        return Problem(place, "a folder stands in the place of a page.", "Move it away.")
    if name not in before and (path.exists() or path.is_symlink()):
        return Problem(
            place, "a file that no build has written stands in the place of a page.", "Move it away."
        )
    return None


def _prepared(path: Path, content: bytes) -> Path | None:
    """The new content in a file beside the path, or None where the path has it already."""
    try:
        if not path.is_symlink() and path.read_bytes() == content:
            return None
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return part


def _remove(path: Path, output: Path) -> None:
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == output or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()


def _write_marker(output: Path, names: Iterable[str]) -> None:
    text = json.dumps(sorted(names), indent=0, ensure_ascii=False)
    _put(output / MARKER, f"{text}\n".encode())


def _put(path: Path, content: bytes) -> bool:
    """Give a file its content in one step; says whether that is another than before."""
    part = _prepared(path, content)
    if part is None:
        return False
    try:
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return True
