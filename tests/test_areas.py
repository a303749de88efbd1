"""Places: who is said to serve them, on what grounds, and which inspections and ratings are theirs."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from tests.conftest import TODAY, facts_of
from tracker.pipeline import build
from tracker.values.facts import AreaFacts, ServiceFact
from tracker.values.project import Project

CRC, NPS = "content/providers/northshire-crc.yaml", "content/providers/northshire-nps.yaml"
NAMED = "areas:\n  - name: Northshire\n    source: register\n"
SUCCEEDED = "successors:\n  - provider: northshire-nps\n    date: 2021-06-26\n    source: register\n"
SOURCES = (
    "sources:\n  register:\n    title: Register of providers\n    publisher: Tracker Test Press\n"
    "    url: https://example.org/register\n"
    "    archive: https://archive.example.org/example.org/register\n    accessed: 2024-05-01\n"
)

Edit = Callable[[str, str, str], None]


def place(project: Project, name: str = "Northshire") -> AreaFacts:
    found = {area.name: area for area in facts_of(project).areas}
    return found[name]


def add(project: Project, key: str, text: str, kind: str = "nps-division") -> None:
    name = key.replace("-", " ").title()
    record = f"name: {name}\nshort_name: {name}\nkind: {kind}\n{text}{SOURCES}"
    (project.content / f"providers/{key}.yaml").write_text(record, encoding="utf-8")


def since(date: str) -> str:
    return f"existed:\n  from: {date}\n  source: register\n"


def area(name: str, part: str = "") -> str:
    return f"areas:\n  - name: {name}\n" + (f"    part: {part}\n" if part else "") + "    source: register\n"


def part_of(key: str) -> str:
    return f"part_of:\n  provider: {key}\n  source: register\n"


def told(services: tuple[ServiceFact, ...]) -> list[tuple[str, str]]:
    return [(service.provider.title, service.basis) for service in services]


# Who serves a place


def test_periods_come_newest_first_and_those_that_have_not_ended_are_responsible_now(tiny: Project) -> None:
    found = place(tiny)
    assert [(period.when, told(period.services)) for period in found.periods] == [
        ("Since 1 June 2014", [("NPS Northshire", "named")]),
        ("1 June 2014 to 25 June 2021", [("Northshire CRC", "named")]),
    ]
    assert told(found.now) == [("NPS Northshire", "named")]
    (service,) = found.now
    assert [citation.name for citation in service.citations] == ["Tracker Test Press"]
    assert service.citations[0].url == "https://example.org/register"


def test_names_that_differ_in_capitals_are_one_place(tiny: Project, edit: Edit) -> None:
    edit(NPS, "- name: Northshire", "- name: NORTHSHIRE")
    add(tiny, "eastshire-nps", since("2020") + area("Northshire"))
    assert len(place(tiny).periods) == 3


def test_a_successor_that_no_source_names_for_the_place_is_shown_as_that(tiny: Project, edit: Edit) -> None:
    edit(NPS, NAMED, area("Eastshire"))
    found = place(tiny)
    assert told(found.now) == [("NPS Northshire", "successor")]
    assert found.now[0].why == (
        "It took over from Northshire CRC; no source that we have names Northshire for it."
    )
    assert f"{found.lead} {found.before}" == (
        "People on probation in Northshire seem to be supervised by NPS Northshire, whose latest report "
        "(9 November 2017) gives no rating. It took over from Northshire CRC; no source that we have names "
        "Northshire for it. Earlier, Northshire CRC (Community Rehabilitation Company) was last "
        "rated Good in November 2020."
    )
    assert found.now[0].citations != ()


def test_of_several_successors_none_is_preferred(tiny: Project, edit: Edit) -> None:
    edit(NPS, NAMED, area("Eastshire"))
    add(tiny, "westshire-region", since("2021-06-26"))
    edit(
        CRC,
        SUCCEEDED,
        SUCCEEDED + SUCCEEDED.replace("successors:\n", "").replace("northshire-nps", "westshire-region"),
    )
    found = place(tiny)
    assert sorted(told(found.now)) == [("NPS Northshire", "successor"), ("Westshire Region", "successor")]
    assert "by Westshire Region, with no inspection on record, or NPS Northshire" in found.lead
    assert "Which of them is not recorded." in found.lead


@pytest.mark.parametrize("link", ["itself", "through its unit"])
def test_nobody_is_guessed_where_a_source_names_who_serves_the_place_now(
    tiny: Project, edit: Edit, link: str
) -> None:
    edit(NPS, NAMED, area("Eastshire"))
    add(tiny, "westshire-region", since("2021-06-26") + (area("Northshire") if link == "itself" else ""))
    if link != "itself":
        add(tiny, "northshire-unit", part_of("westshire-region") + area("Northshire"))
    found = place(tiny)
    everyone = {name for period in found.periods for name, _ in told(period.services)}
    assert everyone == {"Westshire Region", "Northshire CRC"}


def test_a_unit_stands_under_its_region_and_first_among_those_responsible(tiny: Project, edit: Edit) -> None:
    edit(NPS, NAMED, area("Eastshire"))
    add(tiny, "westshire-region", since("2021-06-26"))
    add(tiny, "northshire-unit", part_of("westshire-region") + area("Northshire", "north"))
    found = place(tiny)
    assert told(found.now) == [("Northshire Unit", "named"), ("Westshire Region", "unit")]
    assert told(found.nearest) == [("Northshire Unit", "named")]
    newest = found.periods[0]
    assert (newest.when, told(newest.services)) == ("Since 26 June 2021", [("Westshire Region", "unit")])
    assert told(newest.services[0].units) == [("Northshire Unit", "named")]
    assert found.lead.startswith(
        "People on probation in part of Northshire (north) are supervised by Northshire Unit, with no "
        "inspection on record. This National Probation Service division is part of Westshire Region, "
        "with no inspection on record."
    )


def test_several_units_are_told_with_the_part_that_each_serves(tiny: Project, edit: Edit) -> None:
    edit(NPS, NAMED, area("Eastshire"))
    add(tiny, "westshire-region", since("2021-06-26"))
    add(tiny, "unit-a", part_of("westshire-region") + area("Northshire", "north"))
    add(tiny, "unit-b", part_of("westshire-region") + area("Northshire", "south"))
    assert place(tiny).lead.startswith(
        "People on probation in Northshire are supervised by Unit A (north), with no inspection on record, "
        "and Unit B (south), with no inspection on record. These National Probation Service divisions are "
        "parts of Westshire Region,"
    )


def test_a_place_is_not_said_to_be_served_by_one_whose_dates_are_not_recorded(tiny: Project) -> None:
    add(tiny, "lost-division", area("Lostshire"))
    found = place(tiny, "Lostshire")
    assert (found.now, [period.when for period in found.periods]) == ((), ["Dates not recorded"])
    assert f"{found.lead} {found.before}" == (
        "No source that we have says who supervises people on probation in Lostshire now. "
        "Recorded for it without dates: Lost Division."
    )


def test_a_provider_that_has_ended_is_not_responsible_now(tiny: Project) -> None:
    found = place(tiny, "Southmoor")
    assert found.now == ()
    assert f"{found.lead} {found.before}" == (
        "No source that we have says who supervises people on probation in Southmoor now. "
        "Before, it was Southmoor CRC."
    )


def test_the_lead_says_whom_a_provider_supervises_as_the_settings_have_it(tiny: Project, edit: Edit) -> None:
    edit(
        "site_data.yaml",
        "    plural: National Probation Service divisions\n",
        "    plural: National Probation Service divisions\n    supervises: people at high risk\n",
    )
    found = place(tiny)
    assert found.lead.startswith("People at high risk in Northshire are supervised by NPS Northshire,")
    assert found.now[0].people == "people at high risk"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Northmoor", "Northmoor"),
        ("Isle of Wight", "the Isle of Wight"),
        ("South West of England", "the South West of England"),
        ("West Midlands", "the West Midlands"),
        ("Thames Valley", "the Thames Valley"),
        ("East Sussex", "East Sussex"),
        ("Midlandsby", "Midlandsby"),
    ],
)
def test_a_place_is_called_as_a_sentence_has_it(tiny: Project, name: str, called: str) -> None:
    add(tiny, "some-region", since("2020") + area(name))
    found = place(tiny, name)
    assert found.called == called
    assert f" in {called} " in found.lead


# Which inspections concern it


@pytest.mark.parametrize(
    ("inspected", "concerns"),
    [
        ("Northshire", True),
        ("northshire", True),
        ("Southmoor and Northshire", True),
        ("Northshire, Southmoor & Eastshire", True),
        ("North Northshire", False),
        ("Eastshire", False),
    ],
)
def test_an_inspection_of_another_area_stands_apart_and_gives_no_rating(
    tiny: Project, edit: Edit, inspected: str, concerns: bool
) -> None:
    for year in (2019, 2020):
        path = f"content/inspections/{year}/northshire-crc.yaml"
        edit(path, "provider: northshire-crc\n", f"provider: northshire-crc\narea: {inspected}\n")
    edit(NPS, NAMED, area("Eastshire"))
    found = place(tiny)
    urls = {report.url for report in (found.inspections if concerns else found.apart)}
    assert {"/inspections/2019/northshire-crc/", "/inspections/2020/northshire-crc/"} <= urls
    crc = found.periods[-1].services[0]
    assert (crc.standing.rating.word == "Good") is concerns
    assert ("was last rated Good" in found.before) is concerns


def test_the_rating_is_told_with_its_age_change_and_sources(tiny: Project, edit: Edit) -> None:
    edit(CRC, "  to: 2021-06-25\n  source: register\nowners", "  source: register\nowners")
    edit(CRC, "    to: 2021-06-25\n", "")
    edit(CRC, SUCCEEDED, "")
    crc = next(service for service in place(tiny).now if service.provider.title == "Northshire CRC")
    report = crc.standing.report
    assert report is not None
    assert report.change is not None
    assert (crc.standing.rating.word, crc.standing.age) == ("Good", "at least 3 years 6 months")
    assert (report.change.movement, bool(report.overall_citations)) == ("better", True)
    assert (
        "Northshire CRC, which was rated Good in November 2020, up from Requires improvement in 2019"
        in place(tiny).lead
    )


# The pages


def text_of(file: Path) -> str:
    words = re.sub(r"<[^>]+>", " ", unescape(file.read_text(encoding="utf-8")))
    return re.sub(r"\s+", " ", words)


def test_the_whole_country_is_no_place(tiny: Project, edit: Edit) -> None:
    edit(
        "site_data.yaml",
        "    plural: National Probation Service divisions\n",
        "    plural: National Probation Service divisions\n    national: true\n",
    )
    edit(NPS, NAMED, area("Everywhere"))
    assert build(tiny, TODAY).problems == ()
    pages = {path.name for path in (tiny.output / "areas").iterdir()}
    assert pages == {"index.html", "northshire", "southmoor"}
    assert "Everywhere" in text_of(tiny.output / "providers/northshire-nps/index.html")


def test_a_region_lists_its_units_with_their_ratings(tiny: Project, edit: Edit) -> None:
    edit(CRC, NAMED, NAMED + part_of("northshire-nps"))
    edit(CRC, SUCCEEDED, "")
    assert build(tiny, TODAY).problems == ()
    html = (tiny.output / "providers/northshire-nps/index.html").read_text(encoding="utf-8")
    units = html.partition('<h2 id="units">')[2].partition("</section>")[0]
    assert "Northshire CRC" in units
    assert "Good" in units
    assert "November 2020" in units
    assert 'id="units"' not in (tiny.output / "providers/northshire-crc/index.html").read_text("utf-8")


def test_the_home_page_has_one_script(real_site: Path) -> None:
    scripts = re.findall(r"<script[^>]* src[^>]*>", (real_site / "index.html").read_text(encoding="utf-8"))
    assert [re.sub(r"\.[0-9a-f]+\.", ".", script) for script in scripts] == [
        '<script defer src="static/areas.js">'
    ]


def test_shropshire_is_told_what_is_known_and_what_is_not(real_site: Path) -> None:
    text = text_of(real_site / "areas/shropshire/index.html")
    lead = text.partition("Probation in Shropshire ")[2].partition("Who supervised people here")[0]
    assert "are supervised by the West Midlands region, whose latest report (2026) gives no rating" in lead
    assert "West Mercia CRC (Community Rehabilitation Company) Requires improvement in July 2019" in lead
    periods = text.partition("Who supervised people here, and when")[2]
    assert "For people at low or medium risk of causing serious harm" in periods
    assert "Shropshire Star, 10 November 2017" in periods
    assert "It serves West Mercia, which Shropshire is a part of." in periods
    told, _, apart = periods.partition("more that looked at one part")
    assert "Warwickshire and West Mercia CRC, 2017 (West Mercia)" in told
    assert "Midlands NPS division, 2016 (Derbyshire)" in apart


def test_staffordshire_is_told_of_its_local_unit_and_the_region_above(real_site: Path) -> None:
    text = text_of(real_site / "areas/staffordshire/index.html")
    assert (
        "supervised by Staffordshire and Stoke PDU, which was rated Inadequate in August 2022. This "
        "Probation Delivery Unit is part of the West Midlands region" in text
    )
    assert "Staffordshire and West Midlands CRC, 2020" in text.partition("Inspections ")[2]


def test_the_index_has_every_place_with_who_serves_it(real_site: Path) -> None:
    html = (real_site / "areas/index.html").read_text(encoding="utf-8")
    places = re.findall(r'<li><a href="([\w-]+)/index.html">', html)
    assert set(places) == {folder.name for folder in (real_site / "areas").iterdir() if folder.is_dir()}
    staffordshire = text_of(real_site / "areas/index.html").partition("Staffordshire ")[2][:120]
    assert "Staffordshire and Stoke PDU Inadequate August 2022" in staffordshire


def test_a_local_unit_of_a_larger_place_is_shown_where_its_provider_is_not(tiny: Project) -> None:
    add(tiny, "whole-nps", since("2020"))
    add(tiny, "unit-nps", since("2020") + part_of("whole-nps") + area("Greater Northshire"))
    small = area("Little Northshire").replace("source", "within: Greater Northshire\n    source")
    add(tiny, "small-nps", small)
    found = place(tiny, "Little Northshire")
    shown = [service.provider.title for period in found.periods for service in period.services]
    assert shown == ["Unit Nps", "Small Nps"]


def test_two_providers_of_one_name_serve_one_place(tiny: Project) -> None:
    for key in ("first-nps", "second-nps"):
        add(tiny, key, since("2020") + area("Northshire"))
        edited = tiny.content / f"providers/{key}.yaml"
        edited.write_text(re.sub("short_name: .*", "short_name: Twin", edited.read_text("utf-8")), "utf-8")
    assert build(tiny, TODAY).problems == ()


def test_an_accent_makes_no_other_place_and_no_other_letter(tiny: Project) -> None:
    for number, name in enumerate(("Ŵrexham", "Wrexham", "Ynys Môn", "Whitby")):
        add(tiny, f"number-{number}-nps", area(name))
    assert build(tiny, TODAY).problems == ()
    index = (tiny.output / "areas/index.html").read_text("utf-8")
    assert re.findall(r'href="([\w-]+)/index.html">', index)[-3:] == ["whitby", "wrexham", "ynys-mon"]
    assert index.count('id="letter-w"') == 1


def test_units_that_may_serve_a_place_are_named_as_that(tiny: Project, edit: Edit) -> None:
    edit(CRC, NAMED, area("Elsewhere") + part_of("northshire-nps"))
    edit(CRC, SUCCEEDED, "")
    assert build(tiny, TODAY).problems == ()
    text = text_of(tiny.output / "areas/northshire/index.html")
    told = text.partition("Which of them serve Northshire, if any, is not recorded.")[2]
    assert "Northshire CRC Good November 2020" in told


def test_where_the_latest_report_gives_no_rating_the_inspectorate_speaks(real_site: Path) -> None:
    for page in ("areas/shropshire", "providers/west-midlands-region"):
        first = (real_site / page / "index.html").read_text(encoding="utf-8").partition("<ol")[0]
        assert "was not yet meeting the required standard" in first, page
    rated = (real_site / "providers/east-midlands-region/index.html").read_text(encoding="utf-8")
    assert "<blockquote" not in rated.partition("</header>")[2].partition("<section")[0]


def test_a_later_report_without_a_recorded_rating_is_not_passed_over(real_site: Path) -> None:
    hull = text_of(real_site / "areas/hull/index.html")
    assert "on 30 March 2023, with a later rating that is not recorded here" in hull
