"""What check would say of a record that is not written yet."""

from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from tracker.stages.check import checked
from tracker.stages.reading.explain import explained
from tracker.stages.reading.parse import UnreadableError, parsed
from tracker.values.dates import PartialDate
from tracker.values.draft import Draft
from tracker.values.problem import Problem, errors
from tracker.values.records import Content, Inspection, Provider
from tracker.values.records.base import JsonObject
from tracker.values.records.inspection import NOT_YET

_UNKNOWN = "unknown"
_STAND_INS: dict[str, JsonObject] = {
    "inspections": {"provider": _UNKNOWN, "framework": _UNKNOWN, "published": NOT_YET},
    "providers": {"name": _UNKNOWN, "short_name": _UNKNOWN, "kind": _UNKNOWN},
}
"""For what has not been answered: what is wrong with these nobody needs to hear."""


def faults(content: Content, draft: Draft, today: PartialDate) -> tuple[Problem, ...]:
    """The errors that the draft would add to the record; not that something is left to fill in.

    They are those of reading the file and of the rules between records, told in the same words. Some are
    of the stand-ins for what the draft does not have yet: the caller knows which of its fields count.
    """
    try:
        written = parsed(draft.text)
    except UnreadableError as error:
        return (error.problem(draft.file),)
    data = {"id": draft.id, **_STAND_INS[draft.folder], **_filled(written)}
    source = next(iter(written["sources"].values()))
    source["publisher"] = source["publisher"] or _UNKNOWN
    data["sources"] = {key: _filled(fields) for key, fields in written["sources"].items()}
    try:
        tried = _with(content, draft, data)
    except ValidationError as error:
        model = Inspection if draft.folder == "inspections" else Provider
        return tuple(explained(error, model, data, draft.file))
    before = {_fault(problem) for problem in checked(content, today)}
    return errors(problem for problem in checked(tried, today) if _fault(problem) not in before)


def _fault(problem: Problem) -> tuple[object, ...]:
    """What a problem is about; its hint may change with a record that it does not concern."""
    return problem.file, problem.path, problem.message


def _with(content: Content, draft: Draft, data: JsonObject) -> Content:
    if draft.folder == "providers":
        providers = {**content.providers, draft.id: Provider.model_validate(data)}
        return replace(content, providers=dict(sorted(providers.items())))
    inspections = {**content.inspections, draft.id: Inspection.model_validate(data)}
    return replace(content, inspections=dict(sorted(inspections.items())))


def _filled(value: Any) -> Any:
    """The same without the fields that nothing is written behind."""
    return {name: inside for name, inside in value.items() if inside is not None}
