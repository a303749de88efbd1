"""Records to what explains them: JSON Schemas for the programs that editors write in, tables for people."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from tracker.stages.describing.schemas import ids, schemas
from tracker.stages.describing.tables import field_tables
from tracker.values.problem import Family, Problem
from tracker.values.project import SITE_FILE
from tracker.values.records import Content
from tracker.values.records.content import MEASURES_FILE

_FOLDER = "schema"
_KNOWN_IN = {"provider": "inspection", "framework": "inspection", "measure": "inspection", "kind": "provider"}
_PLACES: Mapping[str, tuple[str, str]] = {
    "provider": ("content/providers/{}.yaml", ""),
    "framework": ("content/frameworks/{}.yaml", ""),
    "measure": (MEASURES_FILE, "measures"),
    "kind": (SITE_FILE, "provider_kinds"),
}
"""Where each kind of id is written: the file, and the field in it."""
_HINT = "Run: python build.py schema"
_RULE = Family.SCHEMAS_KNOW_EVERY_ID


def rests_on(file: str) -> bool:
    """Whether what explains the records cannot be made while something in a file is wrong."""
    return file in {SITE_FILE, MEASURES_FILE} or file.startswith("content/frameworks/")


def described(content: Content) -> dict[str, str]:
    """The files that describe the records, by their place in the project, as text.

    A project without a handbook gets no page for it.
    """
    made = {f"{_FOLDER}/{name}.json": text for name, text in schemas(content).items()}
    return {**made, **({"docs/fields.md": field_tables()} if content.docs else {})}


def undescribed(content: Content, folder: Path) -> Iterator[Problem]:
    """A warning for each id that a project's schemas do not know, so that editors would mark it as wrong.

    A project without schemas has none.
    """
    try:
        found = {name: json.loads((folder / f"{name}.json").read_bytes()) for name in _KNOWN_IN.values()}
        known = {
            kind: {*found[name]["definitions"][kind].get("enum", ())} for kind, name in _KNOWN_IN.items()
        }
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield Problem(f"{_FOLDER}/", "the schemas cannot be read.", _HINT, severity="warning", rule=_RULE)
        return
    for kind, exist in ids(content).items():
        for name in sorted(exist.keys() - known[kind]):
            place, field = _PLACES[kind]
            message = f'the schemas do not know the {kind} "{name}" yet.'
            path = (field, name) if field else ()
            file = place.format(name)
            yield Problem(file, message, _HINT, path, severity="warning", on_key=bool(path), rule=_RULE)
