"""Whatever has happened to a project since the last build, the next one ends like a clean build.

A machine changes a small project in every way that tests/strength/changes.py knows, and builds it now and
then: as `python build.py` does, with what it keeps on the disk, and as the preview does, with what it keeps
in memory; both into one folder. After every build the names and bytes of all files, and what is said to
be wrong, are those of a clean build, as tests/strength/clean_builds.py makes it.

Every step follows from its seed alone, so that all kinds of edits are equally likely. A failure prints
the shortest steps found that lead to it, and above each what was done; `Editing(builds, 1).step(seed)` does
it again.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import cast
from unittest.mock import patch

import jinja2
import pytest
from hypothesis import HealthCheck, currently_in_test_context, settings
from hypothesis import note as told_on_failure
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.strength import changes
from tests.strength.changes import DOCS, FAULTS, HARMLESS, INSPECTIONS, PAGES, PROVIDERS, Change
from tests.strength.clean_builds import (
    FIRST_DAY,
    NOT_INPUT,
    CleanBuilds,
    Files,
    Given,
    compiled_once,
    hashes,
    problems_in,
    said_by,
    shown,
)
from tracker import pipeline
from tracker.cache import Cache
from tracker.commands import console
from tracker.commands.build import built
from tracker.stages.write import MARKER
from tracker.values.ahead import Ahead
from tracker.values.project import Project

LENGTH = 50
"""The steps of a run, which begins with the project as it was."""

AT_ONCE, LATER = 0.6, 0.25
"""How many steps end with a build: of those that follow one, so that it often has a single edit to see, and
of those that follow edits.
"""

MISTAKES = 0.12
"""How many builds have a mistake to find."""

AGAIN = 0.1
"""How many good builds of the command are followed by another at once."""

_ADDED = "content/inspections/*/*-[0-9].yaml"
"""Records that a step has added. Only links in texts refer to them."""

_KINDS = (_ADDED, PROVIDERS, PAGES, DOCS, "static/extra*")
_DAYS = (FIRST_DAY, "2024-06-02", "2025-03-01", "2026-01-01")
_ADDRESSES = (None, "https://other.example/deep/er", "https://cname.example")
_REPOSITORIES = (None, "https://github.com/someone/tracker")
_AHEAD = frozenset({"/", "/providers/", "/about/", "/inspections/2019/northshire-crc/"})


class Editing(RuleBasedStateMachine):
    """A project, and what its last good build was made of."""

    random: Random
    """Makes the choices of a step."""

    def __init__(self, builds: CleanBuilds, often: float) -> None:
        super().__init__()
        self.builds, self.often = builds, often
        self.root = Path(mkdtemp(dir=builds.folder)) / "run"
        shutil.copytree(builds.first, self.root)
        self.project = Project.at(self.root)
        self.preview = Cache(self.project.cache)
        self.given: Given = (FIRST_DAY, None, None)
        self.good = self.inputs()
        self.good_given: Given = self.given
        self.own: dict[str, str] = {}
        self.pending = 0

    def teardown(self) -> None:
        """Leave nothing behind but what a failed build may still be making of the search."""
        shutil.rmtree(self.root.parent, ignore_errors=True)

    @rule(seed=st.integers(0, 2**24 - 1))
    def step(self, seed: int) -> None:
        """Do one or two things to the project, and perhaps build it."""
        self.builds.counts["steps"] += 1
        self.random = Random(seed)  # noqa: S311 - no secret
        for _ in range(self.random.choice((1, 1, 1, 2))):
            kind = self.random.choice((*HARMLESS, *_OTHERS))
            self.builds.counts["edits"] += 1
            if kind in HARMLESS:
                self.edited(HARMLESS[kind])
            else:
                _OTHERS[kind](self)
        self.pending += 1
        if self.random.random() < self.often * (AT_ONCE if self.pending == 1 else LATER):
            self.pending = 0
            if self.random.random() < MISTAKES:
                self.random.choice((self.make_a_mistake, self.delete, self.rename))()
            build = self.random.choice(_BUILDS)
            self.note(build.__doc__ or "")
            build(self)

    # What editors, designers and accidents do

    def add(self) -> None:
        """Add a record, a text or a static file."""
        case = self.random.randrange(8)
        name = ("westmoor", "eastmoor")[case % 2]
        if (which := self.random.choice(("inspection", "provider", "page", "doc", "asset"))) == "inspection":
            provider = ("northshire-crc", "southmoor-crc", "northshire-nps")[case % 3]
            year, rating = 2018 + case % 3, ("Good", "Inadequate", "Outstanding")[case % 3]
            text = changes.inspection(provider, year, rating, case)
            self.put(f"content/inspections/{year}/{provider}-{case + 2}.yaml", text.encode())
        elif which == "provider":
            kind = ("crc", "nps-division")[case % 2]
            self.put(f"content/providers/{name}.yaml", changes.provider(name, kind).encode())
        else:
            file = {"page": "content/pages/{}.md", "doc": "docs/{}.md", "asset": "static/extra-{}.png"}[which]
            self.put(file.format(name), f"# Page {case}\n\nSome *words*.\n".encode())

    def link(self) -> None:
        """Link from a text to a record, which may vanish later."""
        path, text = self.file("content/inspections/*/*.yaml"), self.file(PAGES)
        if path and text:
            link = f"/inspections/{path.parent.name}/{path.stem}/"
            self.put(self.name(text), text.read_bytes() + f"\nSee [one]({link}).\n".encode())

    def delete_what_was_added(self) -> None:
        """Delete a record that no other refers to, a text or a static file."""
        self.delete(("content/pages/*moor.md", "docs/*moor.md", "static/extra*", _ADDED, _ADDED))

    def rename_what_was_added(self) -> None:
        """Give a record that no other refers to another name, or a text or a static file."""
        self.rename((_ADDED, _ADDED, PAGES, "static/extra*"))

    def rename_a_provider(self) -> None:
        """Give a provider another id, in all records and their names."""
        new = self.random.choice(("northshire", "southmoor", "westmoor-crc"))
        path = self.file(PROVIDERS)
        if path is None or path.with_stem(new).exists():
            return
        self.note(f"{path.stem} became {new} everywhere")
        old = path.stem
        for file in self.files("content/**/*.yaml"):
            text = file.read_bytes()
            changed = re.sub(rb"(provider: )%s$" % old.encode(), rb"\1%s" % new.encode(), text, flags=re.M)
            if changed != text:
                file.write_bytes(changed)
            if file.stem == old or re.fullmatch(rf"{old}-\d+", file.stem):
                file.rename(file.with_stem(file.stem.replace(old, new)))

    def swap(self) -> None:
        """Let two records change their names; neither is written."""
        one, other = self.file(INSPECTIONS), self.file(INSPECTIONS)
        if one and other and one != other and one.parent == other.parent:
            beside = one.with_name(".swap")
            one.rename(beside)
            other.rename(one)
            beside.rename(other)
            self.note(f"{one.name} and {other.name} changed their names")

    def disturb(self) -> None:
        """Write a file anew so that it says the same."""
        names = (INSPECTIONS, PROVIDERS, "content/*.yaml", "site_data.yaml", "templates/*/*.html")
        path = self.file(self.random.choice(names))
        assert path
        text = path.read_bytes()
        other = text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        self.put(self.name(path), self.random.choice((text, other, text + b"\n")))

    def let_days_pass(self) -> None:
        """Build as of another day."""
        self.given = (self.random.choice(_DAYS), *self.given[1:])
        self.note(f"The options are {self.given}")

    def choose(self) -> None:
        """Build for another address or for another repository."""
        self.given = (self.given[0], self.random.choice(_ADDRESSES), self.random.choice(_REPOSITORIES))
        self.note(f"The options are {self.given}")

    def tamper(self) -> None:
        """Delete or change a file of the built site."""
        found = [path for path in self.files("output/**/*") if path.name not in {MARKER, "notes.txt"}]
        if found:
            path, how = (
                self.random.choice(found),
                self.random.choice(("delete", "append", "same size and time")),
            )
            content, stat = path.read_bytes(), path.stat()
            self.note(f"{how}: {self.name(path)}")
            if how == "delete":
                path.unlink()
            elif how == "append":
                path.write_bytes(content + b"by hand")
            else:
                path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]) if content else b"")
                os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    def leave_a_note(self) -> None:
        """Put a file of one's own beside the built ones: it stays."""
        if (self.project.output / MARKER).exists():
            name = self.random.choice(("notes.txt", "providers/notes.txt", "new/notes.txt"))
            self.put(f"output/{name}", b"mine")
            self.own[name] = sha256(b"mine").hexdigest()

    def throw_away(self) -> None:
        """Delete the built site, or what was kept."""
        what = self.random.choice(("output", ".cache", ".cache/records", ".cache/pages", ".cache/verified"))
        self.note(f"{what} is gone")
        shutil.rmtree(self.root / what, ignore_errors=True)
        if what == "output":
            self.own = {}

    # Mistakes

    def make_a_mistake(self) -> None:
        """Put something wrong into a file."""
        self.edited(FAULTS)

    def delete(self, kinds: Sequence[str] = (*_KINDS, INSPECTIONS, "content/*.yaml", changes.EXTRA)) -> None:
        """Delete a file, whatever needs it."""
        if path := self.file(self.random.choice(kinds)):
            path.unlink()
            self.note(f"{self.name(path)} is gone")

    def rename(self, kinds: Sequence[str] = (*_KINDS, INSPECTIONS)) -> None:
        """Give a file another name: some may have any, and others leave references behind."""
        if path := self.file(self.random.choice(kinds)):
            other = path.with_stem(
                f"{path.stem}-9" if "-9" not in path.stem else path.stem.replace("-9", "-8")
            )
            if not other.exists():
                path.rename(other)
                self.note(f"{self.name(path)} became {other.name}")

    def take_back(self) -> None:
        """Bring back what the last good build was made of."""
        now = self.inputs()
        for name in now.keys() - self.good.keys():
            (self.root / name).unlink()
        for name, content in self.good.items():
            if now.get(name) != content:
                self.put(name, content)
        self.given = self.good_given
        self.note("All that went into the last good build is back")

    # Builds

    def build_as_the_command_does(self) -> None:
        """Build as a process of its own does, which keeps nothing in memory."""
        before = self.output()
        status, said = said_by(lambda: built(Project.at(self.root), *self.given))
        self.compared(problems_in(said), status, before)
        if status == 0 and self.random.random() < AGAIN:
            self.build_again()

    def build_again(self) -> None:
        """Build once more at once: nothing has changed, and nothing does."""
        before = self.output()
        status, said = said_by(lambda: built(Project.at(self.root), *self.given))
        assert status == 0
        assert "Nothing has changed" in said
        assert self.output() == before
        self.builds.counts["nothing has changed"] += 1

    def build_as_the_preview_does(self) -> None:
        """Build with what earlier builds have left in memory, now and then some pages before all others."""
        before, seen = self.output(), dict[str, bytes]()
        ahead = Ahead(_AHEAD, seen.update) if self.random.random() < 0.2 else None
        status, said = said_by(lambda: shown(self.project, self.given, self.preview, ahead=ahead))
        self.compared(said, status, before)
        if status == 0:
            wrong = {name for name in seen if (self.project.output / name).read_bytes() != seen[name]}
            assert not wrong, f"other pages were shown than built: {sorted(wrong)}"

    def break_off_a_build(self) -> None:
        """Break off a build of the preview before it writes."""
        before = self.output()
        try:
            status, said = said_by(
                lambda: shown(self.project, self.given, self.preview, self.at_some_stage(_break_off))
            )
        except _BrokenOffError:
            assert self.output() == before
        else:
            self.compared(said, status, before)

    def save_during_a_build(self) -> None:
        """Save a file in the middle of a build, which may see it or not; the next one must."""

        @contextmanager
        def progress() -> Iterator[pipeline.Tell]:
            yield self.at_some_stage(lambda: self.edited(HARMLESS[self.random.choice((*HARMLESS,))]))

        before = self.output()
        with patch.object(console, "progress", progress):
            status, _ = said_by(lambda: built(Project.at(self.root), *self.given))
        if status:
            assert self.output() == before
        self.build_as_the_command_does()

    # What the steps need

    def inputs(self) -> dict[str, bytes]:
        """All that a site is made of."""
        folders = [path for path in self.root.iterdir() if path.name not in NOT_INPUT]
        paths = [path for top in folders for path in (top, *top.rglob("*")) if path.is_file()]
        return {self.name(path): path.read_bytes() for path in paths}

    def files(self, pattern: str) -> list[Path]:
        """The files that match a pattern, in order."""
        return sorted(path for path in self.root.glob(pattern) if path.is_file())

    def file(self, pattern: str) -> Path | None:
        """One of the files that match a pattern."""
        found = self.files(pattern)
        return self.random.choice(found) if found else None

    def name(self, path: Path) -> str:
        """The path of a file in the project."""
        return path.relative_to(self.root).as_posix()

    def put(self, name: str, content: bytes) -> None:
        """Write a file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.note(f"{name} was written")

    def edited(self, possible: Sequence[Change]) -> None:
        """Make one of some changes in one of the files it fits, now and then without a trace in its time."""
        for change in self.random.sample(possible, len(possible)):
            number = self.random.randint(10, 28)
            texts = {path: path.read_bytes().decode() for path in self.files(change.files)}
            fit = [path for path, text in texts.items() if change.made_in(text, number) != text]
            if fit:
                path = self.random.choice(fit)
                stat = path.stat()
                path.write_bytes(change.made_in(texts[path], number).encode())
                if self.random.random() < 0.5:
                    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
                self.note(f"{self.name(path)}: {change.old!r} gave way to {change.new!r}, n = {number}")
                return

    def note(self, what: str) -> None:
        """Tell what is done, should the test fail."""
        if currently_in_test_context():
            told_on_failure(f"# {what}")

    def output(self) -> Files:
        """The hash of every file of the built site by its name, and the folders."""
        return hashes(self.project.output)

    def compared(self, told: str, status: int, before: Files) -> None:
        """Hold what a build has said and left against a clean build; take back what was wrong."""
        inputs = self.inputs()
        clean = self.builds.outcome(self.root, inputs, self.given)
        assert told == clean.told
        assert status == (clean.files is None)
        expected = before if clean.files is None else {**clean.files, **_with_folders(self.own)}
        left = self.output()
        wrong = sorted(name for name in left.keys() | expected.keys() if left.get(name) != expected.get(name))
        assert not wrong, "not as a clean build: " + ", ".join(
            f"{name} {'missing' if name not in left else 'differs' if name in expected else 'left over'}"
            for name in wrong
        )
        if status:
            self.take_back()
        else:
            self.good, self.good_given = inputs, self.given

    def at_some_stage(self, happens: Callable[[], None]) -> pipeline.Tell:
        """Hears of the stages of a build, and lets something happen as it comes to one of them."""
        stages, chosen = iter(range(100)), self.random.randrange(7)

        def tell(_stage: str) -> None:
            if next(stages) == chosen:
                happens()

        return tell


_OTHERS: dict[str, Callable[[Editing], None]] = {
    does.__name__: does
    for does in (
        Editing.add,
        Editing.link,
        Editing.delete_what_was_added,
        Editing.rename_what_was_added,
        Editing.rename_a_provider,
        Editing.swap,
        Editing.disturb,
        Editing.let_days_pass,
        Editing.choose,
        Editing.tamper,
        Editing.leave_a_note,
        Editing.throw_away,
    )
}
"""What else may be done to a project than to change a text in one of the ways in HARMLESS."""

_BUILDS = (
    *(Editing.build_as_the_command_does,) * 7,
    *(Editing.build_as_the_preview_does,) * 4,
    Editing.break_off_a_build,
    Editing.save_during_a_build,
)


class _BrokenOffError(Exception):
    """A later save makes a build superfluous."""


def _break_off() -> None:
    raise _BrokenOffError


def _with_folders(files: Files) -> Files:
    return {
        **files,
        **{f"{parent.as_posix()}/": "" for name in files for parent in list(Path(name).parents)[:-1]},
    }


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CleanBuilds:
    """Clean builds of a small project, which is there and built already."""
    monkeypatch.setattr(jinja2.Environment, "compile", compiled_once())
    return CleanBuilds.begun(tmp_path)


def test_every_build_ends_like_a_clean_one(
    builds: CleanBuilds, effort: Callable[[int, int], int], figure: Callable[[str, int], None]
) -> None:
    often = effort(10, 4) / 10  # as many steps as the long form has take too long with as many builds
    run_state_machine_as_test(
        cast("type[Editing]", partial(Editing, builds, often)),  # any callable will do
        settings=settings(
            max_examples=effort(26, 440),
            stateful_step_count=LENGTH,
            derandomize=effort(1, 0) == 1,
            database=None,
            deadline=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
    counts = builds.counts
    print(dict(counts))
    assert counts["steps"] >= effort(1_000, 20_000)
    assert counts["good states"] >= effort(150, 800)
    assert min(counts[kind] for kind in ("nothing has changed", "whole", "states with problems")) > 5
    figure("Steps of editing and building, each build held against a clean one", counts["steps"])
    figure("Builds that left what a clean build leaves", counts["compared"])
