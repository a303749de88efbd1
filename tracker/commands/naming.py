"""The files and folders that are named after a command, however they are written there."""

from pathlib import Path

import click

from tracker.values.problem import nearest
from tracker.values.project import SITE_FILE, Project

_READ = ("content", "docs")


def within(file: str, names: tuple[str, ...]) -> bool:
    """Whether a file is one of those named, or in a folder that is."""
    return any(name in {".", file} or file.startswith(f"{name}/") for name in names)


def named(project: Project, name: str) -> str:
    """A file or folder as problems name it, however it is written here.

    The name is looked for in the folder that the terminal is in, then in the project's own.
    """
    written = Path(name) if Path(name).exists() else Path(name.replace("\\", "/"))
    root = project.root.resolve()
    found = [path.resolve() for path in (written, project.root / written) if path.exists()]
    if not found:
        known = (path.relative_to(project.root).as_posix() for path in project.content.rglob("*"))
        near = nearest(written.as_posix(), known)
        raise click.UsageError(f'there is no file or folder "{name}". {near}'.rstrip())
    places = (path.relative_to(root).as_posix() for path in found if path.is_relative_to(root))
    read = next((place for place in places if place in {".", SITE_FILE} or within(place, _READ)), None)
    if read is None:
        told = f'"{name}" holds no records. They are in content/, the settings in {SITE_FILE}.'
        raise click.UsageError(told)
    return read
