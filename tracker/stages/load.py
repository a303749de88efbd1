"""Files to records. Every file is read, so that all problems are told at once."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from tracker.cache import Cache, code_digest, digest
from tracker.spread import spread
from tracker.stages.reading.blanks import with_blanks
from tracker.stages.reading.explain import explained
from tracker.stages.reading.parse import UnreadableError, decoded, parsed
from tracker.stages.reading.places import misnamed, misplaced, strays
from tracker.stages.reading.regular import contents, irregular
from tracker.values.problem import Family, Problem, of_rule
from tracker.values.project import ENGINE, SITE_FILE, Project
from tracker.values.records import (
    Content,
    Events,
    Framework,
    Inspection,
    MarkdownPage,
    Provider,
    Site,
    Totals,
    Verified,
)
from tracker.values.records.base import JsonObject, Record
from tracker.values.records.content import EVENTS_FILE, MEASURES_FILE, TOTALS_FILE, VERIFIED_FILE
from tracker.values.records.measure import Measures

AnyRecord = TypeVar("AnyRecord", bound=Record)

_KIND = "records"
_FEW = 400  # of so many files each process reads some in the time that it takes to begin
_MAX_TITLE = 300  # letters; the longest of the handbook has 40
_HEADING = re.compile(r"#\s+(\S.*?)\s*#*\s*", re.ASCII)


def loaded(project: Project, cache: Cache) -> tuple[Content | None, tuple[Problem, ...]]:
    """Everything under content/ and the settings, with the problems of every file.

    Records with problems are left out of the content; without valid settings there is none.
    """
    if unfit := tuple(irregular(project)):
        return None, of_rule(Family.FILES_CAN_BE_READ, unfit)
    reader = _Reader(project.root, cache, first=cache.begun(_KIND))
    site = reader.one(SITE_FILE, Site)
    frameworks = reader.folder("frameworks", Framework)
    providers = reader.folder("providers", Provider)
    inspections = reader.folder("inspections", Inspection)
    measures = reader.one(MEASURES_FILE, Measures, optional=True) or Measures()
    events = reader.one(EVENTS_FILE, Events, optional=True) or Events()
    verified = reader.one(VERIFIED_FILE, Verified, optional=True) or Verified()
    totals = reader.one(TOTALS_FILE, Totals, optional=True) or Totals()
    pages = {page.id: page for page in reader.texts("content/pages")}
    docs = {f"{page.id}.md": page for page in reader.texts("docs")}
    reader.problems.extend(of_rule(Family.FILES_ARE_IN_THEIR_PLACE, strays(project)))
    problems = tuple(reader.problems)
    if site is None:
        return None, problems
    frameworks = {
        key: each.model_copy(update={"standard_word": each.standard_word or site.words.standard})
        for key, each in frameworks.items()
    }
    broken = frozenset(problem.file for problem in problems)
    return Content(
        site,
        frameworks,
        providers,
        inspections,
        measures.measures,
        events,
        totals,
        pages,
        broken,
        verified,
        docs,
    ), problems


class _Reader:
    """Reads files below a root and gathers their problems; `first` if no build has read them before."""

    def __init__(self, root: Path, cache: Cache, *, first: bool = False) -> None:
        self.root, self.cache, self.first = root, cache, first
        self.problems: list[Problem] = []
        self.engine = code_digest(ENGINE / "tracker/values", ENGINE / "tracker/stages/reading/parse.py")

    def folder(self, name: str, model: type[AnyRecord]) -> Mapping[str, AnyRecord]:
        """The records of a kind by id."""
        files: dict[str, str] = {}
        base = self.root / "content" / name
        for path in sorted(base.rglob("[!.]*.yaml")):  # editors leave .#name.yaml while they have it open
            inside = path.relative_to(base).as_posix()
            file, record_id = f"content/{name}/{inside}", inside[: -len(".yaml")]
            wrong = misplaced(path, name, record_id)
            if wrong:
                self.problems.append(Problem(file, *wrong, rule=Family.FILES_ARE_IN_THEIR_PLACE))
            else:
                files[record_id] = file
        if self.first:
            spread(partial(_ahead, self.root, self.cache, model), list(files.items()), _FEW)
        found = {record_id: self.one(file, model, record_id=record_id) for record_id, file in files.items()}
        return {record_id: record for record_id, record in found.items() if record is not None}

    def one(
        self, file: str, model: type[AnyRecord], *, record_id: str | None = None, optional: bool = False
    ) -> AnyRecord | None:
        """The record of a file, or None where the file is absent or has problems."""
        try:
            raw = contents(self.root / file)
        except FileNotFoundError:
            if not optional:
                hint = "Restore it, or delete the link if it leads nowhere."
                self.problems.append(
                    Problem(file, "the file is missing.", hint, rule=Family.FILES_CAN_BE_READ)
                )
            return None
        except OSError as error:
            self.problems.append(_unreadable(file, error))
            return None
        key = digest(self.engine, model.__name__, record_id or "", raw)
        try:
            return self.cache.kept(
                _KIND,
                key,
                lambda: _record(file, raw, model, record_id),
                dump=lambda record: json.dumps(
                    record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
                ),
                load=model.model_validate_json,
            )
        except _UnfitError as error:
            self.problems.extend(error.problems)
            return None

    def texts(self, folder: str) -> Iterator[MarkdownPage]:
        """The Markdown pages of a folder; the first line is the title."""
        for path in sorted((self.root / folder).glob("[!.]*.md")):
            file = path.relative_to(self.root).as_posix()
            if wrong := misnamed(path.stem):
                self.problems.append(Problem(file, *wrong, rule=Family.FILES_ARE_IN_THEIR_PLACE))
                continue
            try:
                text = decoded(contents(path))
            except UnreadableError as error:
                self.problems.append(error.problem(file))
                continue
            except OSError as error:
                self.problems.append(_unreadable(file, error))
                continue
            title = text.lstrip()
            first, _, rest = title.partition("\n")
            if len(first) > _MAX_TITLE:
                message = f"the page's title has {len(first):,} letters, more than {_MAX_TITLE}."
                told = Problem(file, message, "Shorten it.", line=1, column=1)
                self.problems.extend(of_rule(Family.VALUES_FIT_THEIR_FIELDS, [told]))
                continue
            heading = _HEADING.fullmatch(first)
            if heading is None:
                hint = "Begin the file with a line such as: # About this site"
                told = Problem(file, "the page has no title.", hint, line=1, column=1)
                self.problems.extend(of_rule(Family.FIELDS_ARE_THERE, [told]))
                continue
            # Blank lines before the title stay before the text, so that its lines keep their numbers.
            above = text[: len(text) - len(title)].count("\n")
            yield MarkdownPage(path.stem, heading[1], "\n" * above + rest)


def _ahead(root: Path, cache: Cache, model: type[Record], job: tuple[str, str]) -> None:
    """Have the cache take the record of a file. What is wrong with it is told when it is asked for."""
    record_id, file = job
    _Reader(root, cache).one(file, model, record_id=record_id)


def _unreadable(file: str, error: OSError) -> Problem:
    message = f"the file cannot be read: {error.strerror}."
    return Problem(file, message, rule=Family.FILES_CAN_BE_READ)


class _UnfitError(Exception):
    """Why a file is no record."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


def _record(file: str, raw: bytes, model: type[AnyRecord], record_id: str | None) -> AnyRecord:
    """The record that a file holds. Raises _UnfitError."""
    try:
        data = parsed(decoded(raw))
    except UnreadableError as error:
        raise _UnfitError(error.problem(file)) from None
    if fault := _not_fields(data):
        raise _UnfitError(Problem(file, fault, line=1, column=1, rule=Family.FILES_ARE_YAML))
    if record_id is not None and "id" in data:
        hint = "Delete the line; the file's name is the id."
        message = '"id" is not a field of this record.'
        raise _UnfitError(Problem(file, message, hint, ("id",), on_key=True, rule=Family.FIELDS_ARE_KNOWN))
    whole: JsonObject = {"id": record_id, **data} if record_id is not None else data
    try:
        record = model.model_validate(whole)
    except ValidationError as error:
        raise _UnfitError(*with_blanks(explained(error, model, whole, file), whole, file)) from None
    if blank := tuple(with_blanks((), whole, file)):
        raise _UnfitError(*blank)
    return record


def _not_fields(data: Any) -> str:
    if data is None:
        return "the file is empty."
    if not isinstance(data, dict):
        kind = (
            "a list"
            if isinstance(data, list)
            else "a single value"
            if isinstance(data, str | int | Decimal)
            else "a value"
        )
        return f'expected fields: lines of "name: value", found {kind}.'
    return ""
