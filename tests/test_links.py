"""Every link of every page, followed as a browser would wherever the site is put."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
from xml.etree import ElementTree as ET

import pytest
from lxml import html

from tests.conftest import TODAY
from tracker.pipeline import build
from tracker.values.project import Project

LINKS = ("action", "data", "href", "poster", "src")
ELSEWHERE = ("http://", "https://", "mailto:", "data:")


@dataclass(frozen=True)
class Site:
    """A built site: its folder, and where it is put."""

    folder: Path
    root: str

    def url(self, file: Path) -> str:
        """The address of a page: on a server that of its folder, on a disk that of the file."""
        url = self.root + file.relative_to(self.folder).as_posix()
        return url if self.root.startswith("file:") else url.removesuffix("index.html")

    def file(self, url: str) -> Path | None:
        """The file that is shown at an address, if there is one."""
        path = unquote(url.removeprefix(self.root))
        if (path.endswith("/") or not path) and not self.root.startswith("file:"):
            path += "index.html"
        file = self.folder / path
        inside = url.startswith(self.root) and posixpath.normpath(path) == path
        return file if inside and file.is_file() else None

    def dead(self, page: Path) -> Iterator[str]:
        """The links of a page that lead nowhere, or to no place on their page."""
        tree = html.parse(page).getroot()
        base = self.url(page)
        for given in tree.iterfind(".//base[@href]"):
            base = urljoin(base, given.get("href"))
        published = Site(self.folder, address_of(self.folder))
        for link in {value for name in LINKS for value in tree.xpath(f"//@{name}")}:
            # What a standard wants to be absolute leads to the published site.
            site = published if link.startswith(published.root) else self
            if site is self and link.startswith(ELSEWHERE):
                continue
            url, fragment = urldefrag(urljoin(base, link))
            target = site.file(url)
            if target is None or (fragment and unquote(fragment) not in ids(target)):
                yield f"{page.relative_to(self.folder)}: {link}"


@cache
def ids(file: Path) -> frozenset[str]:
    """The places of a page that a link can lead to."""
    return frozenset(html.parse(file).getroot().xpath("//@id"))


@cache
def address_of(folder: Path) -> str:
    """The address that a site gives as its own."""
    found = re.search(r'<link rel="canonical" href="([^"]+)"', (folder / "index.html").read_text("utf-8"))
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    "root", ["https://example.org/", "https://example.org/repo/", "file:///some/folder/"]
)
def test_every_link_leads_somewhere(real_site: Path, root: str) -> None:
    site = Site(real_site, root)
    pages = sorted(real_site.rglob("*.html"))
    # Its links begin at the published address, so it is shown only there; the next test has it.
    pages.remove(real_site / "404.html")
    assert len(pages) > 400
    assert [link for page in pages for link in site.dead(page)] == []


@pytest.mark.parametrize("root", ["https://tiny.example/", "https://tiny.example/repo/"])
def test_every_link_leads_somewhere_on_the_page_for_what_is_missing(tiny: Project, root: str) -> None:
    assert not build(tiny, TODAY, address=root).failed
    site = Site(tiny.output, root)
    missing = site.folder / "404.html"
    assert 'href="providers/' in missing.read_text("utf-8")
    assert list(site.dead(missing)) == []


def test_every_address_in_feeds_and_the_sitemap_leads_somewhere(real_site: Path) -> None:
    site = Site(real_site, address_of(real_site))
    for file in sorted(real_site.rglob("*.xml")):
        elements = list(ET.parse(file).iter())
        named = [element.get("href") or (element.text or "").strip() for element in elements]
        ours = [link for link in named if link.startswith(site.root)]
        assert len(ours) > 1, file
        assert [link for link in ours if site.file(urldefrag(link)[0]) is None] == [], file


def test_a_dead_link_would_be_found(tmp_path: Path) -> None:
    """The tests themselves: a folder without its page, a missing anchor, ways out of the site."""
    (tmp_path / "a").mkdir()
    links = ("../b/", "index.html#no", "../../index.html", "/a/index.html", "#here", "https://own.example/no")
    page = tmp_path / "a/index.html"
    page.write_text(f'<p id="here">{"".join(f"<a href={link!r}>x</a>" for link in links)}', "utf-8")
    (tmp_path / "index.html").write_text('<link rel="canonical" href="https://own.example/">', "utf-8")
    for root in ("https://example.org/repo/", "file:///some/folder/"):
        dead = {line.partition(": ")[2] for line in Site(tmp_path, root).dead(page)}
        assert dead == {
            "../b/",
            "index.html#no",
            "../../index.html",
            "/a/index.html",
            "https://own.example/no",
        }
