"""Hostile text in every field of every record: no script runs, nothing is asked for, no markup gets in."""

import csv
import html
import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree
from lxml import html as lxml_html
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.conftest import TODAY, content_of, serving
from tests.strength.hostile_site import (
    WHOLE,
    Hostile,
    fits,
    leaves,
    models,
    read,
    replaced,
    settled,
    written,
)
from tests.strength.injections import (
    ADDRESSES,
    INJECTIONS,
    MIXED,
    NAMES,
    PROSE,
    SIGNS,
    Injection,
    dotted,
    marker,
)
from tests.strength.opened import Seen, window
from tracker.cache import Cache
from tracker.pipeline import build, check
from tracker.serving.notice import notice
from tracker.values.problem import Problem, as_text, errors
from tracker.values.project import Project
from tracker.values.records import Inspection
from tracker.values.records.base import Record
from tracker.values.records.evidence import Evidence

PROSE_ELEMENTS = re.compile(
    r"(a|abbr|blockquote|br|code|em|h[234]|hr|li|ol|p|pre|strong|sub|sup|table|tbody|td|th|thead|tr|ul)"
    r"\[((href|title|id|class|tabindex|scope)( |(?=\])))*\]"
)
# How words stand in a drawing depends on how long they are.
LAID_OUT = {"class", "font-size", "font-weight", "text-anchor"}
# What readers of spreadsheets are warned of: https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = re.compile(r"""[\t\r\n]|[\s"'‘’“”]*[=+\-@＝＋－＠]""")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
EXACT = {"content/events.yaml", "content/totals.yaml", "content/measures.yaml"}


@dataclass(frozen=True)
class Twins:
    """A site with hostile text, and the same with harmless text in its place; both are built."""

    injection: Injection
    hostile: Hostile
    harmless: Hostile

    @property
    def outputs(self) -> tuple[Path, Path]:
        return self.hostile.project.output, self.harmless.project.output

    def files(self, pattern: str) -> Iterator[tuple[str, Path, Path]]:
        """The files of both, which have the same names."""
        bad, good = (
            {file.relative_to(output).as_posix(): file for file in output.rglob(pattern)}
            for output in self.outputs
        )
        assert bad.keys() == good.keys()
        assert bad
        return ((name, bad[name], good[name]) for name in sorted(bad))


@pytest.fixture(scope="module")
def twins(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Twins]]:
    """Sites with a little of each kind of text, in the long form also with each kind by itself."""
    kinds = (MIXED, *INJECTIONS) if request.config.getoption("--long") else (MIXED,)
    made = []
    with pytest.MonkeyPatch.context() as patch:
        # Also the short tables of these sites get the script with which readers filter and sort long ones.
        patch.setattr("tracker.values.page.LONG", 0)
        for injection in kinds:
            pair = settled(tmp_path_factory.mktemp("hostile"), injection, TODAY)
            for site in pair:
                report = build(site.project, TODAY)
                assert not report.failed, [as_text(problem) for problem in errors(report.problems)]
            made.append(Twins(injection, *pair))
        yield made


@pytest.fixture
def whole(tmp_path: Path) -> Project:
    """A copy of the site that has a value in every field."""
    return Project.at(shutil.copytree(WHOLE, tmp_path / "whole"))


def test_the_whole_site_has_a_value_in_every_field(whole: Project) -> None:
    """So that a field which is added to a record is tried too."""
    content = content_of(whole)
    filled: set[tuple[type, str]] = set()

    def look(value: object) -> None:
        if isinstance(value, Record):
            for name in type(value).model_fields:
                part = getattr(value, name)
                if part not in (None, (), {}, ""):
                    filled.add((type(value), name))
                look(part)
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ():
            look(part)

    for record in (
        content.site,
        content.events,
        content.totals,
        content.verified,
        *content.frameworks.values(),
        *content.providers.values(),
        *content.inspections.values(),
        *content.measures.values(),
    ):
        look(record)
    empty = [
        f"{kind.__name__}.{name}"
        for kind in _kinds(Record)
        for name in kind.model_fields
        if kind.__module__.startswith("tracker.values.records.") and (kind, name) not in filled
    ]
    assert [name for name in empty if name != "Measures.measures"] == []


def _kinds(kind: type[Record]) -> Iterator[type[Record]]:
    for other in kind.__subclasses__():
        if other is not Evidence:
            yield other
        yield from _kinds(other)


def test_hostile_text_reaches_nearly_every_text(twins: list[Twins]) -> None:
    """Or all that follows would prove little."""
    for pair in twins:
        assert sum(map(len, pair.hostile.texts.values())) > 200
        shown = "".join(
            html.unescape(file.read_text(encoding="utf-8")) for _, file, _ in pair.files("*.html")
        )
        markers = {
            found for texts in pair.hostile.texts.values() for text in texts.values()
            for found in re.findall(r"zq[0-9a-f]{8}", text)
        }  # fmt: skip
        missing = {found for found in markers if found not in shown}
        assert len(missing) <= len(markers) / 20, (pair.injection.name, missing)


# In a browser


@pytest.mark.browser
@pytest.mark.parametrize("place", ["served", "folder"])
def test_nothing_hostile_comes_to_life_in_a_browser(
    twins: list[Twins], browser: Browser, figure: Callable[[str, int], None], place: str
) -> None:
    """Though the browser is told to ignore the policy of the pages, which would stop it too."""
    count = 0
    for pair in twins:
        hostile, harmless = (_opened(browser, output, place) for output in pair.outputs)
        assert hostile.keys() == harmless.keys()
        for name, seen in hostile.items():
            other, told = harmless[name], f"{pair.injection.name}: {name}"
            assert (seen.elements - other.elements, other.elements - seen.elements) == ({}, {}), told
            assert {*seen.drawn} <= {*other.drawn} | LAID_OUT, told
            assert all(map(PROSE_ELEMENTS.fullmatch, seen.prose)), (told, seen.prose)
            _leads_nowhere_else(seen, place)
            count += 1
    figure(f"Pages with hostile text opened in a browser, {place}", count)


def _opened(browser: Browser, output: Path, place: str) -> dict[str, Seen]:
    """Every page, drawing and feed of a site as the browser sees it; nothing else has happened."""
    files = [
        name
        for pattern in ("*.html", "*.svg", "*.xml")
        for name in sorted(file.relative_to(output).as_posix() for file in output.rglob(pattern))
        if not name.startswith("pagefind/")
    ]
    if place == "folder":
        return _seen(browser, f"file://{output}/", [name for name in files if name != "404.html"])
    with serving(output, "/") as root:
        hash_and_query = '?q=\'"><img src=x onerror=zq()>&sort=\'"]&kind="><x#"><img src=x onerror=zq()>'
        return _seen(browser, root, files, hash_and_query)


def _seen(browser: Browser, root: str, files: list[str], behind: str = "") -> dict[str, Seen]:
    with window(browser, root, bypass_csp=True) as opened:
        seen = {}
        for name in sorted(files, key=lambda name: name == "404.html"):
            page = opened.opened(f"{root}{name}{behind if name.endswith('.html') else ''}")
            seen[name] = page
            # A drawing asks for an icon of the site, and this page for its style sheet where it is published.
            faults = [
                fault for fault in opened.faults if name.endswith(".html") or "status of 404" not in fault
            ]
            assert faults == [] or name == "404.html", name
            opened.faults.clear()
        return seen


def _leads_nowhere_else(seen: Seen, place: str) -> None:
    here = {"http:"} if place == "served" else {"file:"}
    assert {scheme for _, scheme, _ in seen.links} <= {"https:", "http:", "mailto:", *here}, seen.links
    assert not any("evil.invalid" in value.split("/")[2:3] for _, _, value in seen.links)


@pytest.mark.browser
def test_what_the_search_finds_is_text(twins: list[Twins], browser: Browser) -> None:
    for pair in twins:
        texts = pair.hostile.texts["content/inspections/2022/west-coast.yaml"]
        words = texts["findings", 0, "strength"]
        mark = re.search(r"zq[0-9a-f]{8}", words)
        assert mark
        with (
            serving(pair.hostile.project.output, "/") as root,
            window(browser, root, bypass_csp=True) as opened,
        ):
            opened.page.goto(f"{root}search/index.html?q={mark[0]}")
            result = opened.page.locator("#results li").first
            expect(result).to_contain_text(mark[0])
            kinds = set(result.evaluate("(li) => [...li.querySelectorAll('*')].map((e) => e.localName)"))
            assert kinds <= {"p", "div", "h2", "a", "span", "q", "mark", "svg", "path", "circle", "text"}
            assert not result.evaluate(
                "(li) => [...li.querySelectorAll('*')].some((e) => [...e.attributes]"
                ".some(({ name }) => /^on|^style$/.test(name)))"
            )
            assert " ".join(dotted(words).split())[:40] in " ".join(dotted(result.inner_text()).split())
            links = result.locator("a").evaluate_all("(all) => all.map((a) => a.href)")
            assert all(link.startswith(root) for link in links)
            assert opened.faults == []


# In files


def test_documents_hold_every_text_to_the_letter(twins: list[Twins]) -> None:
    for pair in twins:
        data = pair.hostile.project.output / "data"
        whole = set(_strings(json.loads((data / "tracker.json").read_text(encoding="utf-8"))))
        with closing(sqlite3.connect(data / "tracker.sqlite")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for file, texts in pair.hostile.texts.items():
            folder, name = file.removeprefix("content/").split("/", 1) if file.count("/") > 1 else ("", "")
            if file.endswith(".md"):
                continue
            if folder:
                document = json.loads((data / folder / name.replace(".yaml", ".json")).read_text("utf-8"))
                assert set(texts.values()) <= set(_strings(document)), (pair.injection.name, file)
            if folder or file in EXACT:
                assert set(texts.values()) <= whole, (pair.injection.name, file)
        for name, bad, good in pair.files("*.json"):
            if not name.startswith("pagefind/"):
                documents = (json.loads(file.read_text(encoding="utf-8")) for file in (bad, good))
                one, other = map(_shape, documents)
                assert one == other or name.endswith("datapackage.json"), name


def test_tables_hold_every_text_and_no_formula(twins: list[Twins]) -> None:
    for pair in twins:
        data = pair.hostile.project.output / "data"
        package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
        assert package["resources"]
        with closing(sqlite3.connect(data / "tracker.sqlite")) as database:
            for resource in package["resources"]:
                rows = _rows(data / resource["path"])
                name = resource["name"]
                stored = [tuple(row) for row in database.execute(f'SELECT * FROM "{name}"')]  # noqa: S608 - ours
                assert len(stored) == len(rows) - 1
                for row, cells in zip(rows[1:], stored, strict=True):
                    for cell, value in zip(row, cells, strict=True):
                        if isinstance(value, str):
                            assert cell in {value, f"'{value}"}, (name, cell)
                            assert cell == value or FORMULA.match(value), (name, cell)
        for _, bad, good in pair.files("*.csv"):
            written_cells = [cell for row in _rows(bad) for cell in row]
            assert [len(row) for row in _rows(bad)] == [len(row) for row in _rows(good)]
            running = [cell for cell in written_cells if FORMULA.match(cell) and not NUMBER.fullmatch(cell)]
            assert [cell for cell in running if cell[:1] != "'"] == []


def test_feeds_and_machine_files_keep_their_form(twins: list[Twins]) -> None:
    for pair in twins:
        for name, bad, good in (*pair.files("*.xml"), *pair.files("*.svg")):
            one, other = (etree.fromstring(file.read_bytes()) for file in (bad, good))
            assert b"<!DOCTYPE" not in bad.read_bytes()[:200], name
            assert {e.tag for e in one.iter()} <= {e.tag for e in other.iter()}, (pair.injection.name, name)
            names = [{attribute for e in tree.iter() for attribute in e.attrib} for tree in (one, other)]
            assert names[0] <= names[1] | LAID_OUT, (pair.injection.name, name)
            if name.endswith(".xml"):
                assert [e.tag for e in one.iter()] == [e.tag for e in other.iter()], name
            for link in one.iter("{*}link", "{*}loc"):
                assert (link.get("href") or link.text or "").startswith("https://whole.example.org/")
        for _, bad, good in pair.files("card.png"):
            with Image.open(bad) as card, Image.open(good) as twin:
                assert card.size == twin.size == (1200, 630)
        output, harmless = pair.outputs
        assert (output / "CNAME").read_bytes() == (harmless / "CNAME").read_bytes()
        assert (output / "robots.txt").read_text("utf-8").count("\n") == 4


def test_what_programs_are_told_holds_every_text_to_the_letter(twins: list[Twins]) -> None:
    for pair in twins:
        texts = [text for found in pair.hostile.texts.values() for text in found.values()]
        for name, bad, good in pair.files("*.html"):
            one, other = (
                [json.loads(script.text) for script in _found(file, "//script[not(@src)]")]
                for file in (bad, good)
            )
            assert _shape(one) == _shape(other), (pair.injection.name, name)
            for string in _strings(one):
                for found in re.findall(r"zq[0-9a-f]{8}", string):
                    # A sentence begins with a capital.
                    there = (text.casefold() in string.casefold() for text in texts if found in text)
                    assert any(there), (name, string)


def _found(file: Path, path: str) -> list[Any]:
    """What an XPath finds in a page."""
    found: Any = lxml_html.fromstring(file.read_bytes()).xpath(path)
    return list(found)


def _strings(value: Any) -> Iterator[str]:
    """All text of a JSON document, the names of fields among it."""
    if isinstance(value, dict):
        yield from value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(part)
    if isinstance(value, str):
        yield value


def _shape(value: Any) -> Any:
    """A JSON document without its text, and without the names that stand for values."""
    if isinstance(value, dict):
        named = ((re.search(r"zq[0-9a-f]{8}", name), name, part) for name, part in value.items())
        return sorted((found[0] if found else name, repr(_shape(part))) for found, name, part in named)
    return [_shape(part) for part in value] if isinstance(value, list) else type(value).__name__


def _rows(file: Path) -> list[list[str]]:
    return list(csv.reader(StringIO(file.read_bytes().decode(), newline="")))


# What is refused


def refusals(project: Project) -> tuple[Problem, ...]:
    return errors(check(project, TODAY, Cache(None))[1])


@pytest.mark.parametrize(
    "text", ["<script>zq()</script>", "javascript:zq()", "=1+1", "{{ 7*7 }}", "../../x", "!!x"]
)
def test_a_field_that_takes_no_text_is_told_of(whole: Project, text: str) -> None:
    """Each date, number, word of a list, id and address gets the text, all at once."""
    for file, model in models():
        record, places = read(file), []
        for place, _ in reversed(list(leaves(record))):
            tried = read(file)
            replaced(tried, place, text)
            if not fits(file, model, tried):
                places.append(place)
        places = [place for place in places if place[-1] != "(its name)"]
        for place in places:
            replaced(record, place, text)
        written(whole.root / file, record)
        told = [problem.path for problem in refusals(whole) if problem.file == file]
        untold = [place for place in places if not any(place[: len(path)] == path for path in told)]
        assert untold == [], file
        written(whole.root / file, read(file))


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_leads_out_of_the_web(whole: Project, address: str) -> None:
    for file, model in models():
        record, places = read(file), []
        for place, value in leaves(record):
            if str(value).startswith("https://") and place[-1] != "(its name)":
                places.append(place)
        for place in places:
            replaced(record, place, address)
            assert not fits(file, model, record), (file, place)
            replaced(record, place, "https://example.org/")


@pytest.mark.parametrize("name", NAMES)
def test_no_record_has_a_name_that_is_more_than_a_part_of_an_address(whole: Project, name: str) -> None:
    file = "content/inspections/2022/west-coast.yaml"
    record = read(file)
    for field in ("provider", "framework", "joint", "rating_source"):
        assert not fits(file, Inspection, record | {field: name}), field
        assert getattr(Inspection(**{"id": "2022/a", **record, field: "a\n"}), field) in {"a", ("a",)}
    for folder in ("content/providers", "content/pages", "docs"):
        ending = ".yaml" if folder == "content/providers" else ".md"
        path = whole.root / folder / f"{name}{ending}"
        if path.parent != whole.root / folder or path.exists() or name.startswith("."):
            continue  # a name of several folders, or of a file that is not looked at
        try:
            path.write_text("# A title\n" if ending == ".md" else "name: x\n", encoding="utf-8")
        except (OSError, ValueError):
            continue  # a name that no file can have
        assert any(problem.file.startswith(f"{folder}/") for problem in refusals(whole)), path.name
        path.unlink()


def test_no_control_character_gets_into_a_record(whole: Project) -> None:
    file = whole.root / "content/events.yaml"
    text = file.read_text(encoding="utf-8")
    for sign in SIGNS:
        for form in (sign, f"\\u{ord(sign):04x}"):
            file.write_text(
                text.replace("A law on towers", f'"A{form} law"', 1), encoding="utf-8", newline=""
            )
            assert refusals(whole), repr(form)
            assert {problem.file for problem in refusals(whole)} == {"content/events.yaml"}


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.mkdir", "!!python/name:os.system", "!!binary", "!x", "!!str"]
)
def test_no_tag_makes_anything_but_text(whole: Project, tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(whole.root)
    file = whole.root / "content/events.yaml"
    file.write_text(f"events: {tag} [zq-made]\n", encoding="utf-8")
    assert [problem.file for problem in refusals(whole)] == ["content/events.yaml"]
    assert not (whole.root / "zq-made").exists()


def test_no_link_in_a_text_leads_astray(whole: Project) -> None:
    """Either the site is not built and the text is named, or the link is one of the web or gone."""
    left = {f"prose-{number}": text for number, text in enumerate(PROSE)}
    for name, text in left.items():
        (whole.root / f"content/pages/{name}.md").write_text(f"# A page\n\n{text}\n", encoding="utf-8")
    while (report := build(whole, TODAY)).failed:
        files = {problem.file for problem in errors(report.problems)}
        assert all("/prose-" in file for file in files), [
            as_text(problem) for problem in errors(report.problems)
        ]
        for name in [name for name in left if any(re.search(rf"/{name}[./]", file) for file in files)]:
            (whole.root / f"content/pages/{name}.md").unlink()
            del left[name]
    assert 0 < len(left) < len(PROSE)
    for name, text in left.items():
        links = _found(
            whole.output / name / "index.html", '//*[@class="prose"]//@href | //*[@class="prose"]//@src'
        )
        assert [link for link in links if urlsplit(link).scheme not in {"http", "https", "mailto"}] == [], (
            text
        )


# In the preview


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, *(name for name, _ in attrs)))


def test_what_the_preview_tells_of_problems_is_text() -> None:
    def told(text: str) -> list[tuple[str, ...]]:
        problem = Problem(
            f"content/{text}.yaml", text, text, (text, 0, text), 3, 2, excerpt=f"a{text}", width=4,
            rule="fields_are_known",
        )  # fmt: skip
        reader = _Elements()
        reader.feed(notice((problem,), "/handbook/checks/"))
        return reader.seen

    for injection in INJECTIONS:
        (text, *_) = injection.forms("A name")
        assert told(text) == told(dotted(text)) != [], injection.name
        assert marker("A name") in notice((Problem("a.yaml", text),), "")
