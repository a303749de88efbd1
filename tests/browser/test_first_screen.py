"""What a reader sees before scrolling: on a phone, and on a small laptop."""

import pytest
from playwright.sync_api import Page

from tests.page_kinds import PAGE_KINDS

pytestmark = pytest.mark.browser

SCREENS = ((360, 740), (1280, 800))
LONGEST = "bedfordshire-northamptonshire-cambridgeshire-hertfordshire-crc"
RATED = {
    **{kind: page for kind, page in PAGE_KINDS.items() if kind.startswith(("provider-", "inspection-"))},
    "provider with the longest name": f"providers/{LONGEST}/index.html",
    "inspection with the longest name": f"inspections/2019/{LONGEST}/index.html",
    "area with two units": "areas/kent/index.html",
    "area": PAGE_KINDS["area"],
}
# Where the lowest edge is of all that belongs to what is looked for.
LOWEST = "all => Math.max(...all.map(element => element.getBoundingClientRect().bottom))"


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", RATED)
def test_the_rating_and_what_to_make_of_it_are_seen_at_once(
    served: str, page: Page, kind: str, screen: tuple[int, int]
) -> None:
    """The rating, the date and age of its report, what changed, and a sentence that says it all."""
    width, height = screen
    page.set_viewport_size({"width": width, "height": height})
    page.goto(served + RATED[kind])
    verdict = page.locator(".verdict").first
    assert verdict.locator(".verdict-rating").inner_text().strip()
    says = page.locator("header .lead, .verdict-says").first
    assert says.inner_text().strip().endswith(".")
    for part in (page.locator("h1"), says, verdict):
        lowest = part.evaluate_all(LOWEST)
        assert lowest <= height, f"{part} ends at {lowest:.0f}"


@pytest.mark.parametrize("screen", SCREENS)
def test_the_home_page_begins_with_how_services_are_rated_and_the_way_to_ones_own(
    served: str, page: Page, screen: tuple[int, int]
) -> None:
    width, height = screen
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{served}index.html")
    lead = page.locator("header .lead")
    assert " last rated " in lead.inner_text()
    for part in (lead, page.get_by_label("County, city or borough")):
        assert part.evaluate_all(LOWEST) <= height
