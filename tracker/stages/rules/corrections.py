"""Corrections say what they correct."""

from collections.abc import Iterator

from tracker.values.problem import Problem, nearest
from tracker.values.records import Content, Inspection, Provider
from tracker.values.records.content import file_of

_NOT_SHOWN = {"id", "corrections"}


def corrections_name_fields(content: Content) -> Iterator[Problem]:
    """The field of a correction is one of the record's, or the rating of one of the programme's standards."""
    records: tuple[Inspection | Provider, ...] = (
        *content.inspections.values(),
        *content.providers.values(),
    )
    for record in records:
        known = _fields(content, record)
        for number, correction in enumerate(record.corrections):
            if known and correction.field not in {None, *known}:
                message = f'"{correction.field}" is not a field of this record.'
                hint = nearest(correction.field or "", known) or "Name one such as overall or ratings.staff."
                yield Problem(file_of(record), message, hint, ("corrections", number, "field"))


def _fields(content: Content, record: Inspection | Provider) -> tuple[str, ...]:
    """What a correction can be about; nothing is known where the record's programme cannot be read."""
    fields = tuple(name for name in type(record).model_fields if name not in _NOT_SHOWN)
    if isinstance(record, Provider):
        return fields
    framework = content.frameworks.get(record.framework)
    return (*fields, *(f"ratings.{standard.id}" for standard in framework.standards)) if framework else ()
