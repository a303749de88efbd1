"""Records and facts to open data: tables, documents, a database, and their descriptions."""

import json
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version

from tracker.cache import Cache, code_digest, digest
from tracker.stages.exports.comma_separated import csv_text
from tracker.stages.exports.data_package import data_package
from tracker.stages.exports.json_documents import json_documents, json_schemas
from tracker.stages.exports.sqlite_database import sqlite_database
from tracker.stages.tables.evidence import evidence_tables
from tracker.stages.tables.frameworks import framework_tables
from tracker.stages.tables.inspections import inspection_tables
from tracker.stages.tables.national import national_tables
from tracker.stages.tables.providers import provider_tables
from tracker.stages.tables.sources import citation_table, source_table
from tracker.values.facts import Facts
from tracker.values.open_data import OpenData
from tracker.values.page import data_url, file_of_url
from tracker.values.project import ENGINE
from tracker.values.records import Content
from tracker.values.table import Table


def exported(content: Content, facts: Facts, cache: Cache) -> OpenData:
    """The open data. Nothing in it depends on the day of the build."""
    tables = tuple(_tables(content, facts))
    texts = {table.csv: csv_text(table.header, table.rows).encode() for table in tables}
    files = {
        **texts,
        "datapackage.json": data_package(content.site, tables, texts),
        "tracker.sqlite": sqlite_database(tables),
    }
    files = {data_url(name): file for name, file in files.items()}
    files |= json_documents(content) | _schemas(content.site.address, cache)
    return OpenData(tables, {file_of_url(url): file for url, file in files.items()})


def _schemas(address: str, cache: Cache) -> dict[str, bytes]:
    """The schemas, which take longer to make than all tables and change only with the program."""
    key = digest(code_digest(ENGINE / "tracker"), version("pydantic"), address)
    schemas = cache.kept("schemas", key, partial(json_schemas, address), dump=json.dumps, load=json.loads)
    return {url: text.encode() for url, text in schemas.items()}


def _tables(content: Content, facts: Facts) -> Iterator[Table]:
    """All tables, those that most readers want first."""
    inspections = {inspection.id: inspection for inspection in facts.inspections}
    tables = (
        *inspection_tables(content, inspections),
        *evidence_tables(content),
        *provider_tables(content, {area.url for area in facts.areas}),
        *framework_tables(content),
        *national_tables(content, facts.measures),
        source_table(content),
    )
    yield from tables
    yield citation_table(content.site.words, tables)
