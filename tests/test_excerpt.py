"""The line of a problem with its place marked: whatever is in the line, the marks stand below the place."""

from pathlib import Path

import pytest

from tracker.stages.reading.locate import located
from tracker.values.excerpt import excerpt
from tracker.values.problem import Problem

FULL = {"Ａ", "检", "查", "🦊"}


def drawn(line: str, column: int, width: int = 0, room: int = 100) -> tuple[str, str]:
    problem = Problem("a.yaml", "no.", line=7, column=column, width=width, excerpt=line)
    found = excerpt(problem, room)
    assert found is not None
    return found.lines


@pytest.mark.parametrize(
    ("line", "column", "width", "lines"),
    [
        ("overall: Goood", 10, 5, ("7 | overall: Goood", "  |          ^^^^^")),
        ("overall: Goood", 10, 0, ("7 | overall: Goood", "  |          ^")),
        ("title", 6, 0, ("7 | title", "  |      ^")),
        ("a:\tb", 4, 1, ("7 | a:    b", "  |       ^")),
        ("\ttitle: x", 1, 0, ("7 |     title: x", "  | ^^^^")),
        ("检查: Goood", 5, 5, ("7 | 检查: Goood", "  |       ^^^^^")),
        ("Goood: 检查", 8, 2, ("7 | Goood: 检查", "  |        ^^^^")),
        ("🦊: x", 4, 1, ("7 | 🦊: x", "  |     ^")),
        ("cafe\u0301: x", 8, 1, ("7 | cafe\u0301: x", "  |       ^")),
        ("a: \u200bx", 5, 1, ("7 | a: \u200bx", "  |    ^")),
        ("a: \x1b[2Jb", 8, 1, ("7 | a: \ufffd[2Jb", "  |        ^")),
        ("a: \u202eb", 4, 1, ("7 | a: \ufffdb", "  |    ^")),
        ("a: b  ", 4, 1, ("7 | a: b", "  |    ^")),
    ],
)
def test_the_marks_stand_below_the_place(line: str, column: int, width: int, lines: tuple[str, str]) -> None:
    assert drawn(line, column, width) == lines


@pytest.mark.parametrize("column", [1, 5, 40, 300, 996, 1001])
@pytest.mark.parametrize("width", [0, 3, 60, 900])
@pytest.mark.parametrize("letter", ["x", "检", "e\u0301"])
def test_a_long_line_is_cut_around_the_place(column: int, width: int, letter: str) -> None:
    line = (letter * 1000)[:1000]
    shown, marks = (part.removeprefix("7 | ").removeprefix("  | ") for part in drawn(line, column, width, 60))
    columns = sum(0 if sign == "\u0301" else 2 if sign in FULL else 1 for sign in shown)
    assert columns <= 60
    assert shown.count("…") in {1, 2}
    assert not shown.startswith("…\u0301")
    assert 1 <= len(marks.strip()) <= 60
    assert len(marks) <= columns + 1


def test_a_cut_line_keeps_what_is_marked() -> None:
    line = f"title: {'x' * 200} here {'y' * 200}"
    shown, marks = drawn(line, line.index("here") + 1, 4)
    assert shown[marks.index("^") :].startswith("here y")
    assert shown.startswith("7 | …x")
    assert shown.endswith("y…")


@pytest.mark.parametrize(("line", "text"), [(0, "title: x"), (1, ""), (3, "   ")])
def test_a_blank_line_is_not_shown(line: int, text: str) -> None:
    assert excerpt(Problem("a.yaml", "no.", line=line, column=1, excerpt=text)) is None


@pytest.mark.parametrize(
    ("raw", "path", "place", "line"),
    [
        (b"a: 1\nb: two", ("b",), (2, 4, 3), "b: two"),
        (b"a: 1\r\nb: 'two'\r\n", ("b",), (2, 4, 5), "b: 'two'"),
        (b"\xef\xbb\xbfa: 1\n", ("a",), (1, 4, 1), "a: 1"),
        (b"a: >-\n  two\n  lines\n", ("a",), (1, 4, 0), "a: >-"),
        (b"a:\n  b: 1\n  c: 2\n", ("a",), (2, 3, 0), "  b: 1"),
        (b"", (), (1, 1, 0), ""),
        (b"a: [\n", (), (1, 1, 0), "a: ["),
        (b"a: \xff\n", (), (1, 1, 0), "a: \ufffd"),
        ("a: 1\n".encode("utf-16"), (), (1, 1, 0), ""),
    ],
)
def test_a_problem_gets_its_line_from_the_file(
    tmp_path: Path, raw: bytes, path: tuple[str, ...], place: tuple[int, int, int], line: str
) -> None:
    (tmp_path / "a.yaml").write_bytes(raw)
    (found,) = located([Problem("a.yaml", "no.", path=path)], tmp_path)
    assert (found.line, found.column, found.width) == place
    assert found.excerpt == line


def test_other_files_than_records_have_lines_too(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>\n<b>{{ sumary }}</b>\n", encoding="utf-8")
    (found,) = located([Problem("page.html", "no.", line=2, column=1)], tmp_path)
    assert found.excerpt == "<b>{{ sumary }}</b>"


def test_a_file_that_is_gone_meanwhile_has_no_line(tmp_path: Path) -> None:
    gone = Problem("gone.yaml", "no.", line=2, column=1), Problem("never.html", "no.")
    assert located(gone, tmp_path) == gone
