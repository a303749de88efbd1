"""The built site against the standards of the web, by the Nu HTML checker and XML parsers."""

import subprocess
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tracker.pipeline import build
from tracker.stages.pages.machine import FEED_ENTRIES
from tracker.values.dates import PartialDate
from tracker.values.project import Project

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.mark.nu
def test_the_nu_html_checker_finds_no_error(real_site: Path, nu_jar: Path) -> None:
    done = subprocess.run(
        ["java", "-jar", str(nu_jar), "--skip-non-html", "--also-check-svg", str(real_site)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.nu
def test_the_style_sheet_is_valid(real_site: Path, nu_jar: Path) -> None:
    sheets = [str(sheet) for sheet in real_site.rglob("*.css")]
    done = subprocess.run(
        ["java", "-jar", str(nu_jar), "--css", *sheets], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0


def test_the_feed_is_atom(real_site: Path) -> None:
    """What RFC 4287 demands of a feed and of each entry."""
    feed = ET.parse(real_site / "feed.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    for part in (feed, *feed.findall(f"{ATOM}entry")):
        assert len(part.findall(f"{ATOM}id")) == 1
        assert len(part.findall(f"{ATOM}title")) == 1
        moment = part.findtext(f"{ATOM}updated", "")
        assert datetime.fromisoformat(moment.replace("Z", "+00:00")).tzinfo is not None
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == FEED_ENTRIES
    moments = [entry.findtext(f"{ATOM}updated", "") for entry in feed.findall(f"{ATOM}entry")]
    assert moments == sorted(moments, reverse=True)


def test_the_sitemap_names_every_page_once(real_site: Path) -> None:
    root = ET.parse(real_site / "sitemap.xml").getroot()
    assert root.tag == f"{SITEMAP}urlset"
    listed = [location.text or "" for location in root.iter(f"{SITEMAP}loc")]
    pages = {path.parent.relative_to(real_site).as_posix() for path in real_site.rglob("index.html")}
    base = next(url for url in sorted(listed, key=len))
    assert {url.removeprefix(base).strip("/") or "." for url in listed} == pages
    assert len(listed) == len(set(listed))
    assert base.startswith("https://")


def test_the_page_for_what_is_missing_works_at_any_depth(real_site: Path) -> None:
    """Its links start from the site's address, for it is shown in place of pages in any folder."""
    page = (real_site / "404.html").read_text(encoding="utf-8")
    base = page.partition('<base href="')[2].partition('"')[0]
    assert base.startswith("/")
    assert base.endswith("/")
    assert 'href="#' not in page, "with a base, such a link leads to the home page"


def test_the_register_begins_no_line_with_what_is_not_recorded(tiny: Project) -> None:
    path = tiny.content / "providers/northshire-nps.yaml"
    text = path.read_text("utf-8").replace("existed:\n  from: 2014-06-01\n  source: register\n", "")
    path.write_text(text, "utf-8")
    assert build(tiny, PartialDate("2024-06-01")).problems == ()
    register = (tiny.output / "providers/index.html").read_text("utf-8")
    assert '<p class="muted">Northshire</p>' in register
