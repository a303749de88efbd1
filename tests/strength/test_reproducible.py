"""Any machine builds the same bytes from the same project, on a day that is given.

Each build here is a process of its own with its own copy of the engine and of a project, elsewhere, and as
many things as may differ between two machines do: all that is the same is the project's files and the day.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from tests.conftest import ROOT, SITES, TODAY
from tests.strength.changes import FURTHER
from tracker.values.dates import PartialDate

ENGINE = ("build.py", "tracker", "templates", "static")
REAL = ("content", "docs", "schema", "site_data.yaml")

_MACHINE = '''
"""Run as Python starts: what no variable of the environment can make different."""
import locale, os, random, sys, time
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass  # this machine lacks it; the variables that ask for it are read all the same
if seed := os.environ.get("TEST_FILE_ORDER"):
    shuffle, scandir, listdir = random.Random(seed).shuffle, os.scandir, os.listdir

    class Shuffled:
        def __init__(self, found):
            self.found = iter(found)
        def __iter__(self):
            return self
        def __next__(self):
            return next(self.found)
        def __enter__(self):
            return self
        def __exit__(self, *_):
            pass
        def close(self):
            pass

    def shuffled(found):
        shuffle(found := list(found))
        return found

    def scan(path="."):
        with scandir(path) as found:
            return Shuffled(shuffled(found))

    os.scandir, os.listdir = scan, lambda path=".": shuffled(listdir(path))
if years := os.environ.get("TEST_YEARS_LATER"):
    now = time.time
    time.time = lambda: now() + 31_556_952 * int(years)
if "TEST_ONE_PROCESSOR" in os.environ:
    os.cpu_count = lambda: 1
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
'''


@dataclass(frozen=True)
class Machine:
    """How a machine differs from the one with no habits at all."""

    place: str
    environment: Mapping[str, str]
    umask: int = 0o022
    options: Sequence[str] = ()
    backwards: bool = False
    """Whether its files were made in another order."""


PLAIN = Machine("a", {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"})
MACHINES = {
    "German, on the far side of the date line": Machine(
        "ein anderer Ort/für alles",
        {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        umask=0o077,
        backwards=True,
    ),
    "Turkish, ten years later, its folders in no order": Machine(
        "b/" + "deep/" * 10 + "c",
        {
            "LC_ALL": "tr_TR.UTF-8",
            "TZ": "America/Los_Angeles",
            "PYTHONHASHSEED": "random",
            "TEST_FILE_ORDER": "1",
            "TEST_YEARS_LATER": "10",
        },
        umask=0,
    ),
    "without UTF-8, with one processor, asserts left out": Machine(
        "d",
        {
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONHASHSEED": "4294967295",
            "SOURCE_DATE_EPOCH": "1",
            "TEST_ONE_PROCESSOR": "",
            "TEST_FILE_ORDER": "2",
        },
        options=("-O",),
    ),
}


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """German and Turkish, made here where the system has their sources (Debian's package locales)."""
    folder = tmp_path_factory.mktemp("locales")
    program = shutil.which("localedef")
    for name in ("de_DE", "tr_TR"):
        if program and Path("/usr/share/i18n/locales", name).exists():
            made = [program, "-i", name, "-f", "UTF-8", str(folder / f"{name}.UTF-8")]
            subprocess.run(made, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what Python runs as it starts."""
    folder = tmp_path_factory.mktemp("start")
    (folder / "sitecustomize.py").write_text(_MACHINE, encoding="utf-8")
    return folder


Build = Callable[[Machine, Mapping[str, bytes], PartialDate], Mapping[str, str]]


@pytest.fixture
def build(tmp_path: Path, locales: Path, start: Path) -> Build:
    """Builds a project as a machine does; gives the hash of each file by its name."""

    def built(machine: Machine, files: Mapping[str, bytes], today: PartialDate) -> Mapping[str, str]:
        root = tmp_path / machine.place
        for name in sorted(files, reverse=machine.backwards):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(files[name])
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        home = {"HOME": str(root / "home"), "PYTHONPATH": str(start), "PYTHONDONTWRITEBYTECODE": "1"}
        if any(locales.iterdir()):
            home["LOCPATH"] = str(locales)
        done = subprocess.run(
            [sys.executable, *machine.options, str(root / "build.py"), f"--today={today.text}"],
            env={**kept, **home, **machine.environment},
            cwd=tmp_path,
            umask=machine.umask if os.name == "posix" else -1,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        output = root / "output"
        found = sorted(path for path in output.rglob("*") if path.is_file())
        return {path.relative_to(output).as_posix(): sha256(path.read_bytes()).hexdigest() for path in found}

    return built


def files_of(root: Path, *names: str) -> dict[str, bytes]:
    """The content of files, and of those in folders, by their path below a root."""
    found = (path for name in names for path in (root / name, *(root / name).rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.suffix != ".pyc"}


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """The names of files that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_every_machine_builds_the_same_bytes(build: Build, figure: Callable[[str, int], None]) -> None:
    further = {name: text.encode() for name, text in FURTHER.items()}
    tiny = SITES / "tiny"
    files = files_of(ROOT, *ENGINE) | files_of(tiny, "content", "site_data.yaml") | further
    plain = build(PLAIN, files, TODAY)
    assert len(plain) > 100
    for name, machine in MACHINES.items():
        assert differing(plain, build(machine, files, TODAY)) == [], name
    figure(
        "Machines that differ in all that machines may differ in, and build the same bytes", len(MACHINES) + 1
    )


def test_the_real_record_is_the_same_on_two_machines(
    build: Build, effort: Callable[[int, int], int], real_today: PartialDate
) -> None:
    if not effort(0, 1):
        pytest.skip("takes a minute: in the long form only")
    files = files_of(ROOT, *ENGINE, *REAL)
    turkish = MACHINES["Turkish, ten years later, its folders in no order"]
    assert differing(build(PLAIN, files, real_today), build(turkish, files, real_today)) == []
