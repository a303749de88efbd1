"""Two versions of the small site, their clean builds, and how a build is run or started on either."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

import pytest

from tests.conftest import ROOT, SITES
from tracker.cli import main
from tracker.stages.write import MARKER
from tracker.stages.writing.standing import STAGED
from tracker.values.project import Project

BUILD = ("build", "--today", "2024-06-01")
VERSIONS = ("old", "new")
PATIENCE = 120
"""Seconds after which something is said to hang; a slow machine may need many of them."""

Site = Mapping[str, bytes]


def other(version: str) -> str:
    return VERSIONS[1 - VERSIONS.index(version)]


def project_at(root: Path) -> Project:
    """The small site in a new folder, with a build.py of its own."""
    shutil.copytree(SITES / "tiny", root)
    shutil.copy(ROOT / "build.py", root)
    return Project.at(root)


def turned(project: Project, version: str) -> None:
    """Give a project the records of a version: most pages differ, some are in only one of the two."""
    shutil.rmtree(project.content)
    shutil.copytree(SITES / "tiny/content", project.content)
    settings = (SITES / "tiny/site_data.yaml").read_text(encoding="utf-8")
    if version == "new":
        (project.content / "inspections/2020/northshire-crc.yaml").unlink()
        (project.content / "pages/more.md").write_text("# More\n\nA word.\n", encoding="utf-8")
        settings = settings.replace("example.org/tiny-tracker", "example.org/moved")  # named on every page
    (project.root / "site_data.yaml").write_text(settings, encoding="utf-8")


@cache
def clean(version: str) -> Site:
    """The site of a version, built where nothing was built before."""
    with TemporaryDirectory() as folder:
        project = project_at(Path(folder) / "site")
        turned(project, version)
        assert run(project) == 0
        return site_of(project)


def site_of(project: Project) -> dict[str, bytes]:
    """All plain files in the output folder."""
    files = (path for path in project.output.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(project.output).as_posix(): path.read_bytes() for path in files}


def leftovers(project: Project) -> list[Path]:
    """What only a build that is running should have."""
    in_cache = [path for path in project.cache.rglob("*") if path.name.endswith(".part")]
    return [*in_cache, *project.output.rglob("*.part"), *project.output.glob(STAGED)]


def is_mixed(site: Site, *, fresh: bool = False) -> list[str]:
    """What is wrong with a site whose build was cut short: files of neither version, or missing ones.

    A fresh one may lack files.
    """
    old, new = clean("old"), clean("new")
    published = {name: content for name, content in site.items() if not name.startswith(STAGED)}
    wrong = [
        name
        for name, content in published.items()
        if name != MARKER and content not in (old.get(name), new.get(name))
    ]
    return wrong + ([] if fresh else sorted((old.keys() & new.keys()) - published.keys()))


def run(project: Project) -> int:
    """Build in this process; gives the exit status."""
    with pytest.raises(SystemExit) as ended, bounded():
        main(project.root, [*BUILD])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def start(project: Project, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """Start a command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "build.py", *(arguments or BUILD)],
        cwd=project.root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
    )


@contextmanager
def bounded() -> Iterator[None]:
    """Fails, instead of waiting for ever, where something hangs."""

    def hangs(_number: int, _frame: FrameType | None) -> None:
        pytest.fail(f"hangs for more than {PATIENCE} s")  # no OSError, which would count as one of the disk

    if sys.platform == "win32":  # has no alarm
        yield
        return
    before = signal.signal(signal.SIGALRM, hangs)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
