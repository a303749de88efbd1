"""What becomes of the output folder."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from tracker.cache import Cache
from tracker.files import begin
from tracker.stages import write
from tracker.stages.write import MARKER
from tracker.values.file import files_of as files_as
from tracker.values.problem import Problem
from tracker.values.report import Changes

SITE = {"index.html": b"home", "providers/a/index.html": b"a", "providers/b/index.html": b"b"}


def written(site: Mapping[str, bytes], output: Path) -> tuple[Changes, tuple[Problem, ...]]:
    return write.written(
        files_as(site),
        output,
        Cache(output.with_name(f"{output.name}.cache")),
    )


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def test_the_folder_holds_exactly_the_site(tmp_path: Path) -> None:
    changes, problems = written(SITE, tmp_path / "output")
    assert (changes, problems) == (Changes(written=3), ())
    assert files_of(tmp_path / "output") == SITE


def test_unchanged_files_are_left_alone_and_changed_ones_replaced(tmp_path: Path) -> None:
    written(SITE, tmp_path)
    before = {name: (tmp_path / name).stat() for name in SITE}
    changes, _ = written({**SITE, "index.html": b"new home"}, tmp_path)
    assert changes == Changes(written=1, kept=2)
    after = {name: (tmp_path / name).stat() for name in SITE}
    moved = {name for name in SITE if before[name].st_ino != after[name].st_ino}
    assert moved == {"index.html"}
    assert before["providers/a/index.html"].st_mtime_ns == after["providers/a/index.html"].st_mtime_ns


def test_files_of_deleted_records_disappear_with_their_folders(tmp_path: Path) -> None:
    written(SITE, tmp_path)
    changes, _ = written({"index.html": b"home"}, tmp_path)
    assert changes == Changes(removed=2, kept=1)
    assert files_of(tmp_path) == {"index.html": b"home"}
    assert not (tmp_path / "providers").exists()


def test_what_others_put_there_stays(tmp_path: Path) -> None:
    written(SITE, tmp_path)
    (tmp_path / "providers/a/own.txt").write_text("mine", encoding="utf-8")
    written({"index.html": b"home"}, tmp_path)
    assert files_of(tmp_path) == {"index.html": b"home", "providers/a/own.txt": b"mine"}


def test_a_folder_that_is_not_the_builds_own_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    changes, problems = written(SITE, tmp_path)
    assert changes == Changes()
    assert "no build has written" in problems[0].message
    assert files_of(tmp_path) == {"thesis.txt": b"years of work"}


def test_a_foreign_file_in_the_place_of_a_page_is_refused(tmp_path: Path) -> None:
    written({"index.html": b"home"}, tmp_path)
    (tmp_path / "providers").mkdir()
    (tmp_path / "providers/a").write_text("a file where a folder is due", encoding="utf-8")
    _, problems = written(SITE, tmp_path)
    assert [problem.file for problem in problems] == [f"{tmp_path.name}/providers/a/index.html"]
    assert (tmp_path / "index.html").read_bytes() == b"home"
    assert not (tmp_path / "providers/b").exists()


@pytest.mark.parametrize("damage", [b"", b"not json", b"7", b'{"a": 1'])
def test_a_damaged_marker_is_no_licence_to_delete(tmp_path: Path, damage: bytes) -> None:
    written(SITE, tmp_path)
    (tmp_path / MARKER).write_bytes(damage)
    changes, problems = written({"index.html": b"home"}, tmp_path)
    assert (changes, len(problems)) == (Changes(), 1)
    assert files_of(tmp_path) == SITE


@pytest.mark.parametrize(
    "name", ["../outside.txt", "{folder}/outside.txt", "a/../../outside.txt", "..\\outside.txt"]
)
def test_a_marker_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("not ours", encoding="utf-8")
    output = tmp_path / "output"
    output.mkdir()
    (output / MARKER).write_text(json.dumps([name.format(folder=tmp_path)]), encoding="utf-8")
    _, problems = written({"index.html": b"home"}, output)
    assert problems
    assert outside.read_text(encoding="utf-8") == "not ours"


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    output, elsewhere = tmp_path / "output", tmp_path / "elsewhere"
    elsewhere.mkdir()
    written({"index.html": b"home"}, output)
    (output / "providers").symlink_to(elsewhere, target_is_directory=True)
    _, problems = written(SITE, output)
    assert "link" in problems[0].message
    assert not any(elsewhere.iterdir())


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("a file", encoding="utf-8")
    _, problems = written(SITE, tmp_path / "output")
    assert "not a folder" in problems[0].message


def test_a_full_disk_is_told_and_leaves_no_half_written_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(SITE, tmp_path)

    room = [begin, begin]

    def full(path: str, pieces: Iterable[bytes]) -> None:
        if room:
            return room.pop()(path, pieces)
        Path(path).touch()
        raise OSError(28, "No space left on device", path)

    monkeypatch.setattr("tracker.stages.write.begin", full)
    _, problems = written(dict.fromkeys(SITE, b"new"), tmp_path)
    assert "No space left" in problems[0].message
    assert files_of(tmp_path) == SITE, "neither a half-written page nor a mix of two builds"


def test_nothing_is_deleted_through_a_link(tmp_path: Path) -> None:
    """The page of a deleted record, whose folder has meanwhile become a link to someone else's."""
    output, elsewhere = tmp_path / "output", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "index.html").write_text("not ours", encoding="utf-8")
    written(SITE, output)
    (output / "providers/a/index.html").unlink()
    (output / "providers/a").rmdir()
    (output / "providers/a").symlink_to(elsewhere, target_is_directory=True)
    _, problems = written({"index.html": b"home"}, output)
    assert problems
    assert (elsewhere / "index.html").read_text(encoding="utf-8") == "not ours"
