"""The open data: it holds what the records hold, and the programs of others read it."""

import csv
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from tests.conftest import ROOT, SITES, TODAY
from tracker.cache import Cache
from tracker.pipeline import check
from tracker.stages import export as export_stage
from tracker.stages.derive import derived
from tracker.stages.export import exported
from tracker.stages.exports import spool, sqlite_database
from tracker.stages.exports.comma_separated import csv_text
from tracker.stages.exports.data_package import data_package
from tracker.stages.pages.data import queries
from tracker.values.dates import PartialDate
from tracker.values.open_data import OpenData
from tracker.values.project import Project
from tracker.values.records import Content, Site
from tracker.values.table import Cell

Rows = list[dict[str, str]]


def records(project: Project) -> Content:
    """What is on record, also what is in the future on the day of these tests."""
    content, _ = check(project, TODAY, Cache(None))
    assert content is not None
    return content


def data_of(project: Project, today: PartialDate = TODAY) -> OpenData:
    content = records(project)
    return exported(content, derived(content, today), Cache(None))


@pytest.fixture(scope="module", params=[SITES / "tiny", ROOT], ids=["tiny", "real"])
def project(request: pytest.FixtureRequest) -> Project:
    return Project.at(request.param)


@pytest.fixture(scope="module")
def data(project: Project) -> OpenData:
    return data_of(project)


def contents(data: OpenData) -> dict[str, bytes]:
    return {name: file.read() for name, file in data.files.items()}


def rows(data: OpenData, table: str) -> Rows:
    text = data.files[f"data/{table}.csv"].read().decode()
    return list(csv.DictReader(StringIO(text, newline="")))


def database(data: OpenData) -> "closing[sqlite3.Connection]":
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data.files["data/tracker.sqlite"].read())
    return closing(connection)


def documents(data: OpenData) -> Iterator[tuple[str, Any]]:
    """The kind and the content of every document."""
    yield "tracker", json.loads(data.files["data/tracker.json"].read())
    for kind in ("framework", "provider", "inspection"):
        for name, file in data.files.items():
            if name.startswith(f"data/{kind}s/"):
                yield kind, json.loads(file.read())


# What there is


def test_every_statement_on_record_has_a_row(project: Project, data: OpenData) -> None:
    content = records(project)
    inspections, providers = list(content.inspections.values()), list(content.providers.values())
    expected = {
        "inspections": len(inspections),
        "providers": len(providers),
        "provider_kinds": len(content.site.provider_kinds),
        "frameworks": len(content.frameworks),
        "standards": sum(len(f.standards) for f in content.frameworks.values()),
        "rating_words": sum(len(f.scale) for f in content.frameworks.values()),
        "revisions": sum(len(f.revisions) for f in content.frameworks.values()),
        "areas": sum(len(p.areas) for p in providers),
        "owners": sum(len(p.owners) for p in providers),
        "successions": sum(len(p.successors) for p in providers),
        "corrections": sum(len(r.corrections) for group in (providers, inspections) for r in group),
        "measures": len(content.measures),
        "events": len(content.events.events),
        "totals": len(content.totals.totals),
        "total_counts": sum(len(total.counts) for total in content.totals.totals),
        "sources": sum(1 for _ in content.all_sources()),
        **{
            name: sum(len(getattr(i, name)) for i in inspections)
            for name in ("judgements", "figures", "findings", "quotes", "recommendations")
        },
    }
    given = {table.name: len(rows(data, table.name)) for table in data.tables}
    assert {name: given[name] for name in expected} == expected
    assert given.keys() - expected.keys() == {"ratings", "citations"}


def test_every_rating_on_record_is_there_in_the_words_of_the_record(project: Project, data: OpenData) -> None:
    """And whatever is not there says why, in one of four ways."""
    given = {(row["inspection"], row["standard"]): row for row in rows(data, "ratings")}
    for inspection in records(project).inspections.values():
        for standard, rated in inspection.ratings.items():
            row = given[inspection.id, f"{inspection.framework}/{standard}"]
            said = row["rating"] or row["silence"].replace("-", " ")
            assert said.casefold() == rated.rating.casefold()
    silences = {"not-rated", "not-inspected", "not-recorded", "not-published"}
    overall = [(row["overall"], row["overall_silence"]) for row in rows(data, "inspections")]
    published = [(row["published"], row["published_silence"]) for row in rows(data, "inspections")]
    for word, silence in (*((r["rating"], r["silence"]) for r in given.values()), *overall, *published):
        assert bool(word) != (silence in silences), (word, silence)


def test_each_kind_of_silence_is_told_apart() -> None:
    data = data_of(Project.at(SITES / "tiny"))
    ratings = {row["id"]: row["silence"] for row in rows(data, "ratings")}
    assert ratings["2020/northshire-crc/ratings/planning"] == "not-rated"
    assert ratings["2020/northshire-crc/ratings/unpaid-work"] == "not-inspected"
    assert ratings["2020/northshire-crc/ratings/leadership"] == ""
    assert ratings["2024/northshire-nps/ratings/court-work"] == "not-published"
    # No company is inspected on a standard for the NPS, so that is no silence but no row.
    assert "2020/northshire-crc/ratings/court-work" not in ratings
    overall = {row["id"]: row["overall_silence"] for row in rows(data, "inspections")}
    assert overall["2017/northshire-crc"] == "not-rated"


def test_what_no_source_states_is_not_recorded(tiny: Project, edit: Callable[[str, str, str], None]) -> None:
    edit("content/inspections/2020/northshire-crc.yaml", "  staff: Requires improvement\n", "")
    ratings = {row["id"]: row for row in rows(data_of(tiny), "ratings")}
    row = ratings["2020/northshire-crc/ratings/staff"]
    assert (row["rating"], row["silence"], row["sources"]) == ("", "not-recorded", "")


def test_sources_stand_beside_statements_and_in_the_table_of_citations(data: OpenData) -> None:
    cited = {(r["table_name"], r["row_id"], r["column_name"], r["source"]) for r in rows(data, "citations")}
    listed = {
        (table.name, row["id"], column.name, source)
        for table in data.tables
        for column in table.columns
        if column.references == "sources" and column.form == "ids"
        for row in rows(data, table.name)
        for source in row[column.name].split()
        if source != "unattributed"
    }
    assert cited == listed
    for name in ("figures", "findings", "quotes", "judgements", "recommendations", "areas"):
        assert all(row["sources"] for row in rows(data, name)), name
    rated = [row for row in rows(data, "ratings") if row["rating"]]
    assert rated
    assert all(row["sources"] for row in rated)


def test_what_is_unattributed_says_so(tiny: Project, edit: Callable[[str, str, str], None]) -> None:
    file = "content/inspections/2020/northshire-crc.yaml"
    edit(file, "    value: 52.5\n    source: report", "    value: 1.10\n    source: unattributed")
    data = data_of(tiny)
    (figure,) = (row for row in rows(data, "figures") if row["inspection"] == "2020/northshire-crc")
    assert (figure["sources"], figure["value"]) == ("unattributed", "1.10")
    assert figure["id"] not in {row["row_id"] for row in rows(data, "citations")}


def test_addresses_in_the_tables_lead_to_files_of_the_site(real_site: Path) -> None:
    data = data_of(Project.at(ROOT))
    address = records(Project.at(ROOT)).site.address
    for table in data.tables:
        for row in rows(data, table.name):
            for name in {"page_url", "data_url"} & row.keys():
                assert row[name].startswith(address)
                target = real_site / row[name].removeprefix(address)
                assert (target / "index.html" if row[name].endswith("/") else target).is_file(), row[name]


def test_the_data_do_not_depend_on_the_day(tiny: Project) -> None:
    assert contents(data_of(tiny)) == contents(data_of(tiny, PartialDate("2031-01-01")))


# CSV

HOSTILE = (
    '=HYPERLINK("https://example.org","here")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "  =1+1",
    '"=1+1"',
    "'=1+1",
    "’=1+1",
    "＝1+1",
    "\t=1+1",
    "\r=1+1",
    "-",
    "+44 20 7946 0000",
)
HARMLESS = ("-5", "-0.5", "+7", "about -5", "a=b", "1-2", "– a dash", "…", "", "O'Neill", 'a "b", c\nd')


def read(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert read(csv_text([text], [[text]])) == [[f"'{text}"], [f"'{text}"]]


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert read(csv_text(["x", "y"], [[text, 1]])) == [["x", "y"], [text, "1"]]


def test_cells_have_one_form_for_each_type() -> None:
    row: list[Cell] = [None, True, -3, PartialDate("2019-02/2019-03"), ("a", "b"), ()]
    assert csv_text(["a,b"], [row]) == '"a,b"\r\n,true,-3,2019-02/2019-03,a b,\r\n'


def test_hostile_words_of_a_record_are_defused_in_csv_and_kept_elsewhere(
    tiny: Project, edit: Callable[[str, str, str], None]
) -> None:
    hostile = "=cmd|' /C calc'!A0"
    edit("content/inspections/2019/northshire-crc.yaml", "Plans were thin.", f'"{hostile}"')
    data = data_of(tiny)
    assert f"'{hostile}" in {row["text"] for row in rows(data, "findings")}
    with database(data) as opened:
        assert opened.execute("SELECT count(*) FROM findings WHERE text = ?", [hostile]).fetchone() == (1,)
    document = json.loads(data.files["data/inspections/2019/northshire-crc.json"].read())
    assert hostile in {finding["weakness"] for finding in document["findings"]}


# The package


def validated(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(data: OpenData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("data")
    for name, file in data.files.items():
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_bytes(file.read())
    return base / "data"


def test_frictionless_accepts_the_package(data: OpenData, folder: Path) -> None:
    done = validated(folder)
    assert done.returncode == 0, done.stdout[-3000:]
    tasks = json.loads(done.stdout)["tasks"]
    assert {task["name"] for task in tasks} == {table.name for table in data.tables}


def test_frictionless_refuses_a_row_that_refers_to_nothing(tiny: Project, tmp_path: Path) -> None:
    """So that the keys, words and checksums of the package are known to be looked at."""
    for name, file in data_of(tiny).files.items():
        if name.endswith((".csv", "datapackage.json")):
            (tmp_path / Path(name).name).write_bytes(file.read())
    ratings = tmp_path / "ratings.csv"
    text = ratings.read_text(encoding="utf-8").replace("core-2018/staff", "core-2018/cooks")
    ratings.write_text(text, encoding="utf-8")
    done = validated(tmp_path)
    assert done.returncode == 1
    told = {error["type"] for task in json.loads(done.stdout)["tasks"] for error in task["errors"]}
    assert "foreign-key" in told
    assert told & {"hash-count", "byte-count"}


def test_the_package_says_whose_and_under_which_licence(project: Project, data: OpenData) -> None:
    site, package = records(project).site, json.loads(data.files["data/datapackage.json"].read())
    assert package["licenses"][0]["path"] == site.licence.url
    assert package["contributors"][0]["title"] == site.editors
    assert package["homepage"] == f"{site.address.rstrip('/')}/data/"


# JSON


def test_every_document_keeps_to_its_schema(project: Project, data: OpenData) -> None:
    validators = {}
    for kind in ("tracker", "framework", "provider", "inspection"):
        schema = json.loads(data.files[f"data/schemas/{kind}.json"].read())
        Draft202012Validator.check_schema(schema)
        assert schema["$id"].endswith(f"/data/schemas/{kind}.json")
        validators[kind] = Draft202012Validator(schema)
    found = list(documents(data))
    content = records(project)
    assert len(found) == 1 + len(content.frameworks) + len(content.providers) + len(content.inspections)
    for kind, document in found:
        validators[kind].validate(document)
    inspection = next(document for kind, document in found if kind == "inspection")
    faults: tuple[dict[str, Any], ...] = ({"published": "soon"}, {"invented": 1}, {"sources": {}})
    for fault in faults:
        with pytest.raises(ValidationError):
            validators["inspection"].validate(inspection | fault)


def test_documents_hold_the_whole_record() -> None:
    data = data_of(Project.at(SITES / "tiny"))
    document = json.loads(data.files["data/inspections/2019/northshire-crc.json"].read())
    assert document["id"] == "2019/northshire-crc"
    assert document["page_url"].endswith("/inspections/2019/northshire-crc/")
    assert document["ratings"]["planning"] == {"rating": "Inadequate", "source": None}
    assert document["figures"][0]["value"] == 64
    assert document["quotes"][0]["from"] == "inspectorate"
    assert document["fieldwork"] == "2019-05"
    assert document in json.loads(data.files["data/tracker.json"].read())["inspections"]


# SQLite


def test_the_database_is_whole(data: OpenData) -> None:
    with database(data) as opened:
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for table in data.tables:
            given = opened.execute(f"SELECT * FROM {table.name}")  # noqa: S608 - a table of ours
            assert tuple(column[0] for column in given.description) == table.header
            assert len(given.fetchall()) == table.count
            declared = opened.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()
            assert {key[3] for key in declared} == {column.name for column in table.foreign}
        described = opened.execute("SELECT count(*) FROM data_dictionary").fetchone()
        assert described == (sum(1 + len(table.columns) for table in data.tables),)


def test_the_database_refuses_a_row_that_refers_to_nothing(data: OpenData) -> None:
    with database(data) as opened:
        opened.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            opened.execute("UPDATE ratings SET standard = 'adult-2018/cooks'")


def test_the_header_of_the_database_names_no_library(data: OpenData) -> None:
    """Else another version of SQLite would write another file."""
    header = data.files["data/tracker.sqlite"].read()[:100]
    assert [int.from_bytes(header[n : n + 4], "big") for n in (24, 92, 96)] == [1, 1, 3_040_000]


def test_the_queries_on_the_page_find_something(project: Project, data: OpenData) -> None:
    asked = tuple(queries(derived(records(project), TODAY)))
    assert len(asked) == 3
    with database(data) as opened:
        for query in asked:
            assert opened.execute(query.sql).fetchall(), query.question


def test_the_search_finds_other_forms_of_a_word() -> None:
    with database(data_of(Project.at(SITES / "tiny"))) as opened:
        find = "SELECT table_name, row_id, page_url FROM search WHERE search MATCH ? ORDER BY row_id"
        ((table, row, page),) = opened.execute(find, ["giving needs"]).fetchall()
        assert (table, row) == ("quotes", "2019/northshire-crc/quotes/1")
        assert page.endswith("/inspections/2019/northshire-crc/")
        assert opened.execute(find, ["plan"]).fetchall()[0][1] == "2019/northshire-crc/findings/2"


# What is made, and when


@pytest.fixture
def export(tiny: Project) -> Callable[[], OpenData]:
    """The open data of the small site as it is now, made by a build that finds what the last has kept."""

    def exporting() -> OpenData:
        content = records(tiny)
        return exported(content, derived(content, TODAY), Cache(tiny.cache))

    return exporting


def test_large_files_that_are_known_are_made_only_when_they_are_read(
    export: Callable[[], OpenData], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = export()
    made: list[str] = []

    def counted(site: Site, *given: Any) -> bytes:
        made.append(site.title)
        return data_package(site, *given)

    monkeypatch.setattr(export_stage, "data_package", counted)
    again = export()
    assert (again.tables, again.sizes) == (first.tables, first.sizes)
    assert {name: file.key for name, file in again.files.items()} == {
        name: file.key for name, file in first.files.items()
    }
    assert not made
    assert contents(again) == contents(first)
    assert len(made) == 1


def test_what_the_page_is_told_of_files_is_so(data: OpenData) -> None:
    assert data.sizes == {name: len(data.files[name].read()) for name in data.sizes}


def test_files_have_other_keys_when_their_content_is_another(
    export: Callable[[], OpenData], edit: Callable[[str, str, str], None]
) -> None:
    before = export()
    edit("content/inspections/2019/northshire-crc.yaml", "Plans were thin.", "Plans were good.")
    after = export()
    changed = {name for name, file in before.files.items() if file.read() != after.files[name].read()}
    assert changed == {
        "data/findings.csv",
        "data/datapackage.json",
        "data/tracker.json",
        "data/tracker.sqlite",
        "data/inspections/2019/northshire-crc.json",
    }
    assert changed == {name for name, file in before.files.items() if file.key != after.files[name].key}


@pytest.mark.parametrize(
    ("module", "name", "error"),
    [
        (spool, "TemporaryFile", OSError(28, "No space left on device")),
        (sqlite_database, "TemporaryDirectory", sqlite3.OperationalError("database or disk is full")),
    ],
)
def test_a_full_disk_changes_nothing(
    tiny: Project, monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, error: Exception
) -> None:
    expected = contents(data_of(tiny))

    def full() -> None:
        raise error

    monkeypatch.setattr(module, name, full)
    assert contents(data_of(tiny)) == expected


def test_the_document_of_all_is_laid_out_as_one(data: OpenData) -> None:
    text = data.files["data/tracker.json"].read().decode()
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"


# The page


def test_the_page_names_every_file_and_column(real_site: Path) -> None:
    page = (real_site / "data/index.html").read_text(encoding="utf-8").replace("<wbr>", "")
    data = data_of(Project.at(ROOT))
    for table in data.tables:
        assert f'href="{table.csv}"' in page
        shown = page.partition(f'id="table-{table.name}"')[2].partition("</details>")[0]
        for column in table.columns:
            assert f"<code>{column.name}</code>" in shown, (table.name, column.name)
            assert len(column.description) > 3
    for name in data.files:
        if name.count("/") == 1 or name.startswith("data/schemas/"):
            assert f'href="{name.removeprefix("data/")}"' in page, name
            assert (real_site / name).is_file()
