"""What GitHub runs and shows: workflows do what they say, with no more rights than that; forms are valid."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tracker.cli import COMMANDS

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(set((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) - {GITHUB / "ISSUE_TEMPLATE/config.yml"})
TARGETS = set(re.findall(r"^([\w./]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def read(path: Path) -> Any:
    # As GitHub reads it: in YAML 1.2 "on" is a word.
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes only texts, lists, maps


def jobs(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = read(path)["jobs"]
    return found


def scripts(path: Path) -> dict[str, str]:
    """The shell scripts of a workflow, by the name of the step."""
    return {s["name"]: s["run"] for job in jobs(path).values() for s in job["steps"] if "run" in s}


# Workflows


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_others_wrote_is_pinned_to_the_very_commit(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    assert lines
    for line in lines:
        assert re.search(r"uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_all_workflows_use_the_same_version_of_an_action() -> None:
    text = "".join(path.read_text("utf-8") for path in WORKFLOWS)
    used = set(re.findall(r"uses: (\S+)@(\S+)", text))
    assert len(used) == len({name for name, _ in used})


WRITES = {
    ("publish", "deploy", "pages"),
    ("publish", "deploy", "id-token"),
    ("links", "links", "issues"),
}


def test_only_publishing_and_the_report_on_links_may_write() -> None:
    written = set()
    for path in WORKFLOWS:
        assert read(path)["permissions"] == {}
        for name, job in jobs(path).items():
            assert job["timeout-minutes"]
            rights = job["permissions"].items()
            written |= {(path.stem, name, area) for area, right in rights if right != "read"}
    assert written == WRITES


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_scripts_take_what_others_write_only_from_the_environment(path: Path) -> None:
    for script in scripts(path).values():
        assert "${{" not in script


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_command_that_a_workflow_gives_exists(path: Path) -> None:
    for script in scripts(path).values():
        assert set(re.findall(r"\bmake ([\w./]+)", script)) <= TARGETS
        assert set(re.findall(r"build\.py ([a-z]\w*)", script)) <= set(COMMANDS)


def test_a_change_is_compared_with_what_is_published_and_can_be_looked_at() -> None:
    records = jobs(GITHUB / "workflows/pull-request.yml")["records"]
    text = str(records)
    assert "--format github --since $(git rev-parse HEAD^1)" in text
    assert records["steps"][0]["with"]["fetch-depth"] == "2"
    assert {"name": "preview", "path": "output"}.items() <= next(
        step["with"].items() for step in records["steps"] if "upload-artifact" in step.get("uses", "")
    )


def test_the_site_is_published_on_merge_only() -> None:
    events = {path.stem: read(path)["on"] for path in WORKFLOWS}
    assert events["publish"]["push"] == {"branches": ["main"]}
    assert set(events["publish"]) == {"push", "schedule", "workflow_dispatch"}
    assert events["pull-request"] == "pull_request"
    assert set(events["links"]) == {"schedule", "workflow_dispatch"}
    assert set(events["security"]) == {"pull_request", "schedule", "workflow_dispatch"}


def test_no_workflow_gives_a_pull_request_more_than_it_has() -> None:
    """Of those that others can start, none has a secret, and none may do anything but read."""
    for path in WORKFLOWS:
        text = path.read_text("utf-8")
        assert "pull_request_target" not in text
        assert "workflow_run" not in text
        assert "secrets." not in text
        if "pull_request" in text:
            rights = [right for job in jobs(path).values() for right in job["permissions"].values()]
            assert set(rights) == {"read"}


# The scripts, run as GitHub runs them: bash -e


@dataclass(frozen=True)
class Ran:
    """How a script ended, and what it left for GitHub or told `gh`."""

    status: int
    errors: str
    output: str
    summary: str
    calls: list[str]


@pytest.fixture
def bash(tmp_path: Path) -> Callable[..., Ran]:
    """Runs a script in a folder where the programs given stand in for the real ones."""
    shell = shutil.which("bash")
    if shell is None:
        pytest.skip("bash is not installed")

    def run(script: str, programs: dict[str, str], **variables: str) -> Ran:
        for name, text in programs.items():
            program = tmp_path / name
            program.parent.mkdir(parents=True, exist_ok=True)
            program.write_text(f"#!{shell}\n{text}\n", "utf-8")
            program.chmod(0o755)
        files = {name: tmp_path / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "CALLS")}
        for file in files.values():
            file.touch()
        (tmp_path / "script.sh").write_text(script, "utf-8")
        done = subprocess.run(
            [shell, "-e", "script.sh"],
            cwd=tmp_path,
            env={"PATH": f"{tmp_path}/bin:/usr/bin:/bin", **variables}
            | {n: str(f) for n, f in files.items()},
            capture_output=True,
            text=True,
            check=False,
        )
        output, summary, calls = (file.read_text("utf-8") for file in files.values())
        return Ran(done.returncode, done.stderr, output, summary, calls.splitlines())

    return run


LINKS = scripts(GITHUB / "workflows/links.yml")


@pytest.mark.parametrize(
    ("links", "status", "output"),
    [
        ("echo fine > links.md", 0, "gone=no\n"),
        ("echo gone > links.md; exit 1", 0, "gone=yes\n"),
        ("exit 1", 1, ""),  # without a network
        ("exit 2", 1, ""),
    ],
)
def test_the_report_on_links_tells_dead_sources_from_a_fault(
    bash: Callable[..., Ran], links: str, status: int, output: str
) -> None:
    ran = bash(LINKS["Ask"], {".venv/bin/python": links}, REPOSITORY_URL="https://github.com/e/t")
    assert (ran.status, ran.output) == (status, output)
    assert bool(ran.summary) == (status == 0)


@pytest.mark.parametrize(
    ("gone", "open_", "calls"),
    [
        ("no", "", []),
        ("no", "12", ["issue close 12 "]),
        ("yes", "12", ["issue edit 12 --body-file links.md"]),
        ("yes", "", ["label create links ", "issue create "]),
    ],
)
def test_there_is_one_issue_about_links_as_long_as_one_is_gone(
    bash: Callable[..., Ran], gone: str, open_: str, calls: list[str]
) -> None:
    gh = f'if [ "$2" = list ]; then echo "{open_}"; else echo "$@" >> "$CALLS"; fi'
    ran = bash(LINKS["Open, renew or close the issue"], {"bin/gh": gh}, GONE=gone)
    assert ran.status == 0, ran.errors
    assert len(ran.calls) == len(calls)
    assert all(call.startswith(expected) for call, expected in zip(ran.calls, calls, strict=True))


@pytest.mark.parametrize("check", ["success", "failure"])
@pytest.mark.parametrize("preview", ["https://github.com/e/t/actions/runs/1/artifacts/2", ""])
def test_an_editor_is_told_what_came_of_it_and_how_to_look(
    bash: Callable[..., Ran], check: str, preview: str
) -> None:
    script = scripts(GITHUB / "workflows/pull-request.yml")["Say what came of it"]
    ran = bash(script, {}, CHECK=check, PREVIEW=preview)
    assert ran.status == 0, ran.errors
    assert ("## The records are in order\n" in ran.summary) == (check == "success")
    assert ("*Files changed*" in ran.summary) == (check == "failure")
    assert (f"[Download the preview]({preview})" in ran.summary) == bool(preview)
    assert not re.search(r"^ +\S", ran.summary, re.MULTILINE)  # which Markdown would take for code


# Forms, by the rules of
# https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
# and the page "Common validation errors when creating issue forms" beside it.

TOP = {"name", "description", "body", "assignees", "labels", "title", "type", "projects"}
ATTRIBUTES = {
    "markdown": {"value"},
    "textarea": {"label", "description", "placeholder", "value", "render"},
    "input": {"label", "description", "placeholder", "value"},
    "dropdown": {"label", "description", "multiple", "options", "default"},
    "checkboxes": {"label", "description", "options"},
}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_github_can_read_a_form(path: Path) -> None:
    form = read(path)
    assert {"name", "description", "body"} <= set(form) <= TOP
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert fields
    for key in ("id", "label"):
        values = [field["id"] if key == "id" else field["attributes"][key] for field in fields]
        assert len(values) == len({value.casefold() for value in values})
    for field in form["body"]:
        assert set(field) <= {"type", "id", "attributes", "validations"}
        assert set(field["attributes"]) <= ATTRIBUTES[field["type"]]
        assert all(isinstance(value, list) or value.strip() for value in field["attributes"].values())
        assert set(field.get("validations", {})) <= {"required"}
        assert field.get("validations", {}).get("required", "true") in {"true", "false"}
    for field in fields:
        assert re.fullmatch(r"[\w-]+", field["id"], re.ASCII)
        for option in field["attributes"].get("options", ()):
            assert {"label"} <= set(option) <= {"label", "required"}
    named = re.findall(r"(?<!\\)^ *(?:y|n|yes|no|on|off|true|false) *:", path.read_text("utf-8"), re.M | re.I)
    assert named == []  # which YAML 1.1 takes for true and false, and GitHub refuses as keys


def test_there_is_a_form_for_each_thing_that_readers_ask_for() -> None:
    assert [path.stem for path in FORMS] == ["correction", "missing-inspection", "right-of-reply"]
    assert len({read(path)["name"] for path in FORMS}) == len(FORMS)
    # Links on the site open an issue of their own too.
    assert read(GITHUB / "ISSUE_TEMPLATE/config.yml") == {"blank_issues_enabled": "true"}


def test_every_kind_of_dependency_is_renewed() -> None:
    updates = {update["package-ecosystem"] for update in read(GITHUB / "dependabot.yml")["updates"]}
    assert updates == {"github-actions", "npm", "pip"}
