"""How every kind of page fits: a narrow phone, a wide desk, four times enlarged."""

import pytest
from playwright.sync_api import Page

from tests.page_kinds import PAGE_KINDS

pytestmark = pytest.mark.browser

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Texts that stand beyond the edge of the page, or that their own box cuts off. What scrolls by itself may.
CUT_OFF = """() => {
  const scrolls = element => element && (/auto|scroll/.test(getComputedStyle(element).overflowX)
    || scrolls(element.parentElement));
  const unseen = element => element && (getComputedStyle(element).clipPath !== 'none'
    || unseen(element.parentElement));
  const texts = [...document.querySelectorAll('body *')].filter(element => element.checkVisibility()
    && [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
    && !element.closest('.skip, option') && !unseen(element) && !scrolls(element));
  return texts.filter(element => {
    const words = document.createRange();
    words.selectNodeContents(element);
    const {left, right} = words.getBoundingClientRect();
    const {overflowX, overflowY} = getComputedStyle(element);
    return left < -1 || right > innerWidth + 1
      || (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1)
      || (overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1);
  }).map(element => element.outerHTML);
}"""
# How much of the height is taken by what stays while the page moves.
STAYS = """() => Math.max(0, ...[...document.querySelectorAll('body *')]
  .filter(element => /fixed|sticky/.test(getComputedStyle(element).position)
    && getComputedStyle(element).top !== 'auto')
  .map(element => element.getBoundingClientRect().height)) / innerHeight"""
SIZES_OF_TEXTS = """() => [...document.querySelectorAll('.chart svg text')]
  .filter(text => text.checkVisibility())
  .map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_a_page_fits_every_width(served: str, page: Page, kind: str) -> None:
    page.goto(served + PAGE_KINDS[kind])
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(TOO_WIDE) == 0, f"too wide at {width} px"
        shown = page.locator(".chart svg:visible").count()
        assert shown == page.locator(".chart").count(), f"{shown} drawings at {width} px"
        sizes = page.evaluate(SIZES_OF_TEXTS)
        least = 8 if width < 360 else 9
        assert all(size >= least for size in sizes), f"a text of {min(sizes):.1f} px at {width} px"


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_a_page_four_times_enlarged_still_reads_downwards(served: str, page: Page, kind: str) -> None:
    """A window of 1280 by 1024 pixels at 400 % has 320 by 256 of its own (WCAG 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(served + PAGE_KINDS[kind])
    assert page.evaluate(TOO_WIDE) == 0
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(STAYS) <= 0.5
