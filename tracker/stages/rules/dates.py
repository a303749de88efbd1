"""Dates stand in their order, within a provider's life, and not in the future."""

from collections.abc import Iterator

from tracker.values.dates import PartialDate
from tracker.values.problem import Path, Problem
from tracker.values.records import Content, Inspection, Provider
from tracker.values.records.base import Period, inside
from tracker.values.records.content import VERIFIED_FILE, file_of


def nothing_is_in_the_future(content: Content, today: PartialDate) -> Iterator[Problem]:
    """No date of a record begins after today."""
    for file, record in content.with_sources():
        planned = isinstance(record, Inspection) and record.awaited
        for path, moment in inside(record, PartialDate):
            # An end may be known before it comes (a contract's), and so may a visit.
            known_ahead = path[-1] == "to" or (planned and path == ("fieldwork",))
            if today.before(moment) and not known_ahead:
                yield Problem(file, f"{moment} is in the future (today is {today}).", "Check the year.", path)
    for url, source in content.verified.sources.items():
        if today.before(source.checked):
            message = f"{source.checked} is in the future (today is {today})."
            path = ("sources", url, "checked")
            yield Problem(VERIFIED_FILE, message, "Run the command quotes again.", path)


def fieldwork_comes_first(content: Content) -> Iterator[Problem]:
    """Inspectors visit before they publish."""
    for inspection in content.inspections.values():
        fieldwork, published = inspection.fieldwork, inspection.publication
        if fieldwork and published and published.before(fieldwork):
            message = f"the report ({published}) came out before the fieldwork ({fieldwork})."
            yield Problem(file_of(inspection), message, "Check both dates.", ("fieldwork",))


def folder_is_the_year(content: Content) -> Iterator[Problem]:
    """A record stands in the folder of the year in which its report came out.

    Or of the fieldwork, where it was announced before: its address must not move on publication.
    """
    for inspection in content.inspections.values():
        published, folder = inspection.publication, inspection.year
        years = {moment.year for moment in (published, inspection.fieldwork) if moment}
        if published and folder not in years:
            message = f"the report is of {published.year} but the file is in the folder {folder}."
            hint = f"Correct the date, or move the file to content/inspections/{published.year}/."
            yield Problem(file_of(inspection), message, hint, ("published",))


def provider_existed(content: Content) -> Iterator[Problem]:
    """A provider is inspected during its life; the report may come out after its end."""
    for inspection in content.inspections.values():
        provider = content.providers.get(inspection.provider)
        if provider is None or provider.existed is None:
            continue
        life = provider.existed
        for field, moment in (("fieldwork", inspection.fieldwork), ("published", inspection.publication)):
            if moment and moment.before(life.since):
                message = f"{moment} is before {provider.short_name} existed (from {life.since})."
                yield Problem(file_of(inspection), message, "Check the date and the provider.", (field,))
        visit = inspection.fieldwork
        if visit and life.until and life.until.before(visit):
            message = f"{visit} is after {provider.short_name} had ended ({life.until})."
            yield Problem(file_of(inspection), message, "Name the provider that followed.", ("fieldwork",))


def framework_was_in_force(content: Content) -> Iterator[Problem]:
    """No report is older than its framework, and no visit later than its end."""
    for inspection in content.inspections.values():
        framework = content.frameworks.get(inspection.framework)
        date = inspection.publication
        if framework and date and date.before(framework.in_force.since):
            message = f"{framework.id} was in force only from {framework.in_force.since}, not in {date}."
            yield Problem(file_of(inspection), message, "Check the framework and the date.", ("framework",))
        visit = inspection.fieldwork
        if framework and visit and framework.in_force.until and framework.in_force.until.before(visit):
            message = f"{framework.id} was in force only until {framework.in_force.until}, not {visit.when}."
            yield Problem(file_of(inspection), message, "Check the framework and the date.", ("framework",))


def periods_run_forwards(content: Content) -> Iterator[Problem]:
    """A period does not end before it begins: a provider's life, an owner's time, a framework's."""
    for provider in content.providers.values():
        life = provider.existed
        if life:
            yield from _backwards(file_of(provider), ("existed",), life.since, life.until)
        for number, owner in enumerate(provider.owners):
            yield from _backwards(file_of(provider), ("owners", number), owner.since, owner.until)
    for framework in content.frameworks.values():
        yield from _backwards(
            file_of(framework), ("in_force",), framework.in_force.since, framework.in_force.until
        )


def owners_fit_the_life(content: Content) -> Iterator[Problem]:
    """Nobody owns a provider before it exists or after it has ended."""
    for provider in content.providers.values():
        life = provider.existed
        if life is None:
            continue
        for number, owner in enumerate(provider.owners):
            if owner.since and owner.since.before(life.since):
                yield _outside(provider, life, number, "from", owner.since)
            if owner.until and life.until and life.until.before(owner.until):
                yield _outside(provider, life, number, "to", owner.until)


def sources_are_read_after_publication(content: Content) -> Iterator[Problem]:
    """Nobody reads a page before it is published."""
    for file, key, source in content.all_sources():
        if source.published and source.accessed and source.accessed.before(source.published):
            message = f"it was read ({source.accessed}) before it was published ({source.published})."
            yield Problem(file, message, "Check both dates.", ("sources", key, "accessed"))


def corrections_come_after(content: Content) -> Iterator[Problem]:
    """A record is corrected after its report came out."""
    for inspection in content.inspections.values():
        for number, correction in enumerate(inspection.corrections):
            if inspection.publication and correction.date.before(inspection.publication):
                message = f"the correction ({correction.date}) is older than the report."
                yield Problem(
                    file_of(inspection), message, "Check the date.", ("corrections", number, "date")
                )


def _outside(provider: Provider, life: Period, number: int, field: str, moment: PartialDate) -> Problem:
    message = f"{moment} is outside the provider's life ({life.since} to {life.until or 'now'})."
    return Problem(file_of(provider), message, "Check both dates.", ("owners", number, field))


def _backwards(
    file: str, path: Path, since: PartialDate | None, until: PartialDate | None
) -> Iterator[Problem]:
    if since and until and until.before(since):
        yield Problem(
            file, f"it ends ({until}) before it begins ({since}).", "Check both dates.", (*path, "to")
        )
