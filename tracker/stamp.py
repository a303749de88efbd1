"""Recognises a site that is up to date from file stats alone, without reading or importing anything."""

import json
import os
from pathlib import Path

from tracker.values.project import ENGINE, SITE_FILE, Project

_FILE = "last-build.json"


def is_current(project: Project, options: str) -> str | None:
    """What the last build said, if neither what goes in nor what came out has changed since; or None."""
    try:
        stamp = json.loads((project.cache / _FILE).read_text(encoding="utf-8"))
        current = stamp["options"] == options and stamp["files"] == _stats(project)
        return str(stamp["said"]) if current else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def stamped(project: Project, options: str, said: str) -> None:
    """Remember the state of all files after a build that succeeded, and what it said."""
    try:
        stamp = {"options": options, "said": said, "files": _stats(project)}
        project.cache.mkdir(parents=True, exist_ok=True)
        (project.cache / _FILE).write_text(json.dumps(stamp), encoding="utf-8")
    except OSError:
        return  # without a stamp the next build looks at everything again


def forgotten(project: Project) -> None:
    """Make sure that the next build looks at everything."""
    (project.cache / _FILE).unlink(missing_ok=True)


def _stats(project: Project) -> list[list[str | int]]:
    folders = (project.content, project.templates, project.static, ENGINE / "tracker", project.output)
    found = [_stat(project.root / SITE_FILE)]
    for folder in folders:
        for place, names, files in os.walk(folder):
            names[:] = sorted(name for name in names if name != "__pycache__")
            found += [_stat(Path(place) / name) for name in sorted(files)]
    return found


def _stat(path: Path) -> list[str | int]:
    # The change time also catches an edit that keeps size and modification time.
    stat = path.stat()
    return [str(path), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
