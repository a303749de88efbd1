"""Whatever has happened to a project since the last build, the next one ends like a clean build.

A machine changes a small project in every way that tests/strength/changes.py knows, and builds it now and
then: as `python build.py` does, with what it keeps on the disk, and as the preview does, with what it keeps
in memory; both into one folder. After every build the names and bytes of all files, and what is said to
be wrong, are those of a clean build.

tests/strength/clean_builds.py says what a clean build is.
"""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import cast
from unittest.mock import patch

import jinja2
import pytest
from hypothesis import HealthCheck, currently_in_test_context, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.strength import changes
from tests.strength.changes import (
    ASSETS,
    DOCS,
    FAULTS,
    INCLUDE,
    INSPECTIONS,
    PAGES,
    PROVIDERS,
    RECORDS,
    SETTINGS,
    STATIC,
    TEMPLATES,
    TEXTS,
    Change,
)
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
)
from tracker import pipeline
from tracker.cache import Cache
from tracker.commands import console
from tracker.commands.build import built
from tracker.commands.options import day
from tracker.stages.write import MARKER
from tracker.values.ahead import Ahead
from tracker.values.problem import errors, warnings
from tracker.values.project import Project

LENGTH = 50
"""The steps of a run, which begins with the project as it was."""

_KINDS = (INSPECTIONS, PROVIDERS, PAGES, DOCS, ASSETS)
_FILES = (*_KINDS, "content/*.yaml", "site_data.yaml", "templates/*/*.html", "templates/feeds/*")
_DELETED = (INSPECTIONS, PAGES, DOCS, "static/extra*", *_KINDS, "content/*.yaml", "templates/components/*")
_DAYS = (FIRST_DAY, "2024-06-02", "2025-03-01", "2021-01-01")
_ADDRESSES = (None, "https://other.example/deep/er", "https://cname.example")
_REPOSITORIES = (None, "https://github.com/someone/tracker")
_SAVED = (*RECORDS, *TEXTS, *TEMPLATES, *STATIC)
_AHEAD = frozenset({"/", "/providers/", "/about/", "/inspections/2019/northshire-crc/"})

few = st.integers(0, 7)
any_number = st.integers(0, 9_999)
some_numbers = st.lists(any_number, min_size=1, max_size=3)


class Editing(RuleBasedStateMachine):
    """A project, and what its last good build was made of."""

    def __init__(self, builds: CleanBuilds) -> None:
        super().__init__()
        self.builds = builds
        builds.counts["runs"] += 1
        self.root = builds.folder / "run"
        shutil.copytree(builds.first, self.root)
        self.project = Project.at(self.root)
        self.preview = Cache(self.project.cache)
        self.given: Given = (FIRST_DAY, None, None)
        self.good = self.inputs()
        self.good_given: Given = self.given
        self.broken = False
        self.notes: dict[str, str] = {}
        self.changes = 0

    def teardown(self) -> None:
        """End each run with a build, unless it has failed."""
        try:
            if sys.exc_info()[0] is None:
                self.build_as_the_command_does()
        finally:
            shutil.rmtree(self.root)

    @initialize(before=st.booleans())
    def begin(self, before: bool) -> None:
        """Begin with a site that was built before, or with none."""
        if not before:
            shutil.rmtree(self.project.output)
            shutil.rmtree(self.project.cache)

    @invariant()
    def counted(self) -> None:
        """Count the steps, and those since the last build."""
        self.changes += 1
        self.builds.counts["steps"] += 1

    # Changes

    @rule(numbers=some_numbers, file=any_number, same_time=st.booleans())
    def edit_a_record(self, numbers: list[int], file: int, same_time: bool) -> None:
        """Correct a record, now and then without a trace in the time of its file."""
        for number in numbers:
            self.edited(RECORDS, number, file, same_time=same_time)

    @precondition(lambda self: not self.broken)
    @rule(numbers=some_numbers, file=any_number, same_time=st.booleans())
    def edit_a_text(self, numbers: list[int], file: int, same_time: bool) -> None:
        """Go on writing a page or the handbook."""
        for number in numbers:
            self.edited(TEXTS, number, file, same_time=same_time)

    @precondition(lambda self: not self.broken)
    @rule(numbers=some_numbers, file=any_number, same_time=st.booleans())
    def edit_the_settings(self, numbers: list[int], file: int, same_time: bool) -> None:
        """Choose other words."""
        for number in numbers:
            self.edited(SETTINGS, number, file, same_time=same_time)

    @precondition(lambda self: not self.broken)
    @rule(numbers=some_numbers, file=any_number, same_time=st.booleans())
    def edit_a_template(self, numbers: list[int], file: int, same_time: bool) -> None:
        """Change a template, or one that others are made with."""
        for number in numbers:
            self.edited(TEMPLATES, number, file, same_time=same_time)

    @precondition(lambda self: not self.broken)
    @rule(numbers=some_numbers, file=any_number, same_time=st.booleans())
    def edit_a_static_file(self, numbers: list[int], file: int, same_time: bool) -> None:
        """Change the style or a script."""
        for number in numbers:
            self.edited(STATIC, number, file, same_time=same_time)

    @precondition(lambda self: not self.broken)
    @rule(fault=any_number, file=any_number)
    def make_a_mistake(self, fault: int, file: int) -> None:
        """Put something wrong into a file."""
        self.edited(FAULTS, fault, file)

    @precondition(lambda self: self.broken)
    @rule()
    def take_back(self) -> None:
        """Bring back what the last good build was made of."""
        now = self.inputs()
        for name in now.keys() - self.good.keys():
            (self.root / name).unlink()
        for name, content in self.good.items():
            if now.get(name) != content:
                self.put(name, content)
        self.given, self.broken = self.good_given, False

    @precondition(lambda self: not self.broken)
    @rule(which=st.sampled_from(("inspection", "provider", "page", "doc", "asset", "include")), case=few)
    def add(self, which: str, case: int) -> None:
        """Add a record, a text, a static file or a part of a template."""
        name = ("westmoor", "eastmoor")[case % 2]
        if which == "inspection":
            provider = ("northshire-crc", "southmoor-crc", "northshire-nps", name)[case % 4]
            year, rating = 2018 + case % 3, ("Good", "Inadequate", "Outstanding")[case % 3]
            text = changes.inspection(provider, year, rating, case)
            self.put(f"content/inspections/{year}/{provider}-{case + 2}.yaml", text.encode())
        elif which == "provider":
            kind = ("crc", "nps-division")[case % 2]
            self.put(f"content/providers/{name}.yaml", changes.provider(name, kind).encode())
        elif which == "include":
            self.put("templates/components/extra.html", f"<p>Extra {case}</p>".encode())
            self.edited(INCLUDE, 0, case)
        else:
            file = {"page": "content/pages/{}.md", "doc": "docs/{}.md", "asset": "static/extra-{}.png"}[which]
            self.put(file.format(name), f"# Page {case}\n\nSome *words*.\n".encode())

    @precondition(lambda self: not self.broken)
    @rule(kind=st.sampled_from(_KINDS), which=few)
    def rename(self, kind: str, which: int) -> None:
        """Give a file another name: some may have any, and others leave references behind."""
        if path := self.file(kind, which):
            stem = path.stem[:-2] if path.stem.endswith("-2") else f"{path.stem}-2"
            other = path.with_stem(stem)
            if not other.exists():
                path.rename(other)

    @precondition(lambda self: not self.broken)
    @rule(new=st.sampled_from(("northshire", "southmoor", "westmoor-crc")), which=few)
    def rename_everywhere(self, new: str, which: int) -> None:
        """Give a provider another id, in all records and their names."""
        path = self.file(PROVIDERS, which)
        if path is None or path.with_stem(new).exists():
            return
        old = path.stem
        for file in self.files("content/**/*.yaml"):
            text = file.read_bytes()
            changed = re.sub(rb"(provider: )%s$" % old.encode(), rb"\1%s" % new.encode(), text, flags=re.M)
            if changed != text:
                file.write_bytes(changed)
            if file.stem == old or re.fullmatch(rf"{old}-\d+", file.stem):
                file.rename(file.with_stem(file.stem.replace(old, new)))

    @precondition(lambda self: not self.broken)
    @rule(kind=st.sampled_from(_DELETED), which=few)
    def delete(self, kind: str, which: int) -> None:
        """Delete a file, whatever needs it."""
        if path := self.file(kind, which):
            path.unlink()

    @precondition(lambda self: not self.broken)
    @rule(kind=st.sampled_from(_KINDS), which=few)
    def swap(self, kind: str, which: int) -> None:
        """Let two files change their names; neither is written."""
        one, other = self.file(kind, which), self.file(kind, which + 1)
        if one and other and one != other:
            beside = one.with_name(".swap")
            one.rename(beside)
            other.rename(one)
            beside.rename(other)

    @rule(kind=st.sampled_from(_FILES), which=few, how=st.sampled_from(("touch", "crlf", "blank", "copy")))
    def disturb(self, kind: str, which: int, how: str) -> None:
        """Write a file anew so that it says the same."""
        if path := self.file(kind, which):
            text = path.read_bytes()
            if how == "crlf":
                path.write_bytes(text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
            elif how == "blank":
                path.write_bytes(text + b"\n")
            elif how == "copy":
                path.unlink()
                path.write_bytes(text)
            else:
                path.touch()

    @precondition(lambda self: not self.broken)
    @rule(to=st.sampled_from(_DAYS))
    def let_days_pass(self, to: str) -> None:
        """Build as of another day."""
        self.given = (to, *self.given[1:])

    @precondition(lambda self: not self.broken)
    @rule(address=st.sampled_from(_ADDRESSES), repository=st.sampled_from(_REPOSITORIES))
    def choose(self, address: str | None, repository: str | None) -> None:
        """Give other options."""
        self.given = (self.given[0], address, repository)

    # What is done to the built site and to the cache

    @rule(which=st.integers(0, 200), how=st.sampled_from(("delete", "append", "same size and time")))
    def tamper(self, which: int, how: str) -> None:
        """Delete or change a file of the built site."""
        found = [path for path in self.files("output/**/*") if path.name not in {MARKER, "notes.txt"}]
        if found:
            path = found[which * len(found) // 201]
            content, stat = path.read_bytes(), path.stat()
            if how == "delete":
                path.unlink()
            elif how == "append":
                path.write_bytes(content + b"by hand")
            else:
                path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]) if content else b"")
                os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    @precondition(lambda self: not self.broken and (self.project.output / MARKER).exists())
    @rule(folder=st.sampled_from((".", "providers", "static", "new")))
    def leave_a_note(self, folder: str) -> None:
        """Put a file of one's own beside the built ones: it stays."""
        path = self.project.output / folder / "notes.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
        self.notes |= {path.relative_to(self.project.output).as_posix(): sha256(b"mine").hexdigest()}

    @precondition(lambda self: not self.broken)
    @rule(what=st.sampled_from(("output", ".cache", ".cache/records", ".cache/pages", ".cache/references")))
    def throw_away(self, what: str) -> None:
        """Delete the built site, or what was kept."""
        shutil.rmtree(self.root / what, ignore_errors=True)
        if what == "output":
            self.notes = {}

    # Builds

    @precondition(lambda self: self.changes > 0)
    @rule()
    def build_as_the_command_does(self) -> None:
        """Build as a process of its own does, which keeps nothing in memory."""
        before = self.output()
        status, said = said_by(lambda: built(Project.at(self.root), *self.given))
        self.builds.counts["nothing has changed"] += "Nothing has changed" in said
        self.compared(problems_in(said), status, before)

    @precondition(lambda self: self.changes > 0)
    @rule(looking=st.booleans())
    def build_as_the_preview_does(self, looking: bool) -> None:
        """Build with what earlier builds have left in memory, and some pages before all others."""
        before, shown = self.output(), dict[str, bytes]()
        ahead = Ahead(_AHEAD, shown.update) if looking else None
        status, said = said_by(lambda: self.previewed(ahead, pipeline.silent))
        self.compared(said, status, before)
        if status == 0:
            wrong = {name for name in shown if (self.project.output / name).read_bytes() != shown[name]}
            assert not wrong, f"other pages were shown than built: {sorted(wrong)}"

    @rule()
    def build_once_more(self) -> None:
        """Build where perhaps nothing has changed."""
        self.build_as_the_command_does()

    @precondition(lambda self: self.changes > 0)
    @rule(stage=st.integers(0, 6))
    def break_off_a_build(self, stage: int) -> None:
        """Break off a build of the preview before it writes."""
        before = self.output()
        try:
            status, said = said_by(lambda: self.previewed(None, _at(stage, _break_off)))
        except _BrokenOffError:
            assert self.output() == before
        else:
            self.compared(said, status, before)

    @precondition(lambda self: self.changes > 0)
    @rule(change=any_number, file=any_number, stage=st.integers(0, 6))
    def save_during_a_build(self, change: int, file: int, stage: int) -> None:
        """Save a file in the middle of a build, which may see it or not; the next one must."""

        @contextmanager
        def progress() -> Iterator[pipeline.Tell]:
            yield _at(stage, lambda: self.edited(_SAVED, change, file))

        before = self.output()
        with patch.object(console, "progress", progress):
            status, _ = said_by(lambda: built(Project.at(self.root), *self.given))
        assert status == 0 or self.output() == before
        self.broken = self.broken or status != 0

    # What the rules need

    def inputs(self) -> dict[str, bytes]:
        """All that a site is made of."""
        paths = self.files("**/*")
        names = {path: path.relative_to(self.root).as_posix() for path in paths}
        return {n: p.read_bytes() for p, n in names.items() if not n.startswith(NOT_INPUT)}

    def files(self, pattern: str) -> list[Path]:
        """The files that match a pattern, in order."""
        return sorted(path for path in self.root.glob(pattern) if path.is_file())

    def file(self, pattern: str, which: int) -> Path | None:
        """One of the files that match a pattern."""
        found = self.files(pattern)
        return found[which % len(found)] if found else None

    def put(self, name: str, content: bytes) -> None:
        """Write a file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def edited(self, changes: Sequence[Change], number: int, file: int, *, same_time: bool = False) -> None:
        """Make the change of this number, or the next that changes anything, in one of the files it fits."""
        first = number % len(changes)
        for change in (*changes[first:], *changes[:first]):
            texts = {path: path.read_bytes().decode() for path in self.files(change.files)}
            fit = [path for path, text in texts.items() if change.made_in(text) != text]
            if fit:
                path = fit[file % len(fit)]
                stat = path.stat()
                path.write_bytes(change.made_in(texts[path]).encode())
                if same_time:
                    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
                if currently_in_test_context():
                    note(f"# {path.relative_to(self.root)}: {change.old!r} gave way to {change.new!r}")
                return

    def output(self) -> Files:
        """The hash of every file of the built site by its name, and the folders."""
        return hashes(self.project.output)

    def compared(self, told: str, status: int, before: Files) -> None:
        """Hold what a build has said and left against a clean build."""
        self.changes = -1
        inputs = self.inputs()
        clean = self.builds.outcome(self.root, inputs, self.given)
        assert told == clean.told
        assert status == (clean.files is None)
        expected = before if clean.files is None else {**clean.files, **_with_folders(self.notes)}
        left = self.output()
        wrong = sorted(name for name in left.keys() | expected.keys() if left.get(name) != expected.get(name))
        assert not wrong, "not as a clean build: " + ", ".join(
            f"{name} {'missing' if name not in left else 'differs' if name in expected else 'left over'}"
            for name in wrong
        )
        self.broken = clean.files is None
        if not self.broken:
            self.good, self.good_given = inputs, self.given

    def previewed(self, ahead: Ahead | None, tell: pipeline.Tell) -> int:
        """Build as the preview does, and say what is wrong as the command does."""
        today, address, repository = self.given
        report = pipeline.build(
            self.project, day(today), address=address, repository=repository,
            tell=tell, cache=self.preview, ahead=ahead,
        )  # fmt: skip
        console.print_problems(self.project, errors(report.problems))
        return console.count(report.problems, console.SEE_ALL if warnings(report.problems) else "")


class _BrokenOffError(Exception):
    """A later save makes a build superfluous."""


def _break_off() -> None:
    raise _BrokenOffError


def _at(stage: int, happens: Callable[[], None]) -> pipeline.Tell:
    """Hears of the stages of a build, and lets something happen as it comes to one of them."""
    stages = iter(range(100))

    def tell(_stage: str) -> None:
        if next(stages) == stage:
            happens()

    return tell


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
    runs = effort(36, 600)
    run_state_machine_as_test(
        cast("type[Editing]", partial(Editing, builds)),  # any callable will do
        settings=settings(
            max_examples=runs,
            stateful_step_count=LENGTH,
            derandomize=effort(1, 0) == 1,
            database=None,
            deadline=None,
            print_blob=True,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
    counts = builds.counts
    steps = counts["steps"] - counts["runs"]  # it also counts as each run begins
    print(f"{steps} steps: {dict(counts)}")
    assert steps >= effort(1_000, 20_000)
    assert min(counts[kind] for kind in ("nothing has changed", "states", "whole", "with problems")) > 10
    figure("Steps of editing and building, each build held against a clean one", steps)
    figure("Builds that left what a clean build leaves", counts["compared"])
