"""Where the files of the record stand, and what they are called."""

import re
from collections.abc import Iterator
from pathlib import Path

from tracker.stages.reading.regular import contents
from tracker.values.problem import Problem
from tracker.values.project import DROPPING, RESERVED, Project
from tracker.values.records.content import EVENTS_FILE, MEASURES_FILE, TOTALS_FILE, VERIFIED_FILE

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_YEAR = re.compile(r"(19|20)\d\d", re.ASCII)
_PUBLISHED = re.compile(rb"^published:\s*[\"']?((?:19|20)\d\d)\b", re.MULTILINE)
_FOLDERS = ("frameworks", "inspections", "pages", "providers")
_LONG = 100  # letters of a name; files of charts are named after it, and a disk takes 255
_BAD_NAME = ("the file's name cannot be an address.", "Use small letters, digits and single hyphens.")


def misnamed(name: str) -> tuple[str, str] | None:
    """What is wrong with the last part of an id, and what to do."""
    if not _SLUG.fullmatch(name):
        return _BAD_NAME
    if RESERVED.fullmatch(name):
        return f'Windows cannot have a file called "{name}".', "Choose another name."
    if len(name) > _LONG:
        return f"the file's name has {len(name)} letters; at most {_LONG} are allowed.", "Shorten it."
    return None


def misplaced(path: Path, folder: str, record_id: str) -> tuple[str, str] | None:
    """What is wrong with the place or the name of a record in a folder of content/, and what to do."""
    parts = record_id.split("/")
    if folder == "inspections":
        if len(parts) != len(("year", "name")) or not _YEAR.fullmatch(parts[0]):
            hint = f"Move it to content/inspections/{_year(path) or '<year of the report>'}/."
            return "an inspection stands in the folder of its year.", hint
    elif len(parts) != 1:
        return f"records stand directly in content/{folder}/.", "Move the file up."
    return misnamed(parts[-1])


def _year(path: Path) -> str:
    """The year that a record says it was published in, or nothing."""
    try:
        found = _PUBLISHED.search(contents(path)) if path.is_file() else None
    except OSError:
        return ""
    return found[1].decode() if found else ""


def strays(project: Project) -> Iterator[Problem]:
    """Files below content/ that would be passed over in silence."""
    folders = f"{', '.join(f'content/{folder}/' for folder in _FOLDERS)}."
    for path in sorted(project.content.rglob("*")):
        file = path.relative_to(project.root).as_posix()
        inside = path.relative_to(project.content).parts
        if path.is_dir() or any(part.startswith(".") for part in inside) or DROPPING.search(path.name):
            continue
        elif path.suffix == ".yml":
            yield Problem(file, "the file would be passed over.", "Rename it so that it ends in .yaml.")
        elif len(inside) == 1 and file not in {MEASURES_FILE, EVENTS_FILE, TOTALS_FILE, VERIFIED_FILE}:
            yield Problem(file, "no record belongs here.", f"Move it to one of: {folders}")
        elif len(inside) > 1 and inside[0] not in _FOLDERS:
            hint = f"Expected one of: {folders}"
            yield Problem(file, f'"{inside[0]}" is not a folder of records.', hint)
        elif len(inside) > 1 and inside[0] != "pages" and path.suffix != ".yaml":
            hint = "Rename it so that it ends in .yaml, or move it out of content/."
            yield Problem(file, "the file would be passed over.", hint)
        elif inside[0] == "pages" and path.suffix != ".md":
            hint = "Pages end in .md."
            yield Problem(file, "the file would be passed over.", hint, severity="warning")
        elif inside[0] == "pages" and len(inside) > len(("pages", "name")):
            yield Problem(file, "pages stand directly in content/pages/.", "Move the file up.")
