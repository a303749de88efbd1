"""Builds beside each other, a build beside the preview, and an output folder that a person has changed."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.strength.versions import (
    PATIENCE,
    VERSIONS,
    clean,
    leftovers,
    project_at,
    run,
    site_of,
    start,
    turned,
)
from tracker.lock import FILE, alone
from tracker.values.project import Project

posix = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows knows neither pipes among files nor SIGKILL"
)
HOLD = """
import sys
from pathlib import Path
from tracker.lock import alone
with alone(Path(sys.argv[1]), print):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_at(tmp_path / "site")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small site, built once."""
    project = project_at(tmp_path_factory.mktemp("built") / "site")
    assert run(project) == 0
    return project


def ended(builds: list[subprocess.Popen[bytes]]) -> list[str]:
    """What the builds said, once all have ended well."""
    said = [build.communicate(timeout=PATIENCE)[1].decode() for build in builds]
    assert [build.returncode for build in builds] == [0] * len(builds), said
    return said


def is_whole(project: Project, version: str) -> bool:
    return site_of(project) == clean(version) and not leftovers(project)


@pytest.mark.parametrize("count", [2, 5])
def test_builds_beside_each_other_make_one_site(
    project: Project, count: int, effort: Callable[[int, int], int], figure: Callable[[str, int], None]
) -> None:
    turns = effort(1, 10)
    for turn in range(turns):
        turned(project, VERSIONS[turn % 2])
        ended([start(project) for _ in range(count)])
        assert is_whole(project, VERSIONS[turn % 2])
    figure(f"Builds of one project, {count} at once", turns * count)


def test_the_second_build_says_for_whom_it_waits_and_then_has_nothing_to_do(project: Project) -> None:
    with alone(project.cache, pytest.fail):
        build = start(project)
        assert build.stderr is not None
        said = build.stderr.readline().decode()
        assert not project.output.exists()
        assert run_beside(project, build)
    [rest] = ended([build])
    assert said == (
        f"Another build of this project is running (process {os.getpid()}). This one waits until that has "
        "ended; press Ctrl+C to give up.\n"
    )
    assert rest == "Nothing has changed since the last build; output/ is up to date.\n"
    assert is_whole(project, "old")


def run_beside(project: Project, waiting: subprocess.Popen[bytes]) -> bool:
    """Build as the one who holds the lock; says whether the other still waited then."""
    code = (
        "import sys; from pathlib import Path; from tracker.commands.build import _made\n"
        "from tracker.values.project import Project\n"
        "_made(Project.at(Path(sys.argv[1])), '2024-06-01', None, None, repr(('2024-06-01', None, None)))"
    )
    subprocess.run([sys.executable, "-c", code, str(project.root)], check=True, capture_output=True)
    return waiting.poll() is None


@posix
@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_who_held_the_lock_and_was_stopped_keeps_nobody_waiting(
    project: Project, stop: signal.Signals
) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(project.cache)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    told: list[str] = []
    holder.send_signal(stop)
    holder.communicate(timeout=PATIENCE)
    with alone(project.cache, told.append) as waited:
        assert not waited
    assert told == []
    assert (project.cache / FILE).read_bytes() == b" %d\n" % os.getpid()


def test_a_build_beside_the_preview_and_the_preview_beside_a_build(project: Project) -> None:
    preview = start(project, "serve", "--port", "0", "--no-open", "--today", "2024-06-01")
    try:
        assert preview.stderr is not None
        while b"The site is at" not in (line := preview.stderr.readline()):
            assert line, "the preview has ended"
        for version in ("new", "old", "new"):
            turned(project, version)
            ended([start(project)])
            wait_for(project, version)
    finally:
        preview.send_signal(signal.SIGINT if sys.platform != "win32" else signal.SIGTERM)
        preview.communicate(timeout=PATIENCE)
    assert run(project) == 0
    assert is_whole(project, "new")


def wait_for(project: Project, version: str) -> None:
    """Both may build in turn; in the end there is the site."""
    deadline = time.monotonic() + PATIENCE
    while not is_whole(project, version):
        assert time.monotonic() < deadline
        time.sleep(0.05)


@posix
def test_builds_of_two_projects_can_share_a_cache(tmp_path: Path) -> None:
    first, second = project_at(tmp_path / "first"), project_at(tmp_path / "second")
    (shared := tmp_path / "shared").mkdir()
    for project in (first, second):
        project.cache.symlink_to(shared)
    turned(second, "new")
    ended([start(first), start(second), start(first), start(second)])
    assert is_whole(first, "old")
    assert is_whole(second, "new")


# An output folder that a person has changed


def edited(path: Path) -> None:
    path.write_text("A word of somebody else.", encoding="utf-8")


def edited_unseen(path: Path) -> None:
    """The same size, and the same time."""
    before = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def deleted(path: Path) -> None:
    path.unlink()


def deleted_with_its_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


def without_permissions(path: Path) -> None:
    path.chmod(0)


def became_a_link(path: Path) -> None:
    path.unlink()
    root = next(folder for folder in path.parents if (folder / "site_data.yaml").exists())
    path.symlink_to(root / "site_data.yaml")


def became_a_link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def became_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def became_a_socket(path: Path) -> None:
    path.unlink()
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may be no longer than 107 letters
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(here)


MENDED = (
    edited,
    edited_unseen,
    deleted,
    deleted_with_its_folder,
    without_permissions,
    became_a_link,
    became_a_link_to_nothing,
    became_a_pipe,
    became_a_socket,
)


@posix
@pytest.mark.parametrize("after", ["at once", "after a second build"])
def test_what_a_person_changed_in_the_output_is_mended(project: Project, after: str) -> None:
    assert run(project) == 0
    if after != "at once":  # by then every file is old enough to be known by its state
        turned(project, "old")
        time.sleep(0.06)
        assert run(project) == 0
    settings = (project.root / "site_data.yaml").read_bytes()
    pages = [
        *sorted(project.output.glob("measures/*/index.html")),
        *sorted(project.output.glob("frameworks/*/index.html")),
        *sorted(project.output.glob("*/index.html")),
    ]
    for change, page in zip(MENDED, pages[: len(MENDED)], strict=True):
        change(page)
    assert run(project) == 0
    assert is_whole(project, "old")
    assert (project.root / "site_data.yaml").read_bytes() == settings, "a link is replaced, not followed"


def a_folder(project: Project) -> None:
    (project.output / "about/index.html").unlink()
    (project.output / "about/index.html").mkdir()


def a_folder_that_is_a_file(project: Project) -> None:
    shutil.rmtree(project.output / "about")
    (project.output / "about").write_bytes(b"mine")


def a_folder_that_is_a_pipe(project: Project) -> None:
    shutil.rmtree(project.output / "about")
    os.mkfifo(project.output / "about")


def a_folder_that_is_a_link(project: Project) -> None:
    (project.output / "about").rename(project.root / "about")
    (project.output / "about").symlink_to(project.root / "about")


def a_list_that_is_damaged(project: Project) -> None:
    (project.output / ".written-by-build.json").write_text("[" * 100_000, encoding="utf-8")


def a_list_that_is_a_pipe(project: Project) -> None:
    (project.output / ".written-by-build.json").unlink()
    os.mkfifo(project.output / ".written-by-build.json")


REFUSED: dict[Callable[[Project], None], str] = {
    a_folder: "output/about/index.html: a folder stands in the place of a page. Move it away.",
    a_folder_that_is_a_file: "the file output/about stands in the place of a folder. Move it away.",
    a_folder_that_is_a_pipe: "the file output/about stands in the place of a folder. Move it away.",
    a_folder_that_is_a_link: "a link stands in the place of a folder of the site. Remove the link.",
    a_list_that_is_damaged: "cannot be read. Move the folder away, or empty it, and build again.",
    a_list_that_is_a_pipe: "cannot be read. Move the folder away, or empty it, and build again.",
}


@posix
@pytest.mark.parametrize("change", REFUSED, ids=lambda change: change.__name__)
def test_what_a_person_put_in_the_way_is_told(
    built: Project, tmp_path: Path, change: Callable[[Project], None], capsys: pytest.CaptureFixture[str]
) -> None:
    project = Project.at(shutil.copytree(built.root, tmp_path / "site"))
    change(project)
    before = site_of(project)
    turned(project, "new")
    capsys.readouterr()
    assert run(project) == 1
    out, err = capsys.readouterr()
    assert REFUSED[change] in out.splitlines()[0]
    assert "Nothing was written; output/ is as it was." in err
    assert site_of(project) == before


def test_what_a_person_added_stays(project: Project) -> None:
    assert run(project) == 0
    mine = {"CNAME": b"tracker.example.org", "inspections/2020/mine.txt": b"mine"}
    for name, content in mine.items():
        (project.output / name).write_bytes(content)
    turned(project, "new")
    assert run(project) == 0
    assert site_of(project) == {**clean("new"), **mine}
