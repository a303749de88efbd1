"""Corrections in the open: on the page of the record, in one list, in a feed of their own."""

import re
from collections.abc import Callable
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import TODAY
from tracker.pipeline import build
from tracker.values.project import Project

ATOM = "{http://www.w3.org/2005/Atom}"
CORRECTED = "content/inspections/2020/northshire-crc.yaml"
PROVIDER = "content/providers/northshire-crc.yaml"
FEED = "corrections/feed.xml"


def entry(date: str, **fields: str) -> str:
    """A correction as an editor writes it."""
    given = {"date": date, "kind": "correction", "what": "Something was changed.", "why": "A slip.", **fields}
    return "  - " + "\n    ".join(f"{name}: {value}" for name, value in given.items()) + "\n"


def built(project: Project, file: str) -> str:
    assert build(project, TODAY).problems == ()
    return (project.output / file).read_text(encoding="utf-8")


def entries(feed: str) -> dict[str, str]:
    """The title of each entry by its id."""
    return {
        part.findtext(f"{ATOM}id", ""): part.findtext(f"{ATOM}title", "")
        for part in ET.fromstring(feed).findall(f"{ATOM}entry")
    }


@pytest.fixture
def several(tiny: Project) -> Project:
    """The small site with four corrections of two records."""
    with (tiny.root / CORRECTED).open("a", encoding="utf-8") as file:
        file.write(entry("2022-03-01", field="overall", before="Good & <fine>", after="Good"))
        file.write(entry("2021-06", kind="update", field="ratings.staff", after="Requires improvement"))
    with (tiny.root / PROVIDER).open("a", encoding="utf-8") as file:
        file.write("corrections:\n" + entry("2023-01-05", kind="clarification", field="owners", before="A"))
    return tiny


def test_the_list_has_every_correction_newest_first_with_before_and_after(several: Project) -> None:
    page = built(several, "corrections/index.html")
    assert re.findall(r'<p class="when">(.*?)</p>', page) == [
        "5 January 2023",
        "1 March 2022",
        "June 2021",
        "10 January 2021",
    ]
    assert re.findall(r'<h3><a href="(.*?)">(.*?)</a></h3>', page) == [
        ("../providers/northshire-crc/index.html#correction-2023-01-05-owners", "Northshire CRC"),
        (
            "../inspections/2020/northshire-crc/index.html#correction-2022-03-01-overall",
            "Northshire CRC, 2020",
        ),
        (
            "../inspections/2020/northshire-crc/index.html#correction-2021-06-ratings-staff",
            "Northshire CRC, 2020",
        ),
        ("../inspections/2020/northshire-crc/index.html#correction-2021-01-10", "Northshire CRC, 2020"),
    ]
    assert re.findall(r'<p class="eyebrow">(.*?)</p>', page) == [
        "Clarification · Run by",
        "Correction · Overall rating",
        "Update · Rating: Staff",
        "Correction",
    ]
    assert re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", page.split('id="ask"')[0]) == [
        ("Before", "A"),
        ("After", "(removed)"),
        ("Before", "Good &amp; &lt;fine&gt;"),
        ("After", "Good"),
        ("Before", "(nothing)"),
        ("After", "Requires improvement"),
    ]


@pytest.mark.parametrize(
    ("page", "ids"),
    [
        (
            "inspections/2020/northshire-crc/index.html",
            ["correction-2022-03-01-overall", "correction-2021-06-ratings-staff", "correction-2021-01-10"],
        ),
        ("providers/northshire-crc/index.html", ["correction-2023-01-05-owners"]),
        ("inspections/2019/northshire-crc/index.html", []),
    ],
)
def test_a_record_shows_its_own_corrections(several: Project, page: str, ids: list[str]) -> None:
    text = built(several, page)
    assert re.findall(r'id="(correction-.*?)"', text) == ids
    assert ("Corrections to this page" in text) == bool(ids)


def test_the_feed_is_atom_and_tells_the_same(several: Project) -> None:
    """What RFC 4287 demands, and that each entry leads to its place."""
    feed = ET.fromstring(built(several, FEED))
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    parts = feed.findall(f"{ATOM}entry")
    assert len(parts) == 4
    for part in (feed, *parts):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1
        moment = part.findtext(f"{ATOM}updated", "")
        assert datetime.fromisoformat(moment.replace("Z", "+00:00")).tzinfo is not None
    assert feed.findtext(f"{ATOM}updated") == "2023-01-05T00:00:00Z"
    base = feed.findtext(f"{ATOM}id", "").removesuffix(FEED)
    assert base.startswith("https://")
    for part in parts:
        link = part.find(f"{ATOM}link")
        assert link is not None
        address, _, anchor = link.get("href", "").removeprefix(base).partition("#")
        assert f'id="{anchor}"' in (several.output / address / "index.html").read_text(encoding="utf-8")
    told = " ".join("".join(parts[1].itertext()).split())
    assert "Correction: Northshire CRC, 2020, Overall rating" in told
    assert "Before Good & <fine> After Good".replace(" ", "") in told.replace(" ", "")
    assert told.endswith("Why A slip.")


def test_the_feed_is_named_on_the_page_and_in_its_head(tiny: Project) -> None:
    page = built(tiny, "corrections/index.html")
    head, _, body = page.partition("</head>")
    assert (
        '<link rel="alternate" type="application/atom+xml" title="Tiny Tracker: corrections" href="feed.xml">'
        in head
    )
    assert 'href="feed.xml"' in body
    assert "corrections/feed.xml" not in (tiny.output / "sitemap.xml").read_text(encoding="utf-8")


def test_the_id_of_an_entry_outlives_a_better_wording_and_further_entries(
    several: Project, edit: Callable[[str, str, str], None]
) -> None:
    before = entries(built(several, FEED))
    edit(CORRECTED, "The caseload is 52.5, not 55.", "The average caseload is 52.5, and not 55.")
    edit(CORRECTED, "corrections:\n", "corrections:\n" + entry("2022-03-02", field="overall"))
    with (several.root / CORRECTED).open("a", encoding="utf-8") as file:
        file.write(entry("2022-03-01", field="overall") + entry("2021-01-10"))
    after = entries(built(several, FEED))
    assert before.items() <= after.items()
    assert {name.partition("#")[2] for name in after.keys() - before.keys()} == {
        "correction-2022-03-02-overall",
        "correction-2022-03-01-overall-2",
        "correction-2021-01-10-2",
    }


def test_without_any_the_page_says_so_and_how_to_ask_for_one(tiny: Project) -> None:
    path = tiny.root / CORRECTED
    text, _, _ = path.read_text(encoding="utf-8").partition("corrections:\n")
    path.write_text(text, encoding="utf-8")
    page = built(tiny, "corrections/index.html")
    assert "No correction is on record yet." in page
    assert "follow <i>Suggest a correction</i> at the foot of its page" in page
    assert entries((tiny.output / FEED).read_text(encoding="utf-8")) == {}


def test_the_field_of_a_providers_correction_is_one_of_a_provider(
    tiny: Project, report: Callable[[Project], list[str]]
) -> None:
    with (tiny.root / PROVIDER).open("a", encoding="utf-8") as file:
        file.write(
            "corrections:\n" + entry("2023-01-05", field="owner") + entry("2023-01-06", field="existed")
        )
    (line,) = report(tiny)
    assert line.endswith(
        'corrections[1].field: "owner" is not a field of this record. Did you mean "owners"?'
    )
