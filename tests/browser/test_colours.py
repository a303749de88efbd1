"""Dark mode, the reader's own colours, and rest for those whom movement troubles."""

from itertools import product

import pytest
from playwright.sync_api import Page

from tests.page_kinds import PAGE_KINDS

pytestmark = pytest.mark.browser

# The ratio of contrast (WCAG 1.4.3) of each rating's word and shape with what is behind it.
RATINGS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const rgba = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = colour => {
    const [r, g, b] = rgba(colour).map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = element => {
    const colour = element ? getComputedStyle(element).backgroundColor : 'Canvas';
    return rgba(colour)[3] > 0 ? colour : ground(element.parentElement);
  };
  const contrast = (colour, element) => {
    const [a, b] = [light(colour), light(ground(element))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  return [...document.querySelectorAll('.badge')].filter(badge => badge.checkVisibility()).map(badge => {
    const shapes = [...badge.querySelectorAll('svg *')].filter(shape => shape.matches(':not(:has(*))'));
    const drawn = shapes.map(shape => getComputedStyle(shape))
      .map(({fill, stroke}) => fill === 'none' ? stroke : fill);
    return {
      word: badge.innerText.trim() && contrast(getComputedStyle(badge).color, badge),
      shape: drawn.length && Math.min(...drawn.map(colour => contrast(colour, badge))),
      html: badge.outerHTML,
    };
  });
}"""
MOVES = """() => document.getAnimations().length + [...document.querySelectorAll('*')].filter(element => {
  const {animationName, transitionDuration, scrollBehavior} = getComputedStyle(element);
  return animationName !== 'none' || transitionDuration !== '0s' || scrollBehavior === 'smooth';
}).length"""
RATED = ("home", "provider-crc", "inspection-rated", "comparison", "timeline", "area", "standard")


@pytest.mark.parametrize("kind", RATED)
def test_ratings_are_seen_in_the_readers_own_colours(served: str, page: Page, kind: str) -> None:
    page.goto(served + PAGE_KINDS[kind])
    for scheme, forced in product(("light", "dark"), ("active", "none")):
        page.emulate_media(
            color_scheme="dark" if scheme == "dark" else "light",
            forced_colors="active" if forced == "active" else "none",
        )
        ratings = page.evaluate(RATINGS)
        assert len(ratings) > 0
        for rating in ratings:
            assert rating["word"] >= 4.5, f"{scheme}, forced {forced}: the word of {rating}"
            assert rating["shape"] >= 3, f"{scheme}, forced {forced}: the shape of {rating}"


def test_dark_mode_changes_the_charts_too(served: str, page: Page) -> None:
    page.goto(served + PAGE_KINDS["timeline"])
    text = "getComputedStyle(document.querySelector('.chart-wide svg text')).fill"
    page.emulate_media(color_scheme="light")
    light = page.evaluate(text)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(text) != light


@pytest.mark.parametrize("kind", ["home", "provider-crc", "comparison"])
def test_nothing_moves_for_readers_who_want_rest(served: str, page: Page, kind: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(served + PAGE_KINDS[kind])
    assert page.evaluate(MOVES) == 0
