"""The real record: it builds without a problem, and each statement has its source one click away."""

import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

from tracker.values.records import Content, Inspection
from tracker.values.records.base import UNATTRIBUTED


def read(site: Path, inspection: Inspection) -> str:
    html = (site / "inspections" / inspection.id / "index.html").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", unescape(html))


def leads_to(html: str, text: str, url: str) -> bool:
    """Whether the text stands on the page with a link to the address in the sentence after it."""
    after = (html[found.end() : found.end() + 1200] for found in re.finditer(re.escape(text), html))
    link = f'href="{url}' if url else "(no address recorded)"
    return any(link in passage for passage in after)


def test_each_statement_is_on_its_page_with_a_link_to_each_source(
    real_site: Path, real_content: Content
) -> None:
    missing = []
    for inspection in real_content.inspections.values():
        html = read(real_site, inspection)
        stated = [
            *((item.text, item) for item in inspection.quotes),
            *((item.text, item) for item in inspection.findings),
            *((item.text, item) for item in inspection.recommendations),
            *((item.words, item) for item in inspection.judgements),
            *((item.wording or f"{item.value:,}", item) for item in inspection.figures),
        ]
        for text, item in stated:
            addresses = [
                "#sources" if key == UNATTRIBUTED else inspection.sources[key].url or ""
                for key in item.source
            ]
            missing += [(inspection.id, text, url) for url in addresses if not leads_to(html, text, url)]
    assert missing == []


@pytest.mark.parametrize(
    ("page", "facts"),
    [
        (
            "inspections/2017/warwickshire-and-west-mercia-crc",
            [
                "July 2017",
                "9 November 2017",
                "up to 6 weeks",
                "up to 3 months",
                "Midlands NPS division",
                "“poor”",
                "Not rated",
            ],
        ),
        (
            "inspections/2017/midlands-nps",
            ["July 2017", "West Mercia", "Offenders may be denied the best help as a result"],
        ),
        (
            "inspections/2019/warwickshire-and-west-mercia-crc",
            [
                "7 of 10",
                "3 of 10",
                "6 to 12 months",
                "only 1 in 3",
                "nearly 45%",
                "less than 50%",
                "260,000",
            ],
        ),
        (
            "inspections/2020/staffordshire-and-west-midlands-crc",
            [
                "64 cases",
                "almost 70%",
                "more than 3,000 people",
                "5 March 2020",
                "Inadequate",
                "David Jamieson",
            ],
        ),
        (
            "inspections/2018/staffordshire-and-west-midlands-crc",
            ["19 December 2018", "Requires improvement", "2 in 3"],
        ),
        (
            "providers/staffordshire-and-west-midlands-crc",
            ["Reducing Reoffending Partnership", "the same as in 2018"],
        ),
        (
            "providers/warwickshire-and-west-mercia-crc",
            ["PeoplePlus", "Shropshire", "26 June 2021", "West Midlands region"],
        ),
    ],
)
def test_the_founding_documents_facts_are_on_the_site(real_site: Path, page: str, facts: list[str]) -> None:
    html = (
        unescape((real_site / page / "index.html").read_text(encoding="utf-8"))
        .replace("<q>", "“")
        .replace("</q>", "”")
    )
    assert [fact for fact in facts if fact not in html] == []


# How many inspections are on record, by programme and kind of provider. Only ever grows.
ON_RECORD = {
    ("quality-and-impact", "crc"): 14,
    ("quality-and-impact", "nps-division"): 14,
    ("adult-2018", "crc"): 30,
    ("adult-2018", "nps-division"): 9,
    ("pdu-2021", "pdu"): 36,
    ("pdu-2021", "region"): 2,
    ("pdu-and-region-2023", "pdu"): 41,
    ("pdu-and-region-2023", "region"): 6,
    ("dynamic-2025", "region"): 5,
    ("national-2025", "national"): 1,
    ("national-summaries", "country"): 3,
}


def test_every_known_inspection_is_on_record(real_content: Content) -> None:
    found = Counter(
        (inspection.framework, real_content.providers[inspection.provider].kind)
        for inspection in real_content.inspections.values()
    )
    assert all(found[group] >= number for group, number in ON_RECORD.items()), found


def test_every_known_provider_is_on_record(real_content: Content) -> None:
    found = Counter(provider.kind for provider in real_content.providers.values())
    assert found["crc"] == 21
    assert found["region"] == 12
    assert found["nps-division"] >= 7
    assert found["pdu"] >= 63
    inspected = {inspection.provider for inspection in real_content.inspections.values()}
    assert {p.id for p in real_content.providers.values() if p.kind in {"crc", "pdu"}} <= inspected
