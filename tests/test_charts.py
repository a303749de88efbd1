"""What each chart says: its title, its alt text, its data, and when it says nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import get_args

import pytest

from tracker.stages.charts import (
    figure_context,
    measure_values,
    national_timeline,
    rating_counts,
    rating_distribution,
    rating_history,
    standards_grid,
)
from tracker.stages.derivations import measures
from tracker.values.chart import (
    Chart,
    FigureContext,
    MeasureValues,
    NationalTimeline,
    RatingCounts,
    RatingDistribution,
    RatingHistory,
    StandardsGrid,
    ValueCounts,
)
from tracker.values.dates import PartialDate
from tracker.values.facts import (
    CoverageFacts,
    CoverageTable,
    DomainFact,
    EventFact,
    EvidenceFacts,
    Facts,
    FigureFact,
    InspectionFacts,
    Link,
    MeasureFacts,
    MeasureValue,
    NamedFact,
    ProviderFacts,
    Rating,
    RatingGroup,
    RatingGroups,
    SourcesFacts,
    StandardFact,
    Standing,
    YearCount,
    silent,
)
from tracker.values.records import Event, Framework, Measure, Provider, Site
from tracker.values.records.evidence import Side
from tracker.values.records.site import Kind, Words

SCALE = ("Outstanding", "Good", "Requires improvement", "Inadequate")
SOURCES = {"s": {"title": "t", "publisher": "p", "url": "https://example.org/"}}
WORDS = Words(
    provider="provider",
    providers="providers",
    inspection="inspection",
    inspections="inspections",
    standard="standard",
    standards="standards",
    subject="probation",
    people="people on probation",
    serves="supervises",
    served="supervised",
    badge="Probation inspection",
)
KIND = Kind(name="CRC", plural="CRCs", description="d")
NATIONAL = Kind(name="Nation", plural="Nations", description="d", national=True)
NOTHING = EvidenceFacts((), (), (), (), ())


def framework(key: str = "adult-2018", scale: tuple[str, ...] = SCALE, **more: object) -> Framework:
    return Framework.model_validate(
        {
            "id": key,
            "name": key,
            "short_name": f"{key} standards",
            "summary": "s",
            "kinds": ["crc"],
            "in_force": {"from": "2016", "source": "s"},
            "scale": [{"word": word} for word in scale],
            "sources": SOURCES,
            "standards": [{"id": name.lower(), "name": name} for name in ("Leadership", "Staff", "Planning")],
            "standard_word": "standard",
        }
        | more
    )


UNRATED = framework("quality-2016", ())
RATED = framework()


def rating(word: str, scale: tuple[str, ...] = SCALE) -> Rating:
    if word not in scale:
        return silent("not-recorded" if word == "Not recorded" else "not-rated")
    return Rating(word, scale.index(word) + 1, len(scale))


def inspection(
    when: str | None, word: str = "Good", *, under: Framework = RATED, **standards: str
) -> InspectionFacts:
    moment = PartialDate(when) if when else None
    scale = tuple(step.word for step in under.scale)
    found = tuple(
        StandardFact(name.lower(), name, "", rating(given, scale), None, (), "/")
        for name, given in standards.items()
    )
    return InspectionFacts(
        id=f"{(when or 'none')[:4]}/merseyside-crc",
        url=f"/inspections/{when}/",
        file="f",
        label=str(moment),
        name=f"Merseyside CRC, {moment}",
        title=f"Merseyside CRC, {moment}",
        area="",
        provider=Link("Merseyside CRC", "/"),
        provider_kind=KIND,
        framework=under,
        programme=Link(under.short_name, "/"),
        published=moment,
        released=str(moment),
        awaited=False,
        fieldwork=None,
        date=moment,
        overall=rating(word, scale),
        overall_citations=(),
        change=None,
        not_compared=None,
        score="",
        score_citations=(),
        domains=(DomainFact("Organisation", found),) if found else (),
        evidence=NOTHING,
        coordination=NOTHING,
        joint=(),
        sources=(),
        notes="",
        summary="",
        corrections=(),
    )


def provider(*inspections: InspectionFacts) -> ProviderFacts:
    record = Provider.model_validate(
        {
            "id": "merseyside-crc",
            "name": "Merseyside CRC",
            "short_name": "Merseyside CRC",
            "kind": "crc",
            "existed": {"from": "2015", "source": "s"},
            "sources": SOURCES,
        }
    )
    return ProviderFacts(
        id=record.id,
        url="/",
        file="f",
        record=record,
        kind=KIND,
        named="",
        ended="",
        inspections=inspections[::-1],
        breaks=MappingProxyType({}),
        standing=Standing(silent("not-rated"), None, "", None),
        summary="",
        existed=NamedFact("", ()),
        owners=(),
        areas=(),
        part_of=None,
        predecessors=(),
        successors=(),
        sources=(),
        corrections=(),
    )


def facts(*inspections: InspectionFacts, events: tuple[tuple[str, str], ...] = (), **more: object) -> Facts:
    site = Site.model_validate(
        {
            "title": "t",
            "tagline": "t",
            "description": "d",
            "address": "https://example.org",
            "editors": "e",
            "inspectorate": "i",
            "words": WORDS.model_dump(),
            "repository": "https://example.org",
            "licence": {"name": "l", "url": "https://example.org"},
            "navigation": [],
            "provider_kinds": {"crc": KIND.model_dump()},
            "sides": dict.fromkeys(get_args(Side), "s"),
        }
    )
    milestones = tuple(
        EventFact(Event.model_validate({"date": when, "title": title, "source": "s"}), ())
        for when, title in events
    )
    plain = Facts(
        as_of=PartialDate("2026"),
        site=site,
        providers=(),
        inspections=inspections,
        timeline=(),
        awaited=(),
        undated=(),
        events=milestones,
        areas=(),
        scale=SCALE,
        by_year=(),
        now=None,
        headline="",
        scope="",
        side_by_side=(),
        totals=(),
        coverage=CoverageFacts("", CoverageTable((), ()), CoverageTable((), ()), 0),
        measures=MappingProxyType({}),
        quoted=(),
        sources=SourcesFacts("", (), ()),
        frameworks=(),
        comparisons=(),
        standards=(),
        corrections=(),
        handbook=(),
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # fields by name


def some(chart: Chart | None) -> Chart:
    assert chart is not None
    return chart


def test_a_history_needs_two_dated_inspections_and_a_rating() -> None:
    unrated = inspection("2016", "Not rated", under=UNRATED)
    assert rating_history.describe(WORDS, provider(inspection("2018"))) is None
    assert rating_history.describe(WORDS, provider(inspection("2018"), inspection(None))) is None
    assert rating_history.describe(WORDS, provider(unrated, replace(unrated, id="2017/x"))) is None
    assert rating_history.describe(WORDS, provider(unrated, inspection("2018"))) is not None


def test_a_history_parts_where_the_framework_or_the_area_changes() -> None:
    whole = inspection("2018-03")
    part = replace(inspection("2019"), area="Wirral")
    data = some(
        rating_history.describe(WORDS, provider(inspection("2016", "", under=UNRATED), whole, part))
    ).data
    assert isinstance(data, RatingHistory)
    assert [len(era.marks) for era in data.eras] == [1, 1, 1]
    assert "Wirral" in data.eras[2].framework
    assert [(mark.level, mark.word) for era in data.eras for mark in era.marks] == [
        (0, "Not rated"),
        (2, "Good"),
        (2, "Good"),
    ]


def test_a_date_stands_at_its_middle_and_reads_as_stated() -> None:
    chart = some(rating_history.describe(WORDS, provider(inspection("2018"), inspection("2020-03-05"))))
    assert isinstance(chart.data, RatingHistory)
    assert chart.data.eras[0].marks[0].day == date(2018, 7, 2)
    assert [row[1] for row in chart.rows] == ["2018", "5 March 2020"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (["Good", "Good"], "Rated Good twice, in 2018 and 2019"),
        (["Good", "Good", "Good"], "Rated Good three times, between 2018 and 2020"),
        (["Good", "Not recorded"], "Rated Good in 2018, the only recorded rating of two inspections"),
        (["Inadequate", "Good"], "Up from Inadequate in 2018 to Good in 2019"),
        (["Good", "Inadequate"], "Down from Good in 2018 to Inadequate in 2019"),
        (["Good", "Inadequate", "Inadequate"], "Rated Inadequate again in 2020"),
    ],
)
def test_a_history_says_what_was_found(words: list[str], title: str) -> None:
    chart = some(
        rating_history.describe(WORDS, provider(*(inspection(str(2018 + n), w) for n, w in enumerate(words))))
    )
    assert chart.title == title
    assert all(word in chart.alt for word in words)


def test_a_history_compares_nothing_across_programmes() -> None:
    later = framework("pdu-2021")
    chart = some(
        rating_history.describe(
            WORDS, provider(inspection("2018", "Good"), inspection("2022", "Inadequate", under=later))
        )
    )
    assert chart.title == "Rated Good in 2018 and Inadequate in 2022, under different programmes"
    assert "not comparable" in chart.subtitle


def test_the_same_word_of_two_programmes_is_not_passed_off_as_no_change() -> None:
    later = framework("pdu-2021")
    found = provider(inspection("2018", "Good"), inspection("2022", "Good", under=later))
    assert some(rating_history.describe(WORDS, found)).title == (
        "Rated Good twice, in 2018 and 2022, under different programmes"
    )
    here, there = (replace(inspection(when), area=area) for when, area in (("2018", "x"), ("2019", "y")))
    assert some(rating_history.describe(WORDS, provider(here, there))).title == (
        "Rated Good twice, in 2018 and 2019, for different areas"
    )


def test_frameworks_of_other_words_share_one_list_of_lanes() -> None:
    other = framework("scorecard", ("High", "Low"))
    chart = some(
        rating_history.describe(
            WORDS, provider(inspection("2018", "Inadequate"), inspection("2020", "High", under=other))
        )
    )
    assert isinstance(chart.data, RatingHistory)
    assert set(chart.data.scale) == {*SCALE, "High", "Low"}
    assert [chart.data.scale[era.marks[0].level - 1] for era in chart.data.eras] == ["Inadequate", "High"]


def test_a_grid_takes_the_newest_framework_with_two_rated_inspections() -> None:
    old = framework("old-2015")
    chart = some(
        standards_grid.describe(
            WORDS,
            provider(
                inspection("2015", under=old, Staff="Good"),
                inspection("2016", under=old, Staff="Inadequate", Planning="Good"),
                inspection("2019", Staff="Good"),
                inspection("2020", Staff="Not recorded"),
            ),
        )
    )
    assert chart.columns == ("Domain", "Standard", "2015", "2016")
    assert chart.title == (
        "Staff fell from Good to Inadequate between 2015 and 2016; no other standard is recorded both times"
    )
    assert chart.rows[1] == ("Organisation", "Planning", "Not inspected", "Good")


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        ({"Staff": "Good"}, {"Staff": "Good"}, "Staff stayed Good between 2018 and 2020; no other standard"),
        (
            {"Staff": "Inadequate", "Planning": "Good"},
            {"Staff": "Good", "Planning": "Good"},
            "Of the two standards recorded both times, one improved between 2018 and 2020",
        ),
        (
            {"Staff": "Good", "Planning": "Good"},
            {"Staff": "Good", "Planning": "Good"},
            "None of the two standards recorded both times changed its rating between 2018 and 2020",
        ),
        (
            {"Staff": "Good", "Planning": "Not recorded"},
            {"Staff": "Not recorded", "Planning": "Good"},
            "No standard has a recorded rating at both inspections, 2018 and 2020",
        ),
    ],
)
def test_a_grid_says_what_changed(before: dict[str, str], after: dict[str, str], title: str) -> None:
    found = provider(inspection("2018", under=RATED, **before), inspection("2020", under=RATED, **after))
    assert some(standards_grid.describe(WORDS, found)).title.startswith(title)


def test_a_grid_draws_no_standard_that_nobody_rated_but_has_it_in_its_data() -> None:
    found = [inspection(when, Staff="Good", Planning="Not recorded") for when in ("2018", "2020")]
    chart = some(standards_grid.describe(WORDS, provider(*found)))
    assert isinstance(chart.data, StandardsGrid)
    assert [row.name for group in chart.data.groups for row in group.rows] == ["Staff"]
    assert chart.subtitle.endswith("Not drawn: one standard without a recorded rating.")
    assert chart.rows[1][1:] == ("Planning", "Not recorded", "Not recorded")


def test_a_value_without_a_date_is_said_to_have_none() -> None:
    found = [value("2018", 40), value(None, 70)]
    chart = some(in_context(found[0][1].figure, found[0][0], measured(*(each for _, each in found))))
    assert "with a recorded value, 2018 and one without a date. " in chart.subtitle


def test_a_grid_never_compares_different_areas() -> None:
    here, there = (replace(inspection("2018", Staff="Good"), area=area) for area in ("Wirral", "Sefton"))
    assert standards_grid.describe(WORDS, provider(here, there)) is None


MEASURE = Measure.model_validate({"name": "Workload too high", "unit": "%", "of": "staff", "better": "lower"})


def value(when: str | None, number: int, shown: str = "") -> tuple[InspectionFacts, MeasureValue]:
    found = inspection(when)
    figure = FigureFact(MEASURE.name, shown or f"{number}%", Decimal(number), "%", "workload", None, ())
    return found, MeasureValue(
        Link(found.name, found.url), found.date, figure, found.provider, KIND, found.released
    )


def in_context(figure: FigureFact, inspection: InspectionFacts, measure: MeasureFacts) -> Chart | None:
    national = inspection.provider_kind.national
    others = figure_context.among(WORDS, measure, national=national)
    return figure_context.describe(WORDS, figure, inspection, others) if others else None


def test_a_figure_stands_among_the_others_and_reads_as_stated() -> None:
    found = [value("2018", 40), value("2019", 70, "almost 70%"), value("2020", 55)]
    here = found[1]
    chart = some(in_context(here[1].figure, here[0], measured(*(each for _, each in found))))
    assert (
        chart.title
        == "Workload too high: almost 70%; the two other values recorded as percentages run from 40% to 55%"
    )
    assert chart.subtitle == (
        "Of staff, in every inspection with a recorded value, 2018 to 2020. Lower is better."
    )
    assert chart.alt.startswith(
        f"{chart.title}. Lower is better. From the lowest: Merseyside CRC, 2018: 40%;"
    )
    assert isinstance(chart.data, FigureContext)
    assert [(p.value, p.shown, p.here) for p in chart.data.points] == [
        (40, "40%", False),
        (55, "55%", False),
        (70, "almost 70%", True),
    ]
    assert in_context(here[1].figure, here[0], measured(here[1])) is None


def test_a_figure_among_very_many_stands_among_their_numbers() -> None:
    found = [value(f"{2000 + n}", n * 8) for n in range(13)]
    here = found[3]
    chart = some(in_context(here[1].figure, here[0], measured(*(each for _, each in found))))
    assert chart.title == (
        "Workload too high: 24%; the 12 other values recorded as percentages run from 0% to 96%"
    )
    assert chart.subtitle.endswith("Lower is better. The highest bar stands for one inspection.")
    assert isinstance(chart.data, ValueCounts)
    assert (chart.data.start, chart.data.step, sum(chart.data.counts)) == (0, 5, 13)
    assert chart.columns == ("Workload too high", "Inspections")
    assert chart.rows[:2] == (("0% to under 5%", "1"), ("5% to under 10%", "1"))
    assert chart.rows[-1] == ("95% to 100%", "1")
    assert "; 25% to under 30%" not in chart.alt
    again = some(in_context(here[1].figure, found[4][0], measured(*(each for _, each in found))))
    assert again.data == chart.data


def test_a_value_at_the_end_of_its_scale_is_counted() -> None:
    found = [value("2018", 100), *(value(f"{2000 + n}", 50) for n in range(14))]
    chart = some(in_context(found[0][1].figure, found[0][0], measured(*(each for _, each in found))))
    assert chart.rows[-1] == ("95% to 100%", "1")
    assert "the 14 other values recorded as percentages are 50%" in chart.title


def test_a_size_has_no_place_among_others() -> None:
    neither = MEASURE.model_copy(update={"better": "neither", "unit": "people"})
    found = [value("2018", 40), value("2019", 70)]
    values = tuple(each for _, each in found)
    facts = measures.measured("workload", neither, values)
    assert in_context(values[1].figure, found[1][0], facts) is None


def test_the_timeline_has_every_inspection_and_milestone_in_order() -> None:
    found = (inspection("2019"), inspection("2016", "", under=UNRATED), inspection("2018-02", "Not recorded"))
    assert national_timeline.describe(facts(*found[:2])) is None
    chart = some(national_timeline.describe(facts(*found, events=(("2018-01", "Rated inspections begin"),))))
    assert chart.title == "Three inspections recorded since 2016, two of them without a rating"
    assert [row[2] for row in chart.rows] == ["Not rated", "Milestone", "Not recorded", "Good"]
    assert isinstance(chart.data, NationalTimeline)
    assert [mark.level for mark in chart.data.marks] == [0, 0, 2]
    assert "one Good" in chart.alt
    assert "Rated inspections begin" in chart.alt


def test_the_distribution_counts_and_shows_the_years_without_inspections() -> None:
    years = (
        YearCount(2018, "Quality", (0, 0, 0, 0), (("Unrated programme", 1),)),
        YearCount(2018, "Core", (0, 2, 3, 0), ()),
        YearCount(2020, "Core", (0, 1, 1, 1), (("Not recorded", 2),)),
    )
    lost = inspection(None)
    chart = some(rating_distribution.describe(facts(by_year=years, undated=(lost,))))
    assert chart.title == (
        "Requires improvement is the most common rating: four of eight inspections with a rating and a date"
    )
    assert isinstance(chart.data, RatingDistribution)
    assert [(bar.year, sum(bar.counts)) for bar in chart.data.bars] == [(2018, 5), (2019, 0), (2020, 3)]
    assert chart.data.silences == ("Not recorded", "Unrated programme")
    assert [bar.silent for bar in chart.data.bars] == [(0, 1), (0, 0), (2, 0)]
    assert [row[:2] for row in chart.rows] == [
        ("2018", "Quality"),
        ("2018", "Core"),
        ("2019", "none"),
        ("2020", "Core"),
    ]
    assert "2019: none" in chart.alt
    assert "one inspection whose report has no recorded date" in chart.subtitle
    alone = (YearCount(2018, "Core", (1, 0, 0, 0), ()),)
    assert rating_distribution.describe(facts(by_year=alone)) is None


def test_a_number_of_the_whole_country_never_stands_among_single_providers() -> None:
    whole = replace(inspection("2021"), provider_kind=NATIONAL)
    found = [value("2018", 40), value("2019", 70)]
    country = replace(value("2021", 90)[1], kind=NATIONAL)
    values = (*(each for _, each in found), country)
    chart = some(in_context(values[1].figure, found[1][0], measured(*values)))
    assert chart.title == "Workload too high: 70%; the only other value recorded as a percentage is 40%"
    assert "of a single provider" in chart.subtitle
    assert in_context(country.figure, whole, measured(*values)) is None


def measured(*values: MeasureValue) -> MeasureFacts:
    return measures.measured("workload", MEASURE, values)


def test_every_value_of_a_measure_stands_at_its_date_and_reads_as_stated() -> None:
    values = [value("2020-03", 55)[1], value("2018", 40, "only 40%")[1], value("2019", 70)[1]]
    chart = some(measure_values.describe(WORDS, measured(*values)))
    assert chart.title == "From 40% to 70% in three recorded values, the newest 55%"
    assert chart.subtitle == ("Workload too high (of staff) by date, 2018 to 2020. Lower is better.")
    assert "2018, Merseyside CRC: 40%; 2019, Merseyside CRC: 70%; March 2020" in chart.alt
    assert [row[1:] for row in chart.rows] == [
        ("2018", "CRC", "only 40%"),
        ("2019", "CRC", "70%"),
        ("March 2020", "CRC", "55%"),
    ]
    assert isinstance(chart.data, FigureContext)
    assert [(point.value, point.here) for point in chart.data.points] == [
        (55, True),
        (70, False),
        (40, False),
    ]


def test_many_values_of_a_measure_are_dots_at_their_dates() -> None:
    values = [value(f"20{year:02}", year)[1] for year in range(10, 24)]
    chart = some(measure_values.describe(WORDS, measured(*values)))
    assert isinstance(chart.data, MeasureValues)
    first, *_, last = chart.data.points
    assert (first.day, first.value, first.newest) == (date(2010, 7, 2), 10, False)
    assert (last.value, last.newest) == (23, True)


def test_what_cannot_stand_among_the_values_is_said() -> None:
    country = replace(value("2021", 90)[1], kind=NATIONAL)
    dated = value("2018", 40)[1], value("2019", 50)[1]
    chart = some(measure_values.describe(WORDS, measured(*dated, value(None, 30)[1], country)))
    assert "One value without a date is in the table only." in chart.subtitle
    assert "One value for the whole country is in the table only." in chart.subtitle
    assert len(chart.rows) == 2
    assert measure_values.describe(WORDS, measured(dated[0], value(None, 30)[1], country)) is None
    assert measure_values.describe(WORDS, measured()) is None


@pytest.mark.parametrize("others", [["2020"], ["2020-03"], ["2019", None]])
def test_no_value_is_called_the_newest_while_another_may_be_newer(others: list[str | None]) -> None:
    chart = some(
        measure_values.describe(
            WORDS, measured(value("2020-03", 55)[1], *(value(when, 40)[1] for when in others))
        )
    )
    assert "newest" not in chart.title
    assert isinstance(chart.data, FigureContext)
    assert not any(point.here for point in chart.data.points)


@pytest.mark.parametrize(("newest", "place"), [(80, "highest"), (20, "lowest")])
def test_a_newest_value_beyond_all_others_is_said_so(newest: int, place: str) -> None:
    found = [value("2018", 40), value("2019", 70), value("2020-03", newest)]
    chart = some(measure_values.describe(WORDS, measured(*(each for _, each in found))))
    assert chart.title.endswith(f" in three recorded values; the newest is the {place}")


def test_values_that_are_all_alike_are_said_so() -> None:
    chart = some(measure_values.describe(WORDS, measured(value("2018", 40)[1], value("2019", 40)[1])))
    assert chart.title == "40% in each of two recorded values"


def test_counts_say_how_many_of_each_group_got_each_rating() -> None:
    groups = (
        RatingGroup("CRCs", (0, 1, 19, 1), 0),
        RatingGroup("NPS", (0, 5, 2, 0), 3),
        RatingGroup("Others", (0,) * 4, 0),
    )
    beside = RatingGroups("c", "Most need to improve", "s", "Kind of provider", SCALE, groups)
    chart = some(rating_counts.describe(WORDS, beside))
    assert chart.columns == ("Kind of provider", *SCALE, "No rating", "All")
    assert chart.rows[1] == ("NPS", "0", "5", "2", "0", "3", "10")
    assert chart.alt == (
        "Most need to improve. CRCs: 1 Good, 19 Requires improvement and 1 Inadequate; "
        "NPS: 5 Good, 2 Requires improvement and 3 without a rating; Others: none."
    )
    assert chart.data == RatingCounts(SCALE, groups)
    assert rating_counts.describe(WORDS, replace(beside, groups=groups[2:])) is None
    assert rating_counts.describe(WORDS, replace(beside, groups=(RatingGroup("CRCs", (0,) * 4, 9),))) is None


def test_a_number_that_may_be_another_one_is_no_record() -> None:
    (_, early), (_, late) = value("2018", 69), value("2020", 70)
    late = replace(late, figure=replace(late.figure, shown="almost 70%", exact=False))
    chart = some(measure_values.describe(WORDS, measured(early, late)))
    assert chart.title == "From 69% to almost 70% in two recorded values, the newest almost 70%"
