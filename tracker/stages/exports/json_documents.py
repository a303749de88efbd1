"""Records as JSON: a document for each and one for all of them, and the schemas that they keep to."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema, to_json

from tracker.stages.exports.published import (
    Everything,
    PublishedFramework,
    PublishedInspection,
    PublishedProvider,
    everything,
)
from tracker.values.page import data_url, framework_data_url, in_full, inspection_data_url, provider_data_url
from tracker.values.records import Content

EVERYTHING = data_url("tracker.json")
SCHEMAS: Mapping[str, type[BaseModel]] = {
    "framework": PublishedFramework,
    "provider": PublishedProvider,
    "inspection": PublishedInspection,
    "tracker": Everything,
}
"""The kinds of document, with what they are made of."""


def schema_url(kind: str) -> str:
    """Where the schema of a kind of document is."""
    return data_url(f"schemas/{kind}.json")


def json_documents(content: Content) -> dict[str, bytes]:
    """The documents by address: each field as editors write it, null where nothing is on record."""
    whole = _plain(everything(content).model_dump(by_alias=True))
    addresses = {
        "frameworks": framework_data_url,
        "providers": provider_data_url,
        "inspections": inspection_data_url,
    }
    documents = {url(record["id"]): record for family, url in addresses.items() for record in whole[family]}
    return {url: _text(document) for url, document in {**documents, EVERYTHING: whole}.items()}


def json_schemas(address: str) -> dict[str, str]:
    """The schemas by address, made from the models that read the records."""
    return {
        schema_url(kind): _text(_schema(kind, model, address)).decode() for kind, model in SCHEMAS.items()
    }


def _schema(kind: str, model: type[BaseModel], address: str) -> dict[str, Any]:
    """A schema with the name that the specification asks for: https://json-schema.org/draft/2020-12."""
    made = model.model_json_schema(by_alias=True, schema_generator=_Schema)
    return {"$schema": _Schema.schema_dialect, "$id": in_full(schema_url(kind), address), **made}


class _Schema(GenerateJsonSchema):
    """Schemas of what is published, where numbers are numbers; in a record they may be text."""

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> dict[str, Any]:
        return {"type": "number"}


def _plain(value: Any) -> Any:
    """A value of which JSON has every part: decimal numbers become numbers of JSON."""
    if value is None or isinstance(value, str):  # most are
        return value
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _text(document: Any) -> bytes:
    return to_json(document, indent=2) + b"\n"
