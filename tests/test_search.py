"""What can be found and under what, and an index that is the same every time."""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Mapping

import pytest

from tests.conftest import TODAY, facts_of
from tracker.cache import Cache
from tracker.pipeline import build
from tracker.stages import index
from tracker.stages.index import indexed
from tracker.stages.searching import pagefind as engine
from tracker.stages.searching import parts
from tracker.stages.searching.entries import entries
from tracker.stages.searching.pagefind import pagefind
from tracker.stages.searching.stubs import stubs
from tracker.values.file import File
from tracker.values.problem import as_text
from tracker.values.project import Project
from tracker.values.search import Entry

OLD = "content/inspections/2019/northshire-crc.yaml"


def found(project: Project, kind: str, words: str) -> Entry:
    """The one entry of a kind with these words."""
    (entry,) = [e for e in entries(facts_of(project)) if e.kind == kind and words in f"{e.title} {e.text}"]
    return entry


def contents(files: Mapping[str, File]) -> dict[str, bytes]:
    return {name: file.read() for name, file in files.items()}


def missing() -> str:
    raise FileNotFoundError("Could not find the program")


def test_a_finding_leads_to_its_place_and_has_what_it_can_be_narrowed_by(tiny: Project) -> None:
    entry = found(tiny, "Finding", "Plans were thin.")
    assert (entry.title, entry.context) == ("Northshire CRC, 2019", "Weakness · Planning")
    assert entry.facets == {
        "kind": ("Finding",),
        "region": ("Northshire CRC",),
        "rating": ("Requires improvement",),
        "year": ("2019",),
    }
    assert not build(tiny, TODAY).failed
    path, _, place = entry.url.partition("#")
    html = (tiny.output / path.lstrip("/") / "index.html").read_text(encoding="utf-8")
    assert f'<li id="{place}">Plans were thin.' in html


def test_a_quotation_is_found_by_its_speaker(tiny: Project) -> None:
    entry = found(tiny, "Quotation", "the time they need")
    assert (entry.url, entry.context) == (
        "/inspections/2019/northshire-crc/#quote-1",
        "Ada Example, Chief Inspector",
    )
    assert entry.filters["speaker"] == ("Ada Example",)


def test_what_an_inspection_has_besides_is_found_with_it(tiny: Project) -> None:
    old, joint = found(tiny, "Inspection", "Northshire CRC, 2019"), found(tiny, "Inspection", "poor")
    for words in (
        "Leadership: Good",
        "almost 70%",
        "Lower the caseloads.",
        "An inspection of Northshire CRC",
    ):
        assert words in old.text
    assert joint.url == "/inspections/2017/northshire-crc/"
    assert joint.filters["rating"] == ("Not rated",)


def test_what_is_said_of_two_bodies_together_is_found_once(tiny: Project) -> None:
    assert found(tiny, "Finding", "seldom met").url.startswith("/inspections/2017/")


def test_a_report_without_a_date_is_found_under_no_year(
    tiny: Project, edit: Callable[[str, str, str], None]
) -> None:
    edit(OLD, "published: 2019-07-17\noverall", "published: not recorded\noverall")
    assert found(tiny, "Finding", "Plans were thin.").filters["year"] == ()


def test_a_local_unit_is_found_under_the_provider_that_it_is_recorded_as_a_part_of(
    tiny: Project, edit: Callable[[str, str, str], None]
) -> None:
    part = "part_of:\n  provider: northshire-nps\n  source: register\nareas:"
    edit("content/providers/southmoor-crc.yaml", "areas:", part)
    assert found(tiny, "Provider", "Southmoor CRC").filters["region"] == ("NPS Northshire",)


def test_an_area_is_found_under_those_whom_a_source_names_for_it(tiny: Project) -> None:
    entry = found(tiny, "Area", "Southmoor")
    assert (entry.url, entry.filters) == ("/areas/southmoor/", {"region": ("Southmoor CRC",)})


def test_the_same_entries_give_the_same_bytes(tiny: Project) -> None:
    """Also where the files are made in another order: the program itself orders filters by chance."""
    made = stubs(entries(facts_of(tiny)))
    first = pagefind(made)
    assert pagefind(dict(sorted(made.items(), reverse=True))) == first == pagefind(made)


def test_everything_that_can_be_found_is_in_the_index(tiny: Project) -> None:
    facts = facts_of(tiny)
    files, problems = indexed(facts, Cache(None))()
    assert problems == ()
    fragments = [
        json.loads(gzip.decompress(file.read()).removeprefix(b"pagefind_dcd"))
        for name, file in files.items()
        if name.startswith("pagefind/fragment/")
    ]
    there = Counter((data["meta"]["title"], data["content"].split(".")[0]) for data in fragments)
    wanted = [(e.title, (e.text or e.title).splitlines()[0].split(".")[0]) for e in entries(facts)]
    assert there == Counter(wanted)
    assert {name.split("/")[1].split("_")[0] for name in files} >= {"pagefind.js", "pagefind.en", "filter"}
    assert not [name for name in files if "-ui." in name or "worker" in name]


def test_words_of_a_record_cannot_become_markup(tiny: Project, edit: Callable[[str, str, str], None]) -> None:
    words = 'Plans were </p><i data-pagefind-filter="kind:Area"> & "thin".'
    edit(OLD, "Plans were thin.", f"'{words}'")
    files, _ = indexed(facts_of(tiny), Cache(None))()
    fragments = [gzip.decompress(file.read())[12:] for name, file in files.items() if "/fragment/" in name]
    (own,) = [json.loads(raw) for raw in fragments if b"Plans were" in raw]
    assert own["content"] == words
    assert own["filters"]["kind"] == ["Finding"]


def test_an_index_is_made_anew_only_when_what_can_be_found_has_changed(
    tiny: Project, edit: Callable[[str, str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, cache = facts_of(tiny), Cache(tiny.cache)
    first = contents(indexed(facts, cache)()[0])
    monkeypatch.setattr(engine, "get_executable", missing)
    assert contents(indexed(facts, cache)()[0]) == contents(indexed(facts, Cache(tiny.cache))()[0]) == first
    edit(OLD, "Plans were thin.", "Plans were good.")
    assert indexed(facts_of(tiny), cache)()[1]


def test_a_long_record_has_an_index_for_some_years_and_a_change_makes_one_of_them_anew(
    tiny: Project, edit: Callable[[str, str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "ENOUGH", 1)
    facts = facts_of(tiny)
    years = [{entry.filters.get("year") for entry in part} for part in parts.parts(entries(facts))]
    assert len(years) > 2
    assert all(len(year) == 1 for year in years)
    first = contents(indexed(facts, Cache(tiny.cache))()[0])
    assert {"pagefind/pagefind-entry.json", f"pagefind/{len(years)}/pagefind-entry.json"} <= first.keys()
    assert [name for name in first if name.endswith(("pagefind.js", ".en.pagefind"))] == [
        "pagefind/pagefind.js",
        "pagefind/wasm.en.pagefind",
    ]
    asked: list[Mapping[str, str]] = []

    def heard(found: Mapping[str, str]) -> dict[str, bytes]:
        asked.append(found)
        return pagefind(found)

    monkeypatch.setattr(index, "pagefind", heard)
    edit(OLD, "Plans were thin.", "Plans were good.")
    changed = contents(indexed(facts_of(tiny), Cache(tiny.cache))()[0])
    assert len(asked) == 1
    places = {name.split("/")[1] for name in first.keys() | changed if first.get(name) != changed.get(name)}
    assert places == {str(1 + years.index({("2019",)}))}


def test_an_index_that_has_been_damaged_in_the_cache_is_made_anew(tiny: Project) -> None:
    facts = facts_of(tiny)
    files, _ = indexed(facts, Cache(tiny.cache))()
    first = contents(files)
    for kept in tiny.cache.rglob("search/*/*"):
        kept.write_text("damaged", encoding="utf-8")
    files, _ = indexed(facts, Cache(tiny.cache))()
    assert contents(files) == first


def test_without_the_program_nothing_is_published_and_the_problem_says_what_to_do(
    tiny: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "get_executable", missing)
    report = build(tiny, TODAY)
    assert [as_text(problem) for problem in report.problems] == [
        "output/pagefind: Pagefind cannot make the search index (Could not find the program). Install what "
        "the program needs again, as the README says under Start, and build once more."
    ]
    assert not tiny.output.exists()


def test_a_program_that_fails_or_leaves_something_out_is_a_problem(
    tiny: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = facts_of(tiny)
    with monkeypatch.context() as patched:
        patched.setattr(index, "stubs", lambda _entries: {"a~1.html": "<p>No part of it is to be indexed."})
        _, (problem,) = indexed(facts, Cache(None))()
    assert "Pagefind cannot make" in problem.message
    empty = {"a~1.html": '<html lang="en"><body data-pagefind-body>Words', "b~1.html": "<html><body>"}
    with pytest.raises(RuntimeError, match="1 of 2 entries"):
        pagefind(empty)
