"""What `new` asks about an inspection or a provider, with the choices and defaults of the record."""

from collections import Counter

import click

from tracker.commands.asking import Asked, Question
from tracker.commands.matching import Choice
from tracker.values.dates import PartialDate
from tracker.values.draft import Answers
from tracker.values.page import slug
from tracker.values.records import Content, Framework
from tracker.values.records.inspection import NOT_RECORDED, NOT_YET, UNRATED_WORDS
from tracker.values.words import listed

NAME = "the name, or words of it"
DATE = "2019, 2019-07, 2019-07-17 or 2019-02/2019-03"


def about_inspection(content: Content, today: PartialDate) -> tuple[Asked, ...]:
    """The questions about an inspection: what others rest on comes first."""
    providers = provider_choices(content)

    def year(answers: Answers) -> Question:
        if "fieldwork" in answers or answers.get("published") not in {NOT_YET, NOT_RECORDED}:
            return Question("year")
        default = str(today.year) if answers["published"] == NOT_YET else ""
        asks = "Which year is it of? The record is kept in the folder of that year."
        return Question("year", asks, "a year such as 2019", default=default, required=True)

    def framework(answers: Answers) -> Question | None:
        if "provider" not in answers or "published" not in answers:
            return None
        kind = content.providers[answers["provider"]].kind
        fitting = _inspecting(content, kind)
        possible = [each for each in fitting if _may_be_of(each, answers)]
        if not possible:
            raise click.ClickException(_no_programme(content, kind, answers))
        # The others are known too, so that check's reason against them is told.
        choices = tuple(Choice(each.id, (each.short_name, each.name)) for each in fitting)
        expects = listed((each.id for each in possible), "or")
        default = _in_force(possible, answers, today)
        asks = "Which programme of inspections does it belong to?"
        return Question("framework", asks, expects, choices, default, required=True, is_id=True)

    def overall(answers: Answers) -> Question | None:
        framework = content.frameworks.get(answers.get("framework", ""))
        if framework is None:
            return None
        has_one = framework.rated and answers["published"] != NOT_YET
        choices = tuple(Choice(word) for word in (*framework.words, *UNRATED_WORDS) if has_one)
        expects = listed(framework.words, "or") if has_one else ""
        return Question("overall", "What is the overall rating?" if has_one else "", expects, choices)

    return (
        _always(
            Question(
                "provider",
                "Who was inspected?",
                NAME,
                providers,
                required=True,
                is_id=True,
            )
        ),
        _always(Question("area")),
        _always(Question("fieldwork", "When were inspectors there?", DATE, otherwise="not known")),
        _always(
            Question(
                "published",
                "When did the report come out?",
                f'a date such as {DATE}, or "{NOT_YET}", or "{NOT_RECORDED}"',
                (Choice(NOT_YET), Choice(NOT_RECORDED)),
                required=True,
            )
        ),
        year,
        framework,
        overall,
        _always(
            Question("title", "What is the title of the report?", "to the letter", otherwise="not known")
        ),
        *_source(content),
    )


def about_provider(content: Content) -> tuple[Asked, ...]:
    """The questions about a provider."""
    kinds = tuple(Choice(kind, (told.name,)) for kind, told in content.site.provider_kinds.items())

    def short_name(answers: Answers) -> Question:
        asks = "Which name is for headings and charts?"
        return Question(
            "short_name", asks, "as short as it is clear", default=answers.get("name", ""), required=True
        )

    def kind(answers: Answers) -> Question:
        last = _last_word(answers.get("short_name", ""))
        alike = Counter(p.kind for p in content.providers.values() if _last_word(p.short_name) == last)
        default = next((kind for kind, _ in alike.most_common(1)), "")
        expects = listed((choice.value for choice in kinds), "or")
        return Question("kind", "Of which kind is it?", expects, kinds, default, required=True, is_id=True)

    def id_(answers: Answers) -> Question:
        default = slug(answers.get("short_name", ""))
        asks = "What will its file and its address be called? That never changes."
        return Question(
            "id", asks, "small letters, digits and hyphens", default=default, required=True, is_id=True
        )

    def part_of(answers: Answers) -> Question:
        alike = [p for p in content.providers.values() if p.kind == answers.get("kind")]
        asks = "Which larger provider is it a part of?" if any(p.part_of for p in alike) else ""
        return Question("part_of", asks, NAME, provider_choices(content), is_id=True)

    return (
        _always(Question("name", "What is the new provider called?", "the full name", required=True)),
        short_name,
        kind,
        id_,
        _always(Question("aliases")),
        part_of,
        _always(Question("areas", "Which places does it serve?", "with commas between them")),
        *_source(content),
    )


def _always(question: Question) -> Asked:
    return lambda _answers: question


def _source(content: Content) -> tuple[Asked, ...]:
    publishers = Counter(source.publisher for _file, _key, source in content.all_sources())

    def publisher(answers: Answers) -> Question:
        # Another record may cite the same page.
        url = answers.get("url")
        known = (source.publisher for _file, _key, source in content.all_sources() if url == source.url)
        usual = (name for name, _ in publishers.most_common(1))
        return Question(
            "publisher", "Who published it?", default=next(known if url else usual, next(usual, ""))
        )

    asks = "What is the address of the first source that you work from?"
    return (_always(Question("url", asks, "https://…")), publisher)


def provider_choices(content: Content) -> tuple[Choice, ...]:
    """The providers by their names, and the areas that they serve."""
    return tuple(
        Choice(
            provider.id,
            (provider.short_name, provider.name, *provider.aliases),
            tuple(area.name for area in provider.areas),
        )
        for provider in content.providers.values()
    )


def _inspecting(content: Content, kind: str) -> list[Framework]:
    """The frameworks for a kind of provider, the newest first."""
    fitting = [framework for framework in content.frameworks.values() if kind in framework.kinds]
    return sorted(fitting, key=lambda framework: framework.in_force.since, reverse=True)


def _may_be_of(framework: Framework, answers: Answers) -> bool:
    """Whether the dates leave it possible: the rule `framework_was_in_force` refuses the others."""
    out, visit = _date(answers, "published"), _date(answers, "fieldwork")
    period = framework.in_force
    too_early = out is not None and out.before(period.since)
    too_late = visit is not None and period.until is not None and period.until.before(visit)
    return not too_early and not too_late


def _no_programme(content: Content, kind: str, answers: Answers) -> str:
    told = content.site.provider_kinds.get(kind)
    date = _date(answers, "fieldwork", "published")
    when = f" {date.when}" if date else ""
    begun = sorted(file for file in content.broken if file.startswith("content/frameworks/"))
    wrong = f"Something in {listed(begun)} is missing or wrong; finish it first.\n" if begun else ""
    return (
        f"No programme on record inspects {told.plural if told else kind}{when}. Check the date.\n"
        f"{wrong}If there is a new programme, it needs a file in content/frameworks first: "
        "see docs/add-an-inspection.md#a-new-programme"
    )


def _date(answers: Answers, *names: str) -> PartialDate | None:
    """The first of these answers that is a date, not left out and not a word."""
    known = (answers.get(name, "") for name in names)
    return next((PartialDate(text) for text in known if text[:1].isdigit()), None)


def _in_force(fitting: list[Framework], answers: Answers, today: PartialDate) -> str:
    """The id of the newest framework that was in force at the visit, or else the report, or else now.

    Where none was, that of the newest before: a report may come out after the end of its programme.
    """
    date = _date(answers, "fieldwork", "published", "year") or today
    begun = [framework for framework in fitting if not date.before(framework.in_force.since)]
    ended = [f for f in begun if f.in_force.until and f.in_force.until.before(date)]
    return next((framework.id for framework in begun if framework not in ended), begun[0].id if begun else "")


def _last_word(name: str) -> str:
    return slug(name).rpartition("-")[2]
