"""What becomes of text on its way to a page."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TODAY
from tests.test_pipeline import site_of
from tracker.pipeline import build
from tracker.stages import draw, picture, render
from tracker.stages.rendering.templates import timestamp
from tracker.values.dates import PartialDate
from tracker.values.page import relative, slug
from tracker.values.project import Project

HOSTILE = '<script>alert(1)</script> & "$x^2$" {{ 7*7 }} \u2018é\u2019 😀'


@pytest.mark.parametrize(
    ("target", "base", "expected"),
    [
        ("/", "/", "index.html"),
        ("/", "/providers/a/", "../../index.html"),
        ("/providers/a/", "/", "providers/a/index.html"),
        ("/providers/b/", "/providers/a/", "../b/index.html"),
        ("/providers/a/", "/providers/a/", "index.html"),
        ("/static/site.css", "/inspections/2019/a/", "../../../static/site.css"),
        ("/timeline/#year-2019", "/providers/", "../timeline/index.html#year-2019"),
        ("/feed.xml", "/404.html", "feed.xml"),
    ],
)
def test_links_are_relative_and_name_the_file(target: str, base: str, expected: str) -> None:
    assert relative(target, base) == expected


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("2019", "2019-01-01"),
        ("2019-07", "2019-07-01"),
        ("2019-07-17", "2019-07-17"),
        ("2019-02/2019-03", "2019-02-01"),
    ],
)
def test_a_feed_takes_the_first_day_that_a_date_can_mean(date: str, moment: str) -> None:
    assert timestamp(PartialDate(date)) == f"{moment}T00:00:00Z"


def test_slugs_are_plain() -> None:
    assert slug("Court reports & case allocation") == "court-reports-case-allocation"


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def set_field(path: Path, field: str, value: str) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines) if line.startswith(f"{field}:"))
    quoted = value.replace("'", "''")
    lines[number] = f"{field}: '{quoted}'"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_hostile_text_is_shown_as_text(tiny: Project) -> None:
    """A name with markup, a formula and a template expression: on pages, in charts, in the feed."""
    for record in (tiny.content / "providers").glob("*.yaml"):
        set_field(record, "short_name", f"{record.stem} {HOSTILE}")
    report = build(tiny, TODAY)
    assert report.problems == ()
    for file in tiny.output.rglob("*"):
        if file.suffix in {".html", ".xml"}:
            assert "<script>" not in file.read_text(encoding="utf-8"), file
    home = (tiny.output / "index.html").read_text(encoding="utf-8")
    assert "{{ 7*7 }}" in home
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; " in home
    assert "$x^2$" in home
    assert "😀" in home


def test_markdown_is_cleaned_and_its_links_made_relative(tiny: Project) -> None:
    page = next((tiny.content / "pages").glob("*.md"))
    page.write_text(
        "# Title\n\n<script>alert(1)</script><img src=x onerror=alert(1)>\n\n# Again\n\n"
        '[home](/) <a href="javascript:alert(1)">bad</a> [good](https://example.org/) **bold**\n\n'
        "## A part\n\n| a |\n|---|\n| b |\n",
        encoding="utf-8",
    )
    assert build(tiny, TODAY).problems == ()
    html = (tiny.output / page.stem / "index.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "onerror" not in html
    assert 'href="javascript' not in html
    assert '<a href="../index.html">home</a>' in html
    assert '<a href="https://example.org/">good</a>' in html
    assert '<h2 id="a-part">' in html
    assert '<th scope="row">b</th>' in html


def test_a_dead_link_in_a_page_is_a_problem_of_that_page(tiny: Project) -> None:
    page = next((tiny.content / "pages").glob("*.md"))
    page.write_text("\n# Title\nSome [page](/no-such-page/).\n", encoding="utf-8")
    report = build(tiny, TODAY)
    assert [(problem.file, problem.line) for problem in report.problems] == [
        (f"content/pages/{page.name}", 3)
    ]
    assert not tiny.output.exists()


def test_headings_of_notes_do_not_collide_with_those_of_the_page(tiny: Project) -> None:
    record = tiny.content / "inspections/2020/northshire-crc.yaml"
    record.write_text(
        record.read_text(encoding="utf-8") + "notes: |\n  ## Sources\n\n  Words.\n", encoding="utf-8"
    )
    assert build(tiny, TODAY).problems == ()


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{{ asset('nope.css') }}", "nope.css"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{% include 'pages/about.html' %}", "pages/about.html"),
        ("{% if %}", "TemplateSyntaxError"),
        ("{% extends 'pages/404.html' %}", "RecursionError"),
        ("\xe9", "UnicodeDecodeError"),
    ],
)
def test_whatever_a_template_does_wrong_is_told_with_its_name(
    tiny: Project, template: str, told: str
) -> None:
    shutil.copytree(tiny.templates, tiny.root / "templates")
    (tiny.root / "templates/pages/404.html").write_text(template, encoding="latin-1")
    report = build(Project.at(tiny.root), TODAY)
    assert {problem.file for problem in report.problems} == {"templates/pages/404.html"}
    assert told in report.problems[0].message
    assert not tiny.output.exists()


@pytest.mark.parametrize("name", ["a:b.png", "LICENSE", "two words.css", "é.svg"])
def test_a_static_file_that_cannot_be_an_address_is_told(tiny: Project, name: str) -> None:
    shutil.copytree(tiny.static, tiny.root / "static")
    (tiny.root / "static" / name).write_bytes(b"x")
    report = build(Project.at(tiny.root), TODAY)
    assert [problem.message for problem in report.problems] == ["the file's name cannot be an address."]


def test_navigation_to_a_page_that_is_not_there_is_a_problem(tiny: Project) -> None:
    replace_in(tiny.root / "site_data.yaml", "page: /providers/", "page: /provider/")
    report = build(tiny, TODAY)
    assert [(p.file, p.hint) for p in report.problems] == [("site_data.yaml", 'Did you mean "/providers/"?')]
    assert report.problems[0].line > 1


def test_a_domain_of_its_own_gives_a_cname(tiny: Project) -> None:
    settings = tiny.root / "site_data.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "\ndomain: probation.example.org\n", encoding="utf-8"
    )
    build(tiny, TODAY)
    assert (tiny.output / "CNAME").read_text(encoding="utf-8") == "probation.example.org\n"


@pytest.mark.usefixtures("elsewhere")
def test_what_other_processes_make_is_the_same(
    tiny: Project, tiny_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages, drawings and share cards; and so are faults that are found there, each of them once."""
    made_here = []

    def watched(place: Any, name: str) -> None:
        make = getattr(place, name)

        def made(*given: Any, **named: Any) -> Any:
            made_here.append(name)
            return make(*given, **named)

        monkeypatch.setattr(place, name, made)

    for stage in (render, draw, picture):
        monkeypatch.setattr(stage, "_FEW", 1)
    for place, name in ((render._Press, "text"), (draw, "draw"), (picture, "picture")):
        watched(place, name)
    assert build(tiny, TODAY).problems == ()
    assert site_of(tiny.output) == site_of(tiny_site)
    assert made_here == []
    shutil.copytree(tiny.templates, tiny.root / "templates")
    replace_in(
        tiny.root / "templates/pages/inspection.html", "{% block main %}", "{% block main %}{{ nothing }}"
    )
    told = [problem.message for problem in build(Project.at(tiny.root), TODAY).problems]
    records = [*tiny.content.glob("inspections/*/*.yaml")]
    assert told == ["UndefinedError: 'nothing' is undefined."] * len(records)
