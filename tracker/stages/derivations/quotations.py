"""Who said what, gathered from all inspections."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from tracker.stages.derivations.evidence import evidence_facts
from tracker.values.facts import Citation, InspectionFacts, Link, QuoteFact, SaidFact, SideFacts, SpeakerFacts
from tracker.values.page import QUOTES, side_url, slugs
from tracker.values.records import Content
from tracker.values.records.evidence import Side

ON_ONE_PAGE = 150
"""With more quotations than this, about 150 kilobytes of them, each side has a page of its own."""
_Said = tuple[InspectionFacts, QuoteFact]


def side_facts(content: Content, inspections: tuple[InspectionFacts, ...]) -> tuple[SideFacts, ...]:
    """The sides that anybody is quoted of, in the order of the settings; inspections come newest first."""
    said = [(inspection, quote) for inspection in inspections for quote in _quotes(content, inspection)]
    split = len(said) > ON_ONE_PAGE
    sides = []
    for side, heading in content.site.sides.items():
        of_side = [(inspection, quote) for inspection, quote in said if quote.side == side]
        if of_side:
            sides.append(_side(side, heading, side_url(side) if split else QUOTES, of_side))
    return tuple(sides)


def _quotes(content: Content, inspection: InspectionFacts) -> tuple[QuoteFact, ...]:
    """The record's own, also those on the joint work of several bodies, which each of their pages shows."""
    record = content.inspections[inspection.id]
    shared = any(quote.about == "co-ordination" for quote in record.quotes)
    own = evidence_facts(content, record, "co-ordination").quotes if shared else ()
    return (*inspection.evidence.quotes, *own)


def _side(side: Side, heading: str, url: str, found: list[_Said]) -> SideFacts:
    by_name: dict[str, list[_Said]] = {}
    for inspection, quote in found:
        by_name.setdefault(quote.speaker, []).append((inspection, quote))
    said = {name: tuple(_by_inspection(own)) for name, own in by_name.items()}
    counts = {name: sum(len(entry.quotes) for entry in own) for name, own in said.items()}
    names = sorted(by_name, key=lambda name: (-counts[name], name.casefold(), name))
    ids = slugs(f"{side} {name}" for name in names)
    speakers = tuple(
        SpeakerFacts(
            id=place,
            url=f"{url}#{place}",
            name=name,
            role=_role(quote for _, quote in by_name[name]),
            said=said[name],
            count=counts[name],
        )
        for name, place in zip(names, ids, strict=True)
    )
    return SideFacts(side, heading, url, speakers, sum(counts.values()))


def _role(quotes: Iterable[QuoteFact]) -> str:
    """The office as first given, where no quotation has another; capitals make no other office."""
    roles = [quote.role for quote in quotes]
    return roles[0] if len({role.casefold() for role in roles}) == 1 else ""


def _by_inspection(said: list[_Said]) -> Iterator[SaidFact]:
    """Each thing said once, also where the records of several inspections have it, newest first."""
    alike: dict[tuple[str, str], list[_Said]] = {}
    for inspection, quote in said:
        words = " ".join(quote.text.split())
        alike.setdefault((words, quote.role.casefold()), []).append((inspection, quote))
    once = [
        (
            tuple(dict.fromkeys(Link(inspection.name, inspection.url) for inspection, _ in same)),
            same[0][0].released,
            _together([quote for _, quote in same]),
        )
        for same in alike.values()
    ]
    for (inspections, released), group in groupby(once, key=lambda entry: entry[:2]):
        yield SaidFact(inspections, released, tuple(quote for *_, quote in group))


def _together(alike: list[QuoteFact]) -> QuoteFact:
    """One quotation with the sources of all that are alike, and the first mark that it was checked."""
    citations: dict[str, Citation] = {}
    for quote in alike:
        for citation in quote.citations:
            citations.setdefault(citation.url or citation.name, citation)
    checked = next((quote.checked for quote in alike if quote.checked), "")
    return replace(alike[0], citations=tuple(citations.values()), checked=checked)
