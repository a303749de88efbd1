"""Providers side by side, every rating on a standard, and where comparison stops."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from posixpath import dirname, normpath

import pytest

from tests.conftest import TODAY, facts_of
from tracker.pipeline import build
from tracker.stages.derivations.standards import TELLING
from tracker.values.facts import (
    ComparedProvider,
    ComparisonFacts,
    Facts,
    InspectionFacts,
    ProviderFacts,
    RatedStandard,
)
from tracker.values.page import standard_url
from tracker.values.project import Project
from tracker.values.records import Content, Inspection

Edit = Callable[[str, str, str], None]

OLD = "content/inspections/2019/northshire-crc.yaml"
NEW = "content/inspections/2020/northshire-crc.yaml"
SOUTHMOOR = """\
provider: southmoor-crc
framework: core-2018
published: {published}
overall: {overall}
ratings:
  staff: Good
sources:
  report:
    title: Southmoor CRC
    publisher: Tracker Test Press
    url: https://example.org/southmoor
"""


def add_southmoor(project: Project, published: str = "2019-01", overall: str = "Outstanding") -> None:
    file = project.content / "inspections/2019/southmoor-crc.yaml"
    file.write_text(SOUTHMOOR.format(published=published, overall=overall), encoding="utf-8")


def put_within(project: Project, provider: str, region: str) -> None:
    file = project.content / f"providers/{provider}.yaml"
    text = file.read_text(encoding="utf-8")
    part_of = f"part_of:\n  provider: {region}\n  source: register\nsources:\n"
    file.write_text(text.replace("sources:\n", part_of, 1), encoding="utf-8")


def split_the_standards(project: Project, edit: Edit) -> None:
    """The inspection of 2020 was under other standards, which have the same names."""
    frameworks = project.content / "frameworks"
    text = (frameworks / "core-2018.yaml").read_text(encoding="utf-8")
    later = text.replace("from: 2018-04", "from: 2020-02").replace(
        "short_name: Core 2018", "short_name: Core 2020"
    )
    (frameworks / "core-2020.yaml").write_text(later.replace("core.pdf", "core-2020.pdf"), encoding="utf-8")
    edit(NEW, "framework: core-2018", "framework: core-2020")


def comparison(facts: Facts, url: str = "/compare/core-2018/") -> ComparisonFacts:
    return next(found for found in facts.comparisons if found.url == url)


def rows(facts: Facts, order: str = "name") -> dict[str, list[ComparedProvider]]:
    """The rows of each table of the 2018 framework by the kind of provider."""
    (found,) = [found for found in comparison(facts).orders if found.name == order]
    return {table.id: [row for group in table.groups for row in group.rows] for table in found.tables}


def names(facts: Facts, order: str) -> list[str]:
    return [row.provider.title for row in rows(facts, order)["crc"]]


def inspection(facts: Facts, key: str) -> InspectionFacts:
    return next(found for found in facts.inspections if found.id == key)


def provider(facts: Facts, key: str) -> ProviderFacts:
    return next(found for found in facts.providers if found.id == key)


def standard(facts: Facts, key: str, framework: str = "core-2018") -> RatedStandard:
    return next(found for found in facts.standards if found.url == standard_url(framework, key))


def page(project: Project, url: str) -> str:
    return text_of(project.output / url.strip("/") / "index.html")


def text_of(file: Path) -> str:
    return re.sub(r"\s+", " ", unescape(file.read_text(encoding="utf-8")))


# Side by side


def test_a_provider_has_one_row_with_its_newest_inspection_and_what_changed(tiny: Project) -> None:
    (row,) = rows(facts_of(tiny))["crc"]
    assert (row.provider.title, row.inspection.title, row.overall.word, row.times) == (
        "Northshire CRC",
        "November 2020",
        "Good",
        2,
    )
    assert [link.url for link in row.earlier] == ["/inspections/2019/northshire-crc/"]
    assert row.change is not None
    assert (row.change.movement, row.change.label) == ("better", "2019")
    leadership, staff, *_ = row.cells
    assert leadership.change is not None
    assert staff.change is not None
    assert (leadership.change.movement, staff.change.movement) == ("better", "same")


def test_each_kind_of_provider_has_a_table_with_its_own_standards(tiny: Project) -> None:
    tables = comparison(facts_of(tiny)).orders[0].tables
    assert {table.id: [column.title for column in table.columns] for table in tables} == {
        "crc": ["Leadership", "Staff", "Planning", "Unpaid work"],
        "nps-division": ["Leadership", "Staff", "Planning", "Court work"],
    }
    assert tables[0].headings == (("Organisation", 2), ("Casework", 2))
    assert tables[0].columns[3].url == "/standards/core-2018/unpaid-work/"


def test_the_cells_tell_the_four_silences_apart(tiny: Project, edit: Edit) -> None:
    edit(NEW, "  staff: Requires improvement\n", "")
    facts = facts_of(tiny)
    (crc,), (nps,) = rows(facts)["crc"], rows(facts)["nps-division"]
    words = ["Outstanding", "Not recorded", "Not rated", "Not inspected"]
    assert [cell.rating.word for cell in crc.cells] == words
    assert {cell.rating.silence for cell in nps.cells} == {"not-published"}
    assert [mark.word for mark in comparison(facts).marks][4:] == [
        "Not rated",
        "Not inspected",
        "Not recorded",
        "Not yet published",
    ]
    build(tiny, TODAY)
    html = page(tiny, "/compare/core-2018/")
    cells = re.findall(r'<td class="standard"[^>]*>.*?<span class="word">(.*?)</span>', html)
    assert cells == [*words, *["Not yet published"] * 4]


def test_the_sentence_on_what_is_known_counts_the_cells(tiny: Project, edit: Edit) -> None:
    told = comparison(facts_of(tiny)).sparse
    assert told == (
        "We have found 2 of 8 ratings on standards. "
        "Of the others, 1 is not rated, 1 is not inspected, 4 are not yet published."
    )
    edit(NEW, "planning: Not rated", "planning: Good")
    add_southmoor(tiny)
    told = comparison(facts_of(tiny)).sparse
    assert "found 4 of 12 ratings" in told
    assert "3 are not recorded" in told


def test_there_is_a_page_for_each_order(tiny: Project) -> None:
    add_southmoor(tiny)
    facts = facts_of(tiny)
    assert names(facts, "name") == ["Northshire CRC", "Southmoor CRC"]
    assert names(facts, "overall rating") == ["Southmoor CRC", "Northshire CRC"]
    assert names(facts, "date") == ["Northshire CRC", "Southmoor CRC"]
    add_southmoor(tiny, overall="Inadequate", published="2021-01")
    (tiny.content / "inspections/2021").mkdir()
    (tiny.content / "inspections/2019/southmoor-crc.yaml").rename(
        tiny.content / "inspections/2021/southmoor-crc.yaml"
    )
    facts = facts_of(tiny)
    assert names(facts, "overall rating") == ["Northshire CRC", "Southmoor CRC"]
    assert names(facts, "date") == ["Southmoor CRC", "Northshire CRC"]
    build(tiny, TODAY)
    for url in ("/compare/core-2018/", "/compare/core-2018/by-overall/", "/compare/core-2018/by-date/"):
        assert page(tiny, url).count('aria-current="page"') == 1


def test_what_is_not_rated_comes_after_the_worst_and_what_has_no_date_last(tiny: Project) -> None:
    add_southmoor(tiny, published="not recorded", overall="Not rated")
    facts = facts_of(tiny)
    assert names(facts, "overall rating") == ["Northshire CRC", "Southmoor CRC"]
    assert names(facts, "date") == ["Northshire CRC", "Southmoor CRC"]


def test_only_a_framework_with_regions_is_ordered_by_region(tiny: Project) -> None:
    add_southmoor(tiny)
    assert "region" not in {order.name for order in comparison(facts_of(tiny)).orders}
    put_within(tiny, "southmoor-crc", "northshire-nps")
    facts = facts_of(tiny)
    (order,) = [order for order in comparison(facts).orders if order.name == "region"]
    units, whole = order.tables
    assert [(group.heading, [row.provider.title for row in group.rows]) for group in units.groups] == [
        ("NPS Northshire", ["Southmoor CRC"]),
        ("Region not recorded", ["Northshire CRC"]),
    ]
    assert [(group.heading, len(group.rows)) for group in whole.groups] == [("", 1)]
    build(tiny, TODAY)
    assert 'scope="rowgroup"' in page(tiny, "/compare/core-2018/by-region/")


def test_a_framework_with_one_provider_has_nothing_to_sort(tiny: Project) -> None:
    (tiny.content / "inspections/2024/northshire-nps.yaml").unlink()
    assert [order.name for order in comparison(facts_of(tiny)).orders] == ["name"]


def test_a_framework_that_rates_has_its_page_before_its_first_inspection(tiny: Project, edit: Edit) -> None:
    split_the_standards(tiny, edit)
    edit(NEW, "framework: core-2020", "framework: core-2018")
    build(tiny, TODAY)
    assert "No inspection under this programme is on record yet." in page(tiny, "/compare/core-2020/")
    assert "No inspection under this programme" in page(tiny, "/standards/core-2020/staff/")


def test_a_framework_without_ratings_is_only_named(tiny: Project) -> None:
    build(tiny, TODAY)
    assert not (tiny.output / "compare/quality-2016").exists()
    assert not (tiny.output / "standards/quality-2016").exists()
    assert "Quality 2016" in page(tiny, "/compare/").partition("Programmes without ratings")[2]


def test_pages_lead_to_the_comparison_and_the_standard(tiny: Project) -> None:
    build(tiny, TODAY)
    assert 'href="../../compare/core-2018/index.html"' in page(tiny, "/frameworks/core-2018/")
    for url in ("/frameworks/core-2018/", "/compare/core-2018/", "/inspections/2020/northshire-crc/"):
        assert "standards/core-2018/leadership/index.html" in page(tiny, url), url


# Where comparison stops


def test_under_other_standards_there_is_a_break_and_no_change(tiny: Project, edit: Edit) -> None:
    split_the_standards(tiny, edit)
    facts = facts_of(tiny)
    found = inspection(facts, "2020/northshire-crc")
    assert found.change is None
    assert not any(standard.change for standard in found.standards)
    assert found.not_compared is not None
    assert found.not_compared.inspection.url == "/inspections/2019/northshire-crc/"
    assert found.not_compared.label == "2019"
    assert found.not_compared.reason == "other standards since February 2020"
    for url in ("/compare/core-2018/", "/compare/core-2020/"):
        (row,) = comparison(facts, url).orders[0].tables[0].groups[0].rows
        assert (row.times, row.change, [cell for cell in row.cells if cell.change]) == (1, None, [])
    build(tiny, TODAY)
    for url in ("/inspections/2020/northshire-crc/", "/providers/northshire-crc/"):
        html = re.sub(r"<[^>]*>", "", page(tiny, url))
        assert "not compared with 2019 (Requires improvement): other standards since February 2020" in html
        assert "no earlier rating to compare" not in html


def test_the_list_of_inspections_marks_each_break(tiny: Project, edit: Edit) -> None:
    assert list(provider(facts_of(tiny), "northshire-crc").breaks) == ["2019/northshire-crc"]
    split_the_standards(tiny, edit)
    breaks = provider(facts_of(tiny), "northshire-crc").breaks
    assert breaks == {
        "2020/northshire-crc": "Above this line: Core 2020 since February 2020. Below it: Core 2018. "
        "Nothing is compared across it.",
        "2019/northshire-crc": "Above this line: Core 2018 since April 2018. Below it: Quality 2016. "
        "Nothing is compared across it.",
    }
    build(tiny, TODAY)
    html = page(tiny, "/providers/northshire-crc/")
    assert [*re.findall(r'<li class="break">(.*?)</li>', html)] == list(breaks.values())


def test_after_a_programme_without_ratings_the_reason_is_that(tiny: Project) -> None:
    facts = facts_of(tiny)
    found = inspection(facts, "2019/northshire-crc").not_compared
    assert found is not None
    assert (found.label, found.reason) == ("2017", "no ratings were given then")
    assert inspection(facts, "2020/northshire-crc").not_compared is None
    assert inspection(facts, "2017/northshire-crc").not_compared is None


def test_another_area_is_a_break_too(tiny: Project, edit: Edit) -> None:
    edit(OLD, "published: 2019-07-17\noverall", "area: Eastshire\npublished: 2019-07-17\noverall")
    facts = facts_of(tiny)
    found = inspection(facts, "2020/northshire-crc")
    assert found.change is None
    assert found.not_compared is not None
    assert (found.not_compared.label, found.not_compared.reason) == (
        "2019",
        "that one looked at another area, Eastshire",
    )
    assert "2020/northshire-crc" not in provider(facts, "northshire-crc").breaks


def test_an_inspection_without_a_date_is_placed_by_its_folder(tiny: Project, edit: Edit) -> None:
    split_the_standards(tiny, edit)
    edit(OLD, "published: 2019-07-17\noverall", "published: not recorded\noverall")
    edit(OLD, "fieldwork: 2019-05\n", "")
    found = inspection(facts_of(tiny), "2020/northshire-crc").not_compared
    assert found is not None
    assert found.inspection.url == "/inspections/2019/northshire-crc/"
    assert found.label == "a report whose date is not recorded"


# Standards


@pytest.fixture
def even_few_are_telling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.stages.derivations.standards.TELLING", 1)


@pytest.mark.usefixtures("even_few_are_telling")
def test_a_standard_has_every_inspection_counted_once(tiny: Project) -> None:
    add_southmoor(tiny)
    staff = standard(facts_of(tiny), "staff")
    assert staff.counts is not None
    assert [(group.label, group.counts, group.silent) for group in staff.counts.groups] == [
        ("Community Rehabilitation Companies", (0, 1, 2, 0), 0),
        ("National Probation Service divisions", (0, 0, 0, 0), 1),
    ]
    assert staff.sparse == "We have found the rating for 3 of 4 inspections."
    assert staff.counts.title == "Requires improvement is the most common: 2 of 3 known ratings"
    assert staff.counts.subtitle.endswith(" No rating: 1 not yet published.")


def test_a_standard_has_its_providers_best_first_and_their_earlier_ratings(tiny: Project) -> None:
    add_southmoor(tiny)
    staff = standard(facts_of(tiny), "staff")
    assert [(by.provider.title, [given.rating.word for given in by.ratings]) for by in staff.rated] == [
        ("Southmoor CRC", ["Good"]),
        ("Northshire CRC", ["Requires improvement", "Requires improvement"]),
    ]
    assert [by.provider.title for by in staff.silent] == ["NPS Northshire"]
    newest, earlier = staff.rated[1].ratings
    assert newest.change is not None
    assert newest.change.movement == "same"
    assert [citation.url for citation in earlier.citations] == ["https://example.org/northshire-2019"]


def test_a_standard_of_one_kind_has_no_provider_of_another(tiny: Project) -> None:
    court = standard(facts_of(tiny), "court-work")
    assert [kind.name for kind in court.kinds] == ["National Probation Service division"]
    assert [by.provider.title for by in (*court.rated, *court.silent)] == ["NPS Northshire"]


def test_the_same_name_elsewhere_is_linked_and_not_compared(tiny: Project, edit: Edit) -> None:
    split_the_standards(tiny, edit)
    facts = facts_of(tiny)
    court = standard(facts, "court-work")
    assert [(other.framework.title, other.framework.url, other.earlier) for other in court.namesakes] == [
        ("Quality 2016", "/frameworks/quality-2016/", True),
        ("Core 2020", "/standards/core-2020/court-work/", False),
    ]
    assert standard(facts, "staff").sparse == ("We have found the rating for 1 of 2 inspections.")
    build(tiny, TODAY)
    assert "its ratings are not compared with these" in page(tiny, "/standards/core-2018/court-work/")


@pytest.mark.usefixtures("even_few_are_telling")
@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("Outstanding", "Good", "All 2 known ratings are Good"),
        ("Outstanding", "Inadequate", "Good and Inadequate are equally common: 1 each of 2 known ratings"),
    ],
)
def test_the_title_of_the_chart_says_what_the_ratings_add_up_to(
    tiny: Project, edit: Edit, old: str, new: str, finding: str
) -> None:
    edit(NEW, f"  leadership: {old}", f"  leadership: {new}")
    counts = standard(facts_of(tiny), "leadership").counts
    assert counts is not None
    assert counts.title == finding


def test_a_standard_of_which_few_ratings_are_known_has_no_chart(tiny: Project) -> None:
    build(tiny, TODAY)
    assert 'class="chart"' not in page(tiny, "/standards/core-2018/leadership/")
    html = page(tiny, "/standards/core-2018/court-work/")
    assert 'class="chart"' not in html
    assert "found the rating for 0 of 1 inspection." in html


# The real record


def rated_frameworks(real_content: Content) -> Iterator[tuple[str, list[Inspection]]]:
    for framework in real_content.frameworks.values():
        if framework.rated:
            yield (
                framework.id,
                [found for found in real_content.inspections.values() if found.framework == framework.id],
            )


def test_each_provider_stands_once_in_each_order(real_site: Path, real_content: Content) -> None:
    for framework, inspections in rated_frameworks(real_content):
        expected = sorted({found.provider for found in inspections})
        orders = list((real_site / "compare" / framework).rglob("index.html"))
        assert orders
        for file in orders:
            heads = re.findall(r'<th scope="row" class="who"><a href="([^"]*)"', text_of(file))
            assert sorted(head.split("/")[-2] for head in heads) == expected, file


def test_the_record_states_as_many_ratings_as_the_page_says(real_site: Path, real_content: Content) -> None:
    for framework, inspections in rated_frameworks(real_content):
        html = text_of(real_site / "compare" / framework / "index.html")
        marks = re.findall(r'<span class="mark tone-(\d)"', html)
        stated = sum(mark != "0" for mark in marks)
        assert f"found {stated:,} of {len(marks):,} ratings on " in html
        newest = {found.provider for found in inspections}
        columns = [
            len(real_content.frameworks[framework].standards_for(real_content.providers[key].kind))
            for key in newest
        ]
        assert len(marks) == sum(columns)


def test_the_chart_of_a_standard_counts_the_records(real_site: Path, real_content: Content) -> None:
    for framework, inspections in rated_frameworks(real_content):
        scale = real_content.frameworks[framework]
        for rated in scale.standards:
            levels = Counter(
                scale.level(found.ratings[rated.id].rating)
                for found in inspections
                if rated.id in found.ratings
            )
            html = text_of(real_site / "standards" / framework / rated.id / "index.html")
            known = sum(count for level, count in levels.items() if level)
            assert f"found the rating for {known} of " in html, rated.id
            data = re.findall(r"<tr><th scope=\"row\">[^<]*</th>((?:<td>\d+</td>)+)</tr>", html)
            counted = [[int(cell) for cell in re.findall(r"\d+", row)] for row in data]
            totals = [sum(column) for column in zip(*counted, strict=True)]
            steps = range(1, len(scale.scale) + 1)
            assert totals[: len(scale.scale)] == (
                [levels[step] for step in steps] if known >= TELLING else []
            )


def test_no_change_is_told_across_frameworks(real_site: Path, real_content: Content) -> None:
    """Wherever a page says better, worse or same, both inspections are of one framework."""
    told = 0
    for found in real_content.inspections.values():
        page = f"inspections/{found.id}/index.html"
        for link in re.findall(r'<span class="change">.*?href="([^"]*)"', text_of(real_site / page)):
            before = normpath(f"{dirname(page)}/{link}").removeprefix("inspections/")
            assert real_content.inspections[dirname(before)].framework == found.framework, found.id
            told += 1
    assert told > 0
