"""What the tests share: copies of the fixture sites, the real site built once, tools that some need."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tracker import spread
from tracker.cache import Cache
from tracker.pipeline import build, check
from tracker.serving.server import Server
from tracker.stages import picture
from tracker.stages.derive import derived
from tracker.stages.reading.locate import located
from tracker.values.dates import PartialDate
from tracker.values.facts import Facts
from tracker.values.problem import as_text, errors
from tracker.values.project import Project
from tracker.values.records import Content

ROOT = Path(__file__).resolve().parents[1]
SITES = ROOT / "tests/sites"
TODAY = PartialDate("2024-06-01")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run tests/strength in the long form")


@pytest.fixture
def tiny(tmp_path: Path) -> Project:
    """A writable copy of the small site without a fault."""
    shutil.copytree(SITES / "tiny", tmp_path / "tiny")
    return Project.at(tmp_path / "tiny")


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the small site, built once: for tests that only read it."""
    project = Project.at(shutil.copytree(SITES / "tiny", tmp_path_factory.mktemp("tiny") / "tiny"))
    assert build(project, TODAY).problems == ()
    return project.output


@pytest.fixture(scope="session")
def second_site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small site of another inspectorate, built once: for tests that only read it."""
    project = Project.at(shutil.copytree(SITES / "police", tmp_path_factory.mktemp("second") / "police"))
    assert build(project, TODAY).problems == ()
    return project


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three processors, of which two make all that can be made in other processes."""

    class Elsewhere(spread.Spread[Any, Any]):
        def made(self) -> list[Any]:
            for other in self._others:
                other.delivered()
            return super().made()

    monkeypatch.setattr(spread, "processors", lambda: 3)
    for module in (spread, picture):
        monkeypatch.setattr(module, "Spread", Elsewhere)


@pytest.fixture
def broken(tiny: Project) -> Callable[[str], Project]:
    """Lays the files of a fault over the small site."""

    def overlaid(fault: str) -> Project:
        files = SITES / "broken" / fault
        shutil.copytree(files, tiny.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
        return tiny

    return overlaid


@pytest.fixture
def edit(tiny: Project) -> Callable[[str, str, str], None]:
    """Replaces a passage, which must be there once, in a file of the small site."""

    def edited(file: str, old: str, new: str) -> None:
        path = tiny.root / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")

    return edited


@pytest.fixture(scope="session")
def report() -> Callable[[Project], list[str]]:
    """Everything that the check says of a project, as the editor reads it."""

    def lines(project: Project) -> list[str]:
        problems = located(check(project, TODAY, Cache(None))[1], project.root)
        return [as_text(problem) for problem in problems]

    return lines


def content_of(project: Project, today: PartialDate = TODAY) -> Content:
    """The records of a project, in which nothing is wrong."""
    content, problems = check(project, today, Cache(None))
    assert content is not None
    assert errors(problems) == ()
    return content


def facts_of(project: Project, today: PartialDate = TODAY) -> Facts:
    """What is computed from the records of a project."""
    return derived(content_of(project, today), today)


@pytest.fixture(scope="session")
def real_today() -> PartialDate:
    """The day for the real record: a fixed one would find what editors add later to be in the future."""
    return PartialDate(datetime.now().astimezone().date().isoformat())


@pytest.fixture(scope="session")
def real_content(real_today: PartialDate) -> Content:
    """The real record."""
    return content_of(Project.at(ROOT), real_today)


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory, real_today: PartialDate) -> Path:
    """The output folder of the real record, built once; beside it is the cache of that build."""
    folder = tmp_path_factory.mktemp("real")
    project = replace(Project.at(ROOT), output=folder / "output", cache=folder / "cache")
    built = build(project, real_today)
    assert not built.failed, built.problems
    return project.output


def _chromium() -> Path | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("TRACKER_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    return Path(found) if found and Path(found).is_file() else None


def _nu_jar() -> Path | None:
    jar = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
    return jar if jar.is_file() and shutil.which("java") else None


def _axe() -> Path | None:
    script = ROOT / "node_modules/axe-core/axe.min.js"
    return script if script.is_file() else None


def _schemas() -> Path | None:
    folder = ROOT / "node_modules/sitemap/schema"
    return folder if folder.is_dir() else None


def _language_server() -> Path | None:
    program = ROOT / "node_modules/yaml-language-server/bin/yaml-language-server"
    return program if program.is_file() and shutil.which("node") else None


TOOLS: dict[str, tuple[Callable[[], Path | None], str]] = {
    "browser": (_chromium, "Chromium is not installed, and TRACKER_CHROMIUM names none"),
    "nu": (_nu_jar, "the Nu HTML checker needs Java and `npm ci`"),
    "axe": (_axe, "axe-core needs `npm ci`"),
    "schemas": (_schemas, "the schema of sitemaps needs `npm ci`"),
    "language_server": (_language_server, "the YAML language server needs `npm ci`"),
}


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    return _tool("browser")


@pytest.fixture(scope="session")
def nu_jar() -> Path:
    return _tool("nu")


@pytest.fixture(scope="session")
def axe() -> Path:
    return _tool("axe")


@pytest.fixture(scope="session")
def schemas() -> Path:
    """The folder with the schema of sitemaps."""
    return _tool("schemas")


@pytest.fixture(scope="session")
def language_server() -> Path:
    return _tool("language_server")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test whose tool is missing is skipped, unless TRACKER_REQUIRE names its marker: then it fails."""
    for marker in TOOLS:
        if item.get_closest_marker(marker):
            _tool(marker)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly which tests did not run for want of their tool."""
    told = [str(report.longrepr) for report in terminalreporter.getreports("skipped")]
    for marker, (_find, reason) in TOOLS.items():
        if any(reason in text for text in told):
            terminalreporter.line(f"{marker.capitalize()} tests were skipped: {reason}.", yellow=True)


def _tool(marker: str) -> Path:
    find, reason = TOOLS[marker]
    path = find()
    if path is None and marker in os.environ.get("TRACKER_REQUIRE", "").split(","):
        pytest.fail(f"{reason}, but TRACKER_REQUIRE names {marker}", pytrace=False)
    if path is None:
        pytest.skip(reason)
    return path


# The browser


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """One Chromium for all tests; each opens a context or a page of its own."""
    with launched(chromium_path) as started:
        yield started


@contextmanager
def launched(chromium: Path) -> Iterator[Browser]:
    """Chromium, until it is no longer needed."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(params=["root", "path", "folder"])
def address(request: pytest.FixtureRequest, real_site: Path, served: str) -> Iterator[str]:
    """The site at a domain's root, below a path, and as files."""
    if request.param == "path":
        with serving(real_site, "/probation/") as home:
            yield home
    else:
        yield served if request.param == "root" else f"file://{real_site}/"


@pytest.fixture(scope="session")
def served(real_site: Path) -> Iterator[str]:
    """The address of the real site at a domain's root, as GitHub Pages serves it."""
    with serving(real_site) as root:
        yield root


@contextmanager
def serving(folder: Path, base: str | None = None) -> Iterator[str]:
    """The address at which a folder is served meanwhile."""
    with Server("127.0.0.1", 0, folder, base=base) as server:
        yield server.address
