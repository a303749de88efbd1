"""Records as JSON: a document for each and one for all of them, and the schemas that they keep to."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema, to_json

from tracker.cache import digest
from tracker.stages.exports.published import (
    Everything,
    PublishedFramework,
    PublishedInspection,
    PublishedProvider,
    everything_else,
    published,
)
from tracker.values.file import File
from tracker.values.page import data_url, framework_data_url, in_full, inspection_data_url, provider_data_url
from tracker.values.records import Content, Framework, Inspection, Provider, Site

_URLS = {
    "frameworks": framework_data_url,
    "providers": provider_data_url,
    "inspections": inspection_data_url,
}
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


def json_documents(content: Content, engine: str) -> dict[str, File]:
    """The documents of records by address: each field as editors write it, null where nothing is on record.

    Each is made when it is read. `engine` stands in their keys for the program that makes them.
    """
    made_by = digest(engine, content.site.address)
    return {
        _URLS[family](name): File(
            digest(made_by, family, to_json(record)), partial(_document, record, content.site)
        )
        for family, records in _families(content).items()
        for name, record in records.items()
    }


def json_of_all(content: Content) -> Iterator[bytes]:
    """All records in one document, in pieces, because whole it would take much memory."""
    families, site = _families(content), content.site
    before = b"{"
    for name, value in _plain(everything_else(content).model_dump(by_alias=True)).items():
        yield b'%s\n  "%s": ' % (before, name.encode())
        if records := families.get(name):
            start = b"[\n"
            for record in records.values():
                yield _indented(start + _document(record, site).rstrip(), 4)
                start = b",\n"
            yield b"\n  ]"
        else:
            yield _indented(_text(value).rstrip(), 2)
        before = b","
    yield b"\n}\n"


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
    if isinstance(value, dict):  # of whose parts most are texts, and there are many
        return {
            name: part if part is None or isinstance(part, str) else _plain(part)
            for name, part in value.items()
        }
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _document(record: Framework | Provider | Inspection, site: Site) -> bytes:
    return _text(_plain(published(record, site).model_dump(by_alias=True)))


def _text(document: Any) -> bytes:
    return to_json(document, indent=2) + b"\n"


def _indented(text: bytes, depth: int) -> bytes:
    """A text deeper inside another; within its strings no line ends."""
    return text.replace(b"\n", b"\n" + b" " * depth)


def _families(content: Content) -> Mapping[str, Mapping[str, Framework | Provider | Inspection]]:
    """The records that have documents of their own, by what the document of all calls them."""
    return {
        "frameworks": content.frameworks,
        "providers": content.providers,
        "inspections": content.inspections,
    }
