"""Hostile text, and sites into every field of whose records it is put.

Nothing here names a field: each value of the made-up site in tests/sites/whole, which has one in every
field, is replaced by the nastiest text that its model takes. A text keeps its first words and gets a
marker, so that references between records still hold and each text is found wherever it ends up.
"""

import json
import re
import shutil
from collections.abc import Callable, Container, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tests.conftest import SITES
from tests.strength.injections import Injection
from tracker.cache import Cache
from tracker.pipeline import check
from tracker.stages.reading.parse import parsed
from tracker.values.dates import PartialDate
from tracker.values.problem import errors
from tracker.values.project import SITE_FILE, Project
from tracker.values.records import Events, Framework, Inspection, Provider, Site, Totals, Verified
from tracker.values.records.base import Record
from tracker.values.records.content import EVENTS_FILE, MEASURES_FILE, TOTALS_FILE, VERIFIED_FILE
from tracker.values.records.measure import Measures

WHOLE = SITES / "whole"
FOLDERS: Mapping[str, type[Record]] = {
    "frameworks": Framework,
    "providers": Provider,
    "inspections": Inspection,
}
FILES: Mapping[str, type[Record]] = {
    SITE_FILE: Site,
    MEASURES_FILE: Measures,
    EVENTS_FILE: Events,
    TOTALS_FILE: Totals,
    VERIFIED_FILE: Verified,
}
Place = tuple[str | int, ...]
Kept = Callable[[str, Place], bool]
"""Whether a field of a file is left as it is."""
_KEY = "(its name)"
_ROUNDS = 4
_ENDS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")  # what YAML takes for ends of lines, or for nothing


@dataclass(frozen=True, slots=True)
class Hostile:
    """A site with hostile text: for each file, the texts by their places, and what no rule let pass."""

    project: Project
    texts: Mapping[str, Mapping[Place, str]]
    records: Mapping[str, Any]


def hostile_site(folder: Path, injection: Injection, keep: Kept) -> Hostile:
    """A site at a folder, with the text in every field that takes it, but for those to be kept."""
    shutil.copytree(WHOLE, folder)
    texts, records = {}, {}
    # A name has less room, and what is named so elsewhere is to stay the same.
    names = {str(value) for file, _ in models() for place, value in leaves(read(file)) if place[-1] == _KEY}
    for file, model in models():
        records[file], texts[file] = filled(file, model, injection, keep, names)
        written(folder / file, records[file])
    for path in sorted((*folder.glob("content/pages/*.md"), *folder.glob("docs/*.md"))):
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        # A title is a line, and not a long one.
        title = " ".join(injection.forms(title.removeprefix("# "))[1].split())
        text = injection.forms(text)[0]
        texts[path.relative_to(folder).as_posix()] = {("title",): title, ("text",): text}
        path.write_text(f"# {title}\n{text}", encoding="utf-8", newline="")
    return Hostile(Project.at(folder), texts, records)


def models() -> Iterator[tuple[str, type[Record]]]:
    """Each file of the whole site that holds a record, and its model."""
    yield from FILES.items()
    for folder, model in FOLDERS.items():
        for path in sorted((WHOLE / "content" / folder).rglob("*.yaml")):
            yield path.relative_to(WHOLE).as_posix(), model


def written(path: Path, record: Any) -> None:
    """Write a record as JSON, which is YAML too: so no text can be mistaken for anything else."""
    text = json.dumps(record, default=str, indent=1, ensure_ascii=False)
    escaped = _ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    path.write_text(escaped, encoding="utf-8", newline="\n")


def read(file: str) -> Any:
    """A record of the whole site."""
    return parsed((WHOLE / file).read_text(encoding="utf-8"))


def fits(file: str, model: type[Record], record: Any) -> bool:
    """Whether a model takes a record."""
    folder = file.split("/")[1] if file.count("/") > 1 else ""
    named = {"id": file.removeprefix(f"content/{folder}/").removesuffix(".yaml")} if folder else {}
    try:
        model.model_validate(named | record)
    except ValidationError:
        return False
    return True


def filled(
    file: str, model: type[Record], injection: Injection, keep: Kept, names: Container[str]
) -> tuple[Any, dict[Place, str]]:
    """A record with hostile text wherever its model takes any, and these texts by their places."""
    record = read(file)
    texts: dict[Place, str] = {}
    # The last first: a value inside a list or a mapping comes before the name of what it stands in.
    for place, value in reversed(list(leaves(record))):
        forms = injection.forms(str(value))
        for form in () if keep(file, place) else forms[1:] if str(value) in names else forms:
            tried = deepcopy(record)
            replaced(tried, place, form)
            if fits(file, model, tried):
                record, texts[place] = tried, form
                break
    return record, texts


def leaves(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every single value in a record, and every name of one, with its place."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield (*place, name, _KEY), name
            yield from leaves(part, (*place, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from leaves(part, (*place, number))
    else:
        yield place, value


def replaced(record: Any, place: Place, text: str) -> None:
    """Put a text at a place of a record, where a value or a name was."""
    *way, last = place
    if last == _KEY:
        *way, last = way
    for step in way:
        record = record[step]
    if place[-1] != _KEY:
        record[last] = text
        return
    parts = list(record.items())
    record.clear()
    record.update((text if name == last else name, part) for name, part in parts)


def settled(folder: Path, injection: Injection, today: PartialDate) -> tuple[Hostile, Hostile]:
    """A site with as much hostile text as its rules let pass, and its twin with harmless text instead.

    What a rule refuses, such as a rating that is on no scale, stays as it was.
    """
    refused: set[tuple[str, Place]] = set()

    def keep(file: str, place: Place) -> bool:
        return any(file == other and place[: len(path)] == path for other, path in refused)

    for attempt in range(_ROUNDS):
        site = hostile_site(folder / f"hostile-{attempt}", injection, keep)
        problems = errors(check(site.project, today, Cache(None))[1])
        if not problems:
            return site, hostile_site(folder / "harmless", injection.harmless(), keep)
        refused |= {(problem.file, problem.path) for problem in problems}
    raise AssertionError("the rules find something anew each time")
