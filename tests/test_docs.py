"""What the handbook, README, CONTRIBUTING and CHANGELOG say is true: commands, files, links, code."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner
from PIL import Image

from tests.conftest import ROOT
from tests.test_new import talk
from tracker.cache import Cache
from tracker.cli import commands
from tracker.commands.schema import renewed
from tracker.pipeline import build, check
from tracker.stages.captures import captured
from tracker.values.dates import PartialDate
from tracker.values.problem import as_text
from tracker.values.project import Project

DOCUMENTS = {
    file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8")
    for file in sorted((*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")))
}
README, CONTRIBUTING = DOCUMENTS["README.md"], DOCUMENTS["CONTRIBUTING.md"]
HANDBOOK = {name: text for name, text in DOCUMENTS.items() if name.startswith("docs/")}
EVERY = "\n".join(text for name, text in DOCUMENTS.items() if name != "CHANGELOG.md")
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


SHELL = lines_of_shell(EVERY)
INLINE = [span.replace("\\", "/").split() for span in spans(EVERY)]
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
    given = [param for command in every for param in command.params if isinstance(param, click.Option)]
    return {name for option in given for name in (*option.opts, *option.secondary_opts)}


def test_every_command_and_option_is_described() -> None:
    named = {word for span in spans(EVERY) for word in span.split()} | {w for line in SHELL for w in line}
    assert (options() | set(CALLED)) - {"--open"} - named == set()


def test_options_and_tokens_of_the_style_sheet_are_those_that_exist() -> None:
    named = {span.split()[0] for span in spans(EVERY) if span.startswith("--")}
    tokens = set(
        re.findall(r"^  (--[\w-]+):", (ROOT / "static/site.css").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert named - tokens - options() == set()
    assert tokens - named == set()


def test_pip_is_told_of_files_that_exist_and_to_look_at_hashes() -> None:
    installs = [line for line in SHELL if "pip" in line]
    assert len(installs) >= 2
    for line in installs:
        *_, install, hashes, requirement, file = line
        assert (install, hashes, requirement) == ("install", "--require-hashes", "--requirement")
        assert (ROOT / file).is_file()


# Code


def test_the_code_that_is_shown_is_the_engines() -> None:
    shown = [block for language, block in blocks(EVERY) if language == "python"]
    assert shown
    for block in shown:
        name, _, code = block.partition("\n")
        assert code in (ROOT / name.removeprefix("# ")).read_text(encoding="utf-8"), name


# The examples

ADDING, ELSEWHERE = HANDBOOK["docs/add-an-inspection.md"], HANDBOOK["docs/another-inspectorate.md"]
EXAMPLE = next(block for language, block in blocks(ADDING) if block.startswith("# yaml-language-server"))
EXAMPLE_FILE = EXAMPLE.splitlines()[1].removeprefix("# ")
EXAMPLE_NAME = EXAMPLE_FILE.removeprefix("content/inspections/").removesuffix(".yaml")
WRITTEN_BY_PROGRAMS = {"docs/fields.md"}
PIECES = [
    (name, block)
    for name, text in HANDBOOK.items()
    if name not in WRITTEN_BY_PROGRAMS
    for language, block in blocks(text)
    if language == "yaml" and not block.startswith("# ")
]
"""Examples that are no whole files."""


@pytest.fixture
def copy(tmp_path: Path) -> Project:
    """The real record with the example added as the handbook says."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "site_data.yaml", tmp_path)
    file = tmp_path / EXAMPLE_FILE
    assert not file.exists(), "the example would replace a real inspection"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(EXAMPLE, encoding="utf-8")
    return Project.at(tmp_path)


def test_the_example_begins_as_every_inspection_does() -> None:
    real = (ROOT / "content/inspections/2020/staffordshire-and-west-midlands-crc.yaml").read_text("utf-8")
    assert EXAMPLE.splitlines()[0] == real.splitlines()[0]


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


def test_the_slip_that_is_shown_gives_the_lines_that_are_shown(copy: Project) -> None:
    shown = next(block for _, block in blocks(ADDING) if block.startswith(f"{EXAMPLE_FILE}:"))
    slip = re.search(r':(\d+):\d+: .*"(.+?)" is not .*Did you mean "(.+?)"\?', shown)
    assert slip is not None
    lines = EXAMPLE.splitlines()
    number = int(slip[1]) - 1
    lines[number] = lines[number].replace(slip[3], slip[2])
    (copy.root / EXAMPLE_FILE).write_text("\n".join(lines), encoding="utf-8")
    told = CliRunner().invoke(commands, ["check", EXAMPLE_FILE], obj=copy)
    assert shown.strip() in told.stdout


def test_the_questions_that_are_shown_are_asked(
    tmp_path: Path, real_today: PartialDate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same is typed into a terminal, and the terminal shows the same."""
    shown = next(block for _, block in blocks(ADDING) if block.startswith("Who was inspected?"))
    answers = re.findall(r"^(?:\[.*\] )?> ?(.*)$", shown, re.MULTILINE)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "site_data.yaml", tmp_path)
    monkeypatch.setattr("tests.test_new.TODAY", real_today)
    status, said = talk(Project.at(tmp_path), ["new", "inspection"], [f"{answer}\n" for answer in answers])
    assert status == 0
    assert (tmp_path / EXAMPLE_FILE).is_file()
    lines = [line.rstrip() for line in said.splitlines() if line.strip()]
    expected = [line.rstrip() for line in shown.splitlines() if line.strip()]
    assert lines[: len(expected)] == expected


@pytest.mark.parametrize(("page", "piece"), PIECES, ids=[name for name, _ in PIECES])
def test_a_piece_of_a_record_is_real_or_would_be_accepted(
    page: str, piece: str, copy: Project, real_today: PartialDate
) -> None:
    """It stands in a record like this, or in an index of captures, or the invented example can have it."""
    records = (file.read_text(encoding="utf-8") for file in (ROOT / "content").rglob("*.yaml"))
    if any(piece in record for record in records):
        return
    given = yaml.safe_load(piece)
    if isinstance(given, list):
        (copy.root / "index.yaml").write_text(piece, encoding="utf-8")
        for entry in given:
            (copy.root / entry["file"]).write_text("Words.", encoding="utf-8")
        assert captured(copy.root)[1] == ()
        return
    whole = yaml.safe_load(EXAMPLE)
    for field, value in given.items():
        whole[field] = {**whole[field], **value} if isinstance(value, dict) else value
    text = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)
    (copy.root / EXAMPLE_FILE).write_text(text, encoding="utf-8")
    _, problems = check(copy, real_today, Cache(None))
    assert [as_text(problem) for problem in problems if problem.file == EXAMPLE_FILE] == [], page


def test_the_example_of_another_inspectorate_is_a_whole_site(tmp_path: Path) -> None:
    """Its files, put where their first lines say, build a site that says nothing of probation."""
    files = [(block.partition("\n"), block) for _, block in blocks(ELSEWHERE) if block.startswith("# ")]
    for (first, _, rest), block in files:
        file = tmp_path / first.removeprefix("# ")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(rest if file.suffix == ".md" else block, encoding="utf-8")
    project = Project.at(tmp_path)
    shutil.copytree(ROOT / "schema", project.schemas)  # as a copy of the program has it
    assert ["python", "build.py", "schema"] in [block.split() for _, block in blocks(ELSEWHERE)]
    assert renewed(project, Cache(None))[1] == ()
    assert not project.docs.exists()
    report = build(project, PartialDate("2026-11-22"))
    assert {problem.rule for problem in report.problems} <= {"sources_have_archives"}
    assert not report.failed

    def page(url: str) -> str:
        return re.sub(r"\s+", " ", (project.output / url / "index.html").read_text(encoding="utf-8"))

    assert "Sound" in page("providers/north-library")
    assert "is not recorded" not in page("areas/exampletown")
    assert all(f'href="{name}/index.html"' in page("") for name in ("areas", "compare", "search", "timeline"))
    for file in sorted(project.output.rglob("*.html")):
        assert "probation" not in file.read_text(encoding="utf-8").lower(), file.name
    # Nothing is there that these would speak of, and there is one of each.
    assert "milestone" not in page("timeline")
    assert "The one place on record" in page("")
    assert "counts the ratings" not in page("")
    coverage = page("coverage")
    assert "On record are 1 published visit and 1 library. 1 of 1 visit that was to be rated has" in coverage
    assert "2 of 2 ratings of questions are known" in coverage
    assert "Visits 2024: the only one lacks something" in coverage
    assert "no title recorded" not in page("sources")
    said = CliRunner().invoke(commands, ["check"], obj=project).output
    assert "in 1 inspection of 1 provider." in said


# Files and links


def anchors(text: str) -> set[str]:
    """The addresses that GitHub gives the headings of a document."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^#+ (.*)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_within_the_project_leads_somewhere(name: str) -> None:
    file = ROOT / name
    for link in re.findall(r"\]\(([^)\s]+)\)", DOCUMENTS[name]):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = file.parent / path if path else file
        assert target.exists(), link
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), link


def test_the_first_page_of_the_handbook_leads_to_all_others() -> None:
    linked = set(re.findall(r"\]\(([\w-]+\.md)", HANDBOOK["docs/index.md"]))
    assert {f"docs/{name}" for name in linked} | {"docs/index.md"} == set(HANDBOOK)


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
    named = {span.replace("\\", "/") for span in spans(EVERY) if looks_like_a_path(span)}
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


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_document_names_a_place_on_somebodys_machine(name: str) -> None:
    text = DOCUMENTS[name]
    assert (
        re.findall(r"(?:file://|(?<![\w.])/(?:home|root|tmp|usr|var|opt|mnt|work)/|\b[A-Z]:\\)", text) == []
    )
    assert "localhost" not in text
