"""From records to facts: silences, changes, ages, sentences, evidence and how figures read."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from tests.conftest import TODAY, content_of, facts_of
from tracker.cache import Cache
from tracker.pipeline import check
from tracker.stages.derivations.citations import text_fragment
from tracker.stages.derivations.evidence import figure_text
from tracker.stages.derive import derived
from tracker.values.dates import PartialDate
from tracker.values.facts import Facts, InspectionFacts, ProviderFacts, Rating, StandardFact
from tracker.values.project import Project
from tracker.values.records import Figure

Edit = Callable[[str, str, str], None]

OLD = "content/inspections/2019/northshire-crc.yaml"
NEW = "content/inspections/2020/northshire-crc.yaml"


def inspection(facts: Facts, key: str) -> InspectionFacts:
    return next(found for found in facts.inspections if found.id == key)


def provider(facts: Facts, key: str) -> ProviderFacts:
    return next(found for found in facts.providers if found.id == key)


def standard(facts: Facts, key: str, name: str) -> StandardFact:
    return next(found for found in inspection(facts, key).standards if found.id == name)


# Ratings and silences


def test_ratings_are_in_the_frameworks_own_words(tiny: Project) -> None:
    overall = inspection(facts_of(tiny), "2020/northshire-crc").overall
    assert (overall.word, overall.level, overall.steps, overall.silence) == ("Good", 2, 4, None)


def test_the_four_silences_differ(tiny: Project, edit: Edit) -> None:
    edit(NEW, "  staff: Requires improvement\n", "")
    facts = facts_of(tiny)
    key = "2020/northshire-crc"
    silences = [(standard(facts, key, name).rating, name) for name in ("staff", "planning", "unpaid-work")]
    told = {name: (rating.word, rating.silence, rating.level) for rating, name in silences}
    assert told == {
        "staff": ("Not recorded", "not-recorded", 0),
        "planning": ("Not rated", "not-rated", 0),
        "unpaid-work": ("Not inspected", "not-inspected", 0),
    }
    assert inspection(facts, "2024/northshire-nps").overall.word == "Not yet published"
    assert {found.rating.silence for found in inspection(facts, "2024/northshire-nps").standards} == {
        "not-published"
    }


def test_a_programme_without_ratings_is_not_rated_and_has_no_standards_to_show(tiny: Project) -> None:
    found = inspection(facts_of(tiny), "2017/northshire-crc")
    assert (found.overall.silence, found.domains, found.overall_citations) == ("not-rated", (), ())


def test_an_overall_rating_that_no_source_states_is_not_recorded(tiny: Project, edit: Edit) -> None:
    edit(NEW, "overall: good\n", "")
    assert inspection(facts_of(tiny), "2020/northshire-crc").overall.silence == "not-recorded"


def test_standards_stand_under_their_domains_and_only_those_of_the_kind(tiny: Project) -> None:
    facts = facts_of(tiny)
    by_domain = {
        domain.name: [found.id for found in domain.standards]
        for domain in inspection(facts, "2019/northshire-crc").domains
    }
    assert by_domain == {"Organisation": ["leadership", "staff"], "Casework": ["planning", "unpaid-work"]}
    assert standard(facts, "2024/northshire-nps", "court-work").name == "Court work"


# Changes


def test_a_change_is_told_against_the_last_comparable_inspection(tiny: Project, edit: Edit) -> None:
    edit(NEW, "planning: Not rated", "planning: Inadequate")
    edit(NEW, "unpaid-work: Not inspected", "unpaid-work: Requires improvement")
    facts = facts_of(tiny)
    moved = {
        name: change.movement
        for name in ("leadership", "staff", "planning", "unpaid-work")
        if (change := standard(facts, "2020/northshire-crc", name).change)
    }
    assert moved == {"leadership": "better", "staff": "same", "planning": "same", "unpaid-work": "worse"}
    change = inspection(facts, "2020/northshire-crc").change
    assert change is not None
    assert (change.movement, change.before.word, change.label) == ("better", "Requires improvement", "2019")
    assert change.inspection.url == "/inspections/2019/northshire-crc/"


def test_a_silence_has_no_change_and_is_passed_over(tiny: Project, edit: Edit) -> None:
    facts = facts_of(tiny)
    assert standard(facts, "2020/northshire-crc", "planning").change is None
    edit(OLD, "  leadership: Good", "  leadership: Not rated")
    edit(OLD, "score:\n  value: 5\n  of: 12\n  source: report\n", "")
    assert standard(facts_of(tiny), "2020/northshire-crc", "leadership").change is None


def test_the_first_rating_after_an_unrated_programme_is_no_change(tiny: Project) -> None:
    assert inspection(facts_of(tiny), "2019/northshire-crc").change is None


def test_another_framework_is_never_compared_even_with_the_same_words(tiny: Project, edit: Edit) -> None:
    frameworks = tiny.content / "frameworks"
    text = (frameworks / "core-2018.yaml").read_text(encoding="utf-8")
    (frameworks / "core-2020.yaml").write_text(text.replace("core.pdf", "core-2020.pdf"), encoding="utf-8")
    edit(NEW, "framework: core-2018", "framework: core-2020")
    facts = facts_of(tiny)
    assert inspection(facts, "2020/northshire-crc").change is None
    assert standard(facts, "2020/northshire-crc", "leadership").change is None
    assert provider(facts, "northshire-crc").summary == "Northshire CRC was last rated Good in 2020."


def test_another_area_is_never_compared(tiny: Project, edit: Edit) -> None:
    edit(NEW, "published: 2020-11\noverall", "area: Eastshire\npublished: 2020-11\noverall")
    facts = facts_of(tiny)
    assert inspection(facts, "2020/northshire-crc").change is None
    assert inspection(facts, "2020/northshire-crc").name == "Northshire CRC, 2020 (Eastshire)"


# Providers


def test_the_newest_rating_stands_for_a_provider_with_its_age(tiny: Project) -> None:
    found = provider(facts_of(tiny), "northshire-crc")
    assert (found.standing.rating.word, found.standing.age, found.ended) == (
        "Good",
        "at least 3 years 6 months",
        "on 25 June 2021",
    )
    assert [entry.id for entry in found.inspections] == [
        "2020/northshire-crc",
        "2019/northshire-crc",
        "2017/northshire-crc",
    ]


@pytest.mark.parametrize(
    ("published", "today", "age"),
    [
        ("2020", "2020-06-01", "under a month"),
        ("2020", "2021-12-30", "at least 11 months"),
        ("2020-11", "2021-11-29", "at least 11 months"),
        ("2020-11", "2021-11-30", "at least 1 year"),
    ],
)
def test_an_age_is_counted_from_the_last_day_the_report_can_be_of(
    tiny: Project, edit: Edit, published: str, today: str, age: str
) -> None:
    edit(NEW, "published: 2020-11\noverall", f"published: {published}\noverall")
    assert provider(derived(content_of(tiny), PartialDate(today)), "northshire-crc").standing.age == age


@pytest.mark.parametrize(
    ("now", "summary"),
    [
        ("good", "Northshire CRC was last rated Good in 2020, up from Requires improvement in 2019."),
        (
            "Inadequate",
            "Northshire CRC was last rated Inadequate in 2020, down from Requires improvement in 2019.",
        ),
        (
            "Requires Improvement",
            "Northshire CRC was last rated Requires improvement in 2020, the same as in 2019.",
        ),
    ],
)
def test_one_sentence_tells_the_rating_and_where_it_came_from(
    tiny: Project, edit: Edit, now: str, summary: str
) -> None:
    edit(NEW, "overall: good", f"overall: {now}")
    assert provider(facts_of(tiny), "northshire-crc").summary == summary


def test_a_provider_that_still_exists_was_rated_and_not_last_rated(tiny: Project, edit: Edit) -> None:
    edit("content/providers/northshire-crc.yaml", "  to: 2021-06-25\n  source", "  to: 2030\n  source")
    found = provider(facts_of(tiny), "northshire-crc")
    assert found.ended == ""
    assert found.summary == "Northshire CRC was rated Good in 2020, up from Requires improvement in 2019."


def test_one_sentence_tells_why_there_is_no_rating(tiny: Project) -> None:
    facts = facts_of(tiny)
    silent = provider(facts, "southmoor-crc")
    assert silent.summary == "No inspection of Southmoor CRC is recorded here yet."
    assert (silent.standing.rating.word, silent.standing.age) == ("No report recorded", "")
    awaited = provider(facts, "northshire-nps")
    assert awaited.summary == (
        "The latest report on NPS Northshire, of 2017, gives no rating. A newer report is not yet published."
    )
    assert (awaited.standing.rating.word, awaited.standing.age) == ("Not yet published", "")


def test_one_sentence_tells_of_an_unrated_programme(tiny: Project) -> None:
    (tiny.content / "inspections/2024/northshire-nps.yaml").unlink()
    assert provider(facts_of(tiny), "northshire-nps").summary == (
        "The latest report on NPS Northshire, of 2017, gives no rating."
    )


@pytest.mark.parametrize(
    ("old", "new", "summary"),
    [
        (
            "overall: good\n",
            "overall: good\n",
            "Inspectors rated Northshire CRC Good in a report of November 2020, "
            "up from Requires improvement in 2019.",
        ),
        (
            "overall: good\n",
            "overall: good\narea: Southmoor\n",
            "Inspectors rated Northshire CRC (Southmoor) Good in a report of November 2020.",
        ),
        (
            "published: 2020-11\noverall",
            "published: not recorded\noverall",
            "Inspectors rated Northshire CRC Good in a report whose date is not recorded.",
        ),
        (
            "overall: good\n",
            "",
            "The overall rating in the report on Northshire CRC, of November 2020, is not recorded here.",
        ),
        (
            "overall: good",
            "overall: not rated",
            "The report on Northshire CRC, of November 2020, gives no overall rating.",
        ),
        (
            "published: 2020-11\noverall: good\n",
            "published: not yet\n",
            "The report of this inspection of Northshire CRC is not published yet.",
        ),
    ],
)
def test_one_sentence_tells_what_an_inspection_found(
    tiny: Project, edit: Edit, old: str, new: str, summary: str
) -> None:
    edit(NEW, old, new)
    content, _ = check(tiny, TODAY, Cache(None))  # a correction may no longer fit
    assert content is not None
    assert inspection(derived(content, TODAY), "2020/northshire-crc").summary == summary


def test_a_rating_is_placed_on_its_scale_in_words() -> None:
    assert [Rating("", level, 4).place for level in range(5)] == [
        "",
        "highest of four ratings",
        "second highest of four ratings",
        "second lowest of four ratings",
        "lowest of four ratings",
    ]


def test_reports_on_the_whole_country_are_not_counted_among_inspections(tiny: Project, edit: Edit) -> None:
    assert facts_of(tiny).scope == "5 inspections of 2 providers are on record."
    edit(
        "site_data.yaml",
        "    plural: National Probation Service divisions\n",
        "    plural: The whole country\n    national: true\n",
    )
    assert facts_of(tiny).scope == (
        "3 inspections of 1 provider are on record, and two reports on the whole country."
    )


def test_two_inspections_of_a_year_are_told_apart_by_their_date(tiny: Project) -> None:
    first = tiny.root / NEW
    again = first.read_text(encoding="utf-8").replace("2020-11", "2020-03").replace("2020\n", "2020-03\n")
    first.with_name("northshire-crc-2.yaml").write_text(again, encoding="utf-8")
    facts = facts_of(tiny)
    assert inspection(facts, "2020/northshire-crc").name == "Northshire CRC, November 2020"
    assert inspection(facts, "2020/northshire-crc-2").name == "Northshire CRC, March 2020"
    assert inspection(facts, "2019/northshire-crc").name == "Northshire CRC, 2019"
    change = inspection(facts, "2020/northshire-crc").change
    assert change is not None
    assert (change.movement, change.label) == ("same", "March 2020")


def test_successors_and_predecessors_are_two_ends_of_one_record(tiny: Project) -> None:
    facts = facts_of(tiny)
    (successor,) = provider(facts, "northshire-crc").successors
    (predecessor,) = provider(facts, "northshire-nps").predecessors
    assert (successor.provider.title, successor.date) == ("NPS Northshire", "26 June 2021")
    assert (predecessor.provider.title, predecessor.date) == ("Northshire CRC", "26 June 2021")
    assert predecessor.citations == successor.citations
    assert provider(facts, "southmoor-crc").successors == ()


def test_a_life_and_its_owners_read_as_sentences(tiny: Project, edit: Edit) -> None:
    edit(
        "content/providers/northshire-crc.yaml",
        "    from: 2015-02\n    to: 2021-06-25\n",
        "    from: 2015-02\n",
    )
    facts = facts_of(tiny)
    found = provider(facts, "northshire-crc")
    assert found.existed is not None
    assert found.existed.name == "1 June 2014 to 25 June 2021"
    later = provider(facts, "northshire-nps").existed
    assert later is not None
    assert later.name == "since 1 June 2014"
    assert [(owner.name, owner.when) for owner in found.owners] == [
        ("Example Holdings", "from February 2015")
    ]


# Evidence


def test_coordination_is_recorded_once_and_shown_with_each_partner(tiny: Project) -> None:
    facts = facts_of(tiny)
    company, division = (inspection(facts, f"2017/northshire-{kind}") for kind in ("crc", "nps"))
    for found in (company, division):
        assert [finding.text for finding in found.coordination.findings] == ["The two bodies seldom met."]
        assert "The two bodies seldom met." not in [finding.text for finding in found.evidence.findings]
    assert [link.url for link in company.joint] == ["/inspections/2017/northshire-nps/"]
    assert [link.title for link in division.joint] == ["Northshire CRC"]
    assert not inspection(facts, "2019/northshire-crc").coordination


def test_evidence_keeps_the_order_of_the_record_and_names_its_standard(tiny: Project) -> None:
    evidence = inspection(facts_of(tiny), "2019/northshire-crc").evidence
    assert [(finding.kind, finding.standard) for finding in evidence.findings] == [
        ("strength", "Unpaid work"),
        ("weakness", "Planning"),
    ]
    assert [figure.shown for figure in evidence.figures] == ["64 cases", "almost 70%", "1 in 3"]
    assert [figure.label for figure in evidence.figures[:2]] == [
        "Average caseload",
        "Staff who call their workload unmanageable",
    ]
    assert [citation.key for citation in evidence.findings[1].citations] == ["report", "echo"]


def test_a_citation_leads_as_near_to_the_passage_as_can_be(tiny: Project) -> None:
    facts = facts_of(tiny)
    quote = inspection(facts, "2019/northshire-crc").evidence.quotes[0].citations[0]
    assert quote.url == (
        "https://echo.example.org/caseloads#:~:text=Staff%20told%20us%20that,the%20time%20they%20need"
    )
    judgement = inspection(facts, "2017/northshire-crc").evidence.judgements[0].citations[0]
    assert judgement.url == "https://example.org/northshire-2017.pdf#page=4"
    assert judgement.name == "Tracker Test Press, 9 November 2017, page 4"


def test_a_rating_cites_its_own_source_or_that_of_the_record(tiny: Project, edit: Edit) -> None:
    edit(OLD, "  staff: Requires improvement", "  staff:\n    rating: Requires improvement\n    source: echo")
    facts = facts_of(tiny)
    assert [c.key for c in standard(facts, "2019/northshire-crc", "staff").citations] == ["echo"]
    assert [c.key for c in standard(facts, "2019/northshire-crc", "planning").citations] == ["report"]
    assert [c.key for c in standard(facts, "2020/northshire-crc", "staff").citations] == ["report"]
    assert inspection(facts, "2019/northshire-crc").score == "5 of 12"


@pytest.mark.parametrize(
    ("fields", "unit", "shown"),
    [
        ({"value": "70", "qualifier": "almost"}, "%", "almost 70%"),
        ({"value": "6", "to": "12"}, "months", "6 to 12 months"),
        ({"value": "40", "to": "45", "qualifier": "about"}, "%", "about 40 to 45%"),
        ({"value": "1", "of": "3"}, "", "1 in 3"),
        ({"value": "1", "of": "3", "qualifier": "only"}, "", "only 1 in 3"),
        ({"value": "7", "of": "10"}, "standards", "7 of 10 standards"),
        ({"value": "7", "of": "10", "label": "standards rated good"}, "standards", "7 of 10"),
        ({"value": "1200000"}, "£", "£1,200,000"),
        ({"value": "155", "qualifier": "over"}, "£ million", "over £155 million"),
        ({"value": "1"}, "recommendations", "1 recommendation"),
        ({"value": "3000", "qualifier": "more than"}, "people", "more than 3,000 people"),
        ({"value": "52.50"}, "cases", "52.50 cases"),
        ({"value": "0"}, "%", "0%"),
    ],
)
def test_a_figure_reads_as_in_a_sentence(fields: dict[str, str], unit: str, shown: str) -> None:
    given = {name: Decimal(text) if text.isdecimal() else text for name, text in fields.items()}
    figure = Figure.model_validate({"label": "It", "unit": unit or None, "source": "report", **given})
    assert figure_text(figure, unit) == shown


@pytest.mark.parametrize(
    ("passage", "fragment"),
    [
        ("", ""),
        ("Poor", "#:~:text=Poor"),
        ("a b c d e f g h", "#:~:text=a%20b%20c%20d%20e%20f%20g%20h"),
        ("1 2 3 4 5 6 7 8 9", "#:~:text=1%202%203%204,6%207%208%209"),
        ("well-run, and well-led", "#:~:text=well%2Drun%2C%20and%20well%2Dled"),
        ("“It was good.”", "#:~:text=It%20was%20good"),
        ("short … the longer half of it … end", "#:~:text=the%20longer%20half%20of%20it"),
        ("short ... the longer half of it", "#:~:text=the%20longer%20half%20of%20it"),
        ("They [the staff] were often ill", "#:~:text=were%20often%20ill"),
        ("[…] all of it", "#:~:text=all%20of%20it"),
        ("50% & more #1 + é", "#:~:text=50%25%20%26%20more%20%231%20%2B%20%C3%A9"),
        ("…", ""),
    ],
)  # fmt: skip
def test_a_text_fragment_names_the_passage_by_its_ends(passage: str, fragment: str) -> None:
    assert text_fragment(passage) == fragment


# The whole


def test_years_count_ratings_best_first_and_the_rest_apart(tiny: Project) -> None:
    facts = facts_of(tiny)
    assert facts.scale == ("Outstanding", "Good", "Requires improvement", "Inadequate")
    assert [(count.year, count.programme, count.counts, count.silent) for count in facts.by_year] == [
        (2017, "Quality 2016", (0, 0, 0, 0), (("Unrated programme", 2),)),
        (2019, "Core 2018", (0, 0, 1, 0), ()),
        (2020, "Core 2018", (0, 1, 0, 0), ()),
    ]


def test_the_timeline_mixes_inspections_and_milestones_newest_first(tiny: Project) -> None:
    facts = facts_of(tiny)
    assert [year.year for year in facts.timeline] == [2021, 2020, 2019, 2017, 2014]
    assert [len(year.entries) for year in facts.timeline] == [1, 1, 1, 2, 1]
    assert [awaited.id for awaited in facts.awaited] == ["2024/northshire-nps"]


def test_a_measure_has_its_values_newest_first(tiny: Project) -> None:
    measures = facts_of(tiny).measures
    assert [key for key, measure in measures.items() if measure.count] == [
        "average-caseload",
        "workload-unmanageable",
    ]
    values = measures["average-caseload"].values
    assert [(str(value.date), value.figure.shown) for value in reversed(values)] == [
        ("17 July 2019", "64 cases"),
        ("November 2020", "52.5 cases"),
    ]


def test_inspections_come_newest_first_and_the_unpublished_by_their_fieldwork(tiny: Project) -> None:
    inspections = facts_of(tiny).inspections
    assert inspections[0].id == "2024/northshire-nps"
    latest = [found.date.latest for found in inspections if found.date]
    assert all(newer >= older for newer, older in pairwise(latest))


def test_the_same_records_and_day_give_the_same_facts(tiny: Project) -> None:
    facts = facts_of(tiny)
    assert facts_of(tiny) == facts
    assert replace(facts, as_of=PartialDate("2024-06-02")) != facts


def test_two_providers_of_one_name_keep_their_inspections_apart(tiny: Project, edit: Edit) -> None:
    edit("content/providers/southmoor-crc.yaml", "short_name: Southmoor CRC", "short_name: Northshire CRC")
    facts = facts_of(tiny)
    assert not {i.id for i in provider(facts, "southmoor-crc").inspections} & {
        i.id for i in provider(facts, "northshire-crc").inspections
    }


def test_counts_by_year_are_of_one_scale(tiny: Project, edit: Edit) -> None:
    """A framework with other words is not counted among the national ones, even with as many steps."""
    before = facts_of(tiny)
    framework = "content/frameworks/core-2018.yaml"
    text = (tiny.root / framework).read_text(encoding="utf-8").replace("Outstanding", "Excellent")
    (tiny.root / "content/frameworks/core-2017.yaml").write_text(
        text.replace("from: 2018-04", "from: 2017-04"), encoding="utf-8"
    )
    edit(OLD, "framework: core-2018", "framework: core-2017")
    counted = sum(sum(year.counts) for year in facts_of(tiny).by_year)
    assert counted == sum(sum(year.counts) for year in before.by_year) - 1
