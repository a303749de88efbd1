"""A reader's way through the site in a real browser, served anywhere or opened from a folder."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def test_a_reader_gets_from_the_home_page_to_the_evidence(address: str, page: Page) -> None:
    """Shropshire, its provider, an inspection, a quotation's source: only by following links."""
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto(f"{address}index.html")
    page.get_by_text(re.compile(r"All \d+ places")).click()
    page.get_by_role("link", name="Shropshire", exact=True).click()
    page.locator(".periods").get_by_role("link", name="Warwickshire and West Mercia CRC").click()
    assert "Requires improvement" in page.locator(".verdict").inner_text()
    page.locator(".timeline a", has_text="2019").click()
    assert page.locator("h1").inner_text() == "Warwickshire and West Mercia CRC, 2019"
    source = page.locator(".quote .cite a").first.get_attribute("href") or ""
    assert re.match(r"https?://.*#:~:text=", source)
    page.get_by_role("link", name="Probation Inspection Tracker").first.click()
    assert page.locator("h1").count() == 1
    assert failed == []


def test_typing_narrows_the_places_and_says_how_many_are_left(real_site: Path, page: Page) -> None:
    page.goto(f"file://{real_site}/index.html")
    every = page.locator("#all-areas li").count()
    assert every > 100
    box = page.get_by_label("County, city or borough")
    told = page.locator("#find-area").get_by_role("status")
    assert told.inner_text() == ""
    box.fill("shrop")
    shown = page.locator("#all-areas li:visible")
    assert shown.all_inner_texts() == ["Shropshire"]
    assert told.inner_text() == "1 place. Press Enter for Shropshire."
    box.fill("  STOKE on-tr")
    assert shown.all_inner_texts() == ["Stoke-on-Trent"]
    box.fill("nowhere at all")
    assert shown.count() == 0
    assert told.inner_text().startswith("No place of that name is on record. Search the whole site for it")
    box.fill("")
    page.get_by_text(re.compile(r"All \d+ places")).click()
    assert (shown.count(), told.inner_text()) == (every, "")


def test_enter_goes_to_the_place_that_is_meant(address: str, page: Page) -> None:
    """The only one that is left, or the one of just this name; otherwise on to the first of them."""
    for typed, place in (("shrop", "Shropshire"), ("york", "York")):
        page.goto(f"{address}index.html")
        page.get_by_label("County, city or borough").fill(typed)
        page.keyboard.press("Enter")
        page.wait_for_url("**/areas/*/index.html")
        assert page.locator("h1").inner_text() == f"Probation in {place}"
    page.goto(f"{address}index.html")
    page.get_by_label("County, city or borough").fill("sussex")
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/sussex/index.html")
    page.goto(f"{address}index.html")
    page.get_by_label("County, city or borough").fill("shire")
    page.keyboard.press("Enter")
    first = page.locator("#all-areas li:visible a").first
    assert page.locator(":focus").inner_text() == first.inner_text()
    assert page.url.endswith("index.html")


def test_without_javascript_every_place_is_in_the_list_and_there_is_no_box(
    real_site: Path, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{real_site}/index.html")
    assert page.locator("#find-area").is_hidden()
    page.get_by_text(re.compile(r"All \d+ places")).click()
    links = page.locator("#all-areas a")
    assert links.count() == len(list((real_site / "areas").iterdir())) - 1
    assert all(link.is_visible() for link in links.all())
    page.get_by_role("link", name="Areas from A to Z").click()
    assert page.locator(".places > li").count() == len(list((real_site / "areas").iterdir())) - 1
    context.close()


def test_a_reader_who_is_lost_anywhere_finds_the_way_back(served: str, page: Page) -> None:
    response = page.goto(f"{served}providers/no-such/provider/")
    assert response is not None
    assert response.status == 404
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 0
    page.get_by_role("link", name="Areas", exact=True).click()
    page.wait_for_url("**/areas/index.html")
