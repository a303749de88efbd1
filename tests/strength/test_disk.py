"""A disk that is full, cannot be written or is another one: told in a line, and the site stays whole."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.strength.versions import clean, leftovers, project_at, run, site_of, turned
from tracker.values.project import Project

PAGE = 4096
"""The smallest step in which a disk in memory fills up."""


def can_mount() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and bool(shutil.which("mount"))


needs_disk = pytest.mark.skipif(not can_mount(), reason="only root of a Linux machine can mount a small disk")


def mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)


@contextmanager
def disk(folder: Path) -> Iterator[None]:
    """A small disk in the place of a folder."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(folder)], check=False, capture_output=True)
    if done.returncode:  # a container can forbid it to root too
        pytest.skip(f"no disk can be mounted: {done.stderr.decode().strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def with_room(folder: Path, pages: int) -> None:
    """Leave so many pages of memory free on a disk."""
    state = os.statvfs(folder)
    used = (state.f_blocks - state.f_bfree) * state.f_frsize if state.f_blocks else 0
    mount("-o", f"remount,size={used + pages * PAGE}", str(folder))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_at(tmp_path / "site")


def refused(project: Project, capsys: pytest.CaptureFixture[str], said: str) -> None:
    """The build ends with one line that says this, and without a traceback."""
    capsys.readouterr()
    assert run(project) == 1
    out, err = capsys.readouterr()
    first, *rest = out.splitlines()
    assert said in first
    assert first.startswith("output")
    assert [line for line in rest if not line.startswith("  ")] in ([], [rest[-1]])
    assert "Traceback" not in out + err
    assert "Nothing was written; output/ is as it was." in err
    assert not leftovers(project)


@needs_disk
def test_a_disk_may_be_full_at_any_step_of_writing(
    project: Project,
    capsys: pytest.CaptureFixture[str],
    effort: Callable[[int, int], int],
    figure: Callable[[str, int], None],
) -> None:
    with disk(project.output):
        assert run(project) == 0
        turned(project, "new")
        pages, full, step = 0, 0, effort(50, 1)
        while True:
            with_room(project.output, pages)
            if (status := run(project)) == 0:
                break
            out, err = capsys.readouterr()
            assert status == 1
            assert "No space left on device. Make room" in out.splitlines()[0]
            assert "Traceback" not in out + err
            assert site_of(project) == clean("old"), f"with {pages} pages of memory"
            assert not leftovers(project)
            full, pages = full + 1, pages + step
        assert full > 3
        assert site_of(project) == clean("new")
        assert not leftovers(project)
    figure("Fillings of the disk at which a build stopped", full)


@needs_disk
def test_a_first_build_on_a_full_disk_leaves_nothing_in_the_way(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    with disk(project.output):
        for pages in (1, 2, 90):
            with_room(project.output, pages)
            refused(project, capsys, "No space left on device. Make room")
        with_room(project.output, 4096)
        assert run(project) == 0
        assert site_of(project) == clean("old")


@needs_disk
@pytest.mark.parametrize("pages", [1, 40])
def test_a_full_disk_of_the_cache_is_no_harm(project: Project, pages: int) -> None:
    with disk(project.cache):
        with_room(project.cache, pages)
        assert run(project) == 0
        assert site_of(project) == clean("old")
        assert not leftovers(project)
        turned(project, "new")
        assert run(project) == 0
        assert site_of(project) == clean("new")


@needs_disk
def test_an_output_that_cannot_be_written_is_told(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    with disk(project.output):
        assert run(project) == 0
        turned(project, "new")
        mount("-o", "remount,ro", str(project.output))
        refused(project, capsys, "Read-only file system. Make room or mend the permissions")
        assert site_of(project) == clean("old")
        mount("-o", "remount,rw", str(project.output))
        assert run(project) == 0
        assert site_of(project) == clean("new")


@needs_disk
def test_a_cache_that_cannot_be_written_is_no_harm(project: Project) -> None:
    with disk(project.cache):
        assert run(project) == 0
        mount("-o", "remount,ro", str(project.cache))
        for version in ("new", "old", "new"):
            turned(project, version)
            assert run(project) == 0
            assert site_of(project) == clean(version)
        mount("-o", "remount,rw", str(project.cache))
        turned(project, "old")
        assert run(project) == 0
        assert site_of(project) == clean("old")


def test_a_cache_that_is_a_file_is_no_harm(project: Project) -> None:
    project.cache.write_bytes(b"a file")
    for version in ("old", "new"):
        turned(project, version)
        assert run(project) == 0
        assert site_of(project) == clean(version)
    assert project.cache.read_bytes() == b"a file"


@pytest.mark.parametrize("leads", ["to a folder", "nowhere", "to a file"])
def test_an_output_that_is_a_link_is_refused(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str], leads: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    if leads == "to a folder":
        elsewhere.mkdir()
        (elsewhere / "thesis.txt").write_bytes(b"years of work")
    elif leads == "to a file":
        elsewhere.write_bytes(b"years of work")
    before = sorted(tmp_path.rglob("*"))
    project.output.symlink_to(elsewhere)
    refused(project, capsys, "this is not a folder. Move it away and build again.")
    assert [path for path in sorted(tmp_path.rglob("*")) if project.root not in path.parents] == [
        path for path in before if project.root not in path.parents
    ]
    project.output.unlink()
    assert run(project) == 0
    assert site_of(project) == clean("old")
