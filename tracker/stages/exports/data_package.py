"""The description of the tables for programs: https://specs.frictionlessdata.io/tabular-data-package/."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import to_json

from tracker.stages.exports.spool import Spooled
from tracker.values.dates import PATTERN
from tracker.values.page import DATA, SOURCES, in_full, slug
from tracker.values.records import Site
from tracker.values.table import Column, Form, Table

_TYPES: Mapping[Form, dict[str, Any]] = {
    "text": {"type": "string"},
    "address": {"type": "string", "format": "uri"},
    "ids": {"type": "string"},
    "partial date": {"type": "string"},
    "day": {"type": "date"},
    "whole number": {"type": "integer"},
    "number": {"type": "number"},
    "true or false": {"type": "boolean"},
}


def data_package(site: Site, tables: Iterable[Table], files: Mapping[str, Spooled]) -> bytes:
    """The description of the tables; `files` are theirs by name."""
    package = {
        "profile": "tabular-data-package",
        "name": slug(site.title),
        "title": site.title,
        "description": site.description,
        "homepage": in_full(DATA, site.address),
        "licenses": [
            {
                "name": re.sub(r"[^-a-zA-Z0-9._]+", "-", site.licence.name),
                "title": site.licence.name,
                "path": site.licence.url,
            }
        ],
        "contributors": [{"title": site.editors, "role": "author"}],
        "sources": [{"title": "The sources of each record", "path": in_full(SOURCES, site.address)}],
        "resources": [_resource(table, files[table.csv]) for table in tables],
    }
    return to_json(package, indent=2) + b"\n"


def _resource(table: Table, file: Spooled) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.csv,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": {
            "fields": [_field(column, unique=table.key == (column.name,)) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign_key(table, column) for column in table.foreign],
        },
    }


def _foreign_key(table: Table, column: Column) -> dict[str, Any]:
    # A table that refers to itself is named by nothing, says the specification of Table Schema.
    other = "" if column.references == table.name else column.references
    return {"fields": column.name, "reference": {"resource": other, "fields": "id"}}


def _field(column: Column, *, unique: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": column.required}
    if unique:
        constraints["unique"] = True
    if column.words:
        constraints["enum"] = list(column.words)
    if column.form == "partial date":
        constraints["pattern"] = PATTERN.strip("^$")  # which the specification implies
    return {
        "name": column.name,
        **_TYPES[column.form],
        "description": column.description,
        "constraints": constraints,
    }
