"""A site of another inspectorate: nothing that its readers see has a word of the first one."""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import facts_of, serving
from tracker.stages.charts.palette import colour_of, shape_of
from tracker.stages.searching.entries import entries
from tracker.values.project import Project
from tracker.values.search import facets

SCALE = ("Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate")
FOREIGN = re.compile(
    r"\b(probation|providers?|inspections?|standards?|delivery units?|HM Inspectorate|supervis\w+|CRCs?|NPS|"
    r"Crown|England|Wales)\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://\S+|@misc\{\S+")
"""Addresses are the engine's, and so is the key of a BibTeX entry, which is made of one."""
DATA = "data/index.html"
"""The page of the open data names tables, columns and their values, which are the engine's too."""
NAMES = re.compile(r"(Columns of )?[a-z_]+|[\w/-]+\.(csv|json|sqlite)|.* One of: [a-z, -]+\.")
SHOWN = ("alt", "aria-label", "content", "label", "placeholder", "title", "value")
VOID = {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Reader(HTMLParser):
    """All that a page says: to the eye, to those who listen, to search engines and to other sites."""

    def __init__(self, *skipped: str) -> None:
        super().__init__()
        self.skipped = skipped
        self.said: list[str] = []
        self.open: list[str] = []
        self.program = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for name, value in attrs if name in SHOWN and value]
        if tag not in VOID:
            self.open.append(tag)
        self.program = dict(attrs).get("type") or "" if tag == "script" else self.program

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for name, value in attrs if name in SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"] and self.program == "application/ld+json":
            self.said += strings(json.loads(data))
        elif not {"script", "style", *self.skipped} & set(self.open):
            self.said.append(data)


def strings(value: object) -> Iterator[str]:
    """Every text in a JSON document, without the names of its fields."""
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(part)


def said(file: Path, *skipped: str) -> list[str]:
    """Everything that a page, a drawing or a feed says, but for what elements of some names say."""
    reader = Reader(*skipped)
    reader.feed(file.read_text(encoding="utf-8"))
    return [line for line in (" ".join(part.split()) for part in reader.said) if line]


def foreign(lines: Iterator[str] | list[str]) -> list[str]:
    return [line for line in lines if FOREIGN.search(ADDRESS.sub("", line))]


def test_no_page_drawing_or_feed_has_a_word_of_the_first_site(second_site: Project) -> None:
    files = [p for p in sorted(second_site.output.rglob("*")) if p.suffix in {".html", ".svg", ".xml"}]
    assert len(files) > 70
    told = []
    for file in files:
        name = file.relative_to(second_site.output).as_posix()
        found = foreign(said(file, "code", "pre") if name == DATA else said(file))
        told += [f"{name}: {line}" for line in found if not (name == DATA and NAMES.fullmatch(line))]
    assert told == []


def test_the_page_of_the_open_data_has_the_site_s_words_outside_code(second_site: Project) -> None:
    """Only what stands in <code>, in <pre> or alone is a name of the engine's."""
    page = (second_site.output / DATA).read_text(encoding="utf-8")
    assert "Each force, assessment and programme has a JSON document" in page
    assert "The rating of one inquiry in one assessment, with a row for each inquiry that applies." in page


def test_data_that_charts_offer_have_the_site_s_words(second_site: Project) -> None:
    tables = sorted((second_site.output / "charts").glob("*.csv"))
    assert len(tables) > 8
    assert [t.name for t in tables if foreign(t.read_text(encoding="utf-8").splitlines())] == []


def test_what_describes_the_data_has_the_site_s_words(second_site: Project) -> None:
    package = json.loads((second_site.output / "data/datapackage.json").read_text(encoding="utf-8"))
    told = [resource["description"] for resource in package["resources"]]
    told += [field["description"] for each in package["resources"] for field in each["schema"]["fields"]]
    with sqlite3.connect(second_site.output / "data/tracker.sqlite") as database:
        told += [meaning for (meaning,) in database.execute("SELECT meaning FROM data_dictionary")]
    database.close()
    assert len(told) > 300
    assert foreign(told) == []


def test_what_the_search_shows_has_the_site_s_words(second_site: Project) -> None:
    facts = facts_of(second_site)
    found = entries(facts)
    shown = [
        text for e in found for text in (e.kind, e.title, e.context, e.text, *sum(e.filters.values(), ()))
    ]
    assert foreign([*shown, *facets(facts.site.words, parted=False).values()]) == []
    assert {"Force", "Assessment"} <= {entry.kind for entry in found}


def test_scripts_know_no_word_of_a_site(second_site: Project) -> None:
    """What they say themselves, and what they look for: the kinds of the search are called differently."""
    for script in sorted((second_site.output / "static").glob("*.js")):
        lines = script.read_text(encoding="utf-8").splitlines()
        assert foreign([re.sub(r"(^|\s)//.*", "", line) for line in lines]) == [], script.name


def test_the_site_has_its_own_words_where_the_first_has_others(second_site: Project) -> None:
    shown = {
        "providers/index.html": ("Forces", "Who has run policing where", "Last rating"),
        "inspections/index.html": ("Assessments", "rates against inquiries of its own"),
        "areas/northmoor/index.html": ("Policing in Northmoor", "Who policed people here, and when"),
        "areas/estuary-docks/index.html": ("Passengers and sailors in Estuary Docks are policed by",),
        "providers/northmoor-constabulary/index.html": ("Inquiry by inquiry", "middle of five ratings"),
        "providers/railway-police/index.html": ("No assessment of this force is on record yet.",),
        "compare/public-service-2021/index.html": ("Each force stands here once", "3 forces."),
        "standards/efficiency-2016/money/index.html": ("One of the themes of the programme",),
        "index.html": ("How forces are rated", "independent of the Inspectorate of Invented Constabularies"),
    }
    for file, lines in shown.items():
        text = " ".join(said(second_site.output / file))
        for line in lines:
            assert line in text, (file, line)


def test_each_step_of_its_scale_has_a_word_a_shape_and_a_colour_of_its_own(second_site: Project) -> None:
    """On pages, on badges for other sites and in charts, which must agree with each other."""
    looks = defaultdict(set)
    shape = r'class="(?:badge|mark)[^"]* ?tone-(\d)[^"]*"[^>]*><svg class="shape"[^>]*>(.*?)</svg>'
    for page in second_site.output.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        for tone, drawn, word in re.findall(shape + r"<span[^>]*>([^<]*)</span>", html):
            looks[word].add((tone, drawn))
    assert set(SCALE) <= looks.keys()
    assert all(len(found) == 1 for found in looks.values()), looks
    (tones, shapes) = zip(*(next(iter(looks[word])) for word in SCALE), strict=True)
    assert len(set(tones)) == len(set(shapes)) == len(SCALE)
    drawn = [(shape_of(level, 5, ""), colour_of(level, 5)) for level in range(1, 6)]
    assert len({shape for shape, _ in drawn}) == len({colour for _, colour in drawn}) == len(SCALE)
    files = [
        path.read_text(encoding="utf-8") for path in sorted(second_site.output.glob("providers/*/badge.svg"))
    ]
    fills = {
        re.findall(r">([^<·]+?)(?: · [^<]*)?</text>", svg)[-1]: re.findall(r"\.shape \{ fill: (#\w+)", svg)[0]
        for svg in files
    }
    rated = [fills[word] for word in fills if word in SCALE]
    assert len(set(rated)) == len(rated) == 4


@pytest.mark.browser
def test_a_result_of_the_search_has_the_site_s_word_and_the_rating(second_site: Project, page: Page) -> None:
    """The script does not go by what the first site calls a thing."""
    with serving(second_site.output) as root:
        page.goto(f"{root}search/index.html?q=Harbour+Police")
        found = page.locator("#results > li", has=page.locator(".when", has_text="Force"))
        found.first.wait_for()
        assert found.locator("h2").all_inner_texts() == ["Harbour Police"]
        assert found.locator(".badge").all_inner_texts() == ["Inadequate"]
