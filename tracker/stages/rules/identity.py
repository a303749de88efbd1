"""One record for one thing: no inspection twice, no succession in a circle, no source in two versions."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from tracker.values.page import slug
from tracker.values.problem import Problem
from tracker.values.records import Content, Inspection
from tracker.values.records.content import file_of


def file_is_named_after_provider(content: Content) -> Iterator[Problem]:
    """An inspection's file bears its provider's id, with -2, -3 … for further ones in a year."""
    for inspection in content.inspections.values():
        name = inspection.id.split("/")[1]
        first, _, number = name.rpartition("-")
        fits = name == inspection.provider or (first == inspection.provider and number.isdecimal())
        if inspection.provider in content.providers and not fits:
            hint = f"Name it {inspection.provider}.yaml, or correct the provider."
            message = f'the file is named "{name}" but the provider is {inspection.provider}.'
            yield Problem(file_of(inspection), message, hint, ("provider",))


def inspections_are_there_once(content: Content) -> Iterator[Problem]:
    """Two records of one provider and area whose reports may have come out on one day are one inspection.

    Unless their fieldwork was at different times.
    """
    by_place: dict[tuple[str, str], list[Inspection]] = defaultdict(list)
    for inspection in content.inspections.values():
        by_place[inspection.provider, (inspection.area or "").casefold()].append(inspection)
    for group in by_place.values():
        for first, second in combinations(sorted(group, key=lambda inspection: inspection.id), 2):
            if _may_be_one(first, second):
                message = f"this is the same inspection as {file_of(first)}."
                hint = "Keep one record; or give both the days of publication or of fieldwork."
                yield Problem(file_of(second), message, hint, ("published",))


def joint_records_agree(content: Content) -> Iterator[Problem]:
    """The records of a joint inspection have different providers, one framework and one date."""
    unread = any(file.startswith("content/inspections/") for file in content.broken)
    for name, group in content.of_joint.items():
        if len(group) == 1 and not unread:
            hint = "Add the other record, or delete the line."
            message = f'no other record has "joint: {name}".'
            yield Problem(file_of(group[0]), message, hint, ("joint",), severity="warning")
        for first, second in combinations(sorted(group, key=lambda inspection: inspection.id), 2):
            for field in ("provider", "framework", "published"):
                same = getattr(first, field) == getattr(second, field)
                if same == (field == "provider"):
                    told = "has the same provider as" if same else f"differs in {field} from"
                    message = f"as part of one joint inspection it {told} {file_of(first)}."
                    yield Problem(file_of(second), message, "Correct one of them.", (field,))


def coordination_needs_a_partner(content: Content) -> Iterator[Problem]:
    """Only a joint inspection can say something about the work of bodies with each other."""
    for inspection in content.inspections.values():
        if inspection.joint is not None:
            continue
        for field in ("judgements", "figures", "findings", "quotes", "recommendations"):
            for number, item in enumerate(getattr(inspection, field)):
                if item.about == "co-ordination":
                    hint = 'Delete the line, or add "joint:" to the records of the joint inspection.'
                    message = "this record is not of a joint inspection."
                    yield Problem(file_of(inspection), message, hint, (field, number, "about"))


def places_lie_within_places(content: Content) -> Iterator[Problem]:
    """The larger place that an area lies within is another area on record."""
    places = {slug(area.name) for provider in content.providers.values() for area in provider.areas}
    for provider in content.providers.values():
        for number, area in enumerate(provider.areas):
            if area.within and slug(area.within) not in places - {slug(area.name)}:
                message = f'"{area.within}" is no area of any provider.'
                hint = "Spell it as there, or leave the line out."
                yield Problem(file_of(provider), message, hint, ("areas", number, "within"))


def successions_form_no_circle(content: Content) -> Iterator[Problem]:
    """No provider is its own successor, directly or over others."""
    following = {p.id: [s.provider for s in p.successors] for p in content.providers.values()}
    for start, first in following.items():
        seen, ahead = set[str](), list(first)
        while ahead:
            name = ahead.pop()
            if name == start:
                hint = "Delete the succession that is wrong."
                message = f"the successors of {start} lead back to it."
                yield Problem(f"content/providers/{start}.yaml", message, hint, ("successors",), on_key=True)
                break
            if name not in seen:
                seen.add(name)
                ahead.extend(following.get(name, ()))


def succession_dates_fit(content: Content) -> Iterator[Problem]:
    """A successor takes over while it exists, and not before its predecessor began."""
    for provider in content.providers.values():
        for number, succession in enumerate(provider.successors):
            successor = content.providers.get(succession.provider)
            faults: list[str] = []
            faults += [
                f"{either.short_name} began only on {either.existed.since}"
                for either in (provider, successor)
                if either and either.existed and succession.date.before(either.existed.since)
            ]
            end = successor and successor.existed and successor.existed.until
            if successor and end and end.before(succession.date):
                faults.append(f"{successor.short_name} had ended on {end}")
            for fault in faults:
                path = ("successors", number, "date")
                yield Problem(
                    file_of(provider), f"{succession.date} does not fit: {fault}.", "Check the dates.", path
                )


def sources_agree(content: Content) -> Iterator[Problem]:
    """A page that several records cite is described in the same way in each."""
    first_seen: dict[str, tuple[str, str, tuple[object, ...]]] = {}
    for file, key, source in content.all_sources():
        if source.url is None:
            continue
        told = (source.title, source.publisher, source.published)
        earlier = first_seen.setdefault(source.url, (file, key, told))
        if earlier[2] != told:
            message = f'the same page is described differently as "{earlier[1]}" in {earlier[0]}.'
            hint = "Give it the same title, publisher and date."
            yield Problem(file, message, hint, ("sources", key), severity="warning", on_key=True)


def _may_be_one(first: Inspection, second: Inspection) -> bool:
    if first.fieldwork and second.fieldwork and not first.fieldwork.overlaps(second.fieldwork):
        return False
    if first.publication is None or second.publication is None:
        return first.published == second.published and first.framework == second.framework
    return first.publication.overlaps(second.publication)
