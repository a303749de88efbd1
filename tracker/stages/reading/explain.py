"""Turns what pydantic found wrong with a record into sentences for an editor."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from tracker.values.problem import Path, Problem, nearest

_EXPECTED = {
    "string_type": "expected text",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
    "int_from_float": "expected a whole number",
    "bool_type": "expected true or false",
    "bool_parsing": "expected true or false",
    "tuple_type": 'expected a list: lines that begin with "- "',
    "dict_type": 'expected fields: lines of "name: value"',
    "mapping_type": 'expected fields: lines of "name: value"',
    "model_type": 'expected fields: lines of "name: value"',
    "model_attributes_type": 'expected fields: lines of "name: value"',
}


def explained(
    error: ValidationError, model: type[BaseModel], data: Mapping[str, Any], file: str
) -> Iterator[Problem]:
    """A problem for each fault; fields that a union or a short form adds to the path are left out."""
    for fault in error.errors(include_url=False):
        path = _own_path(fault["loc"], data)
        kind, context, given = fault["type"], fault.get("ctx", {}), fault["input"]
        if kind == "extra_forbidden":
            name = str(fault["loc"][-1])
            known = _fields(model, path[:-1])
            message = (
                f'"{name}" is not a field of {"this part of the record" if path[:-1] else "this record"}.'
            )
            yield Problem(file, message, nearest(name, known), path, on_key=True)
        elif kind == "missing":
            name = str(fault["loc"][-1])
            yield Problem(file, f'the field "{name}" is missing.', _purpose(model, path), path[:-1])
        elif given is None and kind in _EXPECTED:
            yield Problem(
                file, f"nothing is written here; {_EXPECTED[kind]}.", "Fill it in, or delete the line.", path
            )
        elif kind in _EXPECTED:
            yield Problem(file, f"{_EXPECTED[kind]}, found {_kind_of(given)}.", "", path)
        elif kind == "literal_error":
            words = [
                str(word).strip("'")
                for word in str(context.get("expected", "")).replace(" or ", ", ").split(", ")
            ]
            yield Problem(
                file, f'"{given}" is not known here.', nearest(str(given), words) or _all(words), path
            )
        elif kind == "string_pattern_mismatch":
            hint = "Use small letters, digits and single hyphens, such as merseyside-crc."
            yield Problem(file, f'"{given}" is not a name that can be linked to.', hint, path)
        elif kind in {"too_short", "string_too_short"}:
            yield Problem(
                file, "this is empty.", "Fill it in, or delete the field if it may be left out.", path
            )
        elif kind == "value_error":
            message, _, hint = str(context["error"]).partition(". ")
            yield Problem(file, message.rstrip(".") + ".", hint and hint.rstrip(".") + ".", path)
        else:
            yield Problem(file, fault["msg"].rstrip(".") + ".", "", path)


def _own_path(loc: tuple[int | str, ...], data: Any) -> Path:
    """The part of pydantic's path that is in the data: it also names functions and union members.

    The last step is kept for a field that is missing or not known.
    """
    path: list[str | int] = []
    here = data
    for number, step in enumerate(loc):
        last = number == len(loc) - 1
        if isinstance(here, Mapping) and (step in here or last) and isinstance(step, str):
            path.append(step)
            here = here.get(step)
        elif isinstance(here, list | tuple) and isinstance(step, int) and step < len(here):
            path.append(step)
            here = here[step]
    return tuple(path)


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model of the value at a path of field names and positions."""
    here: type[BaseModel] | None = model
    inside_mapping = False
    for step in path:
        if isinstance(step, int) or inside_mapping:
            inside_mapping = False
            continue
        field = (
            next((f for n, f in here.model_fields.items() if (f.alias or n) == step), None) if here else None
        )
        if field is None:
            return None
        here = _model_in(field.annotation)
        inside_mapping = "Mapping" in str(field.annotation)
    return here


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(part) for part in get_args(annotation))
    return next((model for model in found if model), None)


def _fields(model: type[BaseModel], path: Path) -> list[str]:
    here = _model_at(model, path)
    return [field.alias or name for name, field in here.model_fields.items() if name != "id"] if here else []


def _purpose(model: type[BaseModel], path: Path) -> str:
    here = _model_at(model, path[:-1])
    field = (
        next((f for n, f in here.model_fields.items() if (f.alias or n) == path[-1]), None) if here else None
    )
    return field.description or "" if field else ""


def _kind_of(value: object) -> str:
    if isinstance(value, Mapping):
        return "fields"
    if isinstance(value, list | tuple):
        return "a list"
    return f'"{value}"'


def _all(words: list[str]) -> str:
    return f"Expected one of: {', '.join(words)}."
