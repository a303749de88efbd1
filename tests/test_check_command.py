"""What `check` and `build` say: problems with their lines, few warnings, forms for GitHub and programs."""

import json
import os
import subprocess
import sys
from collections.abc import Callable

import click
import pytest

from tests.conftest import ROOT
from tests.test_history import committed, git
from tracker.cli import main
from tracker.commands import console
from tracker.commands.check import FEW
from tracker.values.problem import Problem
from tracker.values.project import Project

FILE = "content/inspections/2019/northshire-crc.yaml"
LATER = "content/inspections/2020/northshire-crc.yaml"
PAGE = "docs/checks.md"
ON_THE_SITE = "https://tracker.example.org/handbook/checks/"

Edit = Callable[[str, str, str], None]
Broken = Callable[[str], Project]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tiny: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command of the small site: its status, what it printed, and what it said beside."""
    for name in ("SERVER_URL", "REPOSITORY", "SHA"):
        monkeypatch.delenv(f"GITHUB_{name}", raising=False)
    tiny.docs.mkdir()
    (tiny.root / PAGE).write_text("# Every check\n", encoding="utf-8")

    def ran(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(tiny.root, [*arguments, "--today", "2024-06-01"])
        assert isinstance(ended.value.code, int)
        told = capsys.readouterr()
        return ended.value.code, told.out, told.err

    return ran


@pytest.fixture
def many(tiny: Project) -> Project:
    """The small site with more warnings than are told unasked: 21 quotations that are rather long."""
    words = " ".join(["word"] * 50)
    quote = "\n    speaker: Ada Example\n    from: inspectorate\n    source: report\n"
    quotes = "".join(f"  - text: Number {number} {words}{quote}" for number in range(FEW + 1))
    path = tiny.root / LATER
    text = path.read_text(encoding="utf-8") + f"quotes:\n{quotes}"
    path.write_text(text, encoding="utf-8", newline="\n")
    return tiny


# Text


def test_all_is_well(run: Run) -> None:
    assert run("check") == (0, "", "No problems in 5 inspections of 3 providers.\n")


def test_a_mistake_is_told_with_its_line_the_place_marked_and_where_it_is_explained(
    run: Run, edit: Edit
) -> None:
    edit(FILE, "overall: Requires improvement", "overall: Requires improvment")
    status, out, err = run("check")
    assert (status, err) == (1, "1 error in 1 file.\n")
    assert out == (
        f'{FILE}:6:10: overall: "Requires improvment" is not a rating of core-2018. '
        'Did you mean "Requires improvement"?\n'
        "  6 | overall: Requires improvment\n"
        "    |          ^^^^^^^^^^^^^^^^^^^ words_are_on_the_scale\n"
        "\n"
        f"What to do is explained at {PAGE}#words_are_on_the_scale\n"
    )


def test_the_explanation_is_a_file_on_a_terminal_and_elsewhere_a_page_of_the_site(
    run: Run, tiny: Project, edit: Edit
) -> None:
    edit(FILE, "overall: Requires improvement", "overall: Fine")
    assert f" {PAGE}#words_are_on_the_scale\n" in run("check")[1]
    assert f" {ON_THE_SITE}#words_are_on_the_scale\n" in run("check", "--format", "github")[1]
    edit("site_data.yaml", "address: https://tracker.example.org/", "address: [")
    assert f" {PAGE}#files_are_yaml\n" in run("check", "--format", "github")[1]
    (tiny.root / PAGE).unlink()
    assert "What to do" not in run("check")[1]


def test_each_rule_is_linked_once(run: Run, broken: Broken) -> None:
    broken("many-at-once")
    status, out, err = run("check")
    assert (status, err) == (1, "6 errors in 4 files.\n")
    links = out.partition("What to do is explained at\n")[2].split()
    assert links == sorted(set(links))
    assert len(links) == 4
    assert out.count(f"\n  {links[0].partition('#')[2]}\n") + out.count("^") > 6


def test_a_file_without_lines_is_told_without(run: Run, tiny: Project) -> None:
    (tiny.content / "westshire.yaml").touch()
    _, out, _ = run("check")
    assert out.splitlines()[1] == "  files_are_in_their_place"


def test_there_is_colour_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tiny: Project
) -> None:
    problem = Problem("a.yaml", "no.", line=1, column=1, rule="x", excerpt="a: b")
    console.print_problems(tiny, [problem])
    assert "\x1b" not in capsys.readouterr().out
    monkeypatch.setattr(click.utils, "should_strip_ansi", lambda *_given: False)
    console.print_problems(tiny, [problem])
    assert "\x1b[31m" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(click.utils, "should_strip_ansi", lambda _stream, color: color is False)
    console.print_problems(tiny, [problem])
    assert "\x1b" not in capsys.readouterr().out


# Warnings


def test_a_warning_alone_is_no_failure(run: Run, broken: Broken) -> None:
    broken("unused-source")
    status, out, err = run("check")
    assert status == 0
    assert "warning: sources.echo: " in out
    assert err == "No errors in 5 inspections of 3 providers.\n1 warning, which stops nothing.\n"


def test_strict_makes_warnings_errors(run: Run, broken: Broken) -> None:
    broken("unused-source")
    status, out, err = run("check", "--strict")
    assert (status, err) == (1, "1 error in 1 file.\n")
    assert "warning" not in out


def test_many_warnings_are_only_counted(run: Run, many: Project, edit: Edit) -> None:
    status, out, err = run("check")
    assert (status, out) == (0, "")
    told = f"{FEW + 1} warnings, which stop nothing. To see every warning: python build.py check content\n"
    assert err.endswith(f"\n{told}")
    edit(LATER, "overall: good", "overall: godd")
    status, out, err = run("check")
    assert (status, out.count("warning: "), out.count("godd")) == (1, 0, 2)
    assert err == f"1 error in 1 file.\n{told}"
    assert run("check", "--strict")[1].count("are mostly enough") == FEW + 1
    assert many.root.is_dir()


def test_the_build_only_counts_warnings_also_when_nothing_has_changed(run: Run, many: Project) -> None:
    told = f"{FEW + 1} warnings, which stop nothing. To see every warning: python build.py check content\n"
    first, again = run("build"), run("build")
    assert first[:2] == again[:2] == (0, "")
    assert first[2].startswith(told)
    assert again[2] == f"{told}Nothing has changed since the last build; output/ is up to date.\n"
    assert many.output.is_dir()


# Files that are named


@pytest.mark.parametrize(
    "name",
    [
        LATER,
        LATER.replace("/", "\\"),
        "content/inspections/2020",
        "content/inspections/2020/",
        "./content/../content/inspections/2020",
        "content",
        ".",
    ],
)
def test_a_named_file_or_folder_is_told_of_in_full(run: Run, many: Project, name: str) -> None:
    status, out, err = run("check", name)
    assert (status, out.count("warning: ")) == (0, FEW + 1)
    assert err.endswith(f"\n{FEW + 1} warnings, which stop nothing.\n")
    assert many.root.is_dir()


def test_only_what_is_named_is_told_and_counts(run: Run, edit: Edit, many: Project) -> None:
    edit(FILE, "overall: Requires improvement", "overall: Fine")
    assert run("check", "content/providers", LATER)[0] == 0
    assert run("check", "content/providers") == (0, "", "No problems in content/providers.\n")
    assert run("check", str(many.root / FILE))[0] == 1
    assert run("check", "content/inspections/2019")[1].count("warning") == 0


def test_a_name_is_looked_for_where_the_terminal_is(
    run: Run, many: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(many.root / "content/inspections/2020")
    assert run("check", "northshire-crc.yaml")[1].count("warning: ") == FEW + 1
    assert run("check", "../2019")[1] == ""
    assert run("check", "content/providers")[1] == ""


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            LATER.replace("crc", "crd"),
            f'there is no file or folder "{LATER.replace("crc", "crd")}". Did you mean "{LATER}"?',
        ),
        ("nowhere", 'there is no file or folder "nowhere".'),
        ("output", '"output" holds no records. They are in content/, the settings in site_data.yaml.'),
        ("..", '".." holds no records. They are in content/, the settings in site_data.yaml.'),
    ],
)
def test_a_name_that_is_none_is_wrong_usage(
    run: Run, tiny: Project, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    monkeypatch.chdir(tiny.root)
    tiny.output.mkdir()
    status, out, err = run("check", name)
    assert (status, out) == (2, "")
    assert err.splitlines()[-1] == f"Error: {told}"


# Compared with a revision


def test_only_the_warnings_of_files_that_changed_are_told(
    run: Run, many: Project, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git(many.root, "init", "--quiet", "--initial-branch", "main")
    git(many.root, "config", "user.name", "An Editor")
    git(many.root, "config", "user.email", "editor@example.org")
    committed(many.root)
    assert run("check", "--since", "main") == (0, "", "No problems in 5 inspections of 3 providers.\n")
    crlf = (many.root / LATER).read_bytes().replace(b"\n", b"\r\n")
    (many.root / LATER).write_bytes(crlf)
    edit(FILE, "    archive: https://archive.example.org/example.org/northshire-2019\n", "")
    assert run("check", "--since", "main")[1].count("warning: ") == 1
    (many.root / LATER).write_bytes(crlf + b"# Seen.\n")
    assert run("check", "--since", "main")[1].count("warning: ") == FEW + 2


# For GitHub and for programs


def test_github_gets_the_text_and_a_command_for_each_problem_with_its_signs_escaped(
    run: Run, tiny: Project, edit: Edit
) -> None:
    edit(FILE, "overall: Requires improvement", "overall: 100%")
    (tiny.content / "inspections/2019/a,b.txt").touch()
    status, out, _ = run("check", "--format", "github")
    assert status == 1
    stray, rating = (line for line in out.splitlines() if line.startswith("::"))
    assert stray.startswith(
        "::error file=content/inspections/2019/a%2Cb.txt,title=files_are_in_their_place::the file would "
    )
    assert rating.startswith(
        f"::error file={FILE},line=6,col=10,title=words_are_on_the_scale::"
        'overall: "100%25" is not a rating of core-2018.'
    )
    assert rating.endswith(f"%0A{ON_THE_SITE}#words_are_on_the_scale")
    assert f"{FILE}:6:10: overall: " in out


def test_github_links_to_the_explanation_in_its_own_revision(
    run: Run, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site of a fork may not be there, and that of its origin does not know the change."""
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.example.org")
    monkeypatch.setenv("GITHUB_REPOSITORY", "someone/tracker")
    monkeypatch.setenv("GITHUB_SHA", "0123abc")
    edit(FILE, "overall: Requires improvement", "overall: Fine")
    there = f"https://github.example.org/someone/tracker/blob/0123abc/{PAGE}#words_are_on_the_scale"
    _, out, _ = run("check", "--format", "github")
    assert out.count(there) == 2
    assert ON_THE_SITE not in out
    assert there not in run("check")[1]
    monkeypatch.delenv("GITHUB_SHA")
    assert ON_THE_SITE in run("check", "--format", "github")[1]


def test_github_shows_ten_of_a_kind_and_the_last_says_how_many_more(
    run: Run, many: Project, edit: Edit
) -> None:
    """Each file with a problem has its turn before any other has two."""
    edit("content/providers/southmoor-crc.yaml", "    accessed: 2024-05-01\n", "")
    _, out, _ = run("check", "--format", "github", "content")
    commands = [line for line in out.splitlines() if line.startswith("::")]
    assert len(commands) == 10
    assert sum("southmoor-crc.yaml" in line for line in commands) == 1
    assert commands[-1].startswith(f"::warning title={FEW + 2 - 9} more::")
    assert out.count("warning: ") == FEW + 2
    assert many.root.is_dir()


def test_json_is_an_object_on_each_line_and_leaves_nothing_out(run: Run, many: Project, edit: Edit) -> None:
    edit(FILE, "overall: Requires improvement", "overall: Requires improvment")
    status, out, _ = run("check", "--format", "json")
    problems = [json.loads(line) for line in out.splitlines()]
    assert (status, len(problems)) == (1, FEW + 2)
    assert all(problem["line"] and problem["excerpt"] for problem in problems)
    assert problems[-1] == {
        "file": FILE,
        "line": 6,
        "column": 10,
        "width": 19,
        "path": ["overall"],
        "where": "overall",
        "rule": "words_are_on_the_scale",
        "message": '"Requires improvment" is not a rating of core-2018.',
        "hint": 'Did you mean "Requires improvement"?',
        "severity": "error",
        "on_key": False,
        "excerpt": "overall: Requires improvment",
        "link": f"{ON_THE_SITE}#words_are_on_the_scale",
    }
    assert many.root.is_dir()


def test_a_pipe_that_takes_few_letters_gets_all_lines(tiny: Project, edit: Edit) -> None:
    edit(FILE, "overall: Requires improvement", "overall: 检查")
    code = "import sys, pathlib, tracker.cli as cli; cli.main(pathlib.Path(sys.argv[1]), ['check'])"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tiny.root)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert rb"overall: \u68c0\u67e5" in done.stdout
    assert b"Traceback" not in done.stderr
