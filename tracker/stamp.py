"""Recognises a site that is up to date from file stats alone, without reading or importing anything."""

import json
import os
import sys
import sysconfig
from contextlib import suppress
from functools import cache
from pathlib import Path

from tracker.values.project import ENGINE, SITE_FILE, Project

Stats = list[list[str | int]]

_FILE = "last-build.json"


def is_current(project: Project, options: str) -> str | None:
    """What the last build said, if neither what goes in nor what came out has changed since; or None."""
    try:
        stamp = json.loads((project.cache / _FILE).read_text(encoding="utf-8"))
        went_in, came_out = stamp["inputs"], stamp["outputs"]
        current = stamp["options"] == options and went_in == inputs(project) and came_out == _outputs(project)
        return str(stamp["said"]) if current else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def stamped(project: Project, options: str, said: str, went_in: Stats) -> None:
    """Remember a build that succeeded: its options, what it said, and what went in.

    `went_in` is taken before the build, so that what an editor saves while it runs is not lost.
    """
    with suppress(OSError):  # without a stamp the next build looks at everything again
        stamp = {"options": options, "said": said, "inputs": went_in, "outputs": _outputs(project)}
        project.cache.mkdir(parents=True, exist_ok=True)
        (project.cache / _FILE).write_text(json.dumps(stamp), encoding="utf-8")


def forgotten(project: Project) -> None:
    """Make sure that the next build looks at everything."""
    with suppress(OSError):
        (project.cache / _FILE).unlink()


def inputs(project: Project) -> Stats:
    """The state of all that a site is made of: records, settings, templates, static files, the engine."""
    folders = (project.content, project.docs, project.schemas, project.templates, project.static)
    return [
        *engine(),
        _stat(project.root / SITE_FILE),
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
    return [[sys.version], _stat(libraries), *stats(ENGINE / "tracker")]


def _outputs(project: Project) -> Stats:
    return stats(project.output)


def stats(folder: Path) -> Stats:
    """The state of every file below a folder, in the order of their names."""
    found = []
    for place, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if name != "__pycache__")
        found += [_stat(Path(place) / name) for name in sorted(files)]
    return found


def _stat(path: Path) -> list[str | int]:
    try:
        stat = path.stat()
    except OSError:  # missing, a link that leads nowhere, or gone since it was listed: the build will tell
        return [str(path)]
    # The change time also catches an edit that keeps size and modification time.
    return [str(path), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
