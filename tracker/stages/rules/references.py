"""Whatever a record names must exist."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from tracker.stages.rules.prose import MAX_LINE
from tracker.values.page import (
    FIXED,
    TAKEN,
    area_url,
    compare_url,
    framework_url,
    handbook_url,
    inspection_url,
    measure_url,
    provider_url,
    standard_url,
)
from tracker.values.problem import Path, Problem, nearest
from tracker.values.project import SITE_FILE
from tracker.values.prose import ELSEWHERE, links
from tracker.values.records import Content, Framework, Inspection
from tracker.values.records.base import UNATTRIBUTED, citations
from tracker.values.records.content import MEASURES_FILE, TOTALS_FILE, file_of

_LIKE = 0.75  # ids of a kind end alike: lambeth-pdu and tameside-pdu have a likeness of 0.61
_IMAGE = re.compile(r"!\[[^\]]*\]\(")


def providers_exist(content: Content) -> Iterator[Problem]:
    """Each provider that an inspection, a succession or a part of another names has a file."""
    for inspection in content.inspections.values():
        yield from _known(content, "providers", inspection.provider, file_of(inspection), ("provider",))
    for provider in content.providers.values():
        for number, successor in enumerate(provider.successors):
            path: Path = ("successors", number, "provider")
            yield from _known(content, "providers", successor.provider, file_of(provider), path)
        if provider.part_of:
            path = ("part_of", "provider")
            yield from _known(content, "providers", provider.part_of.provider, file_of(provider), path)


def frameworks_exist(content: Content) -> Iterator[Problem]:
    """Each inspection belongs to a framework that has a file."""
    for inspection in content.inspections.values():
        yield from _known(content, "frameworks", inspection.framework, file_of(inspection), ("framework",))


def kinds_exist(content: Content) -> Iterator[Problem]:
    """Kinds of provider are those that the settings list; standards stay within their framework's kinds."""
    kinds = content.site.provider_kinds
    for provider in content.providers.values():
        yield from _one_of(
            provider.kind, kinds, f"a kind of provider in {SITE_FILE}", file_of(provider), ("kind",)
        )
    for framework in content.frameworks.values():
        file = file_of(framework)
        for number, kind in enumerate(framework.kinds):
            yield from _one_of(kind, kinds, f"a kind of provider in {SITE_FILE}", file, ("kinds", number))
        for number, standard in enumerate(framework.standards):
            for place, kind in enumerate(standard.kinds):
                path = ("standards", number, "kinds", place)
                yield from _one_of(kind, framework.kinds, "a kind that this framework inspects", file, path)


def framework_parts_fit(content: Content) -> Iterator[Problem]:
    """In a framework no id or word is there twice, and standards stand under its own domains."""
    for framework in content.frameworks.values():
        file = file_of(framework)
        domains = [domain.id for domain in framework.domains]
        yield from _unique(file, "domains", domains)
        yield from _unique(file, "standards", [standard.id for standard in framework.standards])
        yield from _unique(file, "scale", [step.word.casefold() for step in framework.scale])
        for number, standard in enumerate(framework.standards):
            if standard.domain is not None:
                path = ("standards", number, "domain")
                yield from _one_of(standard.domain, domains, "a domain of this framework", file, path)


def evidence_names_standards(content: Content) -> Iterator[Problem]:
    """Findings and judgements belong to standards of the inspection's framework."""
    for inspection in content.inspections.values():
        framework = content.frameworks.get(inspection.framework)
        if framework is None:
            continue
        known = [standard.id for standard in framework.standards]
        for field in ("findings", "judgements"):
            for number, item in enumerate(getattr(inspection, field)):
                if item.standard is not None:
                    path = (field, number, "standard")
                    told = f"a {framework.standard_word} of {framework.id}"
                    yield from _one_of(item.standard, known, told, file_of(inspection), path)


def measures_exist(content: Content) -> Iterator[Problem]:
    """Figures name measures of content/measures.yaml."""
    for inspection in content.inspections.values():
        for number, figure in enumerate(inspection.figures):
            if figure.measure is not None and MEASURES_FILE not in content.broken:
                path = ("figures", number, "measure")
                told = f"a measure in {MEASURES_FILE}"
                yield from _one_of(figure.measure, content.measures, told, file_of(inspection), path)


def sources_exist(content: Content) -> Iterator[Problem]:
    """Each citation names one of the record's own sources."""
    for file, record in content.with_sources():
        known = {UNATTRIBUTED, *record.sources}
        if known.issuperset(chain.from_iterable(record.cited)):
            continue
        for path, keys in citations(record):
            for number, key in enumerate(keys):
                place = (*path, number) if len(keys) > 1 else path
                if key not in known:
                    yield from _one_of(key, record.sources, "one of this record's sources", file, place)


def sources_are_used(content: Content) -> Iterator[Problem]:
    """A source that nothing cites is warned of: either a fact is missing or the source is not needed."""
    for file, record in content.with_sources():
        cited = set(chain.from_iterable(record.cited))
        if isinstance(record, Inspection) and len(record.sources) == 1 and (record.overall or record.ratings):
            continue  # ratings rest on the only source
        if UNATTRIBUTED in cited:
            continue  # any of them may be what it rests on
        for key in record.sources:
            if key not in cited:
                hint = f'Add "source: {key}" to what it states, or delete it.'
                message = f'nothing cites the source "{key}".'
                yield Problem(file, message, hint, ("sources", key), severity="warning", on_key=True)


def navigation_leads_somewhere(content: Content) -> Iterator[Problem]:
    """Each entry of the menu leads to a page of the site."""
    pages = _pages(content)
    for number, entry in enumerate(content.site.navigation):
        path = ("navigation", number, "page")
        yield from _no_page(content, pages, entry.page, Problem(SITE_FILE, "", path=path))


def prose_shows_as_written(content: Content) -> Iterator[Problem]:
    """Links from one page to another lead somewhere, and nothing is written that pages leave out."""
    texts = [
        (Problem(file, "", path=("notes",)), getattr(record, "notes", None) or "")
        for file, record in content.with_sources()
    ]
    for number, total in enumerate(content.totals.totals):
        texts.append(
            (Problem(TOTALS_FILE, "", path=("totals", number, "explanation")), total.explanation or "")
        )
    for page in content.pages.values():
        for number, line in enumerate(page.text.splitlines(), 2):
            texts.append((Problem(f"content/pages/{page.id}.md", "", line=number, column=1), line))
    pages = _pages(content)
    for place, text in texts:
        if len(text) > 2 * MAX_LINE:
            continue  # prose_stays_simple tells of it, and to look for links would take long
        for link in links(text):
            address = link.target.partition("#")[0]
            if address.startswith("/"):
                yield from _no_page(content, pages, address, place)
            elif address and not address.startswith(ELSEWHERE):
                hint = (
                    "Write https://… for another site, and for a page of this one its address from the root."
                )
                yield replace(place, message=f'"{address}" leads nowhere.', hint=hint)
        if _IMAGE.search(text):
            yield replace(place, message="pages show no images.", hint="Put a link to it instead.")


def _pages(content: Content) -> set[str]:
    """Every address that a text may link to; how many pages a long list is cut into may change."""
    records = (
        *map(provider_url, content.providers),
        *map(inspection_url, content.inspections),
        *map(framework_url, content.frameworks),
        *(
            measure_url(figure.measure)
            for inspection in content.inspections.values()
            for figure in inspection.figures
            if figure.measure and figure.about == "provider"
        ),
        *(area_url(area.name) for provider in content.providers.values() for area in provider.areas),
        *(compare_url(framework.id) for framework in content.frameworks.values() if framework.rated),
        *(standard_url(f.id, s.id) for f in content.frameworks.values() if f.rated for s in f.standards),
    )
    docs = (handbook_url(page.id) for page in content.docs.values())
    return {*FIXED, *(f"/{page}/" for page in content.pages), *docs, *records}


def _no_page(content: Content, pages: set[str], address: str, place: Problem) -> Iterator[Problem]:
    stem = f"content/pages{address.rstrip('/')}.md", f"content{address.rstrip('/')}.yaml"
    if address not in pages and not content.broken.intersection(stem):
        hint = nearest(address, pages) or "Correct the address, or add the page to content/pages/."
        yield replace(place, message=f"the site has no page {address}.", hint=hint)


def page_addresses_are_free(content: Content) -> Iterator[Problem]:
    """No page of prose has an address that the records use."""
    for page in content.pages:
        if page in TAKEN:
            message = f"the address /{page}/ is taken by the records."
            yield Problem(f"content/pages/{page}.md", message, "Rename the file.", line=1, column=1)


def framework_and_kind(content: Content, inspection: Inspection) -> tuple[Framework, str] | None:
    """The framework of an inspection and its provider's kind, or None while either is unknown."""
    framework = content.frameworks.get(inspection.framework)
    provider = content.providers.get(inspection.provider)
    known = provider and provider.kind in content.site.provider_kinds
    return (framework, provider.kind) if framework and provider and known else None


def _known(content: Content, folder: str, wanted: str, file: str, path: Path) -> Iterator[Problem]:
    records = content.providers if folder == "providers" else content.frameworks
    target = f"content/{folder}/{wanted}.yaml"
    if wanted not in records and target not in content.broken:
        hint = nearest(wanted, records, _LIKE) or f"Add {target} first."
        yield Problem(file, f"there is no file {target}.", hint, path)


def _one_of(
    word: str, known: "Mapping[str, object] | list[str] | tuple[str, ...]", told: str, file: str, path: Path
) -> Iterator[Problem]:
    if word not in known:
        yield Problem(file, f'"{word}" is not {told}.', nearest(word, known), path)


def _unique(file: str, field: str, words: list[str]) -> Iterator[Problem]:
    for word, times in Counter(words).items():
        if times > 1:
            number = len(words) - 1 - words[::-1].index(word)
            yield Problem(file, f'"{word}" is there twice.', "Keep one of the two.", (field, number))
