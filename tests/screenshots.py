"""Pictures of every kind of page, for people to look at: `python -m tests.screenshots`.

They show the site in `output/` on a phone and on a desk, in light and dark, and go to `.screenshots/`.
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, FloatRect

from tests.conftest import ROOT, TOOLS, launched, serving
from tests.page_kinds import PAGE_KINDS

WIDTHS = {"phone": 360, "desk": 1280}
# The browser cannot paint more in one piece.
TALLEST = 16000


def screenshots(browser: Browser, kinds: Iterable[str], site: Path, folder: Path) -> Iterator[Path]:
    """Makes the pictures of some kinds of page and gives the file of each."""
    folder.mkdir(exist_ok=True)
    page = browser.new_page()
    with serving(site) as root:
        for kind, (size, width) in product(kinds, WIDTHS.items()):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(root + PAGE_KINDS[kind])
            tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                file = folder / f"{kind}-{size}-{scheme}.png"
                box: FloatRect = {"x": 0, "y": 0, "width": width, "height": tall}
                page.screenshot(path=file, full_page=True, clip=box)
                yield file
    page.close()


def main() -> None:
    """The command."""
    find, reason = TOOLS["browser"]
    chromium = find()
    if chromium is None:
        sys.exit(f"{reason}.")
    with launched(chromium) as browser:
        made = list(screenshots(browser, PAGE_KINDS, ROOT / "output", ROOT / ".screenshots"))
    sys.stdout.write(f"{len(made)} pictures are in .screenshots/\n")


if __name__ == "__main__":
    main()
