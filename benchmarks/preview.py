"""How long an editor waits: from saving a record to the new words on the reloaded page, in Chromium.

Copies the project to a temporary folder, starts `build.py serve` there, opens a provider's page and saves
one of its inspections as editors do, by renaming a file onto it: first with a quotation in other words,
then with another rating. Both are on this page and on many others. The time runs until the browser has
loaded the page anew and it shows the change. The next save comes when the whole site is built again.

Needs Chromium and the packages of the tests.
"""

import shutil
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
        "text",
        "Serious concerns remain about the quality",
        "Grave concerns remain about the quality",
        "Grave",
    ),
    ("rating", "\noverall: Requires improvement", "\noverall: Good", "Good"),
)
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "node_modules", ".*_cache", ".hypothesis", "tests")
# How often a word is on the page, and whether that has changed on a page that is loaded.
COUNT = "word => document.body.textContent.split(word).length"
CHANGED = f"([word, before]) => document.readyState === 'complete' && ({COUNT})(word) !== before"


def measured() -> dict[str, list[float]]:
    """The seconds of each save, by what was changed. Exits where there is no Chromium."""
    find_chromium, missing = TOOLS["browser"]
    chromium = find_chromium()
    if chromium is None:
        sys.exit(f"{missing}.")
    seconds: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        project = Project.at(Path(shutil.copytree(ROOT, Path(folder) / "project", ignore=LEFT_OUT)))
        subprocess.run(command(project, "build"), cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
        with previewing(project) as (address, terminal), launched(chromium) as browser:
            page = browser.new_page()
            page.goto(f"{address}{PROVIDER}")
            for name, *edit in EDITS:
                seconds[name] = []
                for _ in range(TIMES):
                    said = len(terminal.lines)
                    seconds[name].append(waited(page, project.root / RECORD, *edit))
                    terminal.wait_for("Rebuilt", said)  # the pages that nobody looks at are made last
    return seconds


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
    return round(time.perf_counter() - start, 4)
