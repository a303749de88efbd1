"""JSON Schemas of what editors write, which give completion and explanations in their editors.

They are of draft-07 (https://json-schema.org/draft-07), which every editor knows. Examples stand in the
descriptions and not under `examples`: editors would put those into the record as if they were its values.
"""

import json
import re
from collections.abc import Mapping

from annotated_types import MaxLen, MinLen
from pydantic.fields import FieldInfo

from tracker.stages.describing.forms import any_case, fields, form_of, guide, made_of, parts
from tracker.values.records import (
    Content,
    Events,
    Figure,
    Finding,
    Framework,
    Inspection,
    PartOf,
    Provider,
    Quote,
    Selection,
    Site,
    Source,
    Standard,
    Succession,
    Totals,
)
from tracker.values.records.base import JsonObject, Record
from tracker.values.records.inspection import UNRATED_WORDS
from tracker.values.records.measure import Measures

KINDS: Mapping[str, type[Record]] = {
    "inspection": Inspection,
    "provider": Provider,
    "framework": Framework,
    "measures": Measures,
    "events": Events,
    "totals": Totals,
    "site": Site,
}
"""What editors write, by the name of its schema."""

_COMMENT = "Made by `python build.py schema` from tracker/values/records/ and the records. Do not edit it."
_REFERS = {
    (Inspection, "provider"): "provider",
    (PartOf, "provider"): "provider",
    (Succession, "provider"): "provider",
    (Inspection, "framework"): "framework",
    (Selection, "framework"): "framework",
    (Figure, "measure"): "measure",
    (Provider, "kind"): "kind",
    (Framework, "kinds"): "kind",
    (Standard, "kinds"): "kind",
    (Selection, "kinds"): "kind",
    (Totals, "now"): "kind",
}
"""The fields that name another record. Those that name an inspection are left open: there is one more each
month, and its editor would have to renew the schemas for it."""
_LEAST = {"list": "minItems", "mapping": "minProperties"}
_ONE_OF: Mapping[type[Record], tuple[str, ...]] = {
    Figure: ("measure", "label"),
    Finding: ("strength", "weakness", "mixed"),
}
_SNIPPETS: Mapping[type[Record], Mapping[str, tuple[str, ...]]] = {
    Source: {"a source": ("title", "publisher", "url", "published", "accessed")},
    Figure: {
        "a figure of a measure": ("measure", "value", "source"),
        "a figure with a label": ("label", "value", "unit", "source"),
    },
    Finding: {f"a finding: {side}": (side, "source") for side in ("strength", "weakness", "mixed")},
    Quote: {"a quotation": ("text", "speaker", "role", "from", "source")},
}
"""What an editor offers to begin a part with, by what it is called there."""


def ids(content: Content) -> dict[str, dict[str, str]]:
    """The ids that exist with what each stands for, by what they are the ids of.

    That of a provider exists as soon as its file does, although it may not be filled in yet.
    """
    begun = (re.fullmatch(r"content/providers/([a-z0-9-]+)\.yaml", file) for file in content.broken)
    named = {name: provider.name for name, provider in content.providers.items()}
    return {
        "provider": {found[1]: "" for found in begun if found} | named,
        "framework": {name: framework.name for name, framework in content.frameworks.items()},
        "measure": {name: measure.name for name, measure in content.measures.items()},
        "kind": {name: kind.name for name, kind in content.site.provider_kinds.items()},
    }


def schemas(content: Content) -> dict[str, str]:
    """The schema of each kind of file, by its name, as text."""
    known = ids(content)
    made = {name: _of_file(model, known) for name, model in KINDS.items()}
    made["inspection"]["allOf"] = [_under(framework) for framework in content.frameworks.values()]
    made["inspection"]["definitions"] |= {_rating(f): _of_rating(f) for f in content.frameworks.values()}
    return {name: f"{json.dumps(schema, indent=1, ensure_ascii=False)}\n" for name, schema in made.items()}


def _of_file(model: type[Record], known: Mapping[str, Mapping[str, str]]) -> JsonObject:
    models = made_of(model)
    used = {_REFERS[key] for key in _REFERS if key[0] in models}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": _COMMENT,
        **_of_record(model),
        "definitions": {
            **{part.__name__: _of_record(part) for part in models[1:]},
            **{name: _of_ids(name, known[name]) for name in sorted(used)},
        },
    }


def _of_ids(name: str, known: Mapping[str, str]) -> JsonObject:
    listed = sorted(known)
    told = f"There is no {name} of this id. After adding one, run: python build.py schema"
    described = {"enumDescriptions": [known[word] for word in listed]}
    # An empty list of words would be no schema.
    return {"type": "string", **({"enum": listed, **described} if listed else {}), "errorMessage": told}


def _of_record(model: type[Record]) -> JsonObject:
    written = fields(model)
    schema: JsonObject = {
        "title": model.__name__,
        "description": " ".join((model.__doc__ or "").partition("\n\n")[0].split()),
        "type": "object",
        "properties": {
            name: {**_of_field(model, name, kind, field), **_told(kind, field)}
            for name, (kind, field) in written.items()
        },
        "required": [name for name, (_, field) in written.items() if field.is_required()],
        "additionalProperties": False,
    }
    if names := _ONE_OF.get(model):
        told = f"Write exactly one of {', '.join(names)}."
        schema["oneOf"] = [{"required": [name], "errorMessage": told} for name in names]
    if snippets := _SNIPPETS.get(model):
        schema["defaultSnippets"] = [
            {"label": label, "body": {name: f"${place}" for place, name in enumerate(names, 1)}}
            for label, names in snippets.items()
        ]
    return schema


def _told(kind: object, field: FieldInfo) -> JsonObject:
    """What an editor shows beside a field."""
    form = form_of(parts(kind)[1][0])
    rule = " ".join(part for part in (form.rule if form else "", guide(field).rule) if part)
    what, example = field.description or "", guide(field).example
    plain = re.sub(r"[`*]", "", f"{what} {rule}").strip()
    shown = [what, rule, f"For example: `{example}`" if example else ""]
    return {"description": plain, "markdownDescription": "\n\n".join(part for part in shown if part)}


def _of_field(model: type[Record], name: str, kind: object, field: FieldInfo) -> JsonObject:
    refers = _REFERS.get((model, name))
    schema = _of_type(kind, _definition(refers) if refers else "")
    what = parts(kind)[0]
    for limit in field.metadata:
        if isinstance(limit, MinLen) and what in _LEAST:
            schema[_LEAST[what]] = limit.min_length
        elif isinstance(limit, MaxLen):
            schema["maxLength"] = limit.max_length
    return schema


def _of_type(kind: object, refers: str = "") -> JsonObject:
    what, inside = parts(kind)
    form = form_of(inside[0])
    if what == "list":
        return {"type": "array", "items": _of_type(inside[0], refers)}
    if what == "mapping":
        words = parts(inside[0])
        if words[0] == "words":
            named: JsonObject = {word: _of_type(inside[1]) for word in words[1]}
            return {
                "type": "object",
                "properties": named,
                "required": list(named),
                "additionalProperties": False,
            }
        names = {**_of_type(inside[0]), "doNotSuggest": True}
        return {"type": "object", "propertyNames": names, "additionalProperties": _of_type(inside[1])}
    if what == "words":
        return {"type": "string", "enum": list(inside)}
    return dict(form.schema) if form and not refers else {"$ref": refers or _definition(inside[0].__name__)}


def _under(framework: Framework) -> JsonObject:
    """What an inspection of a programme can say: its standards, and the words of its scale."""
    standards = {standard.id: _named(standard) for standard in framework.standards}
    told = f"{framework.short_name} has no {framework.standard_word or 'standard'} of this id."
    rating = {"$ref": _definition(_rating(framework))}
    named = {"enum": list(standards), "enumDescriptions": list(standards.values()), "errorMessage": told}
    evidence = {"items": {"properties": {"standard": named}}} if standards else {}
    return {
        "if": {"properties": {"framework": {"const": framework.id}}, "required": ["framework"]},
        "then": {
            "properties": {
                "overall": rating,
                "ratings": {
                    "properties": {name: {**rating, "description": text} for name, text in standards.items()},
                    "additionalProperties": False,
                    "errorMessage": told,
                },
                "judgements": evidence,
                "findings": evidence,
            }
        },
    }


def _definition(name: str) -> str:
    return f"#/definitions/{name}"


def _rating(framework: Framework) -> str:
    return f"rating-{framework.id}"


def _of_rating(framework: Framework) -> JsonObject:
    meanings = {step.word: step.meaning or "" for step in framework.scale} | dict.fromkeys(UNRATED_WORDS, "")
    words: list[JsonObject] = [
        {"enum": list(meanings), "enumDescriptions": list(meanings.values())},
        {"type": "string", "pattern": f"^({any_case(meanings)})$"},
    ]
    with_source = {"allOf": [{"$ref": _definition("Rated")}, {"properties": {"rating": {"anyOf": words}}}]}
    return {"anyOf": [*words, with_source]}


def _named(standard: Standard) -> str:
    return f"{standard.name}: {standard.meaning}" if standard.meaning else standard.name
