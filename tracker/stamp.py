"""Recognises a site that is up to date from file stats alone, without reading or importing anything."""

import hashlib
import json
import os
import sys
import sysconfig
from contextlib import suppress
from functools import cache
from pathlib import Path

from tracker.files import entries, plain_content, put
from tracker.values.project import ENGINE, SITE_FILE, Project

Stats = list[str]
"""The state of files: for each its path, its size and its times, with a NUL between; only the path of one
that is not there.
"""

_FILE = "last-build.json"


def is_current(project: Project, options: str) -> str | None:
    """What the last build said, if neither what goes in nor what came out has changed since; or None."""
    try:
        stamp = json.loads(plain_content(project.cache / _FILE))
        now = {"options": options, "inputs": _hashed(inputs(project)), "outputs": _outputs(project)}
        return str(stamp["said"]) if stamp == {**now, "said": stamp["said"]} else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def stamped(project: Project, options: str, said: str, went_in: Stats) -> None:
    """Remember a build that succeeded: its options, what it said, and what went in.

    `went_in` is taken before the build, so that what an editor saves while it runs is not lost.
    """
    with suppress(OSError):  # without a stamp the next build looks at everything again
        stamp = {"options": options, "inputs": _hashed(went_in), "outputs": _outputs(project), "said": said}
        project.cache.mkdir(parents=True, exist_ok=True)
        put(project.cache / _FILE, json.dumps(stamp).encode())


def forgotten(project: Project) -> None:
    """Make sure that the next build looks at everything."""
    with suppress(OSError):
        (project.cache / _FILE).unlink()


def inputs(project: Project) -> Stats:
    """The state of all that a site is made of: records, settings, templates, static files, the engine."""
    folders = (project.content, project.docs, project.schemas, project.templates, project.static)
    return [
        *engine(),
        _state(project.root / SITE_FILE),
        *(stat for folder in folders for stat in stats(folder)),
    ]


@cache
def engine() -> Stats:
    """The state of the engine and of the libraries it runs on, as it was when this process began.

    A process keeps the code that it has loaded, so a later state would not be what built the site.
    """
    return engine_now()


def engine_now() -> Stats:
    """The state of the engine and of the libraries as they are on the disk now."""
    libraries = Path(sysconfig.get_path("purelib"))
    return [sys.version, _state(libraries), *stats(ENGINE / "tracker")]


def _outputs(project: Project) -> str:
    return _hashed(stats(project.output))


def stats(folder: Path) -> Stats:
    """The state of every file below a folder, in the order of their paths."""
    # Texts, not paths: there may be a hundred thousand files, and somebody waits.
    states, todo = [], [str(folder)]
    while todo:
        place = todo.pop()
        with suppress(OSError):  # it is not there: the build will tell
            for entry in entries(place):
                path = f"{place}{os.sep}{entry.name}"
                if not entry.is_dir(follow_symlinks=False):
                    states.append(_told(path, entry))
                elif entry.name != "__pycache__":
                    todo.append(path)
    return sorted(states)


def _state(path: Path) -> str:
    return _told(str(path), path)


def _told(path: str, file: "os.DirEntry[str] | Path") -> str:
    try:
        stat = file.stat()
    except OSError:  # missing, a link that leads nowhere, or gone since it was listed: the build will tell
        return path
    # The change time also catches an edit that keeps size and modification time.
    return f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0{stat.st_ctime_ns}\0{stat.st_ino}"


def _hashed(states: Stats) -> str:
    return hashlib.sha256("\n".join(states).encode(errors="surrogateescape")).hexdigest()
