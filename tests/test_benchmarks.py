"""The benchmarks measure what they say, and what is published is what was measured."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.corpus import BASE, SEED, TODAY, write_corpus
from benchmarks.report import HERE, PLACE, README, report, with_table
from benchmarks.site import BUILDS, Site
from tests.conftest import content_of
from tracker.cache import Cache
from tracker.pipeline import check
from tracker.values.dates import PartialDate
from tracker.values.project import Project

INSPECTIONS = 40
DAY = PartialDate(TODAY)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(INSPECTIONS, folder / "site")
    return folder / "site"


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def test_the_same_number_and_seed_give_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    write_corpus(INSPECTIONS, tmp_path / "again")
    write_corpus(INSPECTIONS, tmp_path / "other", SEED + 1)
    assert files(tmp_path / "again") == files(corpus)
    assert files(tmp_path / "other") != files(corpus)


def test_nothing_is_wrong_with_the_made_up_record(corpus: Path) -> None:
    assert check(Project.at(corpus), DAY, Cache(None))[1] == ()


def test_the_made_up_record_is_as_large_as_it_says(corpus: Path) -> None:
    content = content_of(Project.at(corpus), DAY)
    assert (len(content.inspections), len(content.providers)) == (INSPECTIONS, INSPECTIONS // 5)
    assert {inspection.framework for inspection in content.inspections.values()} == set(content.frameworks)
    for inspection in content.inspections.values():
        assert 8 <= len(inspection.ratings) <= 10
        assert (len(inspection.figures), len(inspection.findings)) == (4, 4)
        assert (len(inspection.quotes), len(inspection.sources)) == (3, 2)
        assert all(20 <= len(finding.text.split()) <= 40 for finding in inspection.findings)
        assert (
            115
            <= len(re.findall(r"[^\s*\[\]()-]+", re.sub(r"\(http.*?\)", "", inspection.notes or "")))
            <= 125
        )


def test_it_has_no_word_of_the_real_record() -> None:
    text = b" ".join(files(BASE).values()).decode().lower()
    assert not re.search(r"probation|hmip|england|wales|crown", text)


@pytest.mark.parametrize("kind", ["text", "rating", "template", "setting"])
def test_each_change_changes_one_file_each_time(corpus: Path, kind: str, tmp_path: Path) -> None:
    site = Site(shutil.copytree(corpus, tmp_path / "site"), INSPECTIONS)
    for _ in range(5):
        before = files(site.root)
        BUILDS[kind](site)
        after = files(site.root)
        assert before.keys() == after.keys()
        assert sum(before[name] != after[name] for name in before) == 1
    assert check(Project.at(site.root), DAY, Cache(None))[1] == ()


def test_the_results_are_those_that_were_measured() -> None:
    made = (HERE / "RESULTS.md").read_text(encoding="utf-8")
    assert made == report(), "python -m benchmarks.report makes it anew"


def test_the_readme_has_the_table_of_the_results() -> None:
    readme = README.read_text(encoding="utf-8")
    assert len(PLACE.findall(readme)) == 1
    assert readme == with_table(readme), "python -m benchmarks.report makes it anew"


@pytest.fixture
def told(tmp_path: Path) -> Callable[[list[float]], str]:
    """The results that are told of some builds in which nothing had changed."""

    def written(seconds: list[float]) -> str:
        runs = [{"seconds": one, "cpu": one, "largest": 90.0, "together": None} for one in seconds]
        machine = {"cores": 2, "python": "3.11.7", "system": "Linux", "memory": True}
        output = {"files": 4000, "pages": 400, "bytes": 50_000_000}
        built = {"date": "2026-11-22", "machine": machine, "runs": {"nothing": runs}, "output": output}
        (tmp_path / "results").mkdir(exist_ok=True)
        (tmp_path / "results/speed.json").write_text(json.dumps({"build": {"200": built}}), encoding="utf-8")
        return report(tmp_path)

    return written


def test_a_missed_aim_is_told(told: Callable[[list[float]], str]) -> None:
    assert "| Nothing changed | 0.070 s (0.060–0.20) | ≤ 0.08 s | met |" in told(
        [0.06, 0.2, 0.07, 0.07, 0.06]
    )
    assert "| Nothing changed | 0.090 s (0.060–0.20) | ≤ 0.08 s | **missed** |" in told(
        [0.06, 0.2, 0.09, 0.1, 0.06]
    )
    assert "| Nothing changed | 0.090 s (once) | ≤ 0.08 s | **missed** |" in told([0.09])
