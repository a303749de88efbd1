"""Broken records end in problems with a place, and never change what was published."""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT, SITES
from tests.strength.mutation import PIECES, STEPS, Editor, Step, mutated, of_real_record
from tests.strength.trial import MEMORY, SECONDS, Trial, bench, state
from tracker.spread import processors
from tracker.values.problem import errors
from tracker.values.project import Project

TINY = SITES / "tiny"
FILES = sorted(
    path.relative_to(TINY).as_posix() for path in TINY.rglob("*") if path.suffix in {".yaml", ".md"}
)
NUMBERS = st.integers(0, 2**16 - 1)
CHANGES = st.lists(
    st.tuples(st.sampled_from(STEPS), NUMBERS, NUMBERS, st.sampled_from(PIECES)), min_size=1, max_size=4
)


def trying(times: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    checks = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(
        max_examples=times, derandomize=True, deadline=None, database=None, suppress_health_check=checks
    )


def test_records_settings_and_pages_are_read_or_told_of(
    tmp_path: Path, effort: Callable[[int, int], int], figure: Callable[[str, int], None]
) -> None:
    times = effort(800, 10_000)
    editor = Editor(Project.at(shutil.copytree(TINY, tmp_path / "site")))

    @trying(times)
    @given(st.sampled_from(FILES), CHANGES)
    def tried(name: str, changes: list[Step]) -> None:
        editor.tried(name, mutated((TINY / name).read_bytes(), changes))

    tried()
    figure("Changed records, settings and texts, checked", times)


def test_real_records_are_read_or_told_of(
    tmp_path: Path, effort: Callable[[int, int], int], figure: Callable[[str, int], None]
) -> None:
    times = effort(200, 5_000)
    inspections = sorted((ROOT / "content/inspections").rglob("*.yaml"))[::20]
    projects = [of_real_record(ROOT, path, tmp_path / str(number)) for number, path in enumerate(inspections)]
    editors = [(Editor(project), name) for project, names in projects for name in names]

    @trying(times)
    @given(st.sampled_from(range(len(editors))), CHANGES)
    def tried(number: int, changes: list[Step]) -> None:
        editor, name = editors[number]
        editor.tried(name, mutated((ROOT / name).read_bytes(), changes))

    tried()
    figure("Changed records of the real content, checked", times)


@pytest.fixture
def built(tmp_path: Path) -> Iterator[tuple[Callable[[Path], Trial], Path]]:
    """A bounded process and a small site that it has built."""
    with bench() as trial:
        root = shutil.copytree(TINY, tmp_path / "site")
        assert trial(root).problems == ()
        yield trial, root


def test_a_broken_record_never_changes_the_published_site(
    built: tuple[Callable[[Path], Trial], Path],
    effort: Callable[[int, int], int],
    figure: Callable[[str, int], None],
) -> None:
    times = effort(40, 1_000)
    trial, root = built

    @trying(times)
    @given(st.sampled_from(FILES), CHANGES)
    def tried(name: str, changes: list[Step]) -> None:
        before = state(root / "output")
        (root / name).write_bytes(mutated((TINY / name).read_bytes(), changes))
        result = trial(root)
        (root / name).write_bytes((TINY / name).read_bytes())
        assert result.seconds < SECONDS
        assert result.memory < MEMORY
        if errors(result.problems):
            assert state(root / "output") == before

    tried()
    figure("Changed records, settings and texts, built over a published site", times)


def test_atheris_finds_no_record_that_breaks_a_promise(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    effort: Callable[[int, int], int],
    figure: Callable[[str, int], None],
) -> None:
    if not request.config.getoption("--long"):
        pytest.skip("only in the long form")
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed: pip install --requirement requirements/fuzz.txt")
    times, at_once = effort(0, 100_000), processors()
    begun = []
    for seed in range(1, at_once + 1):
        (folder := tmp_path / str(seed)).mkdir()
        command = [
            sys.executable,
            "-m",
            "tests.strength.fuzzing",
            str(folder),
            str(times // at_once),
            str(seed),
        ]
        with (folder / "said.txt").open("wb") as said:
            begun.append((subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said), folder / "said.txt"))
    for process, text in begun:
        assert process.wait() == 0, text.read_text(encoding="utf-8", errors="replace")[-4000:]
    figure("Mutated records of the real content, guided by coverage (atheris)", times)
