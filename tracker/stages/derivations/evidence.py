"""Evidence of an inspection with its sources, and how figures read."""

from decimal import Decimal

from tracker.stages.derivations.checks import checked_against
from tracker.stages.derivations.citations import cited
from tracker.values.facts import (
    EvidenceFacts,
    FigureFact,
    FindingFact,
    JudgementFact,
    QuoteFact,
    RecommendationFact,
)
from tracker.values.page import measure_url
from tracker.values.records import Content, Figure, Inspection
from tracker.values.words import sentence

_ONE = {"people": "person", "staff": "member of staff"}


def evidence_facts(content: Content, inspection: Inspection, about: str, partner: str = "") -> EvidenceFacts:
    """The evidence about the provider, or about the co-ordination of bodies inspected together.

    `partner` is the provider of a record that is shown on another's page: ids differ between records.
    """
    framework = content.frameworks[inspection.framework]
    names = {standard.id: standard.name for standard in framework.standards}
    whose = f"-{partner}" if partner else ""
    return EvidenceFacts(
        judgements=tuple(
            JudgementFact(
                item.on,
                item.words,
                names.get(item.standard or "", ""),
                cited(inspection, item.source, page=item.page, passage=item.words),
                checked_against(content, inspection, item.source, item.words),
                item.note or "",
            )
            for item in inspection.judgements
            if item.about == about
        ),
        figures=tuple(
            _figure(content, inspection, item) for item in inspection.figures if item.about == about
        ),
        findings=tuple(
            FindingFact(
                f"finding{whose}-{number}",
                item.kind,
                item.text,
                names.get(item.standard or "", ""),
                cited(inspection, item.source, page=item.page),
                item.note or "",
            )
            for number, item in enumerate(inspection.findings, 1)
            if item.about == about
        ),
        quotes=tuple(
            QuoteFact(
                f"quote{whose}-{number}",
                item.text,
                item.speaker,
                item.role or "",
                item.side,
                cited(inspection, item.source, page=item.page, passage=item.text),
                checked_against(content, inspection, item.source, item.text),
                item.note or "",
            )
            for number, item in enumerate(inspection.quotes, 1)
            if item.about == about
        ),
        recommendations=tuple(
            RecommendationFact(
                item.to,
                item.text,
                item.repeated,
                cited(inspection, item.source, page=item.page),
                item.note or "",
            )
            for item in inspection.recommendations
            if item.about == about
        ),
    )


def _figure(content: Content, inspection: Inspection, figure: Figure) -> FigureFact:
    measure = content.measures[figure.measure] if figure.measure else None
    unit = measure.unit if measure else figure.unit or ""
    return FigureFact(
        label=sentence(measure.name if measure else figure.label or ""),
        shown=figure_text(figure, unit),
        value=figure.value,
        unit=unit,
        measure=figure.measure,
        wording=figure.wording,
        citations=cited(inspection, figure.source, page=figure.page, passage=figure.wording or ""),
        # What is said of several bodies together is no value of one, so its measure does not list it.
        page=measure_url(figure.measure) if figure.measure and figure.about == "provider" else "",
        checked=checked_against(content, inspection, figure.source, figure.wording or ""),
        note=figure.note or "",
        exact=figure.qualifier in {None, "only"},
    )


def figure_text(figure: Figure, unit: str) -> str:
    """A figure as it reads: "almost 70%", "6 to 12 months", "7 of 10 standards", "1 in 3".

    So many of so many leaves the unit out where the label begins with it: "7 of 10", "standards rated good".
    """
    text = number(figure.value) + (f" to {number(figure.to)}" if figure.to is not None else "")
    sign, _, times = unit.partition(" ")
    if sign == "£":
        text, unit = f"£{text}", times
    if figure.of is not None:
        text += f" {'of' if unit else 'in'} {number(figure.of)}"
    if figure.of is not None and (figure.label or "").casefold().startswith(unit.casefold()):
        unit = ""
    hedge = f"{figure.qualifier} " if figure.qualifier else ""
    word = _one(unit) if figure.value == 1 and figure.to is None and figure.of is None else unit
    return hedge + text + {"%": "%", "": ""}.get(unit, f" {word}")


def _one(unit: str) -> str:
    """What one of several is called."""
    return _ONE.get(unit) or (f"{unit[:-3]}y" if unit.endswith("ies") else unit.removesuffix("s"))


def number(value: Decimal) -> str:
    """A number with its digits as recorded and commas between thousands."""
    return f"{value:,f}"
