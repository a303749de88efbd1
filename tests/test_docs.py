"""What README, CONTRIBUTING and CHANGELOG say is true: commands, fields, rules, files, code, the example."""

import inspect
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args, get_origin

import click
import pytest
from PIL import Image
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tests.conftest import ROOT
from tracker.cache import Cache
from tracker.cli import commands
from tracker.pipeline import build, check
from tracker.stages.check import RULES
from tracker.stages.rules.dates import nothing_is_in_the_future
from tracker.values.dates import PartialDate
from tracker.values.problem import as_text, errors
from tracker.values.project import Project
from tracker.values.records import Events, Framework, Inspection, Provider, Site, Totals, Verified
from tracker.values.records.base import Record
from tracker.values.records.measure import Measures

README, CONTRIBUTING, CHANGELOG = (
    (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
)
BOTH = f"{README}\n{CONTRIBUTING}"
MADE = ("output", ".venv", ".cache", ".screenshots")  # by installing and building, so not in a fresh clone
SHELLS = {"sh", "powershell"}
PROGRAMS = {"make", "git", "py", "python", "python3", ".venv/bin/python"}
CALLED = {
    name: command
    for name in commands.list_commands(click.Context(commands))
    if (command := commands.get_command(click.Context(commands), name))
}


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """The fenced blocks: language and text."""
    yield from re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def spans(text: str) -> list[str]:
    """The inline code outside fenced blocks."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", prose)


def lines_of_shell(text: str) -> list[list[str]]:
    lines = [line for language, block in blocks(text) if language in SHELLS for line in block.splitlines()]
    return [shlex.split(line.replace("\\", "/")) for line in lines if line.strip()]


SHELL = lines_of_shell(BOTH)
INLINE = [span.replace("\\", "/").split() for span in spans(BOTH)]
COMMANDS = SHELL + [
    words for words in INLINE if any(w == "make" or w.endswith("build.py") for w in words[:2])
]
TARGETS = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
VARIABLES = set(re.findall(r"\$\((\w+)\)", (ROOT / "Makefile").read_text(encoding="utf-8")))


def test_the_shell_blocks_use_programs_that_readers_are_told_of() -> None:
    assert len(SHELL) > 10
    unknown = {w[0] for w in SHELL} - PROGRAMS - {".venv/Scripts/python"}
    assert unknown == set()


def after(words: list[str], name: str) -> list[str] | None:
    """What follows a program on its command line."""
    place = next((n for n, word in enumerate(words) if word == name or word.endswith(f"/{name}")), None)
    return None if place is None else words[place + 1 :]


def test_make_has_every_target_that_is_named() -> None:
    named = [words for line in COMMANDS if (words := after(line, "make"))]
    assert named
    for words in named:
        for word in words:
            assert word in TARGETS or word.partition("=")[0] in VARIABLES, " ".join(words)


def test_build_has_every_command_and_option_that_is_named() -> None:
    """Each command line is read by the program itself, which refuses what it does not know."""
    lines = [words for line in COMMANDS if (words := after(line, "build.py")) is not None]
    assert len(lines) > 5
    for words in lines:
        given = [word for word in words if word != "--help"]
        place = next((n for n, word in enumerate(given) if word in CALLED), len(given))
        # As a command of its own the group refuses what is neither an option nor a command.
        click.Command("build.py", params=commands.params).make_context("build.py", given[:place])
        for name in given[place : place + 1]:
            CALLED[name].make_context(name, given[place + 1 :])


def options() -> set[str]:
    every = [commands, *CALLED.values()]
    return {name for c in every for p in c.params if isinstance(p, click.Option) for name in p.opts}


def test_every_command_and_option_is_described() -> None:
    named = {word for span in spans(BOTH) for word in span.split()}
    assert (options() | set(CALLED)) - named == set()


def test_options_and_tokens_of_the_style_sheet_are_those_that_exist() -> None:
    named = {span.split()[0] for span in spans(BOTH) if span.startswith("--")}
    tokens = set(
        re.findall(r"^  (--[\w-]+):", (ROOT / "static/site.css").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert named - tokens - options() == set()
    assert tokens - named == set()


def test_pip_is_told_of_files_and_extras_that_exist() -> None:
    installs = [line for line in SHELL if "pip" in line]
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    assert len(installs) >= 2
    for line in installs:
        assert (ROOT / line[line.index("--constraint") + 1]).is_file()
        path, _, wanted = line[line.index("--editable") + 1].rstrip("]").partition("[")
        assert path == "."
        assert set(wanted.split(",")) - {""} <= set(extras)


# Fields


def models() -> list[type[Record]]:
    """Every kind of record, with all that it is made of and the records that these extend."""
    found: list[type[Record]] = []
    ahead: list[object] = [Site, Framework, Provider, Inspection, Measures, Events, Totals, Verified]
    while ahead:
        item = ahead.pop()
        if not (isinstance(item, type) and issubclass(item, Record)):
            ahead.extend(get_args(item))
        elif item is not Record and item not in found:
            found.append(item)
            ahead.extend(item.__bases__)
            ahead.extend(field.annotation for field in item.model_fields.values())
    return found


def own_fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields that editors write and that no model above it has, by the names that they write."""
    inherited = {
        name for base in model.__bases__ if issubclass(base, BaseModel) for name in base.model_fields
    }
    by_file_name = {"id"} if model in {Framework, Provider, Inspection} else set()
    return {
        field.alias or name: field
        for name, field in model.model_fields.items()
        if name not in inherited | by_file_name
    }


def rows(section: str) -> list[list[str]]:
    """The rows of a section's table, without its head."""
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def sections() -> dict[str, list[list[str]]]:
    """The table of fields of each record, by the record's name."""
    parts = re.split(r"^#{2,4} (.*)$", CONTRIBUTING, flags=re.MULTILINE)
    return {
        title.strip("`"): rows(text)
        for title, text in zip(parts[1::2], parts[2::2], strict=True)
        if title.startswith("`")
    }


FIELDS = sections()


def words_of(annotation: object) -> set[str]:
    """The words that a field accepts, where it accepts only some."""
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    return {word for part in get_args(annotation) for word in words_of(part)}


def test_every_record_has_a_table_and_no_other_does() -> None:
    assert set(FIELDS) == {model.__name__ for model in models()}


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_the_table_of_a_record_names_its_fields(model: type[BaseModel]) -> None:
    fields, table = own_fields(model), {row[0].strip("`"): row for row in FIELDS[model.__name__]}
    assert set(table) == set(fields)
    for name, field in fields.items():
        text = " ".join(table[name])
        assert ("**Required.**" in text) == field.is_required(), name
        missing = {word for word in words_of(field.annotation) if f"`{word}`" not in text}
        assert missing == set(), name


# Rules and code


def test_every_rule_is_described() -> None:
    rules = {rule.__name__ for rule in (*RULES, nothing_is_in_the_future)}
    table = CONTRIBUTING.split("| Rule | Says |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == rules


def test_a_rule_that_only_warns_is_described_so() -> None:
    table = CONTRIBUTING.split("| Rule | Says |")[1].split("\n\n")[0]
    for rule in RULES:
        line = next(line for line in table.splitlines() if f"`{rule.__name__}`" in line)
        assert ("warning" in line) == ('severity="warning"' in inspect.getsource(rule)), line


def test_the_code_that_is_shown_is_the_engines() -> None:
    shown = [block for language, block in blocks(BOTH) if language == "python"]
    assert shown
    for block in shown:
        name, _, code = block.partition("\n")
        assert code in (ROOT / name.removeprefix("# ")).read_text(encoding="utf-8"), name


# The example of the README

EXAMPLE = next(block for language, block in blocks(README) if language == "yaml")
EXAMPLE_FILE = EXAMPLE.partition("\n")[0].removeprefix("# ")
EXAMPLE_NAME = EXAMPLE_FILE.removeprefix("content/inspections/").removesuffix(".yaml")


@pytest.fixture
def copy(tmp_path: Path) -> Project:
    """The real record with the example added as README says."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "site_data.yaml", tmp_path)
    file = tmp_path / EXAMPLE_FILE
    assert not file.exists(), "the example would replace a real inspection"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(EXAMPLE, encoding="utf-8")
    return Project.at(tmp_path)


def test_the_example_has_no_problem(copy: Project, real_today: PartialDate) -> None:
    content, problems = check(copy, real_today, Cache(None))
    assert [problem for problem in problems if problem.file == EXAMPLE_FILE] == []
    assert content is not None
    assert EXAMPLE_NAME in content.inspections
    assert all(
        (source.url or "").startswith("https://example.org/")
        for source in content.inspections[EXAMPLE_NAME].sources.values()
    )


def test_the_example_appears_wherever_an_inspection_should(
    copy: Project, real_site: Path, real_today: PartialDate
) -> None:
    shutil.copytree(real_site.parent / "cache", copy.cache)
    assert not build(copy, real_today).failed
    page = f"inspections/{EXAMPLE_NAME}/"
    provider = EXAMPLE_NAME.split("/")[1]
    assert "Jo Example" in (copy.output / page / "index.html").read_text(encoding="utf-8")
    for file in (
        f"providers/{provider}/index.html",
        "timeline/index.html",
        "feed.xml",
        "sitemap.xml",
        "index.html",
    ):
        assert page in (copy.output / file).read_text(encoding="utf-8"), file
    html = (copy.output / page / "index.html").read_text(encoding="utf-8")
    name = html.partition("<h1>")[2].partition("</h1>")[0]
    for file, chart in (
        (f"providers/{provider}/index.html", f"chart-history-{provider}"),
        ("timeline/index.html", "chart-national-timeline"),
    ):
        drawn = (copy.output / file).read_text(encoding="utf-8").partition(f'id="{chart}"')[2]
        assert name in drawn.partition("</figure>")[0], f"{chart} lacks {name}"


def test_the_slip_that_is_shown_gives_the_line_that_is_shown(copy: Project, real_today: PartialDate) -> None:
    shown = next(block for language, block in blocks(README) if language == "text").strip()
    slip = re.search(r':(\d+):\d+: .*"(.+?)" is not .*Did you mean "(.+?)"\?', shown)
    assert slip is not None
    lines = EXAMPLE.splitlines()
    number = int(slip[1]) - 1
    lines[number] = lines[number].replace(slip[3], slip[2])
    (copy.root / EXAMPLE_FILE).write_text("\n".join(lines), encoding="utf-8")
    _, problems = check(copy, real_today, Cache(None))
    assert [as_text(problem) for problem in errors(problems)] == [shown]


# Files and links


def anchors(text: str) -> set[str]:
    """The addresses that GitHub gives the headings of a document."""
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_link_within_the_project_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    for link in links:
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = ROOT / (path or name)
        assert target.exists(), link
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), link


def looks_like_a_path(span: str) -> bool:
    """Whether a piece of inline code names a file or folder of the project."""
    if re.search(r"[\s<*{(:`]", span) or span.startswith(("/", "-", "http")) or span.startswith(MADE):
        return False
    return (
        span.endswith("/")
        or ("/" in span and "." in span)
        or bool(re.fullmatch(r"[\w-]+\.(py|md|yaml|toml|css)", span))
    )


def test_every_file_and_folder_that_is_named_exists() -> None:
    named = {span.replace("\\", "/") for span in spans(BOTH) if looks_like_a_path(span)}
    invented = {EXAMPLE_FILE, f"{EXAMPLE_NAME}.yaml"}
    known = {
        path.name for folder in ("tracker", "templates", "tests") for path in (ROOT / folder).rglob("*.*")
    }
    assert len(named) > 15
    missing = {
        n for n in named - invented if not (ROOT / n).exists() and not (ROOT / "templates" / n).exists()
    }
    assert missing - known == set()


def test_the_screenshot_is_a_small_picture_that_is_described() -> None:
    found = re.search(r"!\[(.+)\]\((.+)\)", README)
    assert found is not None
    assert len(found[1]) > 30
    assert (ROOT / found[2]).stat().st_size < 200 * 1024
    with Image.open(ROOT / found[2]) as picture:
        assert picture.size == (1280, 900)


@pytest.mark.parametrize(
    "text", [README, CONTRIBUTING, CHANGELOG], ids=["README", "CONTRIBUTING", "CHANGELOG"]
)
def test_no_document_names_a_place_on_somebodys_machine(text: str) -> None:
    assert (
        re.findall(r"(?:file://|(?<![\w.])/(?:home|root|tmp|usr|var|opt|mnt|work)/|\b[A-Z]:\\)", text) == []
    )
    assert "localhost" not in text
