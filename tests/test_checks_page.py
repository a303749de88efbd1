"""docs/checks.md explains every rule and family of faults, with lines that `check` really prints."""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT, SITES, TODAY
from tracker.cache import Cache
from tracker.commands.console import print_problems
from tracker.commands.quotes import confirmation
from tracker.linking.check import Finding, Use
from tracker.linking.judge import Answer, judged
from tracker.linking.report import problems_of
from tracker.pipeline import build, check
from tracker.stages.check import RULES
from tracker.stages.describe import undescribed
from tracker.stages.history import compared
from tracker.stages.load import loaded
from tracker.stages.reading.locate import located
from tracker.stages.rules.dates import nothing_is_in_the_future
from tracker.stages.verify import verified
from tracker.stages.write import written
from tracker.values.file import file_of
from tracker.values.problem import Family, Problem, as_text
from tracker.values.project import ENGINE, Project

PAGE = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
NAMES = [*(rule.__name__ for rule in (*RULES, nothing_is_in_the_future)), *map(str, Family)]
RATED = "content/inspections/2019/northshire-crc.yaml"
_PARTS = re.split(r"^### (.*)$", PAGE, flags=re.MULTILINE)
SECTIONS = {name: text.split("\n## ")[0] for name, text in zip(_PARTS[1::2], _PARTS[2::2], strict=True)}


def examples(section: str) -> list[str]:
    return re.findall(r"^```text\n(.*?)\n```$", section, re.MULTILINE | re.DOTALL)


def laid_over(fault: str, folder: Path) -> Project:
    shutil.copytree(SITES / "tiny", folder)
    shutil.copytree(SITES / "broken" / fault, folder, dirs_exist_ok=True)
    return Project.at(folder)


def changed(project: Project, file: str, old: str, new: str) -> None:
    path = project.root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def of_one_site(folder: Path) -> Iterator[Problem]:
    """What only other commands than `check` tell, or only of a site that is built."""
    project = Project.at(shutil.copytree(SITES / "tiny", folder / "tiny"))
    before, _ = loaded(project, Cache(None))
    assert before is not None
    shutil.copytree(ENGINE / "static", project.root / "static")
    (project.root / "static/my style.css").touch()
    yield from build(Project.at(project.root), TODAY).problems
    page = file_of(b'<title>x</title><h1>x</h1><a href="old/">x</a>')
    yield from verified({"index.html": page}, Cache(None))
    project.output.mkdir(exist_ok=True)
    (project.output / "index.html").touch()
    (project.output / "notes.txt").touch()
    yield from written({"index.html": file_of(b"x")}, project.output, Cache(None))[1]
    use = Use("content/inspections/2020/northshire-crc.yaml", "report", "url", kept=False, day=None)
    url = "https://example.org/northshire-2020"
    yield from problems_of([Finding(url, (use,), judged(Answer(url, url, 404)))])
    yield from located(undescribed(before, ROOT / "schema"), project.root)
    changed(project, RATED, "overall: Requires improvement", "overall: Good")
    now, _ = loaded(project, Cache(None))
    assert now is not None
    yield from located(compared(before, now, "main"), project.root)
    changed(project, RATED, "overall: Good", "overall: Requires improvement")
    changed(project, RATED, "the time they need.", "the time they want.")
    yield from confirmation(project, Path("tests/captures"), TODAY).problems
    yield from confirmation(project, Path("captures"), TODAY).problems


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[str]]:
    """The lines that are printed of all broken sites, by their rule."""
    folder = tmp_path_factory.mktemp("sites")
    found: dict[str, set[str]] = defaultdict(set)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        told = list(of_one_site(folder))
    for fault in sorted(path.name for path in (SITES / "broken").iterdir()):
        project = laid_over(fault, folder / fault)
        told += located(check(project, TODAY, Cache(None))[1], project.root)
    for problem in told:
        found[problem.rule].add(as_text(problem))
    return found


def test_the_first_example_is_what_the_terminal_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = laid_over("unknown-rating", tmp_path / "site")
    print_problems(project, located(check(project, TODAY, Cache(None))[1], project.root))
    assert capsys.readouterr().out.startswith(f"{examples(PAGE)[0]}\n\n")


def test_every_problem_has_a_rule(printed: Mapping[str, set[str]]) -> None:
    assert set(printed) == set(NAMES)


def test_every_rule_has_a_heading_and_no_heading_is_stale() -> None:
    assert sorted(SECTIONS) == sorted(NAMES)
    assert len(_PARTS[1::2]) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_is_explained_with_a_line_that_is_printed(printed: Mapping[str, set[str]], name: str) -> None:
    section = SECTIONS[name]
    shown = examples(section)
    assert shown
    assert set(shown) <= printed[name]
    said, done = section.split("```text")[0].strip(), section.rpartition("```")[2].strip()
    assert said.endswith(".")
    assert done.endswith((".", ")"))


def test_what_only_warns_is_said_to(printed: Mapping[str, set[str]]) -> None:
    for name in (rule.__name__ for rule in RULES):
        warns = any(": warning: " in line for line in printed[name])
        assert warns == ("warning" in SECTIONS[name].split("```")[0]), name
