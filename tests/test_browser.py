"""The built site in a real browser: on a phone and on a desk, served anywhere or opened from a folder."""

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

pytestmark = pytest.mark.browser

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PAGES = (
    "index.html",
    "areas/index.html",
    "areas/kent/index.html",
    "areas/shropshire/index.html",
    "providers/index.html",
    "providers/staffordshire-and-west-midlands-crc/index.html",
    "providers/west-midlands-region/index.html",
    "inspections/2017/midlands-nps/index.html",
    "inspections/2020/staffordshire-and-west-midlands-crc/index.html",
    "timeline/index.html",
    "coverage/index.html",
    "compare/index.html",
    "compare/adult-2018/index.html",
    "compare/pdu-and-region-2023/by-region/index.html",
    "standards/adult-2018/leadership/index.html",
    "measures/index.html",
    "measures/people-supervised/index.html",
    "quotes/inspectorate/index.html",
    "sources/index.html",
    "method/index.html",
)


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        del format, args


@pytest.fixture(scope="module")
def browser(chromium_path: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(params=["root", "path", "folder"])
def address(request: pytest.FixtureRequest, real_site: Path, tmp_path: Path) -> Iterator[str]:
    """The site at a domain's root, below a path, and as files."""
    if request.param == "folder":
        yield f"file://{real_site}/"
        return
    below = "" if request.param == "root" else "probation/"
    served = real_site if request.param == "root" else tmp_path
    if below:
        (tmp_path / "probation").symlink_to(real_site, target_is_directory=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(served))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/{below}"
        server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways_or_asks_another_host(
    real_site: Path, browser: Browser, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    foreign: list[str] = []
    page.on(
        "request", lambda request: None if request.url.startswith("file://") else foreign.append(request.url)
    )
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    for name in PAGES:
        page.goto(f"file://{real_site}/{name}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, f"{name} is {wide} px too wide at {width}"
        shown = page.locator(".chart svg:visible").count()
        assert shown == page.locator(".chart").count(), f"{name} shows {shown} drawings"
    assert foreign == []
    assert faults == []
    context.close()


def test_the_text_of_charts_can_be_read_on_a_phone(real_site: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    for name in PAGES:
        page.goto(f"file://{real_site}/{name}")
        heights = page.evaluate(
            "[...document.querySelectorAll('.chart svg text')].filter(t => t.checkVisibility())"
            ".map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"
        )
        assert all(height >= 9 for height in heights), f"{name}: {min(heights):.1f} px"
    context.close()


def test_the_keyboard_reaches_the_content_first(real_site: Path, page: Page) -> None:
    page.goto(f"file://{real_site}/index.html")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    assert page.locator(":focus").bounding_box() is not None
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_dark_mode_changes_the_charts_too(real_site: Path, browser: Browser) -> None:
    colours = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
        page = context.new_page()
        page.goto(f"file://{real_site}/timeline/index.html")
        colours.append(page.evaluate("getComputedStyle(document.querySelector('.chart-wide svg text')).fill"))
        context.close()
    assert colours[0] != colours[1]


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
    assert (shown.count(), told.inner_text()) == (
        0,
        "No place of that name is on record. Try the county, or the list of areas below.",
    )
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
