"""Every page with the keyboard alone."""

import pytest
from playwright.sync_api import Page

from tests.page_kinds import PAGE_KINDS

pytestmark = pytest.mark.browser

# What a reader comes to with the Tab key, in this order; of radio buttons of one name only one.
REACHED = """() => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, iframe, [tabindex="0"]')]
  .filter(element => element.checkVisibility() && !element.disabled && element.tabIndex >= 0)"""
# Those of them that do not show that they have the focus.
UNSEEN = f"""() => ({REACHED})().filter(element => {{
  element.focus();
  const {{outlineStyle, outlineWidth, outlineColor}} = getComputedStyle(element);
  const {{width, height}} = element.getBoundingClientRect();
  return document.activeElement !== element || outlineStyle === 'none' || parseFloat(outlineWidth) < 2
    || outlineColor.endsWith(', 0)') || width < 1 || height < 1;
}}).map(element => element.outerHTML)"""


@pytest.mark.parametrize("kind", sorted(PAGE_KINDS.keys() - {"not-found", "embed"}))
def test_the_content_is_reached_first(served: str, page: Page, kind: str) -> None:
    """The page for what is missing has a base, with which such a link would lead to the home page."""
    page.goto(served + PAGE_KINDS[kind])
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the content"
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('header.masthead')") is None


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_the_focus_is_seen_wherever_it_is(served: str, page: Page, kind: str) -> None:
    page.goto(served + PAGE_KINDS[kind])
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true }")
    page.keyboard.press("Tab")  # from here on the browser takes the reader for one with a keyboard
    assert page.evaluate(f"({REACHED})().length") > 0
    assert page.evaluate(UNSEEN) == []


@pytest.mark.parametrize("kind", ["home", "provider-crc", "comparison", "inspection-rated"])
def test_the_keyboard_comes_by_everything_in_order_and_is_never_caught(
    served: str, page: Page, kind: str
) -> None:
    page.goto(served + PAGE_KINDS[kind])
    page.evaluate(f"({REACHED})().forEach((element, place) => {{ element.dataset.place = place }})")
    expected = page.evaluate(f"({REACHED})().length")
    came: list[int] = []
    for _step in range(expected + 20):
        page.keyboard.press("Tab")
        place = page.evaluate("document.activeElement.dataset.place ?? null")
        if page.evaluate("document.activeElement === document.body"):
            break
        # A region that scrolls sideways has the focus too, without being in the list.
        came += [] if place is None else [int(place)]
    else:
        pytest.fail("the keyboard does not come to the end of the page")
    assert came == list(range(expected))
