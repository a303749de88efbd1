"""The built site against the standards of the web, by the Nu HTML checker and XML parsers."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.mark.nu
def test_the_nu_html_checker_finds_no_error(real_site: Path, nu_jar: Path) -> None:
    # Of a file the checker does not know where it is published, so it takes 'self' in the policy for nothing,
    # and JSON for search engines for a script. The tests in Chromium see whether a page keeps to its policy.
    options = ["--verbose", "--skip-info-messages", "--skip-non-html", "--also-check-svg"]
    options += ["--filterpattern", ".*violates Content Security Policy.*"]
    done = subprocess.run(
        ["java", "-jar", str(nu_jar), *options, str(real_site)], capture_output=True, text=True, check=False
    )
    faults = [line for line in done.stderr.splitlines() if "warning: File was not checked" not in line]
    assert faults == []
    assert done.returncode == 0
    made = {str(file) for ending in ("html", "svg") for file in real_site.rglob(f"*.{ending}")}
    assert made - set(done.stdout.splitlines()) == set(), "the checker did not look at these"


@pytest.mark.nu
def test_the_style_sheet_is_valid(real_site: Path, nu_jar: Path) -> None:
    sheets = [str(sheet) for sheet in real_site.rglob("*.css")]
    done = subprocess.run(
        ["java", "-jar", str(nu_jar), "--css", *sheets], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0


def test_the_sitemap_names_every_page_once(real_site: Path) -> None:
    root = ET.parse(real_site / "sitemap.xml").getroot()
    assert root.tag == f"{SITEMAP}urlset"
    listed = [location.text or "" for location in root.iter(f"{SITEMAP}loc")]
    pages = {
        path.parent.relative_to(real_site).as_posix()
        for path in real_site.rglob("index.html")
        if '<meta name="robots" content="noindex">' not in path.read_text(encoding="utf-8")
    }
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
