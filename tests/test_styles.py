"""The style sheet: its sizes are the documented ones, and it has a rule for each class and no other."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.gallery import ROOT, STYLES, gallery
from tracker.values.project import Project
from tracker.values.style_sheet import minified

SHEET = re.sub(r"/\*.*?\*/", "", STYLES.read_text(encoding="utf-8"), flags=re.DOTALL)
LOOK = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## How the site looks")[2]
REM = re.compile(r"(?<![\w.])([\d.]+)rem")


def classes_of_styles() -> set[str]:
    """Every class that a selector of the style sheet names."""
    return set(re.findall(r"\.([a-z][\w-]*)", " ".join(re.findall(r"([^{};]+)\{", SHEET))))


def classes_of(html: str) -> set[str]:
    return {name for names in re.findall(r'\sclass="([^"]*)"', html) for name in names.split()}


def declared(names: str) -> list[str]:
    """The values of all properties of these names, outside the tokens."""
    return re.findall(rf"[\s{{;](?:{names}): ([^;}}]+)", SHEET)


def test_styles_and_pages_know_the_same_classes(real_site: Path, second_site: Project) -> None:
    """No rule is left over, and no class is written that does nothing."""
    sites = (real_site, second_site.output)  # the second has a scale of five
    pages = [path.read_text(encoding="utf-8") for site in sites for path in site.rglob("*.html")]
    used = set().union(*map(classes_of, [*pages, gallery()]))
    scripts = "".join(path.read_text(encoding="utf-8") for path in STYLES.parent.glob("*.js"))
    named = set(re.findall(r"[a-z][\w-]*", scripts))
    hooks = set(re.findall(r"[\"'`]\.([a-z-]+)", scripts))
    styled = classes_of_styles()
    assert styled - used - named == set(), "rules for nothing"
    assert used - styled - hooks - {"light", "dark", "sample", "samples"} == set(), "classes without a rule"


def test_sizes_are_documented_as_they_are() -> None:
    """Each row of the table with a value has the value of the style sheet, and no size is left out."""
    told = dict(re.findall(r"^\| `(--(?:text|width)-\w+|--space)` \| `([^`]+)` \|", LOOK, re.MULTILINE))
    assert told == dict(re.findall(r"^  (--(?:text|width)-\w+|--space): ([^;]+);", SHEET, re.MULTILINE))


def test_text_has_no_other_sizes() -> None:
    """A size of its own is in `em`, of the text around it; or in points, for paper."""
    found = declared("font-size")
    assert len(found) > 10
    assert [
        size
        for size in found
        if not re.fullmatch(r"var\(--text-\w+\)|1rem|[\d.]+(em|pt|%)|13px|inherit", size)
    ] == []


def test_spaces_are_steps_of_the_documented_scale() -> None:
    line = re.search(r"Spaces are steps of a scale: ([\d., and]+) rem", LOOK)
    assert line is not None
    steps = set(re.findall(r"[\d.]+\d|\d", line[1]))
    used = {
        step for value in declared(r"(?:margin|padding|gap|column-gap)[a-z-]*") for step in REM.findall(value)
    }
    assert used == steps


# As it is published


@pytest.mark.browser
def test_the_shorter_style_sheet_has_the_same_rules(page: Page) -> None:
    def rules(css: str) -> list[str]:
        page.set_content(f"<!doctype html><style>{css}</style>")
        return [
            re.sub(r"\s*,\s*", ",", rule)  # a browser keeps the spaces in tokens
            for rule in page.evaluate("[...document.styleSheets[0].cssRules].map(rule => rule.cssText)")
        ]

    css = STYLES.read_text(encoding="utf-8")
    assert len(rules(css)) > 100
    assert rules(minified(css)) == rules(css)
    assert len(minified(css)) < 0.85 * len(css)


@pytest.mark.parametrize(
    ("css", "short"),
    [
        ("a :hover > b , c { d : e ; /* f */ }", "a :hover>b,c{d :e}"),
        ('a { content: ";} /* b */ , "; }', 'a{content:";} /* b */ , "}'),
        ("a { width: calc(1px + 2px) !important; }", "a{width:calc(1px + 2px)!important}"),
        ("/* a */ b /* c */ d {} /* e */", "b d{}"),
    ],
)
def test_only_what_means_nothing_is_left_out(css: str, short: str) -> None:
    assert minified(css) == short
