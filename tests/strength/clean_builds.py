"""What a project is when it is built clean, to hold other builds against.

What a clean build is: one into an empty folder, with nothing kept but drawings, cards, the search index,
schemas and the names that templates refer to, which earlier clean builds made (and templates that Jinja has
compiled from the same words). Those are asked for by the hash of what goes in, so that a hash which forgets
something could deceive it. So every twentieth comparison is with a process of its own, which builds a copy
of the project elsewhere with nothing kept at all.
"""

import io
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import jinja2

from tests.conftest import ROOT, SITES
from tests.strength.changes import EXTRA, FREE, FURTHER
from tracker import pipeline
from tracker.cache import Cache
from tracker.commands import console
from tracker.commands.build import built
from tracker.commands.options import day
from tracker.values.ahead import Ahead
from tracker.values.problem import errors, warnings
from tracker.values.project import Project

WHOLE = 20
"""Every how many comparisons one is with a process of its own."""

FIRST_DAY = "2024-06-01"
NOT_INPUT = ("output", ".cache")

Files = Mapping[str, str]
"""The hash of every file by its name; folders have none."""

Given = tuple[str, str | None, str | None]
"""The options of a build: the day, the address, the repository."""

_BUILD = "import sys, pathlib, tracker.cli as c; c.main(pathlib.Path(sys.argv[1]), sys.argv[2:])"
_SLOW = ("cards", "charts", "references", "schemas", "search")
_OWN_LINES = re.compile(r"^(Built |Nothing has changed|Nothing was written).*\n?", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """What a build said was wrong, and the files that it left; None where it stopped."""

    told: str
    files: Files | None


@dataclass
class CleanBuilds:
    """Clean builds of the states of a project, each done once; and what was counted meanwhile."""

    folder: Path
    first: Path
    """The project as it is at first."""
    known: dict[str, Outcome] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def begun(cls, folder: Path) -> "CleanBuilds":
        """Those of the small site, which has its own templates and static files here, and is built."""
        first = folder / "first"
        shutil.copytree(SITES / "tiny", first)
        for name in ("templates", "static"):
            shutil.copytree(ROOT / name, first / name, ignore=shutil.ignore_patterns("*.yaml"))
        for name, text in {**FURTHER, EXTRA: "<p>Extra</p>"}.items():
            (first / name).parent.mkdir(parents=True, exist_ok=True)
            (first / name).write_text(text, encoding="utf-8", newline="\n")
        record = first / FREE.files
        record.write_bytes(FREE.made_in(record.read_bytes().decode()).encode())
        status, said = said_by(lambda: built(Project.at(first), FIRST_DAY, None, None))
        assert status == 0, said
        return cls(folder, first)

    def outcome(self, root: Path, inputs: Mapping[str, bytes], given: Given) -> Outcome:
        """What a clean build of a project would say and leave, which has these files."""
        counts = self.counts
        counts["compared"] += 1
        key = sha256(repr((sorted(inputs.items()), given)).encode()).hexdigest()
        if counts["compared"] % WHOLE == 0:
            counts["whole"] += 1
            self.known[key] = self._whole(root, given)
        elif key not in self.known:
            self.known[key] = self._clean(root, given)
        bad = sum(outcome.files is None for outcome in self.known.values())
        counts["good states"], counts["states with problems"] = len(self.known) - bad, bad
        return self.known[key]

    def _clean(self, root: Path, given: Given) -> Outcome:
        """A clean build in this process, which has what is slow to make from earlier ones."""
        project = replace(Project.at(root), output=self.folder / "output")
        shutil.rmtree(project.output, ignore_errors=True)
        status, said = said_by(lambda: shown(project, given, _Slow(self.folder / "slow")))
        return Outcome(said, None if status else hashes(project.output))

    def _whole(self, root: Path, given: Given) -> Outcome:
        """A clean build of a copy of the project, in a process of its own."""
        copy = self.folder / "copy"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(*NOT_INPUT))
        today, address, repository = given
        options = [f"--today={today}", f"--address={address or ''}", f"--repository={repository or ''}"]
        done = subprocess.run(
            [sys.executable, "-c", _BUILD, str(copy), "build", *options],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode in {0, 1}, done.stderr
        outcome = Outcome(
            problems_in(done.stdout + done.stderr), None if done.returncode else hashes(copy / "output")
        )
        shutil.rmtree(copy)
        return outcome


class _Slow(Cache):
    """Keeps nothing but what is slow to make, and that for ever."""

    def _file(self, kind: str, key: str) -> str | None:
        return super()._file(kind, key) if kind in _SLOW else None

    def sweep(self) -> None:
        """Forget nothing."""


def shown(
    project: Project,
    given: Given,
    cache: Cache,
    tell: pipeline.Tell = pipeline.silent,
    ahead: Ahead | None = None,
) -> int:
    """Build with a cache that may live on, as the preview does; say what is wrong as the command does."""
    today, address, repository = given
    report = pipeline.build(
        project, day(today), address=address, repository=repository, tell=tell, cache=cache, ahead=ahead
    )
    console.print_problems(project, errors(report.problems))
    return console.count(report.problems, console.SEE_ALL if warnings(report.problems) else "")


def said_by(build: Callable[[], int]) -> tuple[int, str]:
    """What a build gives, and what it prints: problems, then how many."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = build()
    return status, out.getvalue() + err.getvalue()


def problems_in(said: str) -> str:
    """What a build prints, without what it did."""
    return _OWN_LINES.sub("", said)


def hashes(folder: Path) -> Files:
    """The hash of every file below a folder, and that there are folders."""
    found: dict[str, str] = {}
    for place, folders, files in os.walk(folder):
        found |= {f"{(Path(place) / name).relative_to(folder).as_posix()}/": "" for name in folders}
        for name in files:
            path = Path(place) / name
            found[path.relative_to(folder).as_posix()] = sha256(path.read_bytes()).hexdigest()
    return found


def compiled_once() -> Callable[..., Any]:
    """Jinja's own compiler, which is given the same words hundreds of times here."""
    compiled, kept = jinja2.Environment.compile, dict[tuple[Any, ...], Any]()

    def compile_(self: jinja2.Environment, source: Any, *given: Any, **named: Any) -> Any:
        if not isinstance(source, str):
            return compiled(self, source, *given, **named)
        key = (source, given, tuple(sorted(named.items())))
        if key not in kept:
            kept[key] = compiled(self, source, *given, **named)
        return kept[key]

    return compile_
