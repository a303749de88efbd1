"""Corrections as readers meet them: on the page of their record, in one list, in a feed."""

from collections import Counter
from collections.abc import Iterable, Mapping

from tracker.values.facts import CorrectionFact, InspectionFacts, Link, ProviderFacts
from tracker.values.page import slug
from tracker.values.records import Correction

_ADDED, _REMOVED = "(nothing)", "(removed)"
_PARTS = {
    "overall": "Overall rating",
    "published": "Date of the report",
    "fieldwork": "Date of the visit",
    "area": "Area inspected",
    "framework": "Programme",
    "quotes": "Quotations",
    "judgements": "Verdict in words",
    "existed": "When it existed",
    "owners": "Run by",
    "areas": "Areas served",
    "successors": "Followed by",
    "part_of": "Part of",
}


def correction_facts(
    record: Link, corrections: Iterable[Correction], standards: Mapping[str, str]
) -> tuple[CorrectionFact, ...]:
    """The corrections of a record, newest first; `record` is its page, `standards` the names by id.

    An id is made of day and field, so that neither a better wording nor a further entry changes it.
    """
    times = Counter[str]()
    facts = []
    for correction in corrections:
        name = slug(f"correction-{correction.date.text}-{correction.field or ''}")
        times[name] += 1
        again = f"-{times[name]}" if times[name] > 1 else ""
        told = correction.before is not None or correction.after is not None
        facts.append(
            CorrectionFact(
                id=name + again,
                url=f"{record.url}#{name}{again}",
                record=record,
                date=correction.date,
                kind=correction.kind.capitalize(),
                part=_part(correction.field or "", standards),
                what=correction.what,
                before=(correction.before or _ADDED) if told else "",
                after=(correction.after or _REMOVED) if told else "",
                why=correction.why,
            )
        )
    return _newest_first(facts)


def every_correction(
    inspections: Iterable[InspectionFacts], providers: Iterable[ProviderFacts]
) -> tuple[CorrectionFact, ...]:
    """The corrections of all records, newest first."""
    of_inspections = (correction for record in inspections for correction in record.corrections)
    of_providers = (correction for record in providers for correction in record.corrections)
    return _newest_first((*of_inspections, *of_providers))


def _newest_first(corrections: Iterable[CorrectionFact]) -> tuple[CorrectionFact, ...]:
    """Corrections by date; those of one day stay in the order given."""
    return tuple(sorted(corrections, key=lambda correction: correction.date, reverse=True))


def _part(field: str, standards: Mapping[str, str]) -> str:
    """What a field holds, in a reader's words."""
    _, _, standard = field.partition("ratings.")
    if standard:
        return f"Rating: {standards.get(standard, standard)}"
    return _PARTS.get(field, field.replace("_", " ").capitalize())
