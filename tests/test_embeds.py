"""What other sites show of a provider: the card, the badge, and the lines to copy for both."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from playwright.sync_api import Page

from tests.conftest import ROOT, TODAY, serving
from tracker.pipeline import build
from tracker.stages.charts.fonts import measure
from tracker.stages.pages.badges import width_of
from tracker.values.project import Project
from tracker.values.tokens import tokens

SVG = "{http://www.w3.org/2000/svg}"
PROVIDER = "content/providers/northshire-crc.yaml"
REPORT = "content/inspections/2020/northshire-crc.yaml"
HOSTILE = '<script>alert(1)</script> & "O\'Neill" é'
Edit = Callable[[str, str, str], None]

ENDED = " · ended on 25 June 2021"  # as the companies of the small site did


def drop_corrections(project: Project) -> None:
    """Those of the report, which tell of what a test changes."""
    path = project.root / REPORT
    path.write_text(path.read_text("utf-8").partition("corrections:")[0], "utf-8")


def card(site: Path, provider: str) -> list[str]:
    """The lines of a card."""
    page = html.parse(site / f"providers/{provider}/embed/index.html").getroot()
    etree.strip_elements(page, "svg", with_tail=False)
    return [" ".join(line.text_content().split()) for line in page.find(".//main")]


def badge(site: Path, provider: str) -> list[str]:
    """The title of a badge and its words."""
    root = etree.parse(site / f"providers/{provider}/badge.svg").getroot()
    title = root.find(f"{SVG}title")
    assert title is not None
    assert root.get("aria-labelledby") == title.get("id")
    return [title.text or "", *(text.text or "" for text in root.findall(f"{SVG}text"))]


def snippets(site: Path, provider: str) -> list[Any]:
    """The elements that are to be copied: what leads to the page around the badge, and the frame."""
    page = html.parse(site / f"providers/{provider}/index.html").getroot()
    return [html.fragment_fromstring(code.text_content()) for code in page.findall(".//details/pre/code")]


def test_a_rating_is_shown_with_the_date_of_its_report(tiny_site: Path) -> None:
    assert card(tiny_site, "northshire-crc") == [
        "Northshire CRC",
        "Good",
        "Report of November 2020",
        "It ended on 25 June 2021",
        "Tiny Tracker",
    ]
    told = "Probation inspection of Northshire CRC: Good. Report of November 2020. It ended on 25 June 2021."
    assert badge(tiny_site, "northshire-crc") == [
        told,
        "Probation inspection",
        f"Good · November 2020{ENDED}",
    ]
    around, frame = snippets(tiny_site, "northshire-crc")
    address = "https://tracker.example.org/providers/northshire-crc/"
    assert around.get("href") == address
    assert dict(around[0].attrib) == {"src": f"{address}badge.svg", "alt": told, "height": "26"}
    assert frame.get("src") == f"{address}embed/"
    assert frame.get("title") == "Probation inspection of Northshire CRC"


@pytest.mark.parametrize(
    ("published", "dated", "month"),
    [
        ("2020-11-05", "Report of 5 November 2020", "November 2020"),
        ("2020", "Report of 2020", "2020"),
        ("2020-10/2020-11", "Report of October to November 2020", "October to November 2020"),
        ("not recorded", "Date of the report not recorded", "date not recorded"),
    ],
)
def test_a_date_is_as_precise_as_the_record(
    tiny: Project, edit: Edit, published: str, dated: str, month: str
) -> None:
    edit(REPORT, "published: 2020-11\noverall", f"published: {published}\noverall")
    drop_corrections(tiny)
    # So that this one is the newest, whatever is known of its date.
    (tiny.content / "inspections/2019/northshire-crc.yaml").unlink()
    assert build(tiny, TODAY).problems == ()
    assert dated in card(tiny.output, "northshire-crc")
    assert badge(tiny.output, "northshire-crc")[2] == f"Good · {month}{ENDED}"


def test_what_is_not_known_is_shown_as_not_known(tiny: Project, edit: Edit) -> None:
    edit(REPORT, "overall: good\n", "")
    (tiny.content / "inspections/2019/northshire-crc.yaml").unlink()
    drop_corrections(tiny)
    assert build(tiny, TODAY).problems == ()
    ended = "It ended on 25 June 2021"
    shown = {
        "northshire-crc": ["Not recorded", "Report of November 2020", ended],
        "northshire-nps": ["Not yet published"],  # the report of 2017 is not the one that is awaited
        "southmoor-crc": ["No report recorded", ended],
    }
    for provider, lines in shown.items():
        assert card(tiny.output, provider)[1:-1] == lines
    words = {provider: badge(tiny.output, provider)[2] for provider in shown}
    assert words == {
        "northshire-crc": f"Not recorded · November 2020{ENDED}",
        "northshire-nps": "Not yet published",
        "southmoor-crc": f"No report recorded{ENDED}",
    }


def test_what_is_awaited_has_no_older_report_beside_it(tiny_site: Path) -> None:
    page = html.parse(tiny_site / "providers/northshire-nps/index.html").getroot()
    (shared,) = page.xpath("//meta[@property='og:image:alt']/@content")
    assert "Not yet published. Tiny Tracker" in shared
    assert not page.xpath("//*[contains(@class, 'verdict')]//*[@class='cite']")
    register = html.parse(tiny_site / "providers/index.html").getroot()
    (row,) = register.xpath("//tr[.//a[contains(@href, 'northshire-nps')]]")
    assert row.get("data-year") == row[2].text_content() == ""


def test_a_later_report_without_a_rating_is_told_of(tiny: Project, edit: Edit) -> None:
    edit(REPORT, "overall: good\n", "")
    drop_corrections(tiny)
    assert build(tiny, TODAY).problems == ()
    told = "Later report, November 2020: not recorded"
    assert card(tiny.output, "northshire-crc")[1:4] == [
        "Requires improvement",
        "Report of 17 July 2019",
        told,
    ]
    title, _, words = badge(tiny.output, "northshire-crc")
    assert told in title
    assert words == f"Requires improvement · July 2019{ENDED}"


def test_every_provider_has_a_card_and_a_badge(real_site: Path) -> None:
    sitemap = (real_site / "sitemap.xml").read_text(encoding="utf-8")
    assert "/embed/" not in sitemap
    folders = [folder for folder in (real_site / "providers").iterdir() if folder.is_dir()]
    assert len(folders) > 100
    for folder in folders:
        page = html.parse(folder / "index.html").getroot()
        etree.strip_elements(page, "svg", with_tail=False)
        shown = page.find_class("verdict-rating")[0].find_class("badge")[0].text_content()
        name, rating, *_ = card(real_site, folder.name)
        assert [name, rating] == [page.findtext(".//h1"), shown]
        title, _, words = badge(real_site, folder.name)
        assert words.partition(" · ")[0] == shown
        assert f": {shown}. " in f"{title} "
        framed = html.parse(folder / "embed/index.html").getroot()
        assert framed.xpath("//meta[@name='robots']/@content") == ["noindex"]
        policies = [p.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") for p in (page, framed)]
        assert policies[0] == policies[1] != []
        assert [dict(a.attrib) for a in framed.iter("a")] == [{"href": "../index.html", "target": "_top"}]


def test_a_name_with_markup_is_shown_as_it_is(tiny: Project) -> None:
    path = tiny.root / PROVIDER
    quoted = HOSTILE.replace("'", "''")
    text = path.read_text("utf-8").replace("short_name: Northshire CRC", f"short_name: '{quoted}'")
    path.write_text(text, "utf-8")
    assert build(tiny, TODAY).problems == ()
    assert card(tiny.output, "northshire-crc")[0] == HOSTILE
    told = f"Probation inspection of {HOSTILE}: Good. Report of November 2020. It ended on 25 June 2021."
    assert badge(tiny.output, "northshire-crc")[0] == told
    around, frame = snippets(tiny.output, "northshire-crc")
    assert around[0].get("alt") == told
    assert frame.get("title") == f"Probation inspection of {HOSTILE}"
    for snippet in (around, frame):
        assert "alert" not in snippet.text_content(), "the name has become an element of its own"


def test_a_badge_has_the_colours_of_the_site(tiny_site: Path) -> None:
    light = tokens((ROOT / "static/site.css").read_text(encoding="utf-8")).light
    for provider, token in (("northshire-crc", "rating-2"), ("southmoor-crc", "unrated")):
        text = (tiny_site / f"providers/{provider}/badge.svg").read_text(encoding="utf-8")
        used = set(re.findall(r"#[0-9a-f]{3,6}", text))
        assert used == {light[name] for name in (token, "ink", "paper")}


@pytest.mark.parametrize(
    "words",
    [
        "Probation inspection",
        "Outstanding · September 2026",
        "Good · May 2024",
        "Requires improvement · March 2020",
        "Inadequate · date not recorded",
        "No report recorded",
        "Sufficient progress not made · 2017",
        "Not yet published",
    ],
)
def test_words_are_about_as_wide_as_they_are_taken_to_be(words: str) -> None:
    assert width_of(words) == pytest.approx(measure(words, 12, bold=False), rel=0.03)


def test_letters_that_nobody_thought_of_have_room() -> None:
    assert width_of("Ωß漢🙂") >= measure("Ωß", 12, bold=False) + 2 * 12


@pytest.mark.browser
def test_what_is_copied_shows_the_rating_on_another_site(tiny: Project, page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    tiny.output.mkdir()
    with serving(tiny.output) as here, serving(folder) as elsewhere:
        assert build(tiny, TODAY, address=here).problems == ()
        page.goto(f"{here}providers/northshire-crc/")
        page.get_by_text("Put this rating on your own site").click()
        copied = [code.inner_text() for code in page.locator("#embed pre code").all()]
        (folder / "index.html").write_text(f"<!doctype html><title>x</title>{''.join(copied)}", "utf-8")
        page.goto(elsewhere)
        image = page.get_by_role("img", name=re.compile("Northshire CRC: Good. Report of November 2020"))
        page.wait_for_function("document.images[0].complete")
        assert image.evaluate("image => [image.naturalHeight, image.naturalWidth > 200]") == [26, True]
        frame = page.frame_locator("iframe")
        assert frame.locator(".badge").inner_text() == "Good"
        assert frame.get_by_text("Report of November 2020").is_visible()
        frame.get_by_role("link").click()
        page.wait_for_url(f"{here}providers/northshire-crc/index.html")


@pytest.mark.browser
def test_every_card_fits_its_frame(served: str, real_site: Path, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 180})
    for file in sorted(real_site.glob("providers/*/embed/index.html")):
        page.goto(served + file.relative_to(real_site).as_posix())
        root = "document.documentElement"
        assert page.evaluate(f"[{root}.scrollWidth, {root}.scrollHeight]") == [320, 180], file


@pytest.mark.browser
def test_the_words_of_a_badge_fit(served: str, real_site: Path, page: Page) -> None:
    for file in sorted(real_site.glob("providers/*/badge.svg")):
        page.goto(f"{served}providers/{file.parent.name}/badge.svg")
        label, ground, words, whole = page.evaluate(
            """() => {
              const ends = element => { const {x, width} = element.getBBox(); return [x, x + width]; };
              const [label, words] = document.querySelectorAll(':root > text');
              const [whole, ground] = document.querySelectorAll(':root > rect');
              return [label, ground, words, whole].map(ends);
            }"""
        )
        assert 4 <= label[0] < label[1] <= ground[0] - 4
        assert ground[0] + 4 <= words[0] < words[1] <= ground[1] - 4
        assert ground[1] < whole[1]
