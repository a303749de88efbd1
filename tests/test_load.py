"""Whatever lies in content/, loading gives records and problems, never a traceback."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.cache import Cache
from tracker.stages import load
from tracker.stages.load import loaded
from tracker.values.problem import as_text
from tracker.values.project import Project

TINY = Path(__file__).resolve().parent / "sites/tiny"
FILE = "content/inspections/2019/northshire-crc.yaml"
NEW = "content/inspections/2019/southmoor-crc.yaml"
GOOD = (TINY / FILE).read_bytes()


NOT_RECORDS = {
    "utf-16": (GOOD.decode().encode("utf-16"), "1:1: the file is saved as UTF-16."),
    "lone-ff": (GOOD + b"\xff", "64:1: the byte 0xFF is not UTF-8."),
    "nul": (GOOD + b"# \x00", "64:3: there is an invisible control character (U+0000)."),
    "too-large": (
        GOOD + b"#" * 2**20,
        "1:1: the file has more than 1,048,576 bytes, the most that are read.",
    ),
    "empty": (b"", "1:1: the file is empty."),
    "comments": (b"# To be written.\n\n# Soon.\n", "1:1: the file is empty."),
    "two-documents": (GOOD + b"---\n" + GOOD, "64:1: there is a second document after ---."),
    "deep": (b"title: " + b"[" * 60 + b"]" * 60, "1:48: lists and fields are nested more than 40 deep."),
    "brackets": (b"[" * 1_000_000, "1:42: lists and fields are nested more than 40 deep."),
    "recursive": (b"title: &a [*a]\n", "1:12: the alias *a stands for what is written elsewhere."),
    "list": (b"- a\n- b\n", '1:1: expected fields: lines of "name: value", found a list.'),
    "number": (b"12\n", '1:1: expected fields: lines of "name: value", found a single value.'),
}


@pytest.mark.parametrize("name", NOT_RECORDS)
def test_bytes_that_are_no_record_give_one_problem(
    tiny: Project, report: Callable[[Project], list[str]], name: str
) -> None:
    raw, told = NOT_RECORDS[name]
    (tiny.root / NEW).write_bytes(raw)
    (line,) = report(tiny)
    assert line.startswith(f"{NEW}:{told}")


def test_line_ends_and_a_byte_order_mark_make_no_difference(
    tiny: Project, report: Callable[[Project], list[str]]
) -> None:
    before, _ = loaded(tiny, Cache(None))
    (tiny.root / FILE).write_bytes(b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n"))
    after, _ = loaded(tiny, Cache(None))
    assert report(tiny) == []
    assert before == after


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (NEW, f"{NEW}:1:1: the file cannot be read: Is a directory."),
        ("content/inspections/2019/more", ""),
        ("content/inspections/.git", ""),
    ],
)
def test_a_folder_is_not_a_record(
    tiny: Project, report: Callable[[Project], list[str]], place: str, told: str
) -> None:
    (tiny.root / place).mkdir()
    assert "\n".join(report(tiny)) == told


def test_a_link_that_leads_nowhere_is_told(tiny: Project, report: Callable[[Project], list[str]]) -> None:
    (tiny.root / NEW).symlink_to("nowhere.yaml")
    assert report(tiny) == [
        f"{NEW}:1:1: this is a link, which is not followed. Put the file or folder itself here."
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_told(tiny: Project, report: Callable[[Project], list[str]]) -> None:
    (tiny.root / FILE).chmod(0)
    assert report(tiny) == [f"{FILE}:1:1: the file cannot be read: Permission denied."]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("southmoor-crc.yml", ": the file would be passed over. Rename it so that it ends in .yaml."),
        ("southmoor-crc.YAML", ": the file would be passed over. Rename it so that it ends in .yaml, "),
        ("southmoor-crc.yaml.txt", ": the file would be passed over. Rename it so that it ends in .yaml, "),
        ("southmoor-crc", ": the file would be passed over. Rename it so that it ends in .yaml, "),
        ("Southmoor-crc.yaml", ":1:1: the file's name cannot be an address. Use small letters, "),
        ("southmoor crc.yaml", ":1:1: the file's name cannot be an address. "),
        ("southmoor--crc.yaml", ":1:1: the file's name cannot be an address. "),
        ("southmöor.yaml", ":1:1: the file's name cannot be an address. "),
        ("more/southmoor-crc.yaml", ":1:1: an inspection stands in the folder of its year. Move it to "),
    ],
)
def test_a_file_that_is_misnamed_or_misplaced_is_told(
    tiny: Project, report: Callable[[Project], list[str]], name: str, told: str
) -> None:
    path = tiny.content / "inspections/2019" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(GOOD)
    (line,) = report(tiny)
    assert line.startswith(f"content/inspections/2019/{name}{told}")


@pytest.mark.parametrize(
    "name",
    [
        *("northshire-crc.yaml~", ".DS_Store", ".northshire-crc.yaml.swp", "northshire-crc.yaml.swp"),
        *("northshire-crc.yaml.part", "northshire-crc.yaml.tmp", "#northshire-crc.yaml#"),
    ],
)
def test_what_editors_and_systems_leave_behind_is_passed_over(
    tiny: Project, report: Callable[[Project], list[str]], name: str
) -> None:
    (tiny.content / "inspections/2019" / name).write_bytes(b"\xff")
    assert report(tiny) == []


def test_a_page_with_the_wrong_ending_is_warned_of(
    tiny: Project, report: Callable[[Project], list[str]]
) -> None:
    (tiny.content / "pages/method.txt").touch()
    assert report(tiny) == [
        "content/pages/method.txt: warning: the file would be passed over. Pages end in .md."
    ]


@pytest.mark.parametrize(
    ("published", "where"),
    [
        ("published: 2026-11-18", "2026"),
        ('published: "2026"  # seen', "2026"),
        ("published: 18 November 2026", "<year of the report>"),
        ("published: not yet", "<year of the report>"),
        ("", "<year of the report>"),
    ],
)
def test_an_inspection_outside_its_year_is_sent_to_the_year_it_states(
    tiny: Project, report: Callable[[Project], list[str]], published: str, where: str
) -> None:
    text = f"# Later: published: 2019\n{published}\nprovider: southmoor-crc\n"
    (tiny.content / "inspections/southmoor-crc.yaml").write_text(text, encoding="utf-8")
    assert report(tiny)[0].endswith(f"Move it to content/inspections/{where}/.")


def test_without_settings_there_is_no_content(tiny: Project, report: Callable[[Project], list[str]]) -> None:
    (tiny.root / "site_data.yaml").unlink()
    assert loaded(tiny, Cache(None))[0] is None
    assert [line.partition(". ")[0] for line in report(tiny)] == ["site_data.yaml:1:1: the file is missing"]


def test_measures_events_and_pages_may_be_left_out(tiny: Project) -> None:
    (tiny.content / "measures.yaml").unlink()
    (tiny.content / "events.yaml").unlink()
    shutil.rmtree(tiny.content / "pages")
    content, problems = loaded(tiny, Cache(None))
    assert problems == ()
    assert content is not None
    assert (content.measures, content.events.events, content.pages) == ({}, (), {})


def test_records_come_in_the_order_of_their_ids(tiny: Project) -> None:
    content, _ = loaded(tiny, Cache(None))
    assert content is not None
    for records in (content.frameworks, content.providers, content.inspections):
        assert list(records) == sorted(records)
        assert [record.id for record in records.values()] == list(records)
    assert content.pages["about"].title == "About this site"


def test_digits_and_text_survive_the_cache(tiny: Project, edit: Callable[[str, str, str], None]) -> None:
    edit("content/inspections/2020/northshire-crc.yaml", "value: 52.5", "value: 52.50")
    edit("content/inspections/2020/northshire-crc.yaml", "title: Northshire CRC has improved", "title: 1.10")
    cache = Cache(tiny.cache)
    for _ in range(2):
        content, problems = loaded(tiny, cache)
        assert problems == ()
        assert content is not None
        record = content.inspections["2020/northshire-crc"]
        assert str(record.figures[0].value) == "52.50"
        assert record.sources["report"].title == "1.10"


@pytest.mark.usefixtures("elsewhere")
def test_records_that_other_processes_read_are_the_same(
    tiny: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is wrong with some is told here, each of it once."""
    (tiny.root / NEW).write_bytes(b"12\n")
    alone, told = loaded(tiny, Cache(None))
    read_here = []

    def heard(file: str, *given: Any) -> Any:
        read_here.append(file)
        return read(file, *given)

    read = load._record
    monkeypatch.setattr(load, "_record", heard)
    monkeypatch.setattr(load, "_FEW", 1)
    together, problems = loaded(tiny, Cache(tiny.cache))
    assert together == alone
    assert problems == told
    assert [file for file in read_here if file.count("/") > 1] == [NEW]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("fuzzed") / "site"
    (root / NEW).parent.mkdir(parents=True)
    shutil.copy(TINY / "site_data.yaml", root)
    return Project.at(root)


def damaged(cut: int, length: int, junk: bytes) -> bytes:
    return GOOD[:cut] + junk + GOOD[cut + length :]


DAMAGED = st.builds(damaged, st.integers(0, len(GOOD)), st.integers(0, 12), st.binary(max_size=6))


@given(st.binary(max_size=200) | DAMAGED)
@settings(deadline=None, derandomize=True, max_examples=200)
def test_any_bytes_give_a_record_or_problems(shared: Project, raw: bytes) -> None:
    (shared.root / NEW).write_bytes(raw)
    content, problems = loaded(shared, Cache(None))
    assert content is not None
    assert ("2019/southmoor-crc" in content.inspections) != bool(problems)
    assert {problem.file for problem in problems} <= {NEW}
    assert all(as_text(problem) for problem in problems)
