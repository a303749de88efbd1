"""How hard the strength tests try, and what they found.

`make test` runs them in their short form. `make strength` runs them in their long form and keeps the
figures in benchmarks/results/strength.json, from which `python -m benchmarks.report` writes RESULTS.md.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT

RESULTS = ROOT / "benchmarks/results/strength.json"
FIGURES = pytest.StashKey[list[dict[str, str | int | float]]]()


@pytest.fixture
def effort(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """How often to try something: the first number in the short form, the second in the long one."""
    return lambda short, long: long if request.config.getoption("--long") else short


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str, int], None]:
    """Keeps what was tried and how often, with the seconds since the test began.

    To be called at the end of a test: one that finds a fault never gets there.
    """
    began = time.monotonic()
    found = request.config.stash.setdefault(FIGURES, [])

    def told(tried: str, count: int) -> None:
        found.append({"tried": tried, "count": count, "seconds": round(time.monotonic() - began, 1)})

    return told


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Keep the figures of a long run."""
    figures = session.config.stash.get(FIGURES, [])
    if session.config.getoption("--long") and figures:
        _kept(RESULTS, figures)


def _kept(file: Path, figures: list[dict[str, str | int | float]]) -> None:
    """Renew the rows of what was tried; those of tests that did not run stay."""
    earlier = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    rows = {row["tried"]: row for row in (*earlier, *figures)}
    text = json.dumps([rows[tried] for tried in sorted(rows)], indent=2, ensure_ascii=False)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{text}\n", encoding="utf-8", newline="\n")
