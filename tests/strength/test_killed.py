"""A build may be killed at any moment: no file is torn, and the next build makes up for it."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random

import pytest

from tests.strength.killer import build_until
from tests.strength.versions import (
    BUILD,
    PATIENCE,
    clean,
    is_mixed,
    leftovers,
    other,
    project_at,
    run,
    site_of,
    start,
    turned,
)
from tracker.values.project import Project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")

CHANGES = 200
"""About as many changes of the output folder as a build from one version to the other makes."""


@pytest.fixture(scope="module")
def server() -> ForkServerContext:
    """Begins builds in processes that have loaded the engine beforehand, so that many can be killed."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.strength.killer", "tracker.pipeline", "tracker.commands.build"])
    return context


def killed_by_change(server: ForkServerContext, project: Project, below: Path, moment: int) -> bool:
    """Build, and be killed before the given change below a folder; says whether there were so many."""
    build = server.Process(target=build_until, args=(project.root, BUILD, below, moment))
    build.start()
    build.join(PATIENCE)
    assert build.exitcode in (0, -signal.SIGKILL)
    return build.exitcode != 0


def killed_in_time(project: Project, seconds: float) -> bool:
    """Build, and be killed after a while; says whether the build had not ended before."""
    build = start(project)
    try:
        build.wait(seconds)
    except subprocess.TimeoutExpired:
        build.kill()
    _, said = build.communicate(timeout=PATIENCE)
    assert build.returncode in (0, -signal.SIGKILL), said
    return build.returncode != 0


def await_the_end_of_all(project: Project) -> None:
    """The processes that help a build end with it, however it ends."""
    deadline = time.monotonic() + PATIENCE
    while left := survivors(project):
        assert time.monotonic() < deadline, left
        time.sleep(0.01)


def survivors(project: Project) -> list[str]:
    """The processes that still work in a project's folder, where the system tells."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == project.root:
                found.append(f"{process.name}: {(process / 'cmdline').read_text(encoding='utf-8')}")
        except OSError:  # it has just ended, or belongs to somebody else
            continue
    return found


def test_a_build_that_is_killed_leaves_whole_files_and_the_next_one_makes_up_for_it(
    server: ForkServerContext,
    tmp_path: Path,
    effort: Callable[[int, int], int],
    figure: Callable[[str, int], None],
) -> None:
    wanted, chance = effort(30, 500), Random(6)  # noqa: S311 - to be repeated, not to be secret
    project = project_at((tmp_path / "site").resolve())
    began = time.monotonic()
    assert not killed_in_time(project, PATIENCE)
    lasts, version, kills = time.monotonic() - began, "old", 0
    while kills < wanted:
        target, fresh = other(version), chance.random() < 0.15
        turned(project, target)
        if fresh:
            shutil.rmtree(project.output)
        if chance.random() < 0.1:
            shutil.rmtree(project.cache)
        way = chance.random()
        if way < 0.25:
            done = killed_in_time(project, chance.uniform(0, lasts))
        else:
            below = project.output if way < 0.8 else project.root
            done = killed_by_change(server, project, below, chance.randint(1, CHANGES))
        kills += done

        site = site_of(project)
        assert not is_mixed(site, fresh=fresh), f"kill {kills}"
        await_the_end_of_all(project)
        version = chance.choice([version, target])
        turned(project, version)
        assert run(project) == 0
        assert site_of(project) == clean(version), f"kill {kills}"
        assert not leftovers(project), f"kill {kills}"
    figure("Builds killed at any moment (SIGKILL)", kills)


@pytest.mark.parametrize("moment", [1, 2, 40])
def test_a_first_build_that_is_killed_does_not_stand_in_the_way(
    server: ForkServerContext, tmp_path: Path, moment: int
) -> None:
    """Without its list of files the folder would seem to be somebody else's."""
    project = project_at(tmp_path / "site")
    assert killed_by_change(server, project, project.output, moment)
    assert run(project) == 0
    assert site_of(project) == clean("old")
    assert not leftovers(project)
