"""How a page is cited, and the ways back to its record."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from tests.conftest import ROOT, SITES, TODAY
from tracker.cache import Cache
from tracker.pipeline import build
from tracker.stages.load import loaded
from tracker.values.citation import citation
from tracker.values.page import Page
from tracker.values.project import Project
from tracker.values.records import Site

URL = "/inspections/2020/northshire-crc/"
HOSTILE = r"50% off & more: #1_{a}} $x$ ~ ^ \end é ‘Ŵ’"


@pytest.fixture
def site(tiny: Project) -> Site:
    content, _ = loaded(tiny, Cache(None))
    assert content
    return content.site


def cited(site: Site, title: str, *, record: str = "", url: str = URL) -> str:
    return citation(Page(url, "pages/inspection.html", title, record=record), site, TODAY).bibtex


def test_a_sentence_names_site_page_day_and_address(site: Site) -> None:
    made = citation(Page(URL, "pages/inspection.html", "Northshire CRC, 2020"), site, TODAY)
    assert made.plain == (
        "Tiny Tracker, “Northshire CRC, 2020”, as of 1 June 2024, "
        "https://tracker.example.org/inspections/2020/northshire-crc/"
    )


def test_the_home_page_is_not_named_twice(site: Site) -> None:
    made = citation(Page("/", "pages/home.html", site.title), site, TODAY)
    assert made.plain == "Tiny Tracker, as of 1 June 2024, https://tracker.example.org/"


def test_a_bibtex_entry_is_whole(site: Site) -> None:
    assert cited(site, "Northshire CRC, 2020") == (
        "@misc{tiny-tracker-inspections-2020-northshire-crc,\n"
        "  author = {{Tiny Tracker}},\n"
        "  title = {{Northshire CRC, 2020}},\n"
        "  year = {2024},\n"
        "  note = {As of 1 June 2024},\n"
        "  url = {https://tracker.example.org/inspections/2020/northshire-crc/},\n"
        "  urldate = {2024-06-01},\n"
        "}"
    )


def test_what_tex_would_obey_stands_for_itself(site: Site) -> None:
    entry = cited(site, HOSTILE)
    title = re.search(r"title = \{\{(.*)\}\},\n", entry)
    assert title
    plain = title[1].replace(r"\textbackslash{}", "\0")
    for written, meant in (
        (r"\textbraceleft{}", "{"),
        (r"\textbraceright{}", "}"),
        (r"\textasciitilde{}", "~"),
        (r"\textasciicircum{}", "^"),
    ):
        plain = plain.replace(written, meant)
    assert re.sub(r"\\([%&#$_])", r"\1", plain).replace("\0", "\\") == HOSTILE
    assert not re.search(r"(?<!\\)[%&#$_]", title[1])


@pytest.mark.parametrize("title", [HOSTILE, "}", "{{{", "\\", "\\}"])
def test_braces_close_where_bibtex_counts_them(site: Site, title: str) -> None:
    """BibTeX counts every brace, also one after a backslash."""
    depth = 0
    entry = cited(site, title, url="/inspections/{2020}/")
    for place, sign in enumerate(entry):
        depth += (sign == "{") - (sign == "}")
        assert depth > 0 or place < entry.index("{") or place == len(entry) - 1
    assert depth == 0


def test_a_correction_begins_with_the_page(site: Site) -> None:
    made = citation(Page(URL, "pages/inspection.html", HOSTILE), site, TODAY)
    parts = urlsplit(made.suggest)
    assert parts.path == "/tiny-tracker/issues/new"
    assert parts.fragment == ""
    given = parse_qs(parts.query, strict_parsing=True)
    assert given["title"] == [f"Correction: {HOSTILE}"]
    assert given["body"][0].startswith(f"Page: https://tracker.example.org{URL}\n")
    assert "+" not in parts.query  # which some hosts would show instead of a space


def test_on_github_a_correction_is_a_form_that_has_the_page(site: Site) -> None:
    def given(repository: str) -> dict[str, list[str]]:
        there = site.model_copy(update={"repository": repository})
        made = citation(Page(URL, "pages/inspection.html", HOSTILE), there, TODAY)
        return parse_qs(urlsplit(made.suggest).query, strict_parsing=True)

    asked = given("https://github.com/example/tracker")
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE" / asked.pop("template")[0]).read_text("utf-8"))
    assert asked["page"] == [f"https://tracker.example.org{URL}"]
    assert asked.keys() - {"title", "body"} <= {part.get("id") for part in form["body"]}
    assert given("https://git.example.org/example/github.com").keys() == {"title", "body"}


@pytest.mark.parametrize("ending", ["", "/"])
def test_an_address_and_a_repository_end_as_they_like(site: Site, ending: str) -> None:
    given = site.model_copy(
        update={
            "address": f"https://example.org/repo{ending}",
            "repository": f"https://git.example.org/a/b{ending}",
        }
    )
    made = citation(
        Page("/about/", "pages/prose.html", "About", record="content/pages/about.md"), given, TODAY
    )
    assert made.address == "https://example.org/repo/about/"
    assert made.edit == "https://git.example.org/a/b/edit/main/content/pages/about.md"
    assert made.suggest.startswith("https://git.example.org/a/b/issues/new?")


@pytest.mark.parametrize(
    ("page", "record"),
    [
        ("inspections/2020/northshire-crc", "content/inspections/2020/northshire-crc.yaml"),
        ("providers/northshire-crc", "content/providers/northshire-crc.yaml"),
        ("frameworks/core-2018", "content/frameworks/core-2018.yaml"),
        ("about", "content/pages/about.md"),
    ],
)
def test_a_page_leads_to_the_file_that_it_is_made_of(tiny_site: Path, page: str, record: str) -> None:
    html = (tiny_site / page / "index.html").read_text(encoding="utf-8")
    assert f'href="https://example.org/tiny-tracker/edit/main/{record}">Edit this ' in html
    assert (SITES / "tiny" / record).is_file()


def test_every_page_that_is_found_can_be_cited_and_corrected(tiny_site: Path) -> None:
    listed = 0
    for file in tiny_site.rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        found = 'rel="canonical"' in html
        listed += found
        assert html.count("@misc{") == html.count(">Suggest a correction</a>") == found, file
    assert listed > 20
    assert "@misc{" not in (tiny_site / "404.html").read_text(encoding="utf-8")


def test_a_citation_cannot_leave_its_element(tiny: Project, edit: Callable[[str, str, str], None]) -> None:
    edit(
        "content/providers/northshire-crc.yaml",
        "short_name: Northshire CRC",
        'short_name: "North</pre><b>{shire}"',
    )
    build(tiny, TODAY)
    html = (tiny.output / "providers/northshire-crc/index.html").read_text(encoding="utf-8")
    assert "North</pre>" not in html
    assert r"North&lt;/pre&gt;&lt;b&gt;\textbraceleft{}shire\textbraceright{}" in html
