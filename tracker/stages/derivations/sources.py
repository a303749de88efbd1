"""Every source of every record, put together from all the records that have it."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from tracker.stages.derivations.citations import page_of
from tracker.stages.derivations.names import inspection_name
from tracker.values.facts import Link, PublisherFacts, SourcesFacts, SourceUse
from tracker.values.page import SOURCES, publisher_url, slugs
from tracker.values.records import Content, Events, Framework, Inspection, Provider, Source, Totals
from tracker.values.words import listed, so_many

ON_ONE_PAGE = 150
"""With more sources than this, about 150 kilobytes of them, the largest publishers have pages."""
MANY = 20
"""How many sources a publisher has then that gets one."""
_Record = Framework | Provider | Inspection | Events | Totals


def sources_facts(content: Content) -> SourcesFacts:
    """All sources by publisher, each of them once."""
    uses = [_together(content, found) for found in _same(content)]
    by_publisher: dict[str, list[SourceUse]] = {}
    for use in uses:
        by_publisher.setdefault(use.publisher.casefold(), []).append(use)
    ordered = sorted(by_publisher.values(), key=lambda own: (-len(own), own[0].publisher.casefold()))
    names = [_commonest(use.publisher for use in own) for own in ordered]
    split = len(uses) > ON_ONE_PAGE
    publishers = [
        _publisher(name, place, split and len(own) > MANY, own)
        for name, place, own in zip(names, slugs(names), ordered, strict=True)
    ]
    return SourcesFacts(
        summary=_summary(uses, len(publishers)),
        several=tuple(publisher for publisher in publishers if len(publisher.sources) > 1),
        single=tuple(publisher for publisher in publishers if len(publisher.sources) == 1),
    )


def _publisher(name: str, place: str, page: bool, own: list[SourceUse]) -> PublisherFacts:
    url = publisher_url(place) if page else f"{SOURCES}#{place}"
    return PublisherFacts(place, url, name, page, tuple(sorted(own, key=_oldest)))


def _oldest(use: SourceUse) -> tuple[date, date, str]:
    published = use.source.published
    if published is None:
        return date.max, date.max, use.source.name.casefold()
    return published.earliest, published.latest, use.source.name.casefold()


def _same(content: Content) -> Iterable[list[tuple[Link, Source]]]:
    """The sources of all records, those together that are the same: of one address.

    Where no address is recorded, of one publisher and title; and where no title is either, nothing
    tells that two are the same.
    """
    found: dict[tuple[str, ...], list[tuple[Link, Source]]] = {}
    for file, record in content.with_sources():
        link = _link(content, record)
        for key, source in record.sources.items():
            identity = (
                (source.url,)
                if source.url
                else (source.publisher.casefold(), source.title)
                if source.title
                else (file, key, "")
            )
            found.setdefault(identity, []).append((link, source))
    return found.values()


def _link(content: Content, record: _Record) -> Link:
    match record:
        case Inspection():
            name = inspection_name(content, record)
        case Provider() | Framework():
            name = record.short_name
        case Events():
            name = "National milestones"
        case Totals():
            name = "Coverage"
    return Link(name, page_of(record))


def _together(content: Content, found: list[tuple[Link, Source]]) -> SourceUse:
    """One source, and the records that have it."""
    sources = [source for _, source in found]
    whole = sources[0] if len(sources) == 1 else _merged(sources)
    links = dict.fromkeys(link for link, _ in found)
    entry = content.verified.sources.get(whole.url or "")
    publisher, _, seen = whole.publisher.partition(" (")
    return SourceUse(
        whole,
        publisher,
        seen.removesuffix(")"),
        tuple(sorted(links, key=lambda link: link.title.casefold())),
        entry.checked if entry else None,
    )


def _merged(sources: list[Source]) -> Source:
    """One source from what each record says of it: what the first says that says anything, read last."""
    read = [source.accessed for source in sources if source.accessed]
    stated = {
        field: next((value for source in sources if (value := getattr(source, field)) is not None), None)
        for field in ("title", "author", "published", "archive", "note")
    }
    return sources[0].model_copy(update={**stated, "accessed": max(read, default=None)})


def _commonest(names: Iterable[str]) -> str:
    """The way in which a name is mostly written."""
    written = Counter(names)
    return min(written, key=lambda name: (-written[name], name))


def _summary(uses: list[SourceUse], publishers: int) -> str:
    sources = [use.source for use in uses]
    lacking = {
        "title": sum(source.title is None for source in sources),
        "address": sum(source.url is None for source in sources),
    }
    told = (
        f"{_have(sum(source.archive is not None for source in sources))} an archived copy",
        f"{_have(sum(source.accessed is not None for source in sources))} the day noted on which an editor "
        "last read them",
        f"{_have(sum(use.checked is not None for use in uses))} been compared word for word with what is "
        "taken from them",
        *(f"{_have(count)} no {what} recorded" for what, count in lacking.items() if count),
    )
    verb = "is" if len(uses) == 1 else "are"
    return (
        f"{so_many(len(uses), 'source')} by {so_many(publishers, 'publisher')} {verb} on record: "
        f"{listed(told)}."
    )


def _have(count: int) -> str:
    return "none has" if count == 0 else "1 has" if count == 1 else f"{count:,} have"
