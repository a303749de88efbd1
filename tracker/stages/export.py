"""Records and facts to open data: tables, documents, a database, and their descriptions."""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache as once
from functools import partial
from importlib.metadata import version
from itertools import chain

from pydantic import TypeAdapter
from pydantic_core import to_json

from tracker.cache import Cache, code_digest, digest
from tracker.stages.exports.comma_separated import csv_text
from tracker.stages.exports.data_package import data_package
from tracker.stages.exports.json_documents import json_documents, json_of_all, json_schemas
from tracker.stages.exports.spool import Spool, Spooled
from tracker.stages.exports.sqlite_database import fill, finished, opened
from tracker.stages.tables.evidence import evidence_tables
from tracker.stages.tables.frameworks import framework_tables
from tracker.stages.tables.inspections import inspection_tables
from tracker.stages.tables.national import national_tables
from tracker.stages.tables.providers import provider_tables
from tracker.stages.tables.sources import CitationRow, citation_table, citations, source_table
from tracker.values.facts import Facts
from tracker.values.file import File, files_of
from tracker.values.open_data import OpenData
from tracker.values.page import data_url, file_of_url
from tracker.values.project import ENGINE
from tracker.values.records import Content
from tracker.values.table import Filled, Table

_Made = tuple[tuple[Table, ...], Mapping[str, Spooled]]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the large files without reading them: the SHA-256 and the size of each by its name."""

    tables: tuple[Table, ...]
    files: Mapping[str, tuple[str, int]]


_KNOWN = TypeAdapter(_Known)


def exported(content: Content, facts: Facts, cache: Cache) -> OpenData:
    """The open data. Nothing in it depends on the day of the build.

    The large files are not made if the cache knows what they are, until somebody reads one.
    """
    libraries = (sys.version, sqlite3.sqlite_version, version("pydantic"))
    engine = digest(code_digest(ENGINE / "tracker"), repr(libraries))
    documents = json_documents(content, engine)
    areas = [area.url for area in facts.areas]  # all else that goes in follows from the records alone
    others = to_json((content.site, content.measures, content.events, content.totals, areas))
    key = digest(engine, others, *(document.key for document in documents.values()))
    made = once(partial(_made, content, facts))
    known = cache.kept(
        "open-data",
        key,
        lambda: _known(made()),
        dump=lambda known: _KNOWN.dump_json(known).decode(),
        load=_KNOWN.validate_json,
    )
    large = {
        data_url(name): File(sha256, partial(_content, made, name), partial(_pieces, made, name))
        for name, (sha256, _) in known.files.items()
    }
    files = large | documents | files_of(_schemas(content.site.address, cache))
    return OpenData(
        known.tables,
        {file_of_url(url): file for url, file in files.items()},
        {file_of_url(data_url(name)): size for name, (_, size) in known.files.items()},
    )


def _known(made: _Made) -> _Known:
    tables, files = made
    return _Known(tables, {name: (file.sha256, file.size) for name, file in files.items()})


def _content(made: Callable[[], _Made], name: str) -> bytes:
    return b"".join(_pieces(made, name))


def _pieces(made: Callable[[], _Made], name: str) -> Iterable[bytes]:
    return made()[1][name].pieces()


def _made(content: Content, facts: Facts) -> _Made:
    """The tables and the large files, on disk until they are read, or in memory if the disk is full."""
    try:
        return _spooled(content, facts, on_disk=True)
    except (OSError, sqlite3.OperationalError):
        return _spooled(content, facts, on_disk=False)


def _spooled(content: Content, facts: Facts, *, on_disk: bool) -> _Made:
    spool = Spool(on_disk=on_disk)
    tables: list[Table] = []
    files: dict[str, Spooled] = {}
    with opened(on_disk=on_disk) as database:
        for table, rows in _tables(content, facts):
            tables.append(table)
            files[table.csv] = spool.spooled([csv_text(table.header, rows).encode()])
            fill(database, table, rows)
        files["tracker.sqlite"] = spool.spooled(finished(database, tables, on_disk=on_disk))
    files["datapackage.json"] = spool.spooled([data_package(content.site, tables, files)])
    files["tracker.json"] = spool.spooled(json_of_all(content))
    return tuple(tables), files


def _schemas(address: str, cache: Cache) -> dict[str, bytes]:
    """The schemas, which take longer to make than all tables and change only with the program."""
    key = digest(code_digest(ENGINE / "tracker"), version("pydantic"), address)
    schemas = cache.kept("schemas", key, partial(json_schemas, address), dump=json.dumps, load=json.loads)
    return {url: text.encode() for url, text in schemas.items()}


def _tables(content: Content, facts: Facts) -> Iterator[Filled]:
    """All tables, those that most readers want first, each made when it is asked for."""
    inspections = {inspection.id: inspection for inspection in facts.inspections}
    cited: list[CitationRow] = []
    for table, rows in chain(
        inspection_tables(content, inspections),
        evidence_tables(content),
        provider_tables(content, {area.url for area in facts.areas}),
        framework_tables(content),
        national_tables(content, facts.measures),
        map(source_table, [content]),
    ):
        cited += citations(table, rows)
        yield table, rows
    yield citation_table(content.site.words, cited)
