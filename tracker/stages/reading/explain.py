"""Turns what pydantic found wrong with a record into sentences for an editor."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from tracker.values.page import slug
from tracker.values.problem import Family, Path, Problem, nearest

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
    "greater_than_equal": "expected a whole number from 1 up",
    "literal_error": "expected a word",
    "model_attributes_type": 'expected fields: lines of "name: value"',
}


_KEY = "[key]"  # pydantic's last step where the name of a field is at fault
_WIDTH = 60  # characters of a value that a message repeats


def explained(
    error: ValidationError, model: type[BaseModel], data: Mapping[str, Any], file: str
) -> Iterator[Problem]:
    """A problem for each fault; fields that a union or a short form adds to the path are left out."""
    faults = [(fault, _own_path(fault["loc"], data)) for fault in error.errors(include_url=False)]
    misspelt = {
        path: nearest(str(path[-1]), _fields(_model_at(model, path[:-1])).keys() - {"id"})
        for fault, path in faults
        if fault["type"] == "extra_forbidden"
    }
    meant = {(path[:-1], hint) for path, hint in misspelt.items()}
    for fault, path in faults:
        if fault["type"] == "extra_forbidden":
            part = "this part of the record" if path[:-1] else "this record"
            message = f'"{path[-1]}" is not a field of {part}.'
            yield Problem(file, message, misspelt[path], path, on_key=True, rule=Family.FIELDS_ARE_KNOWN)
        elif fault["type"] == "missing":
            # A misspelt field is told of once, not as missing as well.
            if (path[:-1], f'Did you mean "{path[-1]}"?') not in meant:
                message = f'the field "{path[-1]}" is missing.'
                yield Problem(file, message, _purpose(model, path), path[:-1], rule=Family.FIELDS_ARE_THERE)
        else:
            message, hint = _told(fault)
            on_key = fault["loc"][-1:] == (_KEY,)
            yield Problem(file, message, hint, path, on_key=on_key, rule=Family.VALUES_FIT_THEIR_FIELDS)


def _told(fault: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a value, and what to do."""
    kind, context, given = fault["type"], fault.get("ctx", {}), fault["input"]
    message, hint = fault["msg"].rstrip(".") + ".", ""
    if given is None:
        message, hint = "nothing is written here.", "Fill it in, or delete the line."
    elif kind == "value_error":
        message, _, hint = str(context["error"]).partition(". ")
        message, hint = message.rstrip(".") + ".", hint and (hint if hint[-1] in ".?" else f"{hint}.")
    elif kind == "string_pattern_mismatch":
        message, hint = f'"{_short(given)}" is not a name that can be linked to.', _as_id(given)
    elif kind in {"too_short", "string_too_short"}:
        message, hint = "this is empty.", "Fill it in, or delete the field if it may be left out."
    elif kind == "string_too_long":
        message = f"this has {len(given)} characters; at most {context['max_length']} are allowed."
        hint = "Shorten it."
    elif kind == "literal_error" and isinstance(given, str):
        message = f'"{_short(given)}" is not known here.'
    elif kind in _EXPECTED:
        message = f"{_EXPECTED[kind]}, found {_kind_of(given)}."
        hint = "Put it in quotes." if kind == "string_type" and isinstance(given, bool) else ""
    if kind == "literal_error":
        # Pydantic names the choice in a sentence: 'a', 'b' or 'c'.
        words = [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
        near = nearest(given, words) if isinstance(given, str) else ""
        hint = near or f"Expected one of: {', '.join(words)}."
    return message, hint


def _own_path(loc: tuple[int | str, ...], data: Any) -> Path:
    """The part of pydantic's path that is in the data: it also names functions and union members.

    The last step is kept for a field that is missing or not known.
    """
    path: list[str | int] = []
    here = data
    loc = loc[:-1] if loc[-1:] == (_KEY,) else loc
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
        field = _fields(here).get(step)
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


def _fields(model: type[BaseModel] | None) -> dict[str, FieldInfo]:
    """The fields of a model by the names that editors write."""
    return {field.alias or name: field for name, field in model.model_fields.items()} if model else {}


def _purpose(model: type[BaseModel], path: Path) -> str:
    field = _fields(_model_at(model, path[:-1])).get(str(path[-1]))
    return (field and field.description) or ""


def _kind_of(value: object) -> str:
    if isinstance(value, Mapping):
        return "fields"
    if isinstance(value, list | tuple):
        return "a list"
    return f'"{str(value).lower() if isinstance(value, bool) else _short(str(value))}"'


def _short(text: str) -> str:
    """A value on one line, cut where it is too long to help."""
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[:_WIDTH].rstrip()}…"


def _as_id(text: str) -> str:
    """What to write instead of a text that is not an id."""
    names = [slug(part) for part in text.split(",")]
    if len(names) > 1 and all(names):
        return f"For several, write a list: [{', '.join(names)}]."
    such = names[0] if names[0] and len(names[0]) <= _WIDTH else "merseyside-crc"
    return f"Use small letters, digits and single hyphens, such as {such}."
