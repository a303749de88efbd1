"""What is recorded and what is not, and our counts beside those of the inspectorate."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from tests.conftest import ROOT, TODAY, content_of, facts_of
from tracker.pipeline import build
from tracker.stages.check import RULES
from tracker.stages.derive import derived
from tracker.values.dates import PartialDate
from tracker.values.facts import CoverageRow, CoverageTable, Facts, RatingGroups, Share, ToDo, TotalFact
from tracker.values.project import Project
from tracker.values.records import Content, Selection
from tracker.values.records.content import TOTALS_FILE
from tracker.values.records.counting import selected

MOST = 200 * 1024  # bytes of the page
KIND = "Community Rehabilitation Companies"
Edit = Callable[[str, str, str], None]

SOURCES = """
sources:
  annual:
    title: Annual report
    publisher: Tracker Test Press
    url: https://example.org/annual
"""
TOTAL = """
totals:
  - id: both
    title: Two rounds
    period: Reports of 2019 and 2020
    counts:
      GOOD: 2
      Inadequate: 0
    total: 2
    selection:
      framework: core-2018
      from: 2019
      to: 2020
    source: annual
    explanation: One of them is [here](/inspections/2020/northshire-crc/).
"""


@pytest.fixture(scope="module")
def real_facts(real_content: Content, real_today: PartialDate) -> Facts:
    return derived(real_content, real_today)


@pytest.fixture(scope="module")
def page(real_site: Path) -> str:
    return (real_site / "coverage/index.html").read_text(encoding="utf-8")


def with_totals(project: Project, text: str) -> Facts:
    (project.root / TOTALS_FILE).write_text(text, encoding="utf-8")
    return facts_of(project)


def row(table: CoverageTable, name: str) -> CoverageRow:
    return next(row for row in table.rows if row.name == name)


def share(table: CoverageTable, name: str, column: str) -> Share:
    return row(table, name).shares[table.columns.index(column)]


def missing(found: CoverageRow) -> dict[str, tuple[str, ...]]:
    return {Path(item.file).stem: item.missing for item in found.to_do}


def named(totals: tuple[TotalFact, ...], key: str) -> TotalFact:
    return next(total for total in totals if total.id == key)


def ours(total: TotalFact) -> list[int]:
    return [pair.ours for pair in total.counts]


# What is missing


def test_a_record_lacks_what_its_programme_gives_and_no_source_states(tiny: Project, edit: Edit) -> None:
    edit("content/inspections/2020/northshire-crc.yaml", "  leadership: Outstanding\n", "")
    coverage = facts_of(tiny).coverage
    assert missing(row(coverage.inspections, "Core 2018")) == {
        "northshire-crc": (
            "1 of 4 ratings of standards",
            "day of publication",
            "fieldwork",
            "title of the report",
            "quotations",
        )
    }
    assert share(coverage.inspections, "Core 2018", "Standards’ ratings") == Share(7, 8)
    assert share(coverage.inspections, "Core 2018", "Exact day") == Share(1, 2)


def test_what_a_programme_never_rates_is_not_missing(tiny: Project) -> None:
    coverage = facts_of(tiny).coverage
    for column in ("Overall rating", "Standards’ ratings", "Score"):
        assert share(coverage.inspections, "Quality 2016", column) == Share(0, 0)
    assert not any("rating" in what for what in missing(row(coverage.inspections, "Quality 2016")).values())


@pytest.mark.parametrize(("word", "asked"), [("not rated", False), ("not inspected", False), ("", True)])
def test_only_an_overall_rating_that_was_given_is_asked_for(
    tiny: Project, edit: Edit, word: str, asked: bool
) -> None:
    edit(
        "content/inspections/2020/northshire-crc.yaml",
        "overall: good\n",
        f"overall: {word}\n" if word else "",
    )
    coverage = facts_of(tiny).coverage
    assert ("overall rating" in missing(row(coverage.inspections, "Core 2018"))["northshire-crc"]) == asked
    assert share(coverage.inspections, "Core 2018", "Overall rating") == Share(1, 2 if asked else 1)


def test_a_report_to_come_lacks_nothing(tiny: Project) -> None:
    coverage = facts_of(tiny).coverage
    assert sum(found.records for found in coverage.inspections.rows) == 4
    assert "northshire-nps" not in missing(row(coverage.inspections, "Core 2018"))


def test_statements_without_a_source_of_their_own_are_counted(tiny: Project, edit: Edit) -> None:
    edit(
        "content/inspections/2020/northshire-crc.yaml",
        "    value: 52.5\n    source: report",
        "    value: 52.5\n    source: unattributed",
    )
    coverage = facts_of(tiny).coverage
    assert coverage.unattributed == 1
    told = missing(row(coverage.inspections, "Core 2018"))["northshire-crc"]
    assert told[-1] == "which source states what (1)"


def test_a_provider_lacks_inspections_areas_and_dates(tiny: Project, edit: Edit) -> None:
    edit("content/providers/southmoor-crc.yaml", "areas:\n  - name: Southmoor\n    source: register\n", "")
    edit(
        "content/providers/southmoor-crc.yaml",
        "existed:\n  from: 2014-06-01\n  to: 2021-06-25\n  source: register\n",
        "aliases:\n  - South\n",
    )
    edit("content/providers/southmoor-crc.yaml", "    title: Register", "    note: n\n    title: Register")
    (tiny.content / "providers/southmoor-crc.yaml").write_text(
        (tiny.content / "providers/southmoor-crc.yaml").read_text(encoding="utf-8")
        + "owners:\n  - name: Somebody\n    source: register\n",
        encoding="utf-8",
    )
    coverage = facts_of(tiny).coverage
    assert missing(row(coverage.providers, KIND)) == {"southmoor-crc": ("inspections", "areas", "dates")}
    assert share(coverage.providers, KIND, "Dates") == Share(1, 2)


# The page


def test_the_page_has_a_link_to_the_file_of_everything_that_lacks_something(
    page: str, real_content: Content, real_facts: Facts
) -> None:
    coverage = real_facts.coverage
    wanted = [
        item
        for table in (coverage.inspections, coverage.providers)
        for found in table.rows
        for item in found.to_do
    ]
    assert len(wanted) > 100
    for item in wanted:
        assert (ROOT / item.file).is_file()
        assert page.count(f'href="{real_content.site.repository}/edit/main/{item.file}"') == 1, item.file
    assert unescape(coverage.summary) in unescape(page)


def test_the_page_stays_small(page: str) -> None:
    assert len(page.encode()) < MOST


def test_lists_of_things_to_do_are_folded(page: str) -> None:
    assert page.count("<details") > 5
    assert "<details open" not in page


def test_a_record_that_lacks_nothing_is_not_listed(real_facts: Facts) -> None:
    listed: list[ToDo] = [item for found in real_facts.coverage.inspections.rows for item in found.to_do]
    assert all(item.missing for item in listed)


# Totals


def test_our_count_of_the_first_round_is_the_inspectorates(real_facts: Facts) -> None:
    total = named(real_facts.totals, "first-round")
    assert ours(total) == [0, 6, 21, 1]
    assert (total.ours, total.stated, total.unrated) == (28, 28, 0)
    assert total.same
    assert total.possible == ()


def test_our_count_of_the_second_round_lacks_one_company_and_says_so(real_facts: Facts) -> None:
    total = named(real_facts.totals, "second-round")
    assert [pair.stated for pair in total.counts] == [0, 4, 6, 0]
    assert ours(total) == [0, 3, 6, 0]
    assert [pair.difference for pair in total.counts] == ["", "−1", "", ""]
    assert "our inference" in total.explanation


def test_every_total_is_met_or_explained_on_the_page(
    page: str, real_content: Content, real_facts: Facts
) -> None:
    rules = [rule for rule in RULES if rule.__module__.endswith(".totals")]
    assert len(rules) == 3
    assert [problem for rule in rules for problem in rule(real_content)] == []
    assert len(real_facts.totals) >= 2
    for total in real_facts.totals:
        section = page.partition(f'id="total-{total.id}"')[2].partition("<h3")[0]
        assert total.citations[0].url in unescape(section)
        assert f"The {len(total.inspections)} inspections counted" in section
        assert ("Both counts are the same" in section) == total.same
        assert total.same or "inference" in section


def test_a_total_stands_beside_what_the_records_add_up_to(tiny: Project) -> None:
    (total,) = with_totals(tiny, TOTAL + SOURCES).totals
    assert [(pair.rating.word, pair.stated, pair.ours, pair.difference) for pair in total.counts] == [
        ("Outstanding", None, 0, ""),
        ("Good", 2, 1, "−1"),
        ("Requires improvement", None, 1, ""),
        ("Inadequate", 0, 0, ""),
    ]
    assert (total.stated, total.ours, total.difference, total.same) == (2, 2, "", False)
    assert total.selection == "Core 2018, published from 2019 to 2020"
    assert [citation.name for citation in total.citations] == ["Tracker Test Press"]
    assert not build(tiny, TODAY).failed
    html = (tiny.output / "coverage/index.html").read_text(encoding="utf-8")
    assert '<a href="../inspections/2020/northshire-crc/index.html">here</a>' in html


@pytest.mark.parametrize(
    ("since", "until", "certain", "possible"),
    [
        (None, None, ["2019", "2020"], []),
        ("2019-07-17", "2020-11-30", ["2019", "2020"], []),
        ("2019-07-18", None, ["2020"], []),
        ("2019", "2020-11-29", ["2019"], ["2020"]),
        ("2020-11-02", None, [], ["2020"]),
        ("2021", None, [], []),
    ],
)
def test_a_selection_tells_what_is_certain_from_what_may_be(
    tiny: Project, since: str | None, until: str | None, certain: list[str], possible: list[str]
) -> None:
    """The report of 2020 is known by its month, and the one of 2024 is still to come."""
    selection = Selection.model_validate({"framework": "core-2018", "from": since, "to": until})
    sure, perhaps = selected(content_of(tiny), selection)
    assert [found.id[:4] for found in sure] == certain
    assert [found.id[:4] for found in perhaps] == possible


def test_a_report_without_a_date_may_be_of_the_year_of_its_folder(tiny: Project, edit: Edit) -> None:
    edit(
        "content/inspections/2020/northshire-crc.yaml",
        "published: 2020-11\noverall",
        "published: not recorded\noverall",
    )
    edit("content/inspections/2020/northshire-crc.yaml", "    published: 2020-11\n", "")
    content = content_of(tiny)
    for years, expected in (((2020, 2020), ["2020/northshire-crc"]), ((2021, 2022), [])):
        selection = Selection.model_validate({"framework": "core-2018", "from": years[0], "to": years[1]})
        sure, perhaps = selected(content, selection)
        assert sure == ()
        assert [found.id for found in perhaps] == expected


def test_a_selection_keeps_to_its_kinds_of_provider(tiny: Project) -> None:
    content = content_of(tiny)
    for kind, expected in (("crc", ["2017/northshire-crc"]), ("nps-division", ["2017/northshire-nps"])):
        selection = Selection.model_validate({"framework": "quality-2016", "kinds": [kind]})
        assert [found.id for found in selected(content, selection)[0]] == expected


# The national view


def test_the_state_of_play_counts_every_provider_that_exists_now_once(
    real_content: Content, real_facts: Facts
) -> None:
    now = real_facts.now
    assert now is not None
    for kind, group in zip(real_content.totals.now, now.groups, strict=True):
        existing = [p for p in real_facts.providers if p.record.kind == kind and not p.ended]
        assert sum(group.counts) + group.silent == len(existing)
        assert group.counts[3] == sum(p.standing.rating.word == "Inadequate" for p in existing)
    units = now.groups[0]
    said = f"{units.counts[3]} of the {sum(units.counts)} {'rated ' if units.silent else ''}"
    assert now.title == f"{said}Probation Delivery Units on record were last rated Inadequate"


def test_the_state_of_play_leaves_out_who_has_ended(tiny: Project) -> None:
    facts = with_totals(tiny, "now:\n  - crc\n  - nps-division\n")
    assert facts.now is None, "both companies have ended, and the division is not rated"
    path = tiny.content / "providers/northshire-crc.yaml"
    text = path.read_text(encoding="utf-8").replace("  to: 2021-06-25\n  source", "  to: 2030\n  source", 1)
    path.write_text(text, encoding="utf-8")
    now = with_totals(tiny, "now:\n  - crc\n  - nps-division\n").now
    assert isinstance(now, RatingGroups)
    assert [(group.label, group.counts, group.silent) for group in now.groups] == [
        (KIND, (0, 1, 0, 0), 0),
        ("National Probation Service divisions", (0, 0, 0, 0), 1),
    ]
    assert (
        now.title == "None of the 1 Community Rehabilitation Companies on record were last rated Inadequate"
    )


def test_companies_stand_beside_divisions_in_both_rounds(real_facts: Facts) -> None:
    (both,) = real_facts.side_by_side
    assert both.title == "1 of 21 CRCs and 5 of 7 NPS divisions were rated Good or better in 2018–19"
    assert [(group.label, group.counts) for group in both.groups] == [
        ("CRCs, 2018–19", (0, 1, 19, 1)),
        ("NPS divisions, 2018–19", (0, 5, 2, 0)),
        ("CRCs, 2019–20", (0, 2, 6, 0)),
        ("NPS divisions, 2019–20", (0, 1, 0, 0)),
    ]


def test_the_home_page_is_short_and_the_timeline_has_every_year(real_site: Path) -> None:
    home = (real_site / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'id="chart-([\w-]+)"', home) == ["state-of-play", "comparison-crc-and-nps"]
    newest = home.partition('id="newest"')[2].partition("</section>")[0]
    assert newest.count('<th scope="row">') == 10
    timeline = (real_site / "timeline/index.html").read_text(encoding="utf-8")
    assert re.findall(r'id="chart-([\w-]+)"', timeline) == ["national-timeline", "rating-distribution"]
    drawn = timeline.partition('id="chart-rating-distribution"')[2].partition("</figure>")[0]
    assert all(f'<th scope="row">{year}</th>' in drawn for year in range(2016, 2027))
