"""Providers: what kinds there are, who they are, where they served, who ran them, who followed them."""

from collections.abc import Collection, Iterator
from typing import Annotated, NamedTuple

from tracker.stages.tables.cells import DataUrl, Note, Notes, PageUrl, Sources, source_ids
from tracker.values.dates import PartialDate
from tracker.values.page import area_url, in_full, provider_data_url, provider_url
from tracker.values.records import Content, Provider
from tracker.values.table import Field, Filled, table

_Provider = Annotated[str, Field("The {provider}.", references="providers")]


class KindRow(NamedTuple):
    """A kind of organisation that is inspected."""

    id: Annotated[str, Field("Its short name.", key=True)]
    name: Annotated[str, Field("The name of one.")]
    plural: Annotated[str, Field("The name of several.")]
    supervises: Annotated[str | None, Field("Whom it {serves}.")]
    national: Annotated[bool, Field("Whether it is the whole country; its numbers stand apart.")]
    description: Annotated[str, Field("What it is.")]


class ProviderRow(NamedTuple):
    """An organisation that is or was responsible for {subject} somewhere."""

    id: Annotated[str, Field("Its id, which is part of its address and never changes.", key=True)]
    name: Annotated[str, Field("Its full name.", searched=True)]
    short_name: Annotated[str, Field("Its name in headings and charts.")]
    kind: Annotated[str, Field("What kind of organisation it is.", references="provider_kinds")]
    aliases: Annotated[
        str | None, Field("Other names that sources use, parted by semicolons.", searched=True)
    ]
    existed_from: Annotated[PartialDate | None, Field("When it began.")]
    existed_to: Annotated[PartialDate | None, Field("When it ended; empty while it goes on.")]
    existed_sources: Sources
    part_of: Annotated[
        str | None, Field("The larger {provider} that it is a local part of.", references="providers")
    ]
    part_of_note: Note
    part_of_sources: Sources
    notes: Notes
    page_url: PageUrl
    data_url: DataUrl


class AreaRow(NamedTuple):
    """A place that one of the {providers} served."""

    id: Annotated[str, Field("The {provider} and the place’s number in its record.", key=True)]
    provider: _Provider
    name: Annotated[str, Field("The place, as the source calls it.")]
    part: Annotated[str | None, Field("Which part of the place, where not all of it.")]
    within: Annotated[str | None, Field("The larger place that it lies in, where a source says so.")]
    sources: Sources
    page_url: PageUrl


class OwnerRow(NamedTuple):
    """Who ran one of the {providers}."""

    id: Annotated[str, Field("The {provider} and the owner’s number in its record.", key=True)]
    provider: _Provider
    name: Annotated[str, Field("The owner.")]
    owned_from: Annotated[PartialDate | None, Field("Since when, where a source says.")]
    owned_to: Annotated[PartialDate | None, Field("Until when, where a source says.")]
    note: Note
    sources: Sources


class SuccessionRow(NamedTuple):
    """Who took over the work of one of the {providers}."""

    id: Annotated[str, Field("The {provider} and the successor’s number in its record.", key=True)]
    provider: _Provider
    successor: Annotated[str, Field("The {provider} that took over.", references="providers")]
    happened: Annotated[PartialDate, Field("When.")]
    note: Note
    sources: Sources


def provider_tables(content: Content, pages: Collection[str]) -> Iterator[Filled]:
    """Everything about providers that is no inspection; `pages` are those of areas."""
    words = content.site.words
    kinds = content.site.provider_kinds.items()
    providers = tuple(content.providers.values())
    yield table(
        "provider_kinds",
        KindRow,
        (KindRow(i, k.name, k.plural, k.supervises, k.national, k.description) for i, k in kinds),
        words,
    )
    yield table("providers", ProviderRow, (_row(content, provider) for provider in providers), words)
    yield table(
        "areas", AreaRow, (row for provider in providers for row in _areas(content, provider, pages)), words
    )
    yield table("owners", OwnerRow, (row for provider in providers for row in _owners(provider)), words)
    yield table("successions", SuccessionRow, (row for p in providers for row in _successions(p)), words)


def _row(content: Content, provider: Provider) -> ProviderRow:
    existed, whole, record = provider.existed, provider.part_of, f"providers/{provider.id}"
    address = content.site.address
    return ProviderRow(
        id=provider.id,
        name=provider.name,
        short_name=provider.short_name,
        kind=provider.kind,
        aliases="; ".join(provider.aliases) or None,
        existed_from=existed.since if existed else None,
        existed_to=existed.until if existed else None,
        existed_sources=source_ids(record, existed.source if existed else None),
        part_of=whole.provider if whole else None,
        part_of_note=whole.note if whole else None,
        part_of_sources=source_ids(record, whole.source if whole else None),
        notes=provider.notes,
        page_url=in_full(provider_url(provider.id), address),
        data_url=in_full(provider_data_url(provider.id), address),
    )


def _areas(content: Content, provider: Provider, pages: Collection[str]) -> Iterator[AreaRow]:
    for number, area in enumerate(provider.areas, 1):
        page = area_url(area.name) if area_url(area.name) in pages else provider_url(provider.id)
        yield AreaRow(
            id=f"{provider.id}/areas/{number}",
            provider=provider.id,
            name=area.name,
            part=area.part,
            within=area.within,
            sources=source_ids(f"providers/{provider.id}", area.source),
            page_url=in_full(page, content.site.address),
        )


def _owners(provider: Provider) -> Iterator[OwnerRow]:
    for number, owner in enumerate(provider.owners, 1):
        sources = source_ids(f"providers/{provider.id}", owner.source)
        row = f"{provider.id}/owners/{number}"
        yield OwnerRow(row, provider.id, owner.name, owner.since, owner.until, owner.note, sources)


def _successions(provider: Provider) -> Iterator[SuccessionRow]:
    for number, next_one in enumerate(provider.successors, 1):
        sources = source_ids(f"providers/{provider.id}", next_one.source)
        row = f"{provider.id}/successions/{number}"
        yield SuccessionRow(row, provider.id, next_one.provider, next_one.date, next_one.note, sources)
