"""The handbook: docs/ as pages of the site, whose links lead where they lead on GitHub."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, TODAY, facts_of
from tracker.pipeline import build
from tracker.stages.searching.entries import entries
from tracker.values.project import Project
from tracker.values.prose import TextLink, anchors, headings, links, relinked

DOCS = sorted((ROOT / "docs").glob("*.md"))
INDEX = """# Handbook

Read [how](how-to.md), then [why](a-reason.md#the-last_word), and [the licence](../LICENSE).

See [`code`](how-to.md#on-github--yours), but `[not this](nowhere.md)`.

| Field | Rule |
|---|---|
| `id` | small letters |
"""
HOW = """# How to

<b>Bold</b> words of [the first page](index.md).

## On GitHub & yours

```yaml
## no heading: [no link](nowhere.md)
```

### `provider_existed`

## Two
## Three
## Four
"""
REASON = "<!-- Made by a program. -->\n# A reason\n\nBecause.\n\n## The last_word\n"


@pytest.fixture
def documented(tiny: Project) -> Project:
    """The small site with a handbook."""
    tiny.docs.mkdir()
    for name, text in (("index", INDEX), ("how-to", HOW), ("a-reason", REASON.partition("\n")[2])):
        (tiny.docs / f"{name}.md").write_text(text, encoding="utf-8")
    return tiny


@pytest.fixture
def page(documented: Project) -> Callable[[str], str]:
    """The HTML of a page of its site."""
    assert build(documented, TODAY).problems == ()
    return lambda url: (documented.output / url / "index.html").read_text(encoding="utf-8")


def test_a_site_without_docs_has_no_handbook_and_no_link_to_it(tiny_site: Path) -> None:
    assert not (tiny_site / "handbook").exists()
    assert "handbook" not in (tiny_site / "index.html").read_text(encoding="utf-8").lower()


def test_the_pages_stand_in_the_order_in_which_the_first_one_links_to_them(documented: Project) -> None:
    pages = facts_of(documented).handbook
    assert [page.url for page in pages] == ["/handbook/", "/handbook/how-to/", "/handbook/a-reason/"]


def test_links_lead_where_they_lead_on_github(page: Callable[[str], str]) -> None:
    html = page("handbook")
    assert '<a href="how-to/index.html">how</a>' in html
    assert '<a href="a-reason/index.html#the-last_word">why</a>' in html
    assert '<a href="https://example.org/tiny-tracker/blob/main/LICENSE">the licence</a>' in html
    assert '<a href="how-to/index.html#on-github--yours"><code>code</code></a>' in html
    assert "<code>[not this](nowhere.md)</code>" in html


def test_every_page_leads_to_those_beside_it_and_to_its_own_file(page: Callable[[str], str]) -> None:
    html = page("handbook/how-to")
    assert '<a rel="prev" href="../index.html">Handbook</a>' in html
    assert '<a rel="next" href="../a-reason/index.html">A reason</a>' in html
    assert 'href="https://example.org/tiny-tracker/edit/main/docs/how-to.md">Edit this text</a>' in html
    assert '<meta name="description" content="Bold words of the first page.">' in html


def test_a_long_page_lists_its_sections(page: Callable[[str], str]) -> None:
    assert '<li><a href="#on-github--yours">On GitHub &amp; yours</a></li>' in page("handbook/how-to")
    assert "On this page" not in page("handbook/a-reason")


def test_a_page_to_look_things_up_in_lists_the_parts_of_its_sections_too(documented: Project) -> None:
    sections = "## One\n## Two\n## Three\n## Four\n"
    parts = "".join(f"### part_{number}\n\n" for number in range(21))
    text = f"# A\n\n{sections}{parts}## The last_word\n"
    (documented.docs / "a-reason.md").write_text(text, encoding="utf-8")
    assert build(documented, TODAY).problems == ()
    html = (documented.output / "handbook/a-reason/index.html").read_text(encoding="utf-8")
    listed = html.partition("On this page")[2].partition("</nav>")[0]
    assert '<a href="#four">Four</a>' in listed
    assert '<a href="#part_20">part_20</a>' in listed.partition('<a href="#four">')[2]


def test_code_that_scrolls_can_be_reached_with_the_keyboard(page: Callable[[str], str]) -> None:
    assert '<pre tabindex="0"><code>## no heading' in page("handbook/how-to")


def test_a_table_fits_a_phone_and_says_what_each_row_is_about(page: Callable[[str], str]) -> None:
    html = page("handbook")
    assert '<table class="stacks">' in html
    assert '<th scope="row"><code>id</code></th>' in html


def test_the_handbook_is_found_from_everywhere(documented: Project, page: Callable[[str], str]) -> None:
    assert '<a href="../handbook/index.html">Handbook</a>' in page("about")
    assert "/handbook/how-to/" in (documented.output / "sitemap.xml").read_text(encoding="utf-8")
    found = {entry.url: entry for entry in entries(facts_of(documented)) if entry.kind == "Handbook"}
    assert "small letters" in found["/handbook/"].text
    assert "provider_existed" in found["/handbook/how-to/"].text


def test_other_texts_can_link_to_the_handbook(documented: Project) -> None:
    about = documented.content / "pages/about.md"
    about.write_text("# About\n\n[How](/handbook/how-to/)\n", encoding="utf-8")
    assert build(documented, TODAY).problems == ()


def test_an_edit_of_a_page_is_not_taken_for_nothing(documented: Project, page: Callable[[str], str]) -> None:
    assert "Because." in page("handbook/a-reason")
    file = documented.docs / "a-reason.md"
    file.write_text(file.read_text(encoding="utf-8").replace("Because", "Therefore"), encoding="utf-8")
    assert build(documented, TODAY).changes.written > 0
    assert "Therefore." in page("handbook/a-reason")


def test_a_page_that_a_program_writes_has_no_link_to_edit_it(documented: Project) -> None:
    text = REASON.partition("\n")[2].replace("# A reason\n", "# A reason\n\n<!-- Made by a program. -->\n")
    (documented.docs / "a-reason.md").write_text(text, encoding="utf-8")
    assert build(documented, TODAY).problems == ()
    html = (documented.output / "handbook/a-reason/index.html").read_text(encoding="utf-8")
    assert "Edit this text" not in html
    assert '<meta name="description" content="Because.">' in html


def test_a_link_in_code_stays_as_it_is() -> None:
    text = "[a](b.md) `[c](d.md)` ``[`e`](f.md)``\n\n```md\n[g](h.md)\n```\n[`i`](j.md#k)\n"
    assert list(links(text)) == [TextLink("b.md", 1, 5), TextLink("j.md#k", 6, 7)]
    assert relinked(text, str.upper) == text.replace("b.md", "B.MD").replace("j.md#k", "J.MD#K")


# Each as GitHub shows it: https://github.com/gjtorikian/html-pipeline/blob/v2.14.3/lib/html/pipeline/toc_filter.rb
@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("provider_existed", "provider_existed"),
        ("On GitHub’s web page", "on-githubs-web-page"),
        ("Quality & Impact", "quality--impact"),
        ("1. Take a copy", "1-take-a-copy"),
        ("Re-use, café", "re-use-café"),
    ],
)
def test_a_heading_has_the_anchor_that_github_gives_it(title: str, expected: str) -> None:
    assert list(anchors([title, "Other", title])) == [expected, "other", f"{expected}-1"]


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.stem)
def test_the_site_and_github_call_headings_the_same(file: Path, real_site: Path) -> None:
    """What links are checked against is what the page has."""
    title, _, text = file.read_text(encoding="utf-8").partition("\n")
    name = "index.html" if file.stem == "index" else f"{file.stem}/index.html"
    html = (real_site / "handbook" / name).read_text(encoding="utf-8")
    prose = html.partition('<div class="prose">')[2].partition("</div>")[0]
    expected = [heading.anchor for heading in headings(text)]
    assert re.findall(r'<h[2-6] id="([^"]*)"', prose) == expected
    assert not set(anchors([title.removeprefix("# ")])) & set(expected), "GitHub counts the title too"
