"""Whatever stands in the cache: the build ends, equals a clean one, and runs nothing of it."""

import ast
import json
import os
import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.conftest import ROOT
from tests.strength.versions import bounded, clean, leftovers, project_at, run, site_of, turned
from tracker.lock import FILE, alone
from tracker.stamp import inputs, is_current, stamped
from tracker.values.project import Project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")

STAMP = "last-build.json"
LARGE = 100_000_000
Damage = Callable[[Path, Random], None]


def replaced(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


def truncated(path: Path, chance: Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size))


def flipped(path: Path, chance: Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    replaced(path, bytes(content))


def exchanged(path: Path, chance: Random) -> None:
    """What was kept for another key, and is whole."""
    others = sorted(other for other in path.parents[1].rglob("*") if other.is_file() and other != path)
    if others:
        replaced(path, chance.choice(others).read_bytes())


def garbage(path: Path, chance: Random) -> None:
    replaced(path, chance.randbytes(chance.randrange(1, 5000)))


def emptied(path: Path, _chance: Random) -> None:
    replaced(path, b"")


def folder(path: Path, _chance: Random) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").write_bytes(b"")


def link(path: Path, _chance: Random) -> None:
    """A file of somebody else, which holds what the cache would."""
    elsewhere = path_outside(path)
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def endless(path: Path, _chance: Random) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def pipe(path: Path, _chance: Random) -> None:
    path.unlink()
    os.mkfifo(path)


def large(path: Path, _chance: Random) -> None:
    os.truncate(path, LARGE)


DAMAGES: tuple[Damage, ...] = (
    truncated, flipped, exchanged, garbage, emptied, folder, link, endless, pipe, large,
)  # fmt: skip


def path_outside(path: Path) -> Path:
    root = next(parent for parent in path.parents if (parent / "site_data.yaml").exists())
    (outside := root.parent / "outside").mkdir(exist_ok=True)
    return outside / f"{path.parent.parent.name}-{path.parent.name}-{path.name}"


def entries(project: Project) -> list[Path]:
    files = (path for path in project.cache.glob("*/*/*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in files if path.stat().st_size)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small site, built once."""
    project = project_at(tmp_path_factory.mktemp("built") / "site")
    assert run(project) == 0
    assert len(entries(project)) > 50
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """A copy of the small site and its cache, to be built again."""
    return Project.at(shutil.copytree(built.root, tmp_path / "site"))


def builds_as_if_clean(project: Project, version: str) -> None:
    turned(project, version)
    assert run(project) == 0
    assert site_of(project) == clean(version)
    assert not leftovers(project)


def test_a_damaged_cache_is_no_harm(
    project: Project, effort: Callable[[int, int], int], figure: Callable[[str, int], None]
) -> None:
    chance, damaged = Random(7), 0  # noqa: S311 - to be repeated, not to be secret
    for turn in range(effort(4, 200)):
        for path in entries(project):
            # Of the large ones few, for they take a while to read.
            damage = chance.choice(DAMAGES if chance.random() < 0.02 else DAMAGES[:-1])
            damage(path, chance)
            damaged += 1
        (project.cache / STAMP).unlink()
        if turn % 2:
            shutil.rmtree(project.output)
        builds_as_if_clean(project, "old")
    outside = sorted((project.root.parent / "outside").iterdir())
    assert outside, "what links led to is not the build's to remove"
    figure("Entries of the cache damaged, exchanged or replaced by something else", damaged)


def test_a_damaged_stamp_is_no_harm(project: Project, tmp_path: Path) -> None:
    kept = (stamp := project.cache / STAMP).read_bytes()
    for damage in DAMAGES:
        damage(stamp, Random(8))  # noqa: S311 - as above
        with bounded():
            assert is_current(project, "") is None, damage.__name__
        stamp.rename(tmp_path / damage.__name__)
        stamp.write_bytes(kept)
    pipe(stamp, Random(8))  # noqa: S311 - as above
    builds_as_if_clean(project, "new")


def test_a_damaged_lock_is_no_harm(project: Project, tmp_path: Path) -> None:
    (lock := project.cache / FILE).write_bytes(b" 1\n")
    for damage in DAMAGES:
        damage(lock, Random(9))  # noqa: S311 - as above
        with bounded(), alone(project.cache, pytest.fail):
            pass
        lock.rename(tmp_path / damage.__name__)
        lock.write_bytes(b" 1\n")
    pipe(lock, Random(9))  # noqa: S311 - as above
    builds_as_if_clean(project, "new")


def test_a_stamp_may_hold_anything(project: Project) -> None:
    for stamp in (
        "[" * 200_000,
        '{"inputs": ' * 100_000,
        "9" * 100_000,
        "null",
        "[]",
        '{"options": 1, "inputs": 1, "outputs": 1, "said": 1}',
        '{"options": NaN, "inputs": [[[]]], "outputs": {}, "said": []}',
        "\ufeff{}",
        "\x00",
    ):
        (project.cache / STAMP).write_text(stamp, encoding="utf-8")
        assert is_current(project, "") is None, stamp[:40]
    builds_as_if_clean(project, "new")


def test_a_stamp_of_another_engine_is_not_believed(project: Project) -> None:
    (project.output / "index.html").write_text("spoilt", encoding="utf-8")
    options = json.loads((project.cache / STAMP).read_text(encoding="utf-8"))["options"]
    stamped(project, options, "", ["another Python", *inputs(project)[1:]])
    builds_as_if_clean(project, "old")


def test_what_another_engine_has_kept_is_neither_used_nor_left(project: Project) -> None:
    """Keys depend on the engine, so its entries have other names."""
    strange = list[Path]()
    for path in entries(project):
        strange.append(path.with_name(path.name[::-1]))
        path.rename(strange[-1])
    builds_as_if_clean(project, "new")
    assert not [path for path in strange if path.exists()]


def test_a_folder_of_the_cache_that_leads_elsewhere_is_not_cleared(project: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "letters").mkdir(parents=True)
    (elsewhere / "letters/thesis.txt").write_bytes(b"years of work")
    kinds = sorted(path for path in project.cache.iterdir() if path.is_dir())
    for kind in kinds:
        shutil.rmtree(kind)
        kind.symlink_to(elsewhere)
    (project.cache / "more").mkdir()
    (project.cache / "more/letters").symlink_to(elsewhere / "letters")
    builds_as_if_clean(project, "new")
    assert (elsewhere / "letters/thesis.txt").read_bytes() == b"years of work"


def test_a_socket_in_the_place_of_the_cache_is_no_harm(tmp_path: Path) -> None:
    project = project_at(tmp_path / "site")
    with socket.socket(socket.AF_UNIX) as bound:
        here = Path.cwd()
        os.chdir(project.root)  # the name of a socket may be no longer than 107 letters
        try:
            bound.bind(".cache")
        finally:
            os.chdir(here)
        builds_as_if_clean(project, "old")


def test_nothing_that_is_kept_can_run() -> None:
    """Who may write to the cache may give the build other words, but no code.

    Only between a process and those that it has begun do pickles go, through a pipe and into no file.
    """
    running = {"pickle", "marshal", "shelve", "dbm", "joblib", "dill", "cloudpickle"}
    for module in {*(ROOT / "tracker").rglob("*.py")} - {ROOT / "tracker/spread.py"}:
        text = module.read_text(encoding="utf-8")
        names = {name for node in ast.walk(ast.parse(text)) for name in imported(node)}
        assert not names & running, module
        assert "BytecodeCache" not in text, f"{module}: Jinja keeps bytecode with marshal"


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    return {node.module.split(".")[0]} if isinstance(node, ast.ImportFrom) and node.module else set()
