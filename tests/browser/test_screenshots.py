"""The pictures for people to look at."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.screenshots import screenshots


@pytest.mark.browser
def test_a_page_is_shown_on_a_phone_and_on_a_desk_in_light_and_dark(
    real_site: Path, browser: Browser, tmp_path: Path
) -> None:
    made = list(screenshots(browser, ["about"], real_site, tmp_path / "pictures"))
    assert {file.stem for file in made} == {
        f"about-{size}-{scheme}" for size in ("phone", "desk") for scheme in ("light", "dark")
    }
    for file in made:
        with Image.open(file) as picture:
            assert picture.width == (360 if "phone" in file.stem else 1280)
            corner = picture.convert("L").tobytes()[0]
        assert (corner < 128) == ("dark" in file.stem)
