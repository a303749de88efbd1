"""Each fault of `sites/broken` gives exactly the lines of its `expected.txt`, and each rule is needed."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import TODAY
from tracker.cache import Cache
from tracker.pipeline import build
from tracker.stages.check import RULES
from tracker.stages.load import loaded
from tracker.stages.rules import dates
from tracker.values.dates import PartialDate
from tracker.values.problem import Problem
from tracker.values.project import Project
from tracker.values.records import Content
from tracker.values.records.base import Record, inside

SITES = Path(__file__).resolve().parent / "sites"
FAULTS = sorted(folder.name for folder in (SITES / "broken").iterdir())
RATED = "content/inspections/2019/northshire-crc.yaml"


def in_the_future(content: Content) -> list[Problem]:
    return list(dates.nothing_is_in_the_future(content, TODAY))


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> list[Content]:
    """The records of every broken site that can be read."""
    found = []
    for fault in FAULTS:
        root = tmp_path_factory.mktemp("site") / fault
        shutil.copytree(SITES / "tiny", root)
        shutil.copytree(SITES / "broken" / fault, root, dirs_exist_ok=True)
        content, _ = loaded(Project.at(root), Cache(None))
        found += [content] if content else []
    return found


def test_the_tiny_site_builds_without_a_problem(tiny: Project) -> None:
    built = build(tiny, TODAY)
    assert built.problems == ()
    assert (built.inspections, built.providers) == (5, 3)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_in_exactly_these_lines(
    broken: Callable[[str], Project], report: Callable[[Project], list[str]], fault: str
) -> None:
    expected = (SITES / "broken" / fault / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert expected
    assert report(broken(fault)) == expected


@pytest.mark.parametrize("rule", [*RULES, in_the_future], ids=lambda rule: rule.__name__)
def test_a_broken_site_shows_what_the_rule_is_for(
    contents: list[Content], rule: Callable[[Content], list[Problem]]
) -> None:
    assert any(list(rule(content)) for content in contents)


def test_all_faults_of_all_files_are_told_at_once(
    broken: Callable[[str], Project], report: Callable[[Project], list[str]]
) -> None:
    lines = report(broken("many-at-once"))
    assert len(lines) == 6
    assert len({line.partition(":")[0] for line in lines}) == 4


def test_a_record_that_cannot_be_read_is_told_of_once(
    tiny: Project, edit: Callable[[str, str, str], None], report: Callable[[Project], list[str]]
) -> None:
    """What refers to a broken record is not wrong for that."""
    edit("content/providers/northshire-crc.yaml", "kind: crc\n", "kind: [crc]\n")
    edit("content/frameworks/core-2018.yaml", "short_name: Core 2018", "short_name: []")
    edit("content/measures.yaml", "    unit: cases\n", "")
    assert [line.partition(":")[0] for line in report(tiny)] == [
        "content/frameworks/core-2018.yaml",
        "content/measures.yaml",
        "content/providers/northshire-crc.yaml",
    ]


def test_what_is_planned_may_lie_ahead(
    tiny: Project, edit: Callable[[str, str, str], None], report: Callable[[Project], list[str]]
) -> None:
    """The visit of a report to come, and the end of a contract, are known before they happen."""
    edit("content/inspections/2024/northshire-nps.yaml", "fieldwork: 2024-05", "fieldwork: 2024-09")
    edit("content/providers/northshire-nps.yaml", "from: 2014-06-01", "from: 2014-06-01\n  to: 2030-03")
    assert report(tiny) == []


def test_an_inspection_may_come_again_in_the_same_year(
    tiny: Project, report: Callable[[Project], list[str]]
) -> None:
    first = tiny.content / "inspections/2020/northshire-crc.yaml"
    again = first.read_text(encoding="utf-8").replace("2020-11", "2020-12").replace("2020\n", "2020-again\n")
    first.with_name("northshire-crc-2.yaml").write_text(again, encoding="utf-8")
    assert report(tiny) == []


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("2020-02", "2020-09", ""),
        ("2020-02/2020-05", "2020-05-11", "this is the same inspection as"),
        ("2020", "2020-05-11", "this is the same inspection as"),
    ],
)
def test_two_reports_of_a_month_are_two_inspections_if_their_fieldwork_was_apart(
    tiny: Project, report: Callable[[Project], list[str]], first: str, second: str, told: str
) -> None:
    path = tiny.content / "inspections/2020/northshire-crc.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"fieldwork: {first}\n{text}", encoding="utf-8")
    path.with_name("northshire-crc-2.yaml").write_text(f"fieldwork: {second}\n{text}", encoding="utf-8")
    lines = report(tiny)
    assert len(lines) == bool(told)
    assert all("2020/northshire-crc-2.yaml" in line and told in line for line in lines)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (("Good", "5"), ['"Good" goes with 7 to 10 points, not 5.']),
        (("Requires improvement", "6"), ["the standards add up to 5, not 6."]),
        (("Good", "6"), ['"Good" goes with 7 to 10 points, not 6.', "the standards add up to 5, not 6."]),
        (("Good", "-1"), ["a score of core-2018 is from 0 to 12, not -1."]),
    ],
)
def test_a_score_is_checked_against_what_the_framework_states(
    tiny: Project,
    edit: Callable[[str, str, str], None],
    report: Callable[[Project], list[str]],
    given: tuple[str, str],
    wrong: list[str],
) -> None:
    edit(RATED, "overall: Requires improvement", f"overall: {given[0]}")
    edit(RATED, "  value: 5\n", f"  value: {given[1]}\n")
    place = f"{RATED}:14:10: score.value:"
    assert report(tiny) == [f"{place} {message} Check both against the source." for message in wrong]


def test_a_score_is_not_checked_against_standards_that_are_not_all_known(
    tiny: Project, edit: Callable[[str, str, str], None], report: Callable[[Project], list[str]]
) -> None:
    edit(RATED, "  staff: Requires improvement\n", "")
    edit(RATED, "  value: 5\n", "  value: 6\n")
    assert report(tiny) == []


def everything(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[object, object]]:
    """All values within a record with their paths, wherever they stand."""
    steps: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, Record):
        steps = [
            (field.alias or name, getattr(value, name)) for name, field in type(value).model_fields.items()
        ]
    elif isinstance(value, dict | tuple):
        steps = value.items() if isinstance(value, dict) else enumerate(value)
    for step, child in steps:
        yield (*path, step), child
        yield from everything(child, (*path, step))


@pytest.mark.parametrize("kind", [PartialDate, tuple, Decimal], ids=lambda kind: kind.__name__)
def test_fields_that_are_not_looked_into_hold_nothing_of_a_kind(real_content: Content, kind: type) -> None:
    found = 0
    for _, record in real_content.with_sources():
        whole = [(path, value) for path, value in everything(record) if isinstance(value, kind)]
        assert list(inside(record, kind)) == whole
        found += len(whole)
    assert found
