"""Registers: tables and lists that a reader can search, filter and sort; whole without a script."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT, SITES
from tracker.stages.rendering.templates import jinja_environment

REGISTERS = {
    "providers/index.html": ["kind", "region", "rating", "year"],
    "inspections/index.html": ["kind", "region", "programme", "rating", "year"],
    "compare/adult-2018/index.html": ["kind", "region", "rating", "year"],
    "compare/pdu-and-region-2023/by-region/index.html": ["kind", "region", "rating", "year"],
    "standards/adult-2018/assessment/index.html": ["rating"],
    "measures/people-supervised/index.html": ["kind", "year"],
    "sources/index.html": [],
    "sources/hm-inspectorate-of-probation/index.html": [],
    "areas/index.html": [],
}
ROWS = "[data-register] tbody > tr:not(:has([scope=rowgroup])), [data-rows] > *"


@pytest.fixture
def listed(page: Page) -> Callable[[int], list[str]]:
    """The texts of a column as it is shown."""

    def texts(column: int) -> list[str]:
        found: list[str] = page.eval_on_selector_all(
            "tbody tr:not([hidden])", f"rows => rows.map(row => row.cells[{column}].textContent.trim())"
        )
        return found

    return texts


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"select[name={name}]").select_option(value)


def told(page: Page) -> str:
    return page.locator("[data-register]").get_by_role("status").inner_text()


# As it is published


def test_the_register_of_inspections_has_each_once(tiny_site: Path) -> None:
    tree = html.parse(tiny_site / "inspections/index.html")
    rows = [row.get("href") for row in tree.xpath("//main//tbody/tr/th/a")]
    records = sorted(path.stem for path in (SITES / "tiny/content/inspections").rglob("*.yaml"))
    assert sorted(link.split("/")[-2] for link in rows) == records


def test_each_row_says_what_it_can_be_picked_by(real_site: Path) -> None:
    for name, filters in REGISTERS.items():
        tree = html.parse(real_site / name)
        assert tree.xpath("//form//select/@data-filter") == filters, name
        rows = tree.xpath("//*[@data-register]//tbody/tr[not(*[@scope='rowgroup'])]")
        assert all(f"data-{key}" in row.attrib for row in rows for key in filters), name
        for head in tree.xpath("//*[@data-register]//thead/tr[last()]"):
            assert {
                len(row) for row in head.getparent().getparent().xpath("tbody/tr[not(*[@scope='rowgroup'])]")
            } == {len(head)}


def test_a_short_table_has_no_controls(tiny_site: Path) -> None:
    for name in ("inspections", "providers", "areas", "sources", "compare/core-2018"):
        page = (tiny_site / name / "index.html").read_text(encoding="utf-8")
        assert "register." not in page, name
    assert "<select" not in (tiny_site / "compare/core-2018/index.html").read_text(encoding="utf-8")


# In a browser


@pytest.mark.browser
def test_without_javascript_each_register_is_whole(real_site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name in REGISTERS:
        page.goto(f"file://{real_site}/{name}")
        rows = page.locator(ROWS)
        assert rows.count() > 10, name
        assert (
            page.locator("[data-register] :is(input, select, button):visible, [data-none]:visible").count()
            == 0
        )
        assert all(row.is_visible() for row in rows.all()), name
    context.close()


@pytest.mark.browser
def test_dates_sort_by_time_and_the_unknown_are_last_both_ways(
    real_site: Path, page: Page, listed: Callable[[int], list[str]]
) -> None:
    page.goto(f"file://{real_site}/inspections/index.html")
    days = {}
    for row in page.locator("tbody tr").all():
        cell = row.locator("td").nth(1)
        days[cell.inner_text()] = cell.get_attribute("data-sort") or ""
    for direction in ("descending", "ascending"):
        page.get_by_role("button", name="Sort by Report of").click()
        assert page.locator("[aria-sort]").get_attribute("aria-sort") == direction
        shown = [days[text] for text in listed(2)]
        known = [day for day in shown if day]
        assert known == sorted(known, reverse=direction == "descending")
        assert shown == known + [""] * (len(shown) - len(known))
        assert len(known) < len(shown), "the record knows every date now: take another column"


@pytest.mark.browser
def test_ratings_sort_by_level_and_silences_are_last_both_ways(
    real_site: Path, page: Page, listed: Callable[[int], list[str]]
) -> None:
    page.goto(f"file://{real_site}/providers/index.html")
    choose(page, "kind", "Probation Delivery Units")
    scale = ["Outstanding", "Good", "Requires improvement", "Inadequate"]
    for order in (scale, scale[::-1]):
        page.get_by_role("button", name="Sort by Last rating").last.click()
        shown = [scale.index(word) if word in scale else 9 for word in listed(1)]
        places = [order.index(scale[level]) if level < len(scale) else 9 for level in shown]
        assert places == sorted(places)
    choose(page, "kind", "")
    options = page.locator("select[name=rating] option").all_inner_texts()
    rated = [word for word in options[1:] if word in scale]
    assert options[0] == "All"
    assert options[1 : 1 + len(rated)] == [word for word in scale if word in rated]


@pytest.mark.browser
def test_numbers_sort_by_size_and_names_as_in_a_dictionary(
    real_site: Path, page: Page, listed: Callable[[int], list[str]]
) -> None:
    page.goto(f"file://{real_site}/measures/people-supervised/index.html")
    page.get_by_role("button", name="Sort by Value and source").first.click()
    values = page.eval_on_selector_all(
        "[data-register] tbody tr", "rows => rows.map(row => Number(row.cells[3].dataset.sort))"
    )
    assert values == sorted(values, reverse=True)
    page.goto(f"file://{real_site}/inspections/index.html?sort=-inspection")
    names = [re.sub(r"\s+", " ", name).casefold() for name in listed(0)]
    assert (names[0][0], names[-1][0]) == ("y", "b")


@pytest.mark.browser
def test_the_state_is_in_the_address_and_comes_back(address: str, page: Page) -> None:
    """By reload, by the way back and by a link; at a domain's root, below a path and from a folder."""
    start = f"{address}inspections/index.html"
    page.goto(start)
    every = told(page)
    assert re.fullmatch(r"(\d+) of \1 shown", every)
    choose(page, "rating", "Inadequate")
    page.get_by_label("Find in this list").fill("  YORK")
    page.get_by_role("button", name="Sort by Report of").click()
    assert page.url == f"{start}?rating=Inadequate&q=++YORK&sort=date"
    few, order = told(page), page.locator("tbody tr:visible th a").all_inner_texts()
    assert every != few
    assert all("york" in name.lower() for name in page.locator("tbody tr:visible").all_inner_texts())
    page.reload()
    assert (told(page), page.locator("tbody tr:visible th a").all_inner_texts()) == (few, order)
    page.locator("tbody tr:visible th a").first.click()
    page.wait_for_url("**/inspections/*/*/**")
    page.go_back()
    assert (told(page), page.locator("tbody tr:visible th a").all_inner_texts()) == (few, order)
    page.go_back()
    page.wait_for_url(f"{start}?rating=Inadequate&q=++YORK")
    assert page.locator("[aria-sort]").count() == 0
    page.go_back()
    page.wait_for_url(start)
    assert told(page) == every
    page.goto(f"{start}?rating=Inadequate&year=1066&sort=nothing&other=kept")
    assert "Inadequate" in page.locator("tbody tr:visible").first.inner_text()
    page.get_by_role("button", name="Reset").click()
    page.wait_for_url(f"{start}?other=kept")
    assert told(page) == every


@pytest.mark.browser
def test_where_nothing_matches_it_says_so_and_leads_on(address: str, page: Page) -> None:
    page.goto(f"{address}areas/index.html")
    page.get_by_label("Find in this list").fill("nowhere & else")
    assert told(page).startswith("0 of ")
    line = page.locator("[data-none]")
    assert "No place of that name is on record." in line.inner_text()
    search, regions = (link.get_attribute("href") or "" for link in line.locator("a").all())
    assert search.endswith("search/index.html?q=nowhere%20%26%20else")
    assert regions.endswith("providers/index.html#probation-service-regions")
    assert page.locator(".letter:visible").count() == 0
    page.goto(f"{address}index.html")
    page.get_by_label("County, city or borough").fill("Hackney")
    page.get_by_role("link", name="Search the whole site").click()
    page.wait_for_url("**/search/index.html?q=Hackney")


@pytest.mark.browser
def test_a_section_without_a_match_goes_and_its_heading_with_it(real_site: Path, page: Page) -> None:
    page.goto(f"file://{real_site}/compare/pdu-and-region-2023/by-region/index.html")
    region = "East Midlands region"
    choose(page, "region", region)
    assert page.locator("tbody:visible .domain").all_inner_texts() == [region]
    page.get_by_role("button", name="Sort by Overall").first.click()
    assert page.locator("tbody:visible tr").first.inner_text() == region
    choose(page, "rating", "Inadequate")
    shown = page.locator("tbody:visible tr:visible .overall").all_inner_texts()
    assert shown
    assert all(text.startswith("Inadequate") for text in shown)


@pytest.mark.browser
def test_two_registers_on_a_page_keep_apart(tmp_path: Path, page: Page) -> None:
    component = jinja_environment(ROOT / "templates").get_template("components/register_form.html")
    made = component.module.register_form  # type: ignore[attr-defined]  # a macro, known only to Jinja
    forms = [made(("kind",), prefix) for prefix in ("", "other-")]
    rows = "".join(f'<tr data-kind="{kind}"><th scope="row">{kind}</th></tr>' for kind in ("crc", "pdu"))
    table = f'<table><thead><tr><th data-sort="name">Name</th></tr></thead><tbody>{rows}</tbody></table>'
    body = "".join(f'<div data-register="">{form}{table}</div>' for form in forms)
    script = (ROOT / "static/register.js").as_uri()
    file = tmp_path / "two.html"
    file.write_text(f'{body}<script src="{script}"></script>', encoding="utf-8")
    page.goto(file.as_uri())
    first, second = page.locator("[data-register]").all()
    first.locator("select[name=kind]").select_option("pdu")
    second.get_by_role("button", name="Sort by Name").click()
    second.get_by_role("button", name="Sort by Name").click()
    assert page.url.endswith("?kind=pdu&other-sort=-name")
    page.reload()
    assert first.locator("tbody th:visible").all_inner_texts() == ["pdu"]
    assert second.locator("tbody th:visible").all_inner_texts() == ["pdu", "crc"]


@pytest.mark.browser
def test_a_register_works_by_keyboard(real_site: Path, page: Page) -> None:
    page.goto(f"file://{real_site}/inspections/index.html")
    page.get_by_label("Find in this list").focus()
    page.keyboard.type("kent")
    page.keyboard.press("Enter")
    few = told(page)
    assert page.url.endswith("?q=kent")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Filter and sort"
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("name") == "kind"
    page.keyboard.press("ArrowDown")
    assert told(page) != few or page.locator("select[name=kind]").input_value()
    button = page.get_by_role("button", name="Sort by Overall rating")
    button.focus()
    page.keyboard.press("Space")
    assert page.locator(":focus").get_attribute("aria-label") == "Sort by Overall rating"
    assert page.locator("[aria-sort=ascending]").inner_text().startswith("Overall rating")


@pytest.mark.browser
def test_nothing_moves_when_the_controls_appear(real_site: Path, browser: Browser) -> None:
    for width in (390, 1280):
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        for name in ("inspections/index.html", "compare/adult-2018/index.html", "areas/index.html"):
            page.goto(f"file://{real_site}/{name}")
            form = page.locator("form.finder").first
            shown = form.bounding_box()
            form.evaluate(
                "form => { form.hidden = true;"
                " for (const part of form.querySelectorAll('details')) part.open = false }"
            )
            kept = form.bounding_box()
            assert shown
            assert kept
            assert abs(kept["height"] - shown["height"]) < 1, (name, width)
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 768])
def test_no_register_makes_the_page_scroll_and_row_headers_stay(
    real_site: Path, browser: Browser, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    scrolled = 0
    for name in (*REGISTERS, "coverage/index.html"):
        page.goto(f"file://{real_site}/{name}")
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        too_wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert too_wide == 0, name
        for box in page.locator(".scroll:visible").all():
            measured: dict[str, Any] = box.evaluate(
                "box => { box.scrollLeft = 1e6; const left = part => part.getBoundingClientRect().left;"
                "return { by: box.scrollLeft, at: [...box.querySelectorAll('tbody th[scope=row]')]"
                ".map(head => left(head) - left(box)) } }"
            )
            scrolled += measured["by"] > 0
            assert all(abs(place) < 1 for place in measured["at"]), name
    assert scrolled, "no box scrolls, so nothing was tried"
    context.close()
