"""Every kind of page against axe-core, on every width and in light and dark."""

from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.page_kinds import PAGE_KINDS

pytestmark = [pytest.mark.browser, pytest.mark.axe]

# Beside what axe-core looks for by itself (WCAG 2.2 A and AA, and good practice): room for a finger
# (WCAG 2.5.8), which it only does when asked.
RUN = """() => axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})
  .then(({violations, passes}) => ({
    passed: passes.length,
    faults: violations.flatMap(({id, nodes}) => nodes.map(node => `${id}: ${node.target} ${node.html}`)),
  }))"""


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_axe_finds_no_fault(served: str, page: Page, axe: Path, kind: str) -> None:
    page.goto(served + PAGE_KINDS[kind])
    page.evaluate(axe.read_text(encoding="utf-8"))
    found = set()
    for width, scheme in product((320, 768, 1280), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        result = page.evaluate(RUN)
        assert result["passed"] > 10, "axe-core did not look at the page"
        found |= {f"{width} px, {scheme}: {fault}" for fault in result["faults"]}
    assert sorted(found) == []
