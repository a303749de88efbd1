"""What a reader has to load: how much, in what order, and from where."""

import gzip
import re
from pathlib import Path
from statistics import median

import pytest
from lxml import html

KIB = 1024
# Links of the head that a browser loads; the others only name something.
LOADED = {"apple-touch-icon", "icon", "manifest", "modulepreload", "preload", "stylesheet"}


def zipped(file: Path) -> int:
    """The bytes that a server sends: GitHub Pages compresses about as much."""
    return len(gzip.compress(file.read_bytes(), compresslevel=6))


@pytest.fixture(scope="module")
def providers(real_site: Path) -> list[Path]:
    return sorted((real_site / "providers").glob("*/index.html"))


def test_every_provider_page_is_light(providers: list[Path]) -> None:
    heavy = {page.parent.name: page.stat().st_size for page in providers if page.stat().st_size > 60 * KIB}
    assert heavy == {}


def test_the_usual_provider_page_is_light_on_the_line(providers: list[Path]) -> None:
    assert len(providers) > 100
    assert median(map(zipped, providers)) <= 14 * KIB


def test_the_style_sheet_is_light(real_site: Path) -> None:
    sheets = [file for file in real_site.rglob("*.css") if "pagefind" not in file.parts]
    assert len(sheets) == 1
    assert sheets[0].stat().st_size <= 16 * KIB
    assert zipped(sheets[0]) <= 5 * KIB


def test_our_own_scripts_are_light(real_site: Path) -> None:
    scripts = [file for file in real_site.rglob("*.js") if "pagefind" not in file.parts]
    assert scripts
    assert sum(file.stat().st_size for file in scripts) <= 12 * KIB


def test_nothing_but_the_style_sheet_keeps_a_page_waiting(real_site: Path) -> None:
    for page in real_site.rglob("*.html"):
        tree = html.parse(page).getroot()
        sheets = tree.xpath("//link[contains(@rel, 'stylesheet')]")
        assert len(sheets) == 1, page
        assert sheets[0].getparent().tag == "head", page
        for script in tree.iter("script"):
            # JSON for search engines is not run, so nothing waits for it.
            data = script.get("type") == "application/ld+json"
            later = {"defer", "async"} & set(script.keys()) or script.get("type") == "module"
            assert data or (script.get("src") and later), page


def test_no_page_loads_anything_from_elsewhere(real_site: Path) -> None:
    for page in real_site.rglob("*.html"):
        tree = html.parse(page).getroot()
        loaded = tree.xpath("//@src | //@srcset | //@poster | //object/@data")
        loaded += tree.xpath("//*[local-name() = 'use' or local-name() = 'image']/@href")
        loaded += [link.get("href") for link in tree.iter("link") if LOADED & set(link.get("rel").split())]
        assert [url for url in loaded if re.match(r"[a-z]+:|//", url)] == [], page


def test_the_style_sheet_loads_nothing(real_site: Path) -> None:
    for sheet in real_site.rglob("*.css"):
        assert re.findall(r"@import|url\((?!['\"]?data:)", sheet.read_text("utf-8")) == []
