"""What editors' programs are set up with: VS Code, its container, and a language server."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import click
import pytest

from tests.conftest import ROOT, TODAY
from tracker.cache import Cache
from tracker.cli import commands
from tracker.pipeline import check
from tracker.stages.reading.locate import located
from tracker.values.problem import as_text
from tracker.values.project import Project

YAML_EXTENSION = "redhat.vscode-yaml"


def settings(name: str) -> Any:
    return json.loads((ROOT / name).read_text(encoding="utf-8"))


TASKS = settings(".vscode/tasks.json")["tasks"]
CONTAINER = settings(".devcontainer/devcontainer.json")


def test_the_extension_that_reads_schemas_is_recommended_and_in_the_container() -> None:
    assert YAML_EXTENSION in settings(".vscode/extensions.json")["recommendations"]
    assert YAML_EXTENSION in CONTAINER["customizations"]["vscode"]["extensions"]


def test_saving_never_reformats_a_record() -> None:
    assert settings(".vscode/settings.json")["yaml.format.enable"] is False


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task["label"])
def test_a_task_calls_a_command_that_exists(task: dict[str, Any]) -> None:
    program, name, *rest = task["args"]
    assert (ROOT / program).is_file()
    command = commands.get_command(click.Context(commands), name)
    assert command is not None
    command.make_context(name, rest)


def test_the_container_calls_targets_that_exist_and_forwards_the_port_of_the_preview() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for name in ("postCreateCommand", "postAttachCommand"):
        program, target, *variables = CONTAINER[name].split()
        assert (program, target in targets) == ("make", True)
        for variable in variables:
            word, _, value = variable.partition("=")
            assert word == "ARGS"
            serve = commands.get_command(click.Context(commands), target)
            assert serve is not None
            serve.make_context(target, value.split())
    serve = commands.get_command(click.Context(commands), "serve")
    assert serve is not None
    port = next(option.default for option in serve.params if option.name == "port")
    assert CONTAINER["forwardPorts"] == [port]


def test_the_image_of_the_container_is_pinned() -> None:
    assert re.search(r":\d+\.\d+\.\d+-3\.\d+-\w+$", CONTAINER["image"])


@pytest.mark.parametrize(
    "fault", ["unknown-rating", "source-described-differently", "file-ends-in-yml", "notes-among-the-records"]
)
def test_vs_code_reads_the_lines_of_check(broken: Callable[[str], Project], fault: str) -> None:
    matchers = next(task["problemMatcher"] for task in TASKS if task["args"][1] == "check")
    project = broken(fault)
    problems = located(check(project, TODAY, Cache(None))[1], project.root)
    assert problems
    for problem in problems:
        found = {}
        for matcher in matchers:
            pattern = matcher["pattern"]
            if match := re.search(pattern["regexp"], as_text(problem)):
                names = ("file", "line", "column", "severity", "message")
                found = {name: match[pattern[name]] for name in names if name in pattern}
                found["severity"] = found["severity"] or matcher["severity"]
                break
        assert found["file"] == problem.file
        assert found["severity"] == problem.severity
        assert problem.message in found["message"]
        if problem.line:
            assert (found["line"], found["column"]) == (str(problem.line), str(problem.column))


# The language server that VS Code's extension and other editors use


class Server:
    """The language server over its standard streams: https://microsoft.github.io/language-server-protocol/."""

    def __init__(self, program: Path) -> None:
        """Start it for the project."""
        self.process = subprocess.Popen(
            ["node", str(program), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
        )
        self.asked = 0
        self.opened = 0
        snippets = {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}}
        abilities = {"textDocument": {"completion": snippets, "hover": {"contentFormat": ["markdown"]}}}
        self.ask("initialize", {"processId": None, "rootUri": ROOT.as_uri(), "capabilities": abilities})
        self.tell("initialized", {})
        yaml = {"schemaStore": {"enable": False}, "completion": True, "hover": True, "validate": True}
        self.tell("workspace/didChangeConfiguration", {"settings": {"yaml": yaml}})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def at(self, method: str, text: str) -> Any:
        """What it answers about the place of ¦ in a new record."""
        self.opened += 1
        before, _, after = text.partition("¦")
        file = ROOT / f"content/inspections/2020/unwritten-{self.opened}.yaml"
        head = "# yaml-language-server: $schema=../../../schema/inspection.json\n"
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": head + before + after}
        self.tell("textDocument/didOpen", {"textDocument": document})
        lines = (head + before).split("\n")
        place = {"line": len(lines) - 1, "character": len(lines[-1])}
        return self.ask(method, {"textDocument": {"uri": document["uri"]}, "position": place})

    def ask(self, method: str, given: object) -> Any:
        self.asked += 1
        self._send({"id": self.asked, "method": method, "params": given})
        while True:
            answer = self._read()
            if "method" not in answer and answer.get("id") == self.asked:
                return answer["result"]
            if "method" in answer and "id" in answer:  # it asks something itself
                self._send({"id": answer["id"], "result": None})

    def tell(self, method: str, given: object) -> None:
        self._send({"method": method, "params": given})

    def _send(self, message: dict[str, object]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        read: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return read


@pytest.fixture(scope="module")
def server(language_server: Path) -> Iterator[Server]:
    with Server(language_server) as started:
        yield started


RECORD = "provider: merseyside-crc\nframework: adult-2018\npublished: 2020\n"


@pytest.mark.language_server
@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("provider: ¦", {"merseyside-crc", "london-crc"}),
        ("framework: ¦", {"adult-2018", "pdu-2021"}),
        ("¦", {"provider", "quotes", "corrections"}),
        (f"{RECORD}ratings:\n  ¦", {"leadership", "through-the-gate"}),
        (f"{RECORD}overall: ¦", {"Requires improvement", "not rated"}),
        (f"{RECORD}figures:\n  - measure: ¦", {"average-caseload"}),
        (f"{RECORD}findings:\n  - ¦", {"a finding: weakness", "standard"}),
        (f"{RECORD}findings:\n  - standard: ¦", {"staff", "unpaid-work"}),
        (f"{RECORD}sources:\n  hmip:\n    ¦", {"a source", "publisher"}),
        (f"{RECORD}quotes:\n  - from: ¦", {"inspectorate", "union"}),
        ("published: ¦", {"not yet", "not recorded"}),
    ],
)
def test_an_editor_is_offered_what_can_stand_there(server: Server, text: str, offered: set[str]) -> None:
    answer = server.at("textDocument/completion", text)
    items = {item["label"]: item for item in answer["items"]}
    assert offered <= set(items)
    # Nothing is put into the record that its editor has not written or chosen.
    inserted = items["provider"]["insertText"] if text == "¦" else ""
    assert inserted in {"", "provider: "}


@pytest.mark.language_server
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("publ¦ished: 2020\n", ["When the report came out", "the year that the folder names", "For example"]),
        ("rating_s¦ource: hmip\n", ["The source of the ratings.", "Needed if there are several sources"]),
        (f"{RECORD}overall: Go¦od\n", ["The overall rating.", "`Inadequate`: The lowest."]),
        (f"{RECORD}ratings:\n  through-the-ga¦te: Good\n", ["help for people who leave prison"]),
    ],
)
def test_an_editor_is_told_of_a_field(server: Server, text: str, told: list[str]) -> None:
    answer = server.at("textDocument/hover", text)
    for words in told:
        assert words in answer["contents"]["value"]
