"""What a page asks for, what it may do, and what is left of it without scripts."""

from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.page_kinds import PAGE_KINDS

pytestmark = pytest.mark.browser

# What is hidden until a script shows it, though it is something to read: neither a form, which needs the
# script, nor what is said of its result.
WITHHELD = """() => [...document.querySelectorAll('main [hidden]:not(form, [data-none]), main template')]
  .filter(element => (element.content ?? element).querySelector('a, p, table, figure, blockquote'))
  .map(element => element.outerHTML)"""


@pytest.mark.parametrize(
    ("kind", "place"),
    # Only a server shows the page for what is missing.
    [*product(PAGE_KINDS, ["served"]), *product(sorted(PAGE_KINDS.keys() - {"not-found"}), ["folder"])],
)
def test_a_page_asks_only_its_own_site_and_breaks_no_rule_of_its_own(
    served: str, real_site: Path, page: Page, kind: str, place: str
) -> None:
    """The browser tells of breaches of the Content-Security-Policy, missing files and faults of scripts."""
    root = served if place == "served" else f"file://{real_site}/"
    told: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(root) else told.append(request.url))
    page.on("requestfailed", lambda request: told.append(f"{request.url}: {request.failure}"))
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(root + PAGE_KINDS[kind], wait_until="networkidle" if place == "served" else "load")
    assert told == []
    assert page.context.cookies() == []
    assert page.evaluate("document.styleSheets.length") == 1


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_a_page_is_whole_without_scripts(served: str, browser: Browser, kind: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + PAGE_KINDS[kind])
    assert page.locator("h1").is_visible()
    assert page.evaluate(WITHHELD) == []
    context.close()
