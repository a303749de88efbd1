"""The colours of the style sheet: they stand out from both grounds, and every reader can tell them apart."""

import re
from itertools import combinations
from math import dist

import pytest

from tests.conftest import ROOT
from tracker.stages.charts.palette import TOKENS, shape_of
from tracker.stages.rendering.templates import jinja_environment
from tracker.values.tokens import tokens

CSS = (ROOT / "static/site.css").read_text(encoding="utf-8")
SHEET = tokens(CSS)
THEMES = {"light": SHEET.light, "dark": SHEET.dark}
GROUNDS = ("paper", "panel")
TEXTS = ("ink", "muted", "accent")
RATINGS = ("rating-1", "rating-2", "rating-5", "rating-3", "rating-4")  # as a scale of five has them
MARKS = (*RATINGS, "unrated")
# CIE 1976 colour difference: about 2.3 is just noticeable (Mahy et al. 1994, Color Research & Application
# 19(2)); six times that is clear at a glance, also for marks of a few pixels that stand apart.
APART = 14.0
# What readers see who lack one kind of cone: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes,
# "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE Transactions on
# Visualization and Computer Graphics 15(6), 2009, severity 1.0, for linear RGB.
VISION = {
    "trichromat": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
Colour = tuple[float, ...]


def linear(colour: str) -> Colour:
    """Linear RGB of a colour such as #0b4f8a or #fff, as WCAG 2.2 has it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = (int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def luminance(colour: Colour) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    red, green, blue = colour
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    dark, light = sorted((luminance(linear(one)), luminance(linear(other))))
    return (light + 0.05) / (dark + 0.05)


def seen(colour: str, vision: str) -> Colour:
    """Linear RGB as somebody with a vision sees it."""
    rgb = linear(colour)
    rows = (sum(w * part for w, part in zip(row, rgb, strict=True)) for row in VISION[vision])
    return tuple(min(max(part, 0.0), 1.0) for part in rows)


def lab(colour: Colour) -> Colour:
    """CIE L*a*b* of linear sRGB, white D65 (CIE 15:2004)."""
    matrix = (0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)
    white = 0.9505, 1.0, 1.089
    x, y, z = (
        cube(sum(w * part for w, part in zip(row, colour, strict=True)) / most)
        for row, most in zip(matrix, white, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def cube(part: float) -> float:
    return part ** (1 / 3) if part > (6 / 29) ** 3 else part / (3 * (6 / 29) ** 2) + 4 / 29


def test_the_formulas_give_what_their_sources_state() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lab(linear("#ff0000")) == pytest.approx((53.24, 80.09, 67.20), abs=0.1)
    for vision in VISION:  # grey stays grey
        assert dist(lab(seen("#808080", vision)), lab(linear("#808080"))) < 0.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(("names", "least"), [(MARKS, 3.0), (TEXTS, 4.5)], ids=["marks", "texts"])
def test_marks_and_texts_stand_out_from_both_grounds(
    theme: str, ground: str, names: tuple[str, ...], least: float
) -> None:
    """https://www.w3.org/TR/WCAG22/#non-text-contrast and #contrast-minimum."""
    colours = THEMES[theme]
    ratios = {name: contrast(colours[name], colours[ground]) for name in names}
    assert {name: round(ratio, 2) for name, ratio in ratios.items() if ratio < least} == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISION)
def test_no_two_ratings_look_alike_to_anybody(theme: str, vision: str) -> None:
    found = {name: lab(seen(THEMES[theme][name], vision)) for name in MARKS}
    near = {
        (one, other): round(dist(found[one], found[other]), 1)
        for one, other in combinations(MARKS, 2)
        if dist(found[one], found[other]) < APART
    }
    assert near == {}


@pytest.mark.parametrize("theme", THEMES)
def test_ratings_that_are_alike_in_greyscale_have_shapes_of_their_own(theme: str) -> None:
    """Fifteen steps of lightness are plain to see; where there are fewer, shapes tell."""
    lightness = [lab(linear(THEMES[theme][name]))[0] for name in RATINGS]
    drawn = [shape_of(level, 5, "") for level in range(1, 6)]
    shown = [shown_shape(int(name[-1])) for name in RATINGS]
    for one, other in combinations(range(5), 2):
        if abs(lightness[one] - lightness[other]) < 15:
            assert drawn[one] != drawn[other]
            assert shown[one] != shown[other]


def test_each_kind_of_silence_has_a_shape_of_its_own() -> None:
    words = ("not-rated", "not-inspected", "not-recorded", "not-published")
    named = ("Not rated", "Not inspected", "Not recorded", "Not yet published")
    assert len({shape_of(0, 4, word) for word in named}) == 4
    assert len({shown_shape(0, word) for word in words} | {shown_shape(tone) for tone in range(1, 6)}) == 9


def shown_shape(tone: int, silence: str = "") -> str:
    """What pages show for a rating, without its colour."""
    macro = jinja_environment(ROOT / "templates").get_template("components/shape.html").module
    return str(macro.shape({"tone": tone, "silence": silence}))  # type: ignore[attr-defined]  # made by Jinja


def test_drawings_have_a_class_for_each_colour_and_a_reader_s_own_colours_reach_them() -> None:
    rules = dict(re.findall(r"^\.([fs]-[\w-]+) \{ (.*?) \}$", CSS, re.MULTILINE))
    for token in TOKENS.values():
        if f"f-{token}" in rules:
            assert rules[f"f-{token}"] == f"fill: var(--{token});"
        if f"s-{token}" in rules:
            assert rules[f"s-{token}"] == f"fill: none; stroke: var(--{token});"
    assert list(rules) == sorted(
        rules, reverse=True, key=lambda name: name[0]
    )  # a fill outdoes a line's none
    forced = re.search(r"@media \(forced-colors: active\) \{\s*:root \{([^}]*)\}", CSS)
    assert forced
    replaced = dict(re.findall(r"--([\w-]+): (\w+);", forced[1]))
    assert {*TOKENS.values(), "panel"} <= replaced.keys()
    # https://www.w3.org/TR/css-color-4/#css-system-colors: what is drawn is told from what it stands on.
    assert {name for name, value in replaced.items() if value == "Canvas"} == {"paper", "panel"}
