"""How long an editor waits: from saving a record to the new words on the reloaded page.

Copies the project to a temporary folder, starts `build.py serve` there, opens a provider's page in
Chromium and saves one of its inspections as editors do, by renaming a file onto it: 20 times with a
quotation in other words, then 20 times with another rating. Both are on this page and on many others.
The time runs until the browser has loaded the page anew and it shows the change. The next save comes when
the whole site is built again.

    .venv/bin/python -m benchmarks.preview

The figures hold for this machine and the load on it, so they are also given as multiples of the time that
Python takes here to import the engine. Needs Chromium and the packages of the tests.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page

from tests.conftest import ROOT, TOOLS, launched
from tests.previewing import command, previewing
from tracker.values.project import Project

TIMES = 20
PROVIDER = "providers/staffordshire-and-west-midlands-crc/"
RECORD = "content/inspections/2020/staffordshire-and-west-midlands-crc.yaml"
EDITS = (
    (
        "A quotation",
        "Serious concerns remain about the quality",
        "Grave concerns remain about the quality",
        "Grave",
    ),
    ("A rating", "\noverall: Requires improvement", "\noverall: Good", "Good"),
)
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "node_modules", ".*_cache", ".hypothesis", "tests")
# How often a word is on the page, and whether that has changed on a page that is loaded.
COUNT = "word => document.body.textContent.split(word).length"
CHANGED = f"([word, before]) => document.readyState === 'complete' && ({COUNT})(word) !== before"


def main() -> None:
    find_chromium, missing = TOOLS["browser"]
    chromium = find_chromium()
    if chromium is None:
        sys.exit(f"{missing}.")
    yardstick = statistics.median(importing() for _ in range(5))
    with tempfile.TemporaryDirectory() as folder:
        project = Project.at(Path(shutil.copytree(ROOT, Path(folder) / "project", ignore=LEFT_OUT)))
        subprocess.run(command(project, "build"), cwd=ROOT, check=True)
        with previewing(project) as (address, terminal), launched(chromium) as browser:
            page = browser.new_page()
            page.goto(f"{address}{PROVIDER}")
            for name, *edit in EDITS:
                seconds = []
                for _ in range(TIMES):
                    said = len(terminal.lines)
                    seconds.append(waited(page, project.root / RECORD, *edit))
                    terminal.wait_for("Rebuilt", said)  # the pages that nobody looks at are made last
                report(name, seconds, yardstick)


def waited(page: Page, file: Path, old: str, new: str, word: str) -> float:
    """The seconds until the page shows that one passage stands for the other, whichever is there now."""
    text = file.read_text(encoding="utf-8")
    if old not in text:
        old, new = new, old
    if text.count(old) != 1:
        sys.exit(f"{file.name} has changed: {old!r} is there {text.count(old)} times.")
    part = file.with_name(f".{file.name}.part")
    part.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    before = page.evaluate(COUNT, word)
    start = time.perf_counter()
    part.replace(file)
    page.wait_for_function(CHANGED, arg=[word, before])
    return time.perf_counter() - start


def importing() -> float:
    """The seconds that Python takes to import the engine."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import tracker.pipeline"], cwd=ROOT, check=True)
    return time.perf_counter() - start


def report(name: str, seconds: list[float], yardstick: float) -> None:
    middle = statistics.median(seconds)
    print(
        f"{name}: median {middle:.3f} s of {len(seconds)} (from {min(seconds):.3f} to {max(seconds):.3f} s), "
        f"{middle / yardstick:.2f} times the {yardstick:.2f} s of importing the engine"
    )


if __name__ == "__main__":
    main()
