"""The feeds and the sitemap: as their standards want them, and true to the record."""

import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import TODAY
from tracker.pipeline import build
from tracker.stages.pages.feeds import FEED_ENTRIES
from tracker.values.project import Project

ATOM = "{http://www.w3.org/2005/Atom}"
GRAMMAR = Path(__file__).parent / "schemas/atom.rng"
# Nothing is looked up elsewhere, whatever a document or a schema names.
PARSER = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
PROVIDER = "content/providers/northshire-crc.yaml"
REPORT = "content/inspections/2020/northshire-crc.yaml"
FEED = "providers/northshire-crc/feed.xml"
UNIT = """\
name: Northshire Unit
short_name: Northshire Unit
kind: crc
part_of:
  provider: northshire-nps
  source: register
sources:
  register:
    title: Register of providers
    publisher: Tracker Test Press
    url: https://example.org/register
    archive: https://archive.example.org/example.org/register
    accessed: 2024-05-01
"""


@pytest.fixture(scope="module")
def grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(GRAMMAR, PARSER))


def root_of(file: Path) -> etree._Element:
    return etree.parse(file, PARSER).getroot()


def feeds_of(site: Path) -> list[Path]:
    return sorted(file for file in site.rglob("*.xml") if file.name != "sitemap.xml")


def titles(file: Path) -> list[str]:
    return [entry.findtext(f"{ATOM}title") or "" for entry in root_of(file).iter(f"{ATOM}entry")]


def link(element: etree._Element, rel: str) -> str:
    (found,) = (link for link in element.findall(f"{ATOM}link") if link.get("rel") == rel)
    return found.get("href") or ""


def beyond_the_grammar(file: Path, site: Path) -> list[str]:
    """What is wrong with a feed that a grammar cannot say."""
    feed = root_of(file)
    own = link(feed, "self")
    address = own.removesuffix(file.relative_to(site).as_posix())
    entries = feed.findall(f"{ATOM}entry")
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    faults = []
    if not re.fullmatch(r"https://\S+/", address):
        faults.append(f"says of itself that it is at {own}")
    if moments != sorted(moments, reverse=True) or (
        moments and feed.findtext(f"{ATOM}updated") != moments[0]
    ):
        faults.append("is not as new as its newest entry")
    if len(ids) != len(set(ids)) or len(ids) > FEED_ENTRIES:
        faults.append("has an entry twice, or too many")
    for part in (feed, *entries):
        page, _, place = link(part, "alternate").partition("#")
        shown = site / page.removeprefix(address) / "index.html"
        if not page.startswith(address) or not shown.is_file():
            faults.append(f"leads to {page}")
        elif place and f'id="{place}"' not in shown.read_text(encoding="utf-8"):
            faults.append(f"leads to {page}#{place}")
    return faults


def test_every_feed_is_atom(real_site: Path, grammar: etree.RelaxNG) -> None:
    files = feeds_of(real_site)
    providers = [path for path in (real_site / "providers").iterdir() if path.is_dir()]
    assert {f"providers/{provider.name}/feed.xml" for provider in providers} <= {
        file.relative_to(real_site).as_posix() for file in files
    }
    assert len(files) > len(providers) + 10
    for file in files:
        assert grammar.validate(etree.parse(file, PARSER)), f"{file}: {grammar.error_log}"
        assert beyond_the_grammar(file, real_site) == [], file
    assert len(titles(real_site / "feed.xml")) == FEED_ENTRIES


def test_an_id_is_that_of_one_feed_and_of_one_entry(real_site: Path) -> None:
    """The same report stands in several feeds, and a feed reader is to know that it is the same."""
    feeds, entries = list[str](), defaultdict[str, set[bytes]](set)
    for file in feeds_of(real_site):
        feed = root_of(file)
        feeds.append(feed.findtext(f"{ATOM}id") or "")
        for entry in feed.iter(f"{ATOM}entry"):
            entries[entry.findtext(f"{ATOM}id") or ""].add(etree.tostring(entry, with_tail=False))
    assert len(feeds) == len(set(feeds))
    assert [name for name, told in entries.items() if len(told) > 1] == []
    assert not set(feeds) & set(entries)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"<id>.*?</id>", ""),
        (r"<title>.*?</title>", "<title>A</title><title>B</title>"),
        (r"<title>.*?</title>", "<title></title>"),
        (r"<updated>.*?</updated>", ""),
        (r"<updated>.*?</updated>", "<updated>2020-11-01</updated>"),
        (r"<updated>.*?</updated>", "<updated>2020-13-01T00:00:00Z</updated>"),
        (r"<updated>.*?</updated>", "<updated>2020-11-01T00:00:00</updated>"),
        (r"<author>.*?</author>", ""),
        (r'<link rel="self".*?/>', ""),
        (r'rel="alternate"', 'rel="self"'),
        (r'href="https://', 'href="/'),
        (r"<rights>", "<right>A</right><rights>"),
        (r'type="xhtml"', 'type="text"'),
        (r"<p>", "<p><script/>"),
        (r"<p>", '<p onclick="x">'),
    ],
)
def test_the_grammar_refuses_what_is_not_atom(
    tiny_site: Path, grammar: etree.RelaxNG, old: str, new: str
) -> None:
    text = (tiny_site / FEED).read_text(encoding="utf-8")
    assert grammar.validate(etree.fromstring(text.encode(), PARSER))
    changed = re.sub(old, new, text, count=1)
    assert changed != text
    assert not grammar.validate(etree.fromstring(changed.encode(), PARSER))


def test_a_provider_has_its_reports_and_corrections_and_no_others(tiny: Project) -> None:
    with (tiny.root / PROVIDER).open("a", encoding="utf-8") as file:
        file.write("corrections:\n  - {date: 2022-01-05, kind: update, field: owners, what: A., why: B.}\n")
    assert build(tiny, TODAY).problems == ()
    assert titles(tiny.output / FEED) == [
        "Update: Northshire CRC, Run by",
        "Correction: Northshire CRC, 2020",
        "Northshire CRC, 2020: Good",
        "Northshire CRC, 2019: Requires improvement",
        "Northshire CRC, 2017: Not rated",
    ]
    updated = root_of(tiny.output / FEED).findtext(f"{ATOM}updated")
    assert updated == "2022-01-05T00:00:00Z"
    assert not (tiny.output / "providers/northshire-crc/region.xml").exists()


def test_a_region_has_what_concerns_its_units_too(tiny: Project) -> None:
    (tiny.content / "providers/northshire-unit.yaml").write_text(UNIT, encoding="utf-8")
    record = (tiny.root / REPORT).read_text(encoding="utf-8")
    moved = tiny.root / REPORT.replace("crc", "unit")
    moved.write_text(
        record.replace("provider: northshire-crc", "provider: northshire-unit"), encoding="utf-8"
    )
    assert build(tiny, TODAY).problems == ()
    folder = tiny.output / "providers/northshire-nps"
    assert titles(folder / "feed.xml") == ["NPS Northshire, 2017: Not rated"]
    assert titles(folder / "region.xml") == [
        "Correction: Northshire Unit, 2020",
        "Northshire Unit, 2020: Good",
        "NPS Northshire, 2017: Not rated",
    ]
    page = (folder / "index.html").read_text(encoding="utf-8")
    for name in ("feed.xml", "region.xml"):
        head, _, body = page.partition("</head>")
        assert re.search(
            rf'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="{name}">', head
        )
        assert f'<a href="{name}">' in body


def test_a_report_without_a_date_has_no_place_in_a_feed(
    tiny: Project, edit: Callable[[str, str, str], None]
) -> None:
    edit(REPORT, "published: 2020-11\noverall", "published: not recorded\noverall")
    assert build(tiny, TODAY).problems == ()
    assert "Northshire CRC, 2020: Good" not in titles(tiny.output / FEED)


def test_a_feed_with_nothing_in_it_is_a_feed(tiny_site: Path, grammar: etree.RelaxNG) -> None:
    file = tiny_site / "providers/southmoor-crc/feed.xml"
    assert titles(file) == []
    assert grammar.validate(etree.parse(file, PARSER)), grammar.error_log
    assert beyond_the_grammar(file, tiny_site) == []


def test_a_name_with_markup_is_a_name(
    tiny: Project, grammar: etree.RelaxNG, edit: Callable[[str, str, str], None]
) -> None:
    edit(PROVIDER, "short_name: Northshire CRC", "short_name: '<b>&amp;</b> ]]> \"CRC\"'")
    assert build(tiny, TODAY).problems == ()
    file = tiny.output / FEED
    assert grammar.validate(etree.parse(file, PARSER)), grammar.error_log
    assert root_of(file).findtext(f"{ATOM}title") == 'Tiny Tracker: <b>&amp;</b> ]]> "CRC"'


@pytest.mark.schemas
def test_the_sitemap_fits_its_schema(real_site: Path, schemas: Path) -> None:
    """The schema that sitemaps.org publishes, as it comes with the package `sitemap`."""
    described = etree.parse(schemas / "sitemap.xsd", PARSER)
    assert described.find("{*}import") is None
    assert described.find("{*}include") is None
    schema = etree.XMLSchema(described)
    sitemap = etree.parse(real_site / "sitemap.xml", PARSER)
    assert schema.validate(sitemap), schema.error_log
    (sitemap.getroot()[0]).remove(sitemap.getroot()[0][0])
    assert not schema.validate(sitemap), "an entry without an address"
