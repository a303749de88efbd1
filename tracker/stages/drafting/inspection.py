"""The draft of an inspection: its framework's standards for that kind of provider, ready to fill in."""

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from tracker.stages.drafting.lines import example, field, head, source, text_of
from tracker.values.dates import PartialDate
from tracker.values.draft import Answers, Draft
from tracker.values.records import Content, Framework
from tracker.values.records.evidence import Side
from tracker.values.records.inspection import NOT_YET, UNRATED_WORDS
from tracker.values.words import listed

SOURCE = "report"
"""The key of the first source."""


def inspection_draft(content: Content, answers: Answers, today: PartialDate) -> Draft:
    """The record of an inspection as far as it is known from the answers.

    They are, as far as given: provider, framework, area, fieldwork, published, year, overall, title,
    publisher and url.
    """
    framework = content.frameworks.get(answers.get("framework", ""))
    provider = content.providers.get(answers.get("provider", ""))
    kind = provider.kind if provider else ""
    has_results = answers.get("published") != NOT_YET
    rated = framework is not None and framework.rated and has_results
    blocks = [
        [
            *head("../../../schema/inspection.json"),
            *_facts(content, answers, framework, provider.name if provider else ""),
        ]
    ]
    if framework and rated:
        blocks.append(_ratings(framework, kind))
    blocks.append(source(content, SOURCE, answers, today))
    if not rated:
        note = "delete this once something below names it as its source"
        blocks[-1].append(field("further_sources", SOURCE, note))
    if framework and has_results:
        blocks += _evidence(content, framework, kind)
    note = "for readers: what to mind, and where sources disagree"
    blocks.append(example([field("notes", "", note)]))
    return Draft("inspections", free_id(content, answers, today), text_of(blocks))


def free_id(content: Content, answers: Answers, today: PartialDate) -> str:
    """The year and the provider, with -2, -3 … where there are records of other inspections."""
    base = f"{year(answers) or today.year}/{answers.get('provider', '')}"
    number, found = 1, base
    while found in content.inspections or f"content/inspections/{found}.yaml" in content.broken:
        number += 1
        found = f"{base}-{number}"
    return found


def year(answers: Answers) -> str:
    """The year of the folder, or "" where it is not known yet.

    It is that of the report; while that is not known, of the fieldwork (the rule `folder_is_the_year`);
    or else the one that is answered.
    """
    dates = (_date(answers.get("published", "")), _date(answers.get("fieldwork", "")))
    return next((str(date.year) for date in dates if date), answers.get("year", ""))


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate(text)
    except ValueError:
        return None  # a word, or a mistake that the check tells


def _facts(content: Content, answers: Answers, framework: Framework | None, provider: str) -> Iterator[str]:
    yield field("provider", answers.get("provider"), provider)
    yield field("framework", answers.get("framework"), framework.name if framework else "")
    if "title" in answers:
        yield field("title", answers["title"])
    else:
        yield from example([field("title", "", "of the report, to the letter")])
    if "area" in answers:
        yield field("area", answers["area"])
    if "fieldwork" in answers:
        yield field("fieldwork", answers["fieldwork"])
    else:
        yield from example([field("fieldwork", "", "when inspectors were there, such as 2019-02/2019-03")])
    yield field("published", answers.get("published"))
    if "overall" in answers:
        yield field("overall", answers["overall"])
    elif framework and framework.rated and answers.get("published") != NOT_YET:
        yield field("overall", "", "the overall rating")
    if framework and any(
        each.joint and each.framework == framework.id for each in content.inspections.values()
    ):
        yield from example([field("joint", "", "a word that all records of a joint inspection share")])


def _ratings(framework: Framework, kind: str) -> list[str]:
    standards = [field(standard.id, "", standard.name) for standard in framework.standards_for(kind)]
    lines = [
        f"## Each rating is {listed(framework.words, 'or')}; or {listed(UNRATED_WORDS, 'or')}.",
        "## Only what a source states; leave out the others.",
        *(example(["ratings:", *(f"  {standard}" for standard in standards)]) if standards else []),
    ]
    return [*lines, field("rating_source", SOURCE)]


def _evidence(content: Content, framework: Framework, kind: str) -> Iterator[list[str]]:
    standards = framework.standards_for(kind)
    standard = [field("standard", "", "its id as above, or leave it out", 4)] if standards else []
    cited = field("source", SOURCE, indent=4)
    if not framework.rated:
        verdict = field("  - on", "", "what was judged, in plain words")
        yield [
            "## This programme gives no ratings. What inspectors judged in words stands here.",
            *(["## It looks at:"] if standards else []),
            *(f"##   {each.id}: {each.name}" for each in standards),
            *example(["judgements:", verdict, field("words", "", "the verdict, to the letter", 4)]),
            *example([*standard, cited]),
        ]
    yield [
        "## A number. If it is none of these, write label and unit instead of measure:",
        *(
            f"##   {name}: {content.measures[name].name} ({content.measures[name].unit})"
            for name in _measures(content, kind)
        ),
        *example(["figures:", field("  - measure"), field("value", "", "digits only", 4)]),
        *example([field("wording", "", "how the source puts it, to the letter", 4), cited]),
    ]
    yield [
        "## What inspectors found, in your own words: a strength, a weakness, or mixed.",
        *example(["findings:", field("  - weakness"), *standard, cited]),
    ]
    sides = listed(get_args(Side), "or")
    yield [
        "## A short quotation, to the letter, without quotation marks around it.",
        *example(
            ["quotes:", field("  - text"), field("speaker", "", "the name, or such as: a spokesperson", 4)]
        ),
        *example([field("role", "", "in which office", 4), field("from", "", sides, 4), cited]),
    ]
    yield [
        "## What the inspectorate asked for, in your own words.",
        *example(["recommendations:", field("  - to", "", "who is to act"), field("text", "", "", 4), cited]),
    ]


def _measures(content: Content, kind: str) -> list[str]:
    """The measures that inspections of this kind of provider have given, the commonest first; or else all."""
    given = Counter(
        figure.measure
        for inspection in content.inspections.values()
        if inspection.provider in content.providers and content.providers[inspection.provider].kind == kind
        for figure in inspection.figures
        if figure.measure in content.measures
    )
    return [name for name, _ in given.most_common() if name] or list(content.measures)
