"""What lies in the folders of a project: only files and folders are looked into."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from tracker.stages.reading.parse import MAX_BYTES
from tracker.values.problem import Problem
from tracker.values.project import ENGINE, Project

MAX_FOLDERS = 16  # within each other; a record stands in two


def contents(path: Path) -> bytes:
    """The bytes of a file; of one that is too large, so many that `decoded` refuses it.

    Raises OSError, also for what is no file: a link may lead out of the project, a pipe never ends.
    """
    status = path.lstat()
    kind = status.st_mode
    if not stat.S_ISREG(kind) and not stat.S_ISDIR(kind):
        told = "it is a link" if stat.S_ISLNK(kind) else "it is not a file"
        raise OSError(errno.EINVAL, told, str(path))
    with path.open("rb") as file:
        # To ask for so much takes its time even where there is little.
        return file.read(MAX_BYTES + 1 if status.st_size > MAX_BYTES else -1)


def irregular(project: Project) -> Iterator[Problem]:
    """What must not be opened: links may lead out of the project, a pipe never ends, a device may not either.

    Also what cannot be looked into, and names that would not show as they are. What begins with a dot is
    passed over: editors leave links of such names beside a file that is open.
    """
    ahead = [
        (folder, 0)
        for folder in (project.content, project.docs, project.schemas, project.templates, project.static)
        if folder.is_dir()
    ]
    while ahead:
        folder, depth = ahead.pop()
        file = _shown(folder, project)
        if depth > MAX_FOLDERS:
            yield Problem(file, f"folders are nested more than {MAX_FOLDERS} deep.", "Move it up.")
            continue
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            yield Problem(file, f"the folder cannot be read: {error.strerror}.", "Mend its permissions.")
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if wrong := _wrong(entry):
                yield Problem(_shown(Path(entry.path), project), *wrong)
            elif entry.is_dir(follow_symlinks=False):
                ahead.append((Path(entry.path), depth + 1))


_LINK = ("this is a link, which is not followed.", "Put the file or folder itself here.")


def _wrong(entry: "os.DirEntry[str]") -> tuple[str, str] | None:
    if not entry.name.isprintable():
        return "the name has signs that cannot be seen.", "Rename it."
    if entry.is_symlink():
        return _LINK
    if not entry.is_dir() and not entry.is_file():
        return "this is neither a file nor a folder.", "Delete it."
    return None


def _shown(path: Path, project: Project) -> str:
    """A path as problems name it, below the project or below the folder of the engine's own look."""
    base = project.root if path.is_relative_to(project.root) else ENGINE
    name = path.relative_to(base).as_posix()
    return name if name.isprintable() else ascii(name)[1:-1]
