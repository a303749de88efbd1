"""The search as readers use it: typing, narrowing, following a result, sharing an address."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import TODAY, serving
from tracker.pipeline import build
from tracker.stages.searching import parts
from tracker.values.project import Project

pytestmark = pytest.mark.browser

QUOTATION = "The management of risk of harm was not good enough at every stage of supervision."
INSPECTION = "Staffordshire and West Midlands CRC, 2020"
WORDS = "Any place or provider, or words of a finding or quotation"


def told(page: Page) -> str:
    """What the page says of its results, once it has any."""
    status = page.get_by_role("status")
    expect(status).to_have_text(re.compile(r"result|Nothing found"))
    return status.inner_text()


def kinds(page: Page) -> set[str]:
    return set(page.locator("#results .when").all_inner_texts())


def choices(page: Page, name: str) -> dict[str, int]:
    """What can be chosen, with the number of results that it says it would give."""
    texts = page.get_by_label(name).locator("option:enabled").all_inner_texts()
    counted = [re.fullmatch(r"(.+) \((\d+)\)", text) for text in texts]
    return {match[1]: int(match[2]) for match in counted if match}


@pytest.mark.parametrize("address", ["root", "path"], indirect=True)
def test_a_word_of_a_quotation_leads_to_its_place_on_the_page(address: str, page: Page) -> None:
    """Wherever the site is published, and under its own content security policy."""
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.goto(f"{address}index.html")
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_label(WORDS).fill("management of risk of harm every stage")
    assert told(page)
    result = page.locator("#results li").filter(has_text=QUOTATION)
    assert "Justin Russell, HM Chief Inspector of Probation" in result.inner_text()
    assert result.locator(".badge").count() == 0, "the rating is the inspection's, not the quotation's"
    assert {"risk", "harm"} <= set(result.locator("mark").all_inner_texts())
    result.get_by_role("link", name=INSPECTION).click()
    page.wait_for_url(
        re.compile(r"/inspections/2020/staffordshire-and-west-midlands-crc/index\.html#quote-\d+$")
    )
    assert page.url.startswith(address)
    assert QUOTATION in page.locator(":target").inner_text()
    assert faults == []


def test_a_place_comes_before_all_that_has_it_in_its_name(served: str, page: Page) -> None:
    for place in ("Kent", "York", "Sussex", "West Midlands", "Shropshire"):
        page.goto(f"{served}search/?q={place}")
        told(page)
        first = page.locator("#results li").first
        assert first.locator(".when").inner_text() == "Area"
        assert first.get_by_role("heading").inner_text() == place


def test_choices_narrow_the_results_and_say_how_many_they_give(served: str, page: Page) -> None:
    page.goto(f"{served}search/")
    page.get_by_label(WORDS).fill("domestic abuse")
    every = int(told(page).split()[0])
    offered = choices(page, "Kind")
    assert sum(offered.values()) == every
    page.get_by_label("Kind").select_option("Inspection")
    expect(page.get_by_role("status")).to_have_text(f"{offered['Inspection']} results.")
    assert kinds(page) == {"Inspection"}
    # The choice that was made still says what the others would give instead.
    assert choices(page, "Kind") == offered
    rated = choices(page, "Overall rating")["Inadequate"]
    page.get_by_label("Overall rating").select_option("Inadequate")
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{rated} results?\.$"))
    assert set(page.locator("#results .badge").all_inner_texts()) == {"Inadequate"}
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_role("status")).to_have_text("")
    assert page.locator("#results li").count() == 0


def test_the_address_keeps_the_search(served: str, page: Page) -> None:
    page.goto(f"{served}search/")
    page.get_by_label(WORDS).fill("unpaid work")
    page.get_by_label("Overall rating").select_option("Good")
    said = told(page)
    shared = page.url
    assert parse_qs(urlsplit(shared).query) == {"q": ["unpaid work"], "rating": ["Good"]}
    titles = page.locator("#results h2").all_inner_texts()
    page.goto("about:blank")
    page.goto(shared)
    assert told(page) == said
    assert page.locator("#results h2").all_inner_texts() == titles
    assert page.get_by_label("Overall rating").input_value() == "Good"


def test_without_words_everything_chosen_is_listed_in_batches_by_keyboard(served: str, page: Page) -> None:
    page.goto(f"{served}search/?kind=Area")
    total = int(told(page).split()[0])
    titles = page.locator("#results h2")
    batch = titles.count()
    assert batch < total
    page.locator("#more").press("Enter")
    expect(titles).to_have_count(2 * batch)
    assert page.locator(":focus").inner_text() == titles.nth(batch).inner_text()
    assert page.locator("#more").inner_text() == f"Show more ({total - 2 * batch} left)"
    names = titles.all_inner_texts()
    assert names == sorted(names, key=str.casefold)


def test_an_index_in_parts_finds_what_one_index_finds(
    tiny: Project, tiny_site: Path, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same results and counts; where no word ranks them, in the same order."""
    monkeypatch.setattr(parts, "ENOUGH", 1)
    assert build(tiny, TODAY).problems == ()
    assert len([*tiny.output.glob("pagefind/*/pagefind-entry.json")]) > 1

    def found(folder: Path, query: str) -> tuple[list[str], list[dict[str, int]]]:
        with serving(folder) as site:
            page.goto(f"{site}search/?{query}")
            assert "result" in told(page)
            results = page.locator("#results li").all_inner_texts()
            return results, [choices(page, name) for name in ("Kind", "Overall rating", "Year of the report")]

    for query in ("kind=Finding", "kind=Area", "speaker=Ada+Example", "year=2019", "rating=Not+rated"):
        assert found(tiny.output, query) == found(tiny_site, query)
    for words in ("Northshire", "caseloads", "probation+year"):
        results, counts = found(tiny.output, f"q={words}")
        whole, counted = found(tiny_site, f"q={words}")
        assert (sorted(results), counts) == (sorted(whole), counted)


def test_nothing_found_is_said_with_what_to_do(served: str, page: Page) -> None:
    page.goto(f"{served}search/?q=qqqqzz&kind=no-such-kind")
    assert told(page) == "Nothing found. Try the name of a place, or other words."
    assert page.get_by_label("Kind").input_value() == ""
    assert page.get_by_role("link", name="areas from A to Z").is_visible()


def test_nothing_is_fetched_before_the_reader_searches(served: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served}search/")
    page.get_by_label(WORDS).focus()
    assert not [url for url in asked if "/pagefind/" in url]


@pytest.mark.parametrize("javascript", [True, False])
def test_opened_from_a_folder_or_without_javascript_the_page_says_where_else_to_look(
    real_site: Path, browser: Browser, *, javascript: bool
) -> None:
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    page.goto(f"file://{real_site}/search/index.html?q=kent")
    assert page.get_by_text("Searching needs JavaScript and works on the published site").is_visible()
    assert not page.get_by_label(WORDS).is_visible()
    page.get_by_role("link", name="register of providers").click()
    assert page.locator("h1").count() == 1
    assert page.url.endswith("/providers/index.html")
    context.close()
