"""Open pages follow the records: a save is seen at once, so is a mistake with its place, and its mending."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.previewing import PATIENCE, previewing
from tracker.values.project import Project

pytestmark = pytest.mark.browser

expect.set_options(timeout=PATIENCE * 1000)

Edit = Callable[[str, str, str], None]

RECORD = "content/inspections/2019/northshire-crc.yaml"
FINDING = "Unpaid work was well run."
BROKEN = ("overall: Requires improvement", "overall: Requires improvment")


@pytest.fixture
def preview(tiny: Project) -> Iterator[str]:
    """The address of the small site's preview, below a path as on GitHub."""
    settings = tiny.root / "site_data.yaml"
    text = settings.read_text(encoding="utf-8")
    there = text.replace("https://tracker.example.org/", "https://someone.github.io/repo/")
    settings.write_text(there, encoding="utf-8")
    with previewing(tiny) as (address, _):
        assert address.endswith("/repo/")
        yield address


def place_of_mistake(tiny: Project) -> str:
    lines = (tiny.root / RECORD).read_text(encoding="utf-8").splitlines()
    return f"{RECORD}:{lines.index(BROKEN[1]) + 1}:10"


def test_a_saved_record_is_seen_where_the_reader_was(preview: str, edit: Edit, page: Page) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.set_viewport_size({"width": 360, "height": 500})
    page.goto(f"{preview}inspections/2019/northshire-crc/")
    page.evaluate("scrollTo(0, 700)")
    place = page.evaluate("scrollY")
    assert place > 300
    for old, new in ((FINDING, "A first find."), ("A first find.", "A second find.")):
        edit(RECORD, old, new)
        expect(page.locator("main")).to_contain_text(new)
        page.wait_for_function("place => Math.abs(scrollY - place) < 100", arg=place)
    assert told == []


def test_a_page_that_did_not_change_stays(preview: str, edit: Edit, page: Page, browser: Browser) -> None:
    page.goto(f"{preview}about/")
    page.evaluate("document.title = 'As it was'")
    with browser.new_context() as context:
        other = context.new_page()
        other.goto(f"{preview}inspections/2019/northshire-crc/")
        for old, new in ((FINDING, "A first find."), ("A first find.", "A second find.")):
            edit(RECORD, old, new)
            expect(other.locator("main")).to_contain_text(new)
    assert page.title() == "As it was"


def test_a_mistake_is_shown_with_its_place_and_heals(
    preview: str, tiny: Project, edit: Edit, page: Page
) -> None:
    page.goto(f"{preview}inspections/2019/northshire-crc/")
    edit(RECORD, *BROKEN)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("1 mistake")
    expect(alert).to_contain_text(place_of_mistake(tiny))
    expect(alert).to_contain_text('Did you mean "Requires improvement"?')
    assert alert.locator("mark").inner_text() == "Requires improvment"
    expect(page.locator("main")).to_contain_text(FINDING)  # the last good site

    summary = alert.locator("summary")
    page.keyboard.press("Tab")
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    expect(alert.locator("li")).not_to_be_visible()
    page.goto(f"{preview}providers/")
    expect(alert).to_contain_text("1 mistake")
    expect(alert.locator("li")).not_to_be_visible()  # still folded

    edit(RECORD, *reversed(BROKEN))
    expect(alert).to_have_count(0)
    edit(RECORD, f"strength: {FINDING}", "strength: [")
    expect(alert.locator("li")).to_be_visible()  # another mistake


def test_a_site_that_could_not_be_built_yet_appears_when_it_can(
    tiny: Project, edit: Edit, page: Page
) -> None:
    edit(RECORD, *BROKEN)
    with previewing(tiny) as (address, _):
        page.goto(f"{address}providers/")
        expect(page.get_by_role("alert")).to_contain_text(place_of_mistake(tiny))
        edit(RECORD, *reversed(BROKEN))
        expect(page.locator("h1")).to_have_text("Providers")
        expect(page.get_by_role("alert")).to_have_count(0)


def test_a_page_that_was_missing_appears(preview: str, tiny: Project, page: Page) -> None:
    page.goto(f"{preview}method/")
    expect(page.locator("h1")).to_have_text("There is no page at this address")
    assert page.get_by_role("link", name="Home page").evaluate("link => link.href") == f"{preview}index.html"
    (tiny.content / "pages/method.md").write_text("# How it is done\n\nWith care.\n", encoding="utf-8")
    expect(page.locator("h1")).to_have_text("How it is done")


def test_many_open_tabs_all_follow(preview: str, edit: Edit, browser: Browser) -> None:
    """A browser opens six connections to a server at most; tabs that wait must not keep them all."""
    with browser.new_context() as context:
        tabs = [context.new_page() for _ in range(8)]
        for tab in tabs:
            tab.goto(f"{preview}inspections/2019/northshire-crc/")
        edit(RECORD, FINDING, "A find for all.")
        for tab in tabs:
            expect(tab.locator("main")).to_contain_text("A find for all.")


def test_the_page_follows_a_preview_that_was_started_anew(tiny: Project, edit: Edit, page: Page) -> None:
    with ExitStack() as first:
        address, _ = first.enter_context(previewing(tiny))
        port = address.split(":")[2].split("/")[0]
        page.goto(f"{address}inspections/2019/northshire-crc/")
    edit(RECORD, FINDING, "A find of meanwhile.")
    with previewing(tiny, f"--port={port}"):
        expect(page.locator("main")).to_contain_text("A find of meanwhile.")


def test_what_a_link_leads_to_is_not_under_the_notice(tiny: Project, edit: Edit, page: Page) -> None:
    """Neither on the page of explanations, where the notice is folded, nor elsewhere, nor unfolded."""
    tiny.docs.mkdir()
    for name in ("index.md", "checks.md"):
        text = "# A page\n\n" + "\n".join(f"## {part}\n\nText.\n" for part in ("a", "b", "c"))
        rules = "".join(
            f"### {rule}\n\n{'Words. ' * 300}\n\n" for rule in ("words_are_on_the_scale", "providers_exist")
        )
        (tiny.docs / name).write_text(text + rules, encoding="utf-8")
    page.set_viewport_size({"width": 360, "height": 640})
    alert = page.get_by_role("alert")

    def is_seen(anchor: str) -> None:
        page.wait_for_function(
            """anchor => {
                const heading = document.getElementById(anchor).getBoundingClientRect();
                const notice = document.getElementById("preview-notice").getBoundingClientRect();
                return scrollY > 0 && heading.top >= notice.bottom && heading.bottom < innerHeight;
            }""",
            arg=anchor,
        )

    with previewing(tiny) as (address, _):
        page.goto(f"{address}inspections/2019/northshire-crc/")
        edit(RECORD, *BROKEN)
        alert.get_by_role("link", name="Why?").click()
        page.wait_for_url("**/handbook/checks/#words_are_on_the_scale")
        expect(alert.locator("li")).not_to_be_visible()
        is_seen("words_are_on_the_scale")
        alert.locator("summary").click()
        expect(alert.locator("li")).to_be_visible()
        page.wait_for_function("() => parseInt(document.documentElement.style.scrollPaddingTop) > 150")
        page.evaluate("location.hash = 'providers_exist'")
        is_seen("providers_exist")
        page.goto(f"{address}handbook/#words_are_on_the_scale")
        expect(alert.locator("li")).to_be_visible()
        is_seen("words_are_on_the_scale")
        edit(RECORD, *reversed(BROKEN))
        expect(alert).to_have_count(0)
        page.wait_for_function("() => document.documentElement.style.scrollPaddingTop === ''")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_mistake_can_be_read_on_a_phone(preview: str, edit: Edit, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{preview}inspections/2019/northshire-crc/")
    edit(RECORD, *BROKEN)
    alert = page.get_by_role("alert")
    expect(alert).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert alert.evaluate("box => box.scrollWidth <= box.clientWidth")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(alert).to_be_in_viewport()
