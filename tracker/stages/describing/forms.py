"""How each type of value is written in YAML: for a JSON Schema, and in words for people."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tracker.values.dates import PATTERN, PartialDate
from tracker.values.records.base import Cites, Id, JsonObject, Number, Page, Record, Text, Url
from tracker.values.records.entry import Guide
from tracker.values.records.evidence import Unit
from tracker.values.records.inspection import NOT_RECORDED, NOT_YET, Published, RatingGiven
from tracker.values.records.totals import Count, InspectionId
from tracker.values.records.verified import Sha256


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is written."""

    schema: JsonObject
    rule: str = ""


def any_case(words: Iterable[str]) -> str:
    """A pattern for words that may be written in capitals or small letters."""
    return "|".join(
        "".join(f"[{c.lower()}{c.upper()}]" if c.lower() != c.upper() else re.escape(c) for c in word)
        for word in words
    )


_ID: JsonObject = {
    "type": ["string", "integer"],
    "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
    "patternErrorMessage": "Use small letters, digits and single hyphens.",
}
_TEXT: JsonObject = {
    "type": ["string", "number"],  # a bare 2019 is meant as text where text is wanted
    "pattern": r"\S",
    "patternErrorMessage": "This is empty. Fill it in, or delete the field if it may be left out.",
}
_DATE: JsonObject = {
    "type": ["string", "integer"],  # a bare year is a number
    "pattern": PATTERN.replace(r"\d", "[0-9]"),
    "patternErrorMessage": "Write 2019, 2019-07, 2019-07-17 or, for a period, 2019-02/2019-03.",
    "minimum": 1000,
    "maximum": 9999,
}
_NO_DATE = (NOT_YET, NOT_RECORDED)
_PUBLISHED: JsonObject = {
    **_DATE,
    "pattern": f"{_DATE['pattern']}|^({any_case(_NO_DATE)})$",
    "patternErrorMessage": f"Write 2019, 2019-07, 2019-07-17, or {' or '.join(_NO_DATE)}.",
    "defaultSnippets": [{"label": word, "body": word} for word in _NO_DATE],
}
# Editors show the field's own words for a choice whose parts have titles.
_CITES: JsonObject = {
    "anyOf": [
        {"title": "a source", **_ID},
        {"title": "several sources", "type": "array", "items": _ID, "minItems": 1},
    ]
}
_RATING: JsonObject = {"anyOf": [{"title": "a rating", **_TEXT}, {"$ref": "#/definitions/Rated"}]}
FORMS: tuple[tuple[object, Form], ...] = (
    (Id, Form(_ID)),
    (Text, Form(_TEXT)),
    (Unit, Form(_TEXT)),
    (
        Number,
        Form(
            {
                "type": ["string", "number"],
                "pattern": r"^\s*-?[0-9]+(\.[0-9]+)?\s*$",
                "patternErrorMessage": "Write digits only; the unit and words like “almost” go elsewhere.",
            },
            "A number.",
        ),
    ),
    (
        Url,
        Form(
            {
                "type": "string",
                "pattern": r"^[hH][tT][tT][pP][sS]?://(?![^/?#]*@)[^\s<>\"\\]+$",
                "patternErrorMessage": "A web address starts with https:// or http:// and has no spaces.",
            },
            "A web address.",
        ),
    ),
    (PartialDate, Form(_DATE, "A date.")),
    (Page, Form({"type": "integer", "minimum": 1}, "A whole number from 1.")),
    (Count, Form({"type": "integer", "minimum": 0}, "A whole number.")),
    (bool, Form({"type": "boolean"}, "`true` or `false`.")),
    (Cites, Form(_CITES, "A source, or a list of them.")),
    (Published, Form(_PUBLISHED)),
    (RatingGiven, Form(_RATING)),
    (InspectionId, Form({"type": "string", "pattern": "^[0-9]{4}/[a-z0-9]+(-[a-z0-9]+)*$"})),
    (Sha256, Form({"type": "string"})),
)
"""Each type that records.base and its neighbours name."""


def form_of(kind: object) -> Form | None:
    """How a value of a type is written, where it is not made of others."""
    return next((form for known, form in FORMS if known is kind or known == kind), None)


def parts(kind: object) -> tuple[str, tuple[Any, ...]]:
    """What a type is ("form", "words", "list", "mapping" or "record"), and what it is made of."""
    if get_origin(kind) in {Union, UnionType}:
        kinds = [part for part in get_args(kind) if part is not NoneType]
        if len(kinds) == 1:
            return parts(kinds[0])
    if form_of(kind):
        return "form", (kind,)
    origin = get_origin(kind)
    if origin is Literal:
        return "words", get_args(kind)
    if origin is tuple:
        return "list", get_args(kind)[:1]
    if origin is Mapping:
        return "mapping", get_args(kind)
    if isinstance(kind, type) and issubclass(kind, Record):
        return "record", (kind,)
    raise TypeError(f"no form is known for {kind}")


def fields(model: type[BaseModel]) -> dict[str, tuple[Any, FieldInfo]]:
    """The fields that editors write, by the names that they write, with their types; its own come first."""
    hints = get_type_hints(model, include_extras=True)
    by_file_name = {"id"} if "sources" in model.model_fields else set()  # the file's name is its id
    names = sorted(model.model_fields, key=inherited(model).__contains__)
    return {
        model.model_fields[name].alias or name: (hints[name], model.model_fields[name])
        for name in names
        if name not in by_file_name
    }


def inherited(model: type[BaseModel]) -> set[str]:
    """The names of the fields that a model has from the one that it extends."""
    return {name for base in model.__bases__ if issubclass(base, BaseModel) for name in base.model_fields}


def guide(field: FieldInfo) -> Guide:
    """The rule and example of a field."""
    given = field.json_schema_extra
    return given if isinstance(given, Guide) else Guide()


def made_of(model: type[Record]) -> list[type[Record]]:
    """A record's model and, in the order of their first use, those of all its parts."""
    found: list[type[Record]] = []

    def visit(kind: object) -> None:
        if kind is RatingGiven:
            kind = get_args(kind)[0]
        if not (isinstance(kind, type) and issubclass(kind, Record)):
            for part in get_args(kind):
                visit(part)
        elif kind is not Record and kind not in found:
            for base in kind.__bases__:
                visit(base)
            found.append(kind)
            for type_, _ in fields(kind).values():
                visit(type_)

    visit(model)
    return found
