"""What every command keeps to: help, exit statuses, any folder, pipes, plain terminals, Ctrl+C."""

import ast
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from tests.conftest import ROOT, TODAY
from tracker.cli import COMMANDS, commands, main
from tracker.values.project import Project

AS_OF = ("--today", TODAY.text)
FAULTY = "northshire-crc.yaml"


def run(project: Project, *arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(project.root, arguments)
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.fixture
def script(tiny: Project) -> Path:
    """A build.py of its own for the small site."""
    return Path(shutil.copy(ROOT / "build.py", tiny.root))


def start(script: Path, *arguments: str, **options: str) -> subprocess.Popen[bytes]:
    env = {"PYTHONPATH": str(ROOT), **options}
    return subprocess.Popen(
        [sys.executable, str(script), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | env,
    )


def walked(
    command: click.Command = commands, parent: click.Context | None = None, name: str = "python build.py"
) -> Iterator[click.Context]:
    """Every command, also those inside another."""
    context = click.Context(command, parent=parent, info_name=name, **commands.context_settings)
    yield context
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            inner = command.get_command(context, each)
            assert inner is not None
            yield from walked(inner, context, each)


def parses(context: click.Context, arguments: list[str]) -> None:
    """Fails where a line is not what a command takes; nothing is run."""
    command = context.command
    if isinstance(command, click.Group):
        arguments = arguments or ["build"]  # the one command without a name
        name, found, rest = command.resolve_command(context, arguments)
        assert found is not None
        parses(click.Context(found, parent=context, info_name=name), rest)
    elif "--help" not in arguments:
        command.make_context(context.info_name, arguments, parent=context.parent)


# Help


@pytest.mark.parametrize("context", list(walked()), ids=lambda context: context.command_path)
def test_help_has_examples_that_the_program_takes(context: click.Context, tiny: Project) -> None:
    context.obj = tiny
    text = context.get_help()
    assert context.command.help
    lines = re.findall(r"^ +python (build\.py.*)$", text.partition("Example")[2], re.MULTILINE)
    assert lines
    for line in lines:
        assert line.startswith(context.command_path.removeprefix("python "))
        parses(click.Context(commands, obj=tiny, **commands.context_settings), shlex.split(line)[1:])


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_lists_the_commands_in_their_order(
    tiny: Project, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    assert run(tiny, option) == 0
    listed = capsys.readouterr().out.partition("Commands:")[2].partition("Example")[0]
    assert tuple(re.findall(r"^  (\w+)  ", listed, re.MULTILINE)) == COMMANDS
    assert "..." not in listed  # each says in one line what it is for


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("chek", "No such command 'chek'. Did you mean 'check'?"),
        ("new inspecton", "No such command 'inspecton'. Did you mean 'inspection'?"),
        ("check --tody 2024-06-01", "No such option '--tody'. Did you mean '--today'?"),
        ("--tody 2024-06-01", "No such option '--tody'. Did you mean '--today'?"),
    ],
)
def test_a_slip_in_a_command_is_told_with_the_nearest_word(
    tiny: Project, capsys: pytest.CaptureFixture[str], arguments: str, told: str
) -> None:
    assert run(tiny, *arguments.split()) == 2
    assert told in capsys.readouterr().err


# Exit statuses


@pytest.fixture
def spoilt(tiny: Project) -> Project:
    path = tiny.content / "inspections/2020" / FAULTY
    path.write_text(path.read_text("utf-8").replace("overall: ", "overall: x"), encoding="utf-8")
    return tiny


@pytest.mark.parametrize("command", ["", "build", "check"])
def test_a_command_ends_with_0_where_all_is_well(tiny: Project, command: str) -> None:
    assert run(tiny, *command.split(), *AS_OF) == 0


def test_quotes_and_schema_end_with_0_where_all_is_well(tiny: Project, tmp_path: Path) -> None:
    (tmp_path / "index.yaml").write_text("[]\n", encoding="utf-8")
    assert run(tiny, "quotes", "--captures", str(tmp_path), *AS_OF) == 0
    assert run(tiny, "schema") == 0


@pytest.mark.parametrize("command", ["", "build", "check", "quotes --captures {folder}"])
def test_a_command_ends_with_1_where_a_record_is_wrong(spoilt: Project, tmp_path: Path, command: str) -> None:
    (tmp_path / "index.yaml").write_text("[]\n", encoding="utf-8")
    assert run(spoilt, *command.format(folder=tmp_path.as_posix()).split(), *AS_OF) == 1


@pytest.mark.parametrize("command", ["new inspection", "schema"])
def test_a_command_ends_with_1_without_settings(tiny: Project, command: str) -> None:
    (tiny.root / "site_data.yaml").unlink()
    assert run(tiny, *command.split()) == 1


def test_serve_ends_with_1_where_the_port_is_taken(tiny: Project, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(tiny, "serve", "--no-open", "--port", str(port), *AS_OF) == 1
    assert f"cannot serve at 127.0.0.1:{port}" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        *(f"{name} --nonsense" for name in COMMANDS),
        "--today never",
        "build --address nowhere",
        "check --since -x",
        "check nowhere.yaml",
        "check --format poem",
        "quotes",
        "serve --port 99999",
        "new",
        "new inspection",
        "new provider",
        "nonsense",
    ],
)
def test_a_command_ends_with_2_where_it_is_used_wrongly(
    tiny: Project, capsys: pytest.CaptureFixture[str], arguments: str
) -> None:
    assert run(tiny, *arguments.split()) == 2
    assert "Usage: python build.py" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "stage"),
    [
        ("", "pipeline.build"),
        ("build", "pipeline.build"),
        ("check", "pipeline.check"),
        ("quotes --captures .", "pipeline.check"),
        ("schema", "commands.schema.renewed"),
        ("new inspection", "pipeline.check"),
        ("new provider", "pipeline.check"),
    ],
)
def test_ctrl_c_ends_a_command_quietly_with_130(
    tiny: Project,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    stage: str,
) -> None:
    def interrupted(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"tracker.{stage}", interrupted)
    assert run(tiny, *command.split()) == 130
    assert capsys.readouterr().err.strip() == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal for one process")
def test_ctrl_c_is_quiet_from_the_outside_too(script: Path) -> None:
    with start(script, "serve", "--no-open", "--port", "0", *AS_OF, PYTHONUNBUFFERED="1") as process:
        assert process.stderr is not None
        for line in process.stderr:
            if b"http://" in line:
                break
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode in {0, 130}
    assert b"Traceback" not in said


# Pipes and terminals


def test_a_pipe_that_is_closed_gives_no_traceback(script: Path, spoilt: Project) -> None:
    del spoilt
    for arguments in (("check", *AS_OF), ("check", *AS_OF, "--format", "json"), ("--help",)):
        with start(script, *arguments) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()  # before anything is said
            assert process.stderr.read().count(b"Traceback") == 0
            assert process.wait(60) in {0, 1}


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8"])
def test_a_pipe_of_any_encoding_takes_every_message(script: Path, tiny: Project, encoding: str) -> None:
    path = tiny.content / "inspections/2020" / FAULTY
    path.write_text(path.read_text("utf-8").replace("overall: ", "overall: “Ŵ” – "), encoding="utf-8")
    with start(script, "check", *AS_OF, PYTHONIOENCODING=encoding) as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert b"Traceback" not in err
    told = {"latin-1": r"\u201c\u0174\u201d \u2013", "cp1252": r"“\u0174” –", "utf-8": "“Ŵ” –"}[encoding]
    assert told in out.decode(encoding)


def test_help_can_be_written_in_the_letters_of_windows(script: Path) -> None:
    for context in walked():
        context.get_help().encode("cp1252")
    with start(script, "--help", PYTHONIOENCODING="cp1252") as process:
        out, _ = process.communicate(timeout=60)
    assert b"\\u" not in out


def on_terminal(script: Path, *arguments: str, **options: str) -> str:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    env = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "TERM"}}
    env |= {"PYTHONPATH": str(ROOT), **options}
    given = [sys.executable, str(script), *arguments]
    said = b""
    with subprocess.Popen(given, stdin=theirs, stdout=theirs, stderr=theirs, env=env):
        os.close(theirs)
        try:
            while more := os.read(ours, 4096):
                said += more
        except OSError:  # Linux says so at the end
            pass
    os.close(ours)
    return said.decode()


def test_a_terminal_is_plain_where_that_is_asked_for(script: Path, spoilt: Project) -> None:
    del spoilt
    coloured = on_terminal(script, "check", *AS_OF, TERM="xterm-256color")
    assert "\x1b[" in coloured
    for options in ({"TERM": "xterm-256color", "NO_COLOR": "1"}, {"TERM": "dumb"}):
        for command in ("check", "build"):
            plain = on_terminal(script, command, *AS_OF, **options)
            assert "\x1b" not in plain
            assert "is not a rating of core-2018" in plain
    with start(script, "check", *AS_OF) as process:
        assert b"\x1b" not in b"".join(process.communicate(timeout=60))


# Folders and files


def test_a_command_works_from_any_folder(script: Path, spoilt: Project, tmp_path: Path) -> None:
    """Paths on the command line are those of the folder one is in; paths that are told are the project's."""
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "captures").mkdir(parents=True)

    def said(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, str(script), *arguments, *AS_OF],
            cwd=elsewhere,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 1
        return done.stdout

    assert said("check").startswith(f"content/inspections/2020/{FAULTY}:")
    assert str(spoilt.root) not in said("check")
    (spoilt.content / "inspections/2020" / FAULTY).unlink()
    assert "captures/index.yaml" in said("quotes", "--captures", "captures")
    assert list(elsewhere.rglob("*")) == [elsewhere / "captures"]


def test_files_with_the_line_ends_of_windows_are_read_the_same(
    spoilt: Project, report: Callable[[Project], list[str]]
) -> None:
    before = report(spoilt)
    for path in (*spoilt.content.rglob("*.yaml"), *spoilt.content.rglob("*.md")):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert report(spoilt) == before != []


# build.py itself


def test_an_old_python_is_told_so(script: Path) -> None:
    text = script.read_text(encoding="ascii")  # Python 2 reads nothing else without being told
    tree = ast.parse(text)
    newer = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.Match, ast.AsyncFunctionDef)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]
    code = "import runpy, sys; sys.version_info = (3, 10, 9, 'final', 0); sys.modules['tracker'] = None; "
    done = subprocess.run(
        [sys.executable, "-c", code + f"runpy.run_path({str(script)!r}, run_name='__main__')"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("This needs Python 3.11 or newer, and this is Python 3.10.")


def test_what_is_not_installed_is_told(script: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-S", str(script), "check"],  # without the packages of the environment
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The package click is not installed here.")


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("httpx", "The package httpx is not installed here."),
        ("tracker.linking.report", "Traceback"),  # no installing would help
    ],
)
def test_what_only_one_command_needs_is_told_when_it_is_called(script: Path, missing: str, said: str) -> None:
    code = f"import runpy, sys; sys.modules[{missing!r}] = None; sys.argv = ['build.py', *sys.argv[1:]]; "
    code += f"runpy.run_path({str(script)!r}, run_name='__main__')"
    for command, status in (("links", 1), ("schema", 0)):
        done = subprocess.run(
            [sys.executable, "-c", code, command],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr.startswith(said)) == (status, status == 1), done.stderr
