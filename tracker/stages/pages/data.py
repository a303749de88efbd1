"""The page of the open data: what there is, how to use it, and what every column means."""

from collections.abc import Iterator

from tracker.stages.pages.structured import dataset
from tracker.values.facts import Facts
from tracker.values.open_data import Download, OpenData, Query, TableFacts
from tracker.values.page import DATA, Page, data_url, file_of_url, inspection_data_url, provider_data_url
from tracker.values.words import so_many

_FORMATS = {
    "csv": "text/csv",
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
}
_COUNTS = """SELECT framework, coalesce(overall, overall_silence) AS rating, count(*) AS inspections
FROM inspections
GROUP BY framework, overall_level, rating
ORDER BY framework, overall_level IS NULL, overall_level;"""
_FIGURES = """SELECT providers.short_name, inspections.published, figures.qualifier, figures.value,
  sources.publisher, sources.url
FROM figures
JOIN providers ON providers.id = figures.provider
JOIN inspections ON inspections.id = figures.inspection
JOIN citations ON citations.table_name = 'figures' AND citations.row_id = figures.id
JOIN sources ON sources.id = citations.source
WHERE figures.measure = '{measure}'
ORDER BY figures.value DESC;"""
_SAID = """SELECT table_name, snippet(search, 0, '[', ']', '…', 16) AS words, page_url
FROM search
WHERE search MATCH 'staff OR leadership'
ORDER BY rank
LIMIT 20;"""


def queries(facts: Facts) -> Iterator[Query]:
    """Questions to begin with, and how they are put to the database; each finds something."""
    which = f"How many {facts.site.words.inspections} of each programme"
    yield Query(f"{which} ended with which overall rating?", _COUNTS)
    known = (measure for measure in facts.measures.values() if measure.count)
    most = max(known, key=lambda each: (each.record.better != "neither", each.count), default=None)
    if most:
        question = f"Which values of “{most.record.name}” are on record, and where is each stated?"
        yield Query(question, _FIGURES.format(measure=most.id))
    yield Query("Where is anything said about staff or leadership?", _SAID)


def data(facts: Facts, published: OpenData) -> Iterator[Page]:
    """The data of this site to download, with its dictionary."""
    tables = tuple(
        TableFacts(
            name=table.name,
            description=table.description,
            count=so_many(table.count, "row"),
            key=", ".join(table.key),
            columns=table.columns,
            download=_download(table.csv, published),
        )
        for table in published.tables
    )
    whole = {
        name: _download(name, published) for name in ("tracker.sqlite", "tracker.json", "datapackage.json")
    }
    downloads = (*whole.values(), *(table.download for table in tables))
    context = {
        "tables": tables,
        "database": whole["tracker.sqlite"],
        "document": whole["tracker.json"],
        "package": whole["datapackage.json"],
        "downloads": downloads,
        "schemas": tuple(f"/{file}" for file in published.files if file.startswith("data/schemas/")),
        "example": _example(facts),
        "queries": tuple(queries(facts)),
    }
    described = "Everything on record as CSV, JSON and SQLite, with what every column means and the licence."
    told = dataset(facts.site, described, downloads)
    yield Page(DATA, "pages/data.html", "Data", described, context, structured=(told,))


def _example(facts: Facts) -> str:
    """The document of some record, to show what such addresses look like."""
    if facts.inspections:
        return inspection_data_url(facts.inspections[0].id)
    return provider_data_url(facts.providers[0].id) if facts.providers else data_url("tracker.json")


def _download(name: str, published: OpenData) -> Download:
    url = data_url(name)
    return Download(name, url, _FORMATS[name.rpartition(".")[2]], published.sizes[file_of_url(url)])
