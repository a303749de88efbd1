"""What each chart says: its title, its alt text, its data, and when it says nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest

from tracker.stages.charts import (
    figure_context,
    national_timeline,
    rating_distribution,
    rating_history,
    standards_grid,
    standards_profile,
)
from tracker.values.chart import Chart, FigureContext, NationalTimeline, RatingDistribution, RatingHistory
from tracker.values.dates import PartialDate
from tracker.values.facts import (
    DomainFact,
    EventFact,
    EvidenceFacts,
    Facts,
    FigureFact,
    InspectionFacts,
    Link,
    MeasureValue,
    NamedFact,
    ProviderFacts,
    Rating,
    StandardFact,
    YearCount,
    silent,
)
from tracker.values.records import Event, Framework, Measure, Provider, Site
from tracker.values.records.site import Kind

SCALE = ("Outstanding", "Good", "Requires improvement", "Inadequate")
SOURCES = {"s": {"title": "t", "publisher": "p", "url": "https://example.org/"}}
KIND = Kind(name="CRC", plural="CRCs", short="CRC", description="d")
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
        StandardFact(name.lower(), name, rating(given, scale), None, ()) for name, given in standards.items()
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
        published=moment,
        fieldwork=None,
        date=moment,
        overall=rating(word, scale),
        overall_citations=(),
        change=None,
        score="",
        domains=(DomainFact("Organisation", found),) if found else (),
        evidence=NOTHING,
        coordination=NOTHING,
        joint=(),
        sources=(),
        notes="",
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
        ended="",
        inspections=inspections[::-1],
        rated=None,
        rating=silent("not-rated"),
        age="",
        change=None,
        summary="",
        existed=NamedFact("", ()),
        owners=(),
        areas=(),
        predecessors=(),
        successors=(),
        sources=(),
    )


def facts(*inspections: InspectionFacts, events: tuple[tuple[str, str], ...] = (), **more: object) -> Facts:
    site = Site.model_validate(
        {
            "title": "t",
            "tagline": "t",
            "description": "d",
            "address": "https://example.org",
            "editors": "e",
            "repository": "https://example.org",
            "licence": {"name": "l", "url": "https://example.org"},
            "navigation": [],
            "provider_kinds": {"crc": KIND.model_dump()},
            "sides": {},
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
        events=milestones,
        areas=(),
        scale=SCALE,
        by_year=(),
        measures=MappingProxyType({}),
        values=MappingProxyType({}),
        frameworks=(),
    )
    return replace(plain, **more)  # type: ignore[arg-type]
