"""Tests whose tool is missing: skipped and told of, or failed where they are required."""

import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT, TOOLS

MISSING = "Chromium is not installed, and TRACKER_CHROMIUM names none"


def run_without_chromium(required: str) -> subprocess.CompletedProcess[str]:
    one = "tests/browser/test_layout.py::test_a_page_fits_every_width[about]"
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", one],
        cwd=ROOT,
        env=os.environ | {"TRACKER_CHROMIUM": "missing", "TRACKER_REQUIRE": required},
        capture_output=True,
        text=True,
        check=False,
    )


def test_skipped_tests_are_told_of_plainly() -> None:
    done = run_without_chromium("nu")
    assert done.returncode == 0
    assert f"Browser tests were skipped: {MISSING}.\n" in done.stdout
    assert "Nu tests" not in done.stdout
    assert "1 skipped" in done.stdout


def test_required_tests_fail_instead() -> None:
    done = run_without_chromium("axe,browser")
    assert done.returncode == 1
    assert f"{MISSING}, but TRACKER_REQUIRE names browser" in done.stdout
    assert "were skipped" not in done.stdout


@pytest.mark.parametrize(
    "file", [".ci/run", ".github/workflows/pull-request.yml", ".github/workflows/publish.yml"]
)
def test_what_runs_before_a_change_is_published_requires_every_tool(file: str) -> None:
    required = re.findall(r"TRACKER_REQUIRE(?:=|: )([\w,]+)", (ROOT / file).read_text("utf-8"))
    assert [set(names.split(",")) for names in required] == [TOOLS.keys()]
