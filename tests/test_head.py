"""What stands in the head of a page: its policy, its share card, what it tells programs about itself."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from PIL import Image

from tests.conftest import TODAY
from tracker.pipeline import build
from tracker.values.problem import as_text
from tracker.values.project import Project

ADDRESS = "https://tracker.example.org/"
NORTHSHIRE = "inspections/2020/northshire-crc/index.html"
STRICT = {
    "default-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "img-src": ["'self'"],
    "style-src": ["'self'"],
    "connect-src": ["'self'"],
    "script-src": ["'self'"],
}
LOOSER = {
    "search/index.html": {**STRICT, "script-src": ["'self'", "'wasm-unsafe-eval'"]},
    "404.html": {**STRICT, "base-uri": ["'self'"]},
}
# What https://developers.google.com/search/docs/appearance/structured-data and https://schema.org ask for.
REQUIRED = {
    "Article": {"@id", "url", "headline", "description", "author", "image", "isPartOf", "about", "citation"},
    "BreadcrumbList": {"itemListElement"},
    "CreativeWork": {"publisher"},
    "DataCatalog": {"name"},
    "DataDownload": {"contentUrl", "encodingFormat"},
    "Dataset": {"name", "description", "license", "creator", "distribution"},
    "EntryPoint": {"urlTemplate"},
    "ListItem": {"position", "name", "item"},
    "Organization": {"name"},
    "Report": {"name"},
    "SearchAction": {"target", "query-input"},
    "WebSite": {"@id", "name", "url"},
}


@pytest.fixture(scope="module")
def pages(real_site: Path) -> dict[str, html.HtmlElement]:
    files = sorted(real_site.rglob("*.html"))
    return {file.relative_to(real_site).as_posix(): html.fromstring(file.read_bytes()) for file in files}


def graph(page: html.HtmlElement) -> list[dict[str, Any]]:
    """The things that a page tells programs of."""
    found = page.xpath('//script[@type="application/ld+json"]')
    assert len(found) <= 1
    given = [json.loads(script.text) for script in found]
    assert all(each["@context"] == "https://schema.org" for each in given)
    return [thing for each in given for thing in each["@graph"]]


def things(value: object) -> Iterator[dict[str, Any]]:
    """Everything that has a type, however deep."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for part in value.values():
            yield from things(part)
    elif isinstance(value, list):
        for part in value:
            yield from things(part)


def built(project: Project, file: str = NORTHSHIRE) -> html.HtmlElement:
    report = build(project, TODAY)
    assert not report.failed, [as_text(problem) for problem in report.problems]
    return html.fromstring((project.output / file).read_bytes())


def content(page: html.HtmlElement, attribute: str, name: str) -> str:
    (given,) = page.xpath(f'//head/meta[@{attribute}="{name}"]/@content')
    return str(given)


def test_every_page_has_the_strict_policy_before_anything_that_it_is_for(
    pages: dict[str, html.HtmlElement],
) -> None:
    for name, page in pages.items():
        head = page.find("head")
        assert head[0].get("charset") == "utf-8", name
        assert head[1].get("http-equiv") == "Content-Security-Policy", name
        given = {part.split()[0]: part.split()[1:] for part in head[1].get("content").split(";")}
        assert given == LOOSER.get(name, STRICT), name


def test_no_page_has_what_its_policy_forbids(pages: dict[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        assert not page.xpath("//style | //@style"), name
        assert not page.xpath('//script[not(@src) and not(@type="application/ld+json")]'), name
        assert not page.xpath("//@*[starts-with(name(), 'on')]"), name


def test_every_page_that_is_found_can_be_shared(pages: dict[str, html.HtmlElement], real_site: Path) -> None:
    shared = set()
    for name, page in pages.items():
        canonical = page.xpath('//link[@rel="canonical"]/@href')
        if not canonical:
            assert not page.xpath('//meta[starts-with(@property, "og:")]'), name
            continue
        assert (
            canonical == [content(page, "property", "og:url")] == [ADDRESS + name.removesuffix("index.html")]
        )
        for part in ("title", "description", "site_name", "image:alt"):
            assert content(page, "property", f"og:{part}").strip(), name
        picture = content(page, "property", "og:image")
        assert picture.startswith(ADDRESS)
        shared.add(picture.removeprefix(ADDRESS))
    made = {file.relative_to(real_site).as_posix() for file in real_site.rglob("card.png")}
    assert shared == made
    for picture in shared:
        with Image.open(real_site / picture) as image:
            assert image.size == (1200, 630)


def test_the_icon_of_home_screens_is_there(pages: dict[str, html.HtmlElement], real_site: Path) -> None:
    (link,) = pages["timeline/index.html"].xpath('//link[@rel="apple-touch-icon"]/@href')
    with Image.open(real_site / "timeline" / link) as image:
        assert image.size == (180, 180)


def test_the_frame_of_the_browser_has_the_colours_of_the_page(pages: dict[str, html.HtmlElement]) -> None:
    colours = pages["index.html"].xpath('//meta[@name="theme-color"]')
    assert [(each.get("media"), each.get("content")) for each in colours] == [
        ("(prefers-color-scheme: light)", "#fff"),
        ("(prefers-color-scheme: dark)", "#15171a"),
    ]


def test_what_programs_are_told_is_complete(pages: dict[str, html.HtmlElement]) -> None:
    told = 0
    for name, page in pages.items():
        for thing in things(graph(page)):
            told += 1
            lacking = REQUIRED[thing["@type"]] - thing.keys()
            assert not lacking, (name, thing["@type"])
            assert "" not in thing.values(), name
            assert None not in thing.values(), name
            for key in ("url", "@id", "image", "item", "contentUrl", "license"):
                assert str(thing.get(key, "https://")).startswith(("https://", "http://")), (name, key)
            for key in ("datePublished", "dateModified"):
                assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", thing.get(key, "2019")), (name, key)
    assert told > 1000


def test_the_home_page_tells_programs_of_the_search(
    pages: dict[str, html.HtmlElement], real_site: Path
) -> None:
    (site,) = graph(pages["index.html"])
    template = site["potentialAction"]["target"]["urlTemplate"]
    where, _, query = template.removeprefix(ADDRESS).partition("?")
    assert (real_site / where / "index.html").is_file()
    assert query == "q={search_term_string}"
    assert pages[f"{where}index.html"].xpath('//input[@name="q"]')


def test_the_way_to_a_page_is_one_that_readers_can_go(
    pages: dict[str, html.HtmlElement], real_site: Path
) -> None:
    ways = 0
    for page in pages.values():
        for thing in graph(page):
            if thing["@type"] != "BreadcrumbList":
                continue
            ways += 1
            steps = thing["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert steps[-1]["item"] == page.xpath('//link[@rel="canonical"]/@href')[0]
            for step in steps:
                assert (real_site / step["item"].removeprefix(ADDRESS) / "index.html").is_file()
    assert ways > 200


def test_an_inspection_cites_its_sources_and_dates_nothing_that_has_no_date(tiny: Project) -> None:
    article, _ = graph(built(tiny))
    assert article["citation"] == [
        {
            "@type": "CreativeWork",
            "name": "Northshire CRC has improved",
            "url": "https://example.org/northshire-2020",
            "archivedAt": "https://archive.example.org/example.org/northshire-2020",
            "publisher": {"@type": "Organization", "name": "Tracker Test Press"},
            "datePublished": "2020-11",
        }
    ]
    assert article["about"] == [
        {
            "@type": "Organization",
            "name": "Northshire CRC",
            "url": f"{ADDRESS}providers/northshire-crc/",
        }
    ]
    assert "datePublished" not in article  # the report's date would not be the page's
    assert article["dateModified"] == "2021-01-10"


def test_a_page_that_was_never_corrected_has_no_date_of_change(
    tiny: Project, edit: Callable[[str, str, str], None]
) -> None:
    record = "content/inspections/2020/northshire-crc.yaml"
    edit(record, "published: 2020-11\noverall", "title: Better\npublished: 2020-11/2020-12\noverall")
    file = tiny.root / record
    file.write_text(file.read_text(encoding="utf-8").partition("corrections:")[0], encoding="utf-8")
    article, _ = graph(built(tiny))
    assert "dateModified" not in article
    assert article["about"][1]["name"] == "Better"
    assert "datePublished" not in article["about"][1]  # schema.org knows no periods


def test_a_title_cannot_close_the_script_or_leave_an_attribute(
    tiny: Project, edit: Callable[[str, str, str], None]
) -> None:
    hostile = """</script><script>alert(1)</script><!-- " onload='x' & é"""
    quoted = hostile.replace("'", "''")
    edit("content/providers/northshire-crc.yaml", "short_name: Northshire CRC", f"short_name: '{quoted}'")
    page = built(tiny)
    article, trail = graph(page)
    assert article["about"][0]["name"] == hostile
    assert trail["itemListElement"][2]["name"] == hostile
    assert content(page, "property", "og:title").startswith(hostile)
    assert len(page.xpath("//script[not(@src)]")) == 1
    assert not page.xpath("//@onload")


def test_an_address_below_a_path_leads_to_the_card(tiny: Project) -> None:
    build(tiny, TODAY, address="https://example.org/repo")
    page = html.fromstring((tiny.output / NORTHSHIRE).read_bytes())
    picture = content(page, "property", "og:image")
    assert picture == "https://example.org/repo/inspections/2020/northshire-crc/card.png"
    assert 'base href="/repo/"' in (tiny.output / "404.html").read_text(encoding="utf-8")
