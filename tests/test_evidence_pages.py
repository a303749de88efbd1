"""The evidence across inspections: every value of a measure, every quotation and every source, once."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import ROOT, TODAY, content_of, facts_of
from tracker.pipeline import build
from tracker.stages.derivations.citations import page_of
from tracker.stages.derivations.evidence import figure_text
from tracker.values.page import measure_url, slugs
from tracker.values.project import Project
from tracker.values.records import Content, Inspection
from tracker.values.records.base import UNATTRIBUTED

SITES = ROOT / "tests/sites"
Edit = Callable[[str, str, str], None]
Built = tuple[Path, Content]
OLD = "content/inspections/2019/northshire-crc.yaml"
NEW = "content/inspections/2020/northshire-crc.yaml"
JOINT = "content/inspections/2017/northshire-crc.yaml"
QUOTE = "  - text: Staff told us that they could not give people the time they need.\n"


def site_of(project: Project) -> Path:
    report = build(project, TODAY)
    assert not report.failed, report.problems
    return project.output


@pytest.fixture
def untouched(tiny_site: Path) -> Built:
    """The small site as it stands."""
    return tiny_site, content_of(Project.at(SITES / "tiny"))


@pytest.fixture(params=["tiny", "real"])
def built(request: pytest.FixtureRequest, untouched: Built) -> Built:
    """The site and the record that it is built from: the invented one and the real one."""
    if request.param == "tiny":
        return untouched
    return request.getfixturevalue("real_site"), request.getfixturevalue("real_content")


def main_of(page: Path) -> ET.Element:
    """What a page says, without how to use it; our templates write it so that XML can read it."""
    html = page.read_text(encoding="utf-8")
    main = ET.fromstring(html[html.index("<main") : html.index("</main>") + len("</main>")])
    main.remove(main[-1])
    return main


def words(element: ET.Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def links(element: ET.Element) -> list[str]:
    return [a.get("href", "") for a in element.iter("a")]


def inside(url: str) -> str:
    """The end of a relative link to a page of the site."""
    return f"{url.lstrip('/')}index.html"


def cites(element: ET.Element, inspection: Inspection, key: str) -> bool:
    """Whether it names the source, with a link where the record has its address."""
    if key == UNATTRIBUTED:
        return any(link.endswith(f"{inside(page_of(inspection))}#sources") for link in links(element))
    source = inspection.sources[key]
    if source.url is None:
        return source.publisher in words(element) and "(no address recorded)" in words(element)
    return any(link.startswith(source.url) for link in links(element))


# Measures


def test_each_value_is_once_on_the_page_of_its_measure_with_its_sources(built: Built) -> None:
    site, content = built
    counted: Counter[str] = Counter()
    for inspection in content.inspections.values():
        for figure in inspection.figures:
            if not figure.measure or figure.about != "provider":
                continue
            page = main_of(site / inside(measure_url(figure.measure)))
            own = [
                row
                for row in page.iter("tr")
                if any(link.endswith(inside(page_of(inspection))) for link in links(row)[:1])
            ]
            assert len(own) == 1, f"{inspection.id} is {len(own)} times in {figure.measure}"
            shown = figure_text(figure, content.measures[figure.measure].unit)
            assert shown in [words(strong) for strong in own[0].iter("strong")]
            for text in (figure.wording, figure.note):
                assert not text or " ".join(text.split()) in words(own[0])
            for key in figure.source:
                assert cites(own[0], inspection, key), f"{inspection.id} lacks {key}"
            counted[figure.measure] += 1
    for measure, number in counted.items():
        rows = [
            row
            for row in main_of(site / inside(measure_url(measure))).iter("tr")
            if row.find("td") is not None
        ]
        assert len(rows) == number
    pages = {path.parent.name for path in (site / "measures").glob("*/index.html")}
    assert pages == set(counted)


def test_the_list_of_measures_leads_to_each_and_names_those_without_a_value(
    tiny: Project, edit: Edit
) -> None:
    edit(OLD, "  - measure: workload-unmanageable\n", "  - label: overworked\n    unit: '%'\n")
    site = site_of(tiny)
    page = main_of(site / "measures/index.html")
    assert [link for link in links(page) if "inspections" not in link] == ["average-caseload/index.html"]
    assert "2 values, 2019 to 2020. The newest: 52.5 cases, Northshire CRC, 2020." in words(page)
    assert words(page).endswith("so far Staff who call their workload unmanageable")


def test_figures_and_their_charts_lead_to_all_values_of_the_measure(untouched: Built) -> None:
    site, _ = untouched
    there = "../../../measures/average-caseload/index.html"
    page = main_of(site / "inspections/2019/northshire-crc/index.html")
    figures = next(found for found in page.iter("ul") if found.get("class") == "figures")
    assert there in links(figures)
    assert any(there in links(caption) for caption in page.iter("figcaption"))
    provider = (site / "providers/northshire-crc/index.html").read_text(encoding="utf-8")
    assert provider.count('href="../../measures/average-caseload/index.html"') == 3  # two figures, a chart


def test_what_is_said_of_several_bodies_is_no_value_of_one(tiny: Project, edit: Edit) -> None:
    figure = "figures:\n  - measure: average-caseload\n    value: 40\n    about: co-ordination\n"
    edit(JOINT, "findings:\n", f"{figure}    source: report\nfindings:\n")
    site = site_of(tiny)
    assert "40 cases" not in words(main_of(site / "measures/average-caseload/index.html"))
    page = main_of(site / "inspections/2017/northshire-crc/index.html")
    assert "40 cases" in words(page)
    assert not any("measures/" in link for link in links(page))


def test_values_of_the_whole_country_stand_apart(tiny: Project, edit: Edit) -> None:
    edit(
        "site_data.yaml",
        "    description: A company that supervised people at low or medium risk.\n",
        "    description: Everybody.\n    national: true\n",
    )
    measure = next(iter(facts_of(tiny).measures.values()))
    assert (len(measure.values), len(measure.national), measure.newest) == (0, 2, None)
    page = main_of(site_of(tiny) / "measures/average-caseload/index.html")
    assert [words(heading) for heading in page.iter("h2")] == ["For the whole country"]
    assert len(list(page.iter("tr"))) == 1 + 2


def test_a_value_without_a_date_comes_last(tiny: Project, edit: Edit) -> None:
    edit(NEW, "published: 2020-11\noverall", "published: not recorded\noverall")
    measure = next(iter(facts_of(tiny).measures.values()))
    assert [value.released for value in measure.values] == ["17 July 2019", "date not recorded"]
    assert (measure.when, measure.newest) == ("2019", None)


# Quotations


Said = tuple[str, str, str]


def quotations(site: Path) -> Iterator[tuple[Said, set[str], ET.Element]]:
    """Side, speaker and words of each quotation on the pages; its inspections; what stands below it."""
    for path in sorted((site / "quotes").rglob("index.html")):
        page = main_of(path)
        hub = path.parent.name == "quotes"
        for side in page.findall("section[h2]") if hub else [page]:
            labelled = side.get("aria-labelledby", "").removeprefix("side-") if hub else path.parent.name
            for speaker in side.findall("section[@aria-labelledby]"):
                name = words(speaker.find("h3" if hub else "h2"))
                for entry in speaker.findall("ol/li"):
                    given = {re.sub(r"^(\.\./)+", "", link) for link in links(entry.findall("div/p")[0])}
                    for quote in entry.iter("figure"):
                        caption = quote.find("figcaption")
                        assert caption is not None
                        yield (labelled, name, words(quote.find("blockquote"))), given, caption


def quoted(site: Path) -> list[Said]:
    return [said for said, *_ in quotations(site)]


def test_each_quotation_is_there_once_under_its_speaker_and_side_with_its_sources(built: Built) -> None:
    site, content = built
    assert max(Counter(quoted(site)).values()) == 1
    shown = {said: (given, caption) for said, given, caption in quotations(site)}
    recorded: dict[Said, set[str]] = {}
    for inspection in content.inspections.values():
        for quote in inspection.quotes:
            said = (quote.side, quote.speaker, " ".join(quote.text.split()))
            recorded.setdefault(said, set()).add(inside(page_of(inspection)))
            for key in quote.source:
                assert cites(shown[said][1], inspection, key), f"{said} lacks {key}"
    assert {said: given for said, (given, _) in shown.items()} == recorded


def test_the_same_words_in_two_records_are_one_quotation_of_both(tiny: Project, edit: Edit) -> None:
    edit(NEW, "corrections:", f"quotes:\n{QUOTE}    speaker: Ada Example\n    role: Chief inspector\n"
         "    from: inspectorate\n    source: report\ncorrections:")  # fmt: skip
    ((_, given, caption),) = quotations(site_of(tiny))
    assert given == {f"inspections/{year}/northshire-crc/index.html" for year in (2019, 2020)}
    assert [link.partition("#")[0] for link in links(caption)] == [
        "https://example.org/northshire-2020",
        "https://echo.example.org/caseloads",
    ]


def test_speakers_are_listed_with_how_often_they_are_quoted(tiny: Project, edit: Edit) -> None:
    edit(OLD, QUOTE, f"  - text: One.\n    speaker: Zed\n    from: inspectorate\n    source: report\n{QUOTE}")
    edit(NEW, "corrections:", "quotes:\n  - text: Two.\n    speaker: Zed\n    from: inspectorate\n"
         "    source: report\ncorrections:")  # fmt: skip
    site = site_of(tiny)
    page = main_of(site / "quotes/index.html")
    contents = next(found for found in page.iter("ul") if found.get("class") == "index")
    assert [words(item) for item in contents] == ["Zed 2", "Ada Example 1"]
    assert [words(speaker) for speaker in page.iter("h3")] == ["Zed", "Ada Example"]
    assert links(contents) == ["#inspectorate-zed", "#inspectorate-ada-example"]


@pytest.mark.parametrize(
    ("role", "heading"), [("chief inspector", "Chief Inspector"), ("former Chief Inspector", "")]
)
def test_a_role_stands_by_the_name_unless_there_are_several(
    tiny: Project, edit: Edit, role: str, heading: str
) -> None:
    again = f"  - text: Again.\n    speaker: Ada Example\n    role: {role}\n    from: inspectorate\n"
    edit(OLD, QUOTE, f"{QUOTE[:-1]}\n    speaker: Ada Example\n    role: Chief Inspector\n"
         f"    from: inspectorate\n    source: echo\n{again}    source: echo\n"
         "  - text: Other words.\n")  # fmt: skip
    edit(OLD, "    speaker: Ada Example\n    role: Chief Inspector\n    from: inspectorate\n"
         "    source: echo\nrecommendations", "    speaker: Somebody else\n    from: other\n"
         "    source: echo\nrecommendations")  # fmt: skip
    (speaker,) = facts_of(tiny).quoted[0].speakers
    assert (speaker.role, speaker.count) == (heading, 2)
    page = words(main_of(site_of(tiny) / "quotes/index.html"))
    assert page.count("Chief Inspector") + page.count("chief inspector") == (1 if heading else 2)


def test_a_quotation_on_joint_work_is_there_once(tiny: Project, edit: Edit) -> None:
    edit(JOINT, "findings:\n", "quotes:\n  - text: They seldom met.\n    speaker: Ada Example\n"
         "    from: inspectorate\n    about: co-ordination\n    source: report\nfindings:\n")  # fmt: skip
    site = site_of(tiny)
    ((_, given, _),) = [found for found in quotations(site) if "They seldom met." in found[0]]
    assert given == {"inspections/2017/northshire-crc/index.html"}


def test_many_quotations_have_a_page_for_each_side(
    tiny: Project, untouched: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = set(quoted(untouched[0]))
    monkeypatch.setattr("tracker.stages.derivations.quotations.ON_ONE_PAGE", 0)
    site = site_of(tiny)
    assert set(quoted(site)) == whole
    assert [path.parent.name for path in (site / "quotes").glob("*/index.html")] == ["inspectorate"]
    hub = main_of(site / "quotes/index.html")
    assert "inspectorate/index.html#inspectorate-ada-example" in links(hub)
    assert not list(hub.iter("blockquote"))


# Sources


def referenced(site: Path) -> Iterator[tuple[str, ET.Element]]:
    """The publisher and the entry of each source on the pages."""
    for path in sorted((site / "sources").rglob("index.html")):
        page = main_of(path)
        for part in [page, *page.iter("section"), *page.iter("div")]:
            for entry in part.findall("ol[@class='references']/li"):
                heading = part.find("h2")
                yield words(page.find(".//h1") if heading is None else heading), entry


def records_of(entry: ET.Element) -> set[str]:
    (rests,) = [part for part in entry if part.get("class") == "rests"]
    return {re.sub(r"^(\.\./)+", "", link) for link in links(rests)}


def test_each_source_is_there_once_with_every_record_that_has_it(built: Built) -> None:
    site, content = built
    recorded: dict[str, set[str]] = {}
    publishers: dict[str, set[str]] = {}
    for file, record in content.with_sources():
        for source in record.sources.values():
            key = source.url or f"{source.publisher}: {source.title or file}"
            recorded.setdefault(key, set()).add(inside(page_of(record)))
            publishers.setdefault(key, set()).add(source.publisher)
    shown: dict[str, set[str]] = {}
    for publisher, entry in referenced(site):
        link = entry.find("a")
        title = words(entry).partition(" (no address recorded)")[0]
        key = f"{publisher}: {title}" if link is None else link.get("href", "")
        assert key not in shown, f"{key} is there twice"
        shown[key] = records_of(entry)
        under = {publisher, words(entry).partition(":")[0], words(entry)[: len(publisher)]}
        names = {name.casefold().partition(" (")[0] for name in publishers.get(key, ())}
        assert publisher == "One source each" or names & {name.casefold() for name in under}
    assert shown == recorded


def test_a_source_tells_all_that_any_record_knows_of_it(tiny: Project, edit: Edit) -> None:
    address = "    url: https://example.org/northshire-2017.pdf\n"
    for record in (JOINT, "content/inspections/2017/northshire-nps.yaml"):
        edit(record, "    title: Probation in Northshire\n", "")
        edit(record, address, f"{address}    accessed: 2024-0{3 if record == JOINT else 4}\n")
    edit(JOINT, address, f"{address}    note: A scan.\n")
    site = site_of(tiny)
    (entry,) = [e for _, e in referenced(site) if "https://example.org/northshire-2017.pdf" in links(e)]
    assert words(entry) == (
        "Title not recorded. 9 November 2017. Read in April 2024. Archived copy. A scan. "
        "2 pages rest on it: Northshire CRC, 2017; NPS Northshire, 2017"
    )
    assert "https://archive.example.org/example.org/northshire-2017.pdf" in links(entry)


def test_the_totals_count_what_is_known_and_what_is_not(tiny: Project, edit: Edit) -> None:
    edit(OLD, "    url: https://echo.example.org/caseloads\n", "")
    edit(OLD, "    title: Caseloads too high\n", "")
    assert facts_of(tiny).sources.summary == (
        "9 sources by 3 publishers are on record: 9 have an archived copy, 5 have the day noted on which "
        "an editor last read them, none has been compared word for word with what is taken from them, "
        "1 has no title recorded and 1 has no address recorded."
    )


def test_sources_without_address_are_one_only_if_publisher_and_title_are(tiny: Project, edit: Edit) -> None:
    echo = "    title: Caseloads too high\n    publisher: Northshire Echo\n    url: https://echo.example.org/caseloads\n"
    visit = "    title: Inspectors visit Northshire\n    publisher: Northshire Echo\n    url: https://echo.example.org/visit\n"
    there = "content/inspections/2024/northshire-nps.yaml"
    edit(OLD, echo, "    title: News\n    publisher: Northshire Echo\n")
    edit(there, visit, "    title: News\n    publisher: Northshire echo\n")
    (publisher,) = [p for p in facts_of(tiny).sources.publishers if "cho" in p.name]
    assert [len(use.records) for use in publisher.sources] == [2]
    edit(OLD, "    title: News\n", "")
    edit(there, "    title: News\n", "")
    (publisher,) = [p for p in facts_of(tiny).sources.publishers if "cho" in p.name]
    assert [len(use.records) for use in publisher.sources] == [1, 1]


def test_publishers_stand_by_how_much_they_published_and_large_ones_apart(
    tiny: Project, untouched: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = facts_of(tiny).sources
    assert [(p.name, len(p.sources)) for p in sources.publishers] == [
        ("Tracker Test Press", 6),
        ("Northshire Echo", 2),
        ("Example Gazette", 1),
    ]
    assert [publisher.name for publisher in sources.single] == ["Example Gazette"]
    whole = {(words(entry), *sorted(records_of(entry))) for _, entry in referenced(untouched[0])}
    monkeypatch.setattr("tracker.stages.derivations.sources.ON_ONE_PAGE", 0)
    monkeypatch.setattr("tracker.stages.derivations.sources.MANY", 2)
    site = site_of(tiny)
    assert {(words(entry), *sorted(records_of(entry))) for _, entry in referenced(site)} == whole
    assert [p.parent.name for p in (site / "sources").glob("*/index.html")] == ["tracker-test-press"]
    assert "tracker-test-press/index.html" in links(main_of(site / "sources/index.html"))


# All of them


def test_a_record_with_nothing_of_it_says_so(tiny: Project) -> None:
    for record in tiny.content.glob("inspections/*/*.yaml"):
        record.unlink()
    site = site_of(tiny)
    assert "No quotation is on record yet." in words(main_of(site / "quotes/index.html"))
    assert "No value of any measure is on record yet." in words(main_of(site / "measures/index.html"))


def test_every_page_leads_to_the_evidence(untouched: Built) -> None:
    site, _ = untouched
    for page in site.rglob("*.html"):
        if page.parent.name == "embed":  # a card on another site has no foot
            continue
        foot = page.read_text(encoding="utf-8").partition('<nav aria-label="More">')[2].partition("</nav>")[0]
        named = re.findall(r">([A-Z]\w+)</a>", foot)
        evidence = ["Measures", "Quotations", "Sources", "Corrections", "Coverage"]
        assert named == ["Inspections", *evidence, "Data"], page


def test_names_that_look_alike_in_an_address_are_told_apart() -> None:
    assert slugs(["A & B", "A, B", "缓刑", "刑缓", "a b 2"]) == ("a-b", "a-b-2", "2", "3", "a-b-2-2")


def test_a_note_stands_beside_what_it_is_about_wherever_that_is_shown(tiny: Project, edit: Edit) -> None:
    note = "    note: Said of two services together.\n"
    edit(
        OLD, "    from: inspectorate\n    source: echo\n", f"    from: inspectorate\n    source: echo\n{note}"
    )
    site = site_of(tiny)
    for page in ("inspections/2019/northshire-crc", "providers/northshire-crc", "quotes"):
        html = (site / page / "index.html").read_text(encoding="utf-8")
        text = " ".join(re.sub(r"<[^>]*>", " ", html).split())
        said = text.partition("give people the time they need.")[2]
        assert "Said of two services together." in said[:120], page


def test_what_is_unattributed_leads_to_the_sources_of_its_record(tiny: Project, edit: Edit) -> None:
    edit(OLD, "    value: 64\n    source: report\n", "    value: 64\n    source: unattributed\n")
    site = site_of(tiny)
    own = main_of(site / "inspections/2019/northshire-crc/index.html")
    assert "#sources" in links(own)
    elsewhere = main_of(site / "measures/average-caseload/index.html")
    assert "../../inspections/2019/northshire-crc/index.html#sources" in links(elsewhere)
