"""What a page is about, for programs: JSON-LD in the words of https://schema.org.

Dates stand here only where the record has them. The date of a report is the report's, not this page's.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from tracker.values.dates import PartialDate
from tracker.values.facts import InspectionFacts, Link, ProviderFacts
from tracker.values.open_data import Download
from tracker.values.page import DATA, HOME, PROVIDERS, SEARCH, in_full
from tracker.values.records import Site, Source
from tracker.values.words import sentence

Thing = Mapping[str, Any]


def website(site: Site) -> Thing:
    """The site and its search (https://schema.org/WebSite)."""
    return {
        **_site(site),
        "description": site.description,
        "inLanguage": "en-GB",
        "license": site.licence.url,
        "publisher": _organisation(site.editors),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{in_full(SEARCH, site.address)}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def article(site: Site, inspection: InspectionFacts, described: str, card: str) -> Thing:
    """The page of an inspection with all its sources (https://schema.org/Article)."""
    address = in_full(inspection.url, site.address)
    provider = _organisation(inspection.provider.title, in_full(inspection.provider.url, site.address))
    report = {
        "@type": "Report",
        "name": inspection.title,
        "about": provider,
        **_on("datePublished", inspection.published),
    }
    newest = inspection.corrections[:1]
    return {
        "@type": "Article",
        "@id": address,
        "url": address,
        "headline": inspection.name,
        "description": described,
        "inLanguage": "en-GB",
        "image": in_full(card, site.address),
        "license": site.licence.url,
        "author": _organisation(site.editors),
        "isPartOf": _site(site),
        "about": [provider, report] if inspection.title else [provider],
        "citation": [_cited(source) for source in inspection.sources],
        **_on("dateModified", newest[0].date if newest else None),
    }


def organisation(site: Site, provider: ProviderFacts) -> Thing:
    """A provider, as its page describes it (https://schema.org/Organization)."""
    record = provider.record
    made = _organisation(record.name, in_full(provider.url, site.address))
    names = [name for name in (record.short_name, *record.aliases) if name != record.name]
    if names:
        made["alternateName"] = names
    if provider.areas:
        made["areaServed"] = [area.name for area in provider.areas]
    return made


def dataset(site: Site, described: str, downloads: Iterable[Download]) -> Thing:
    """The open data and its files (https://schema.org/Dataset)."""
    address = in_full(DATA, site.address)
    return {
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": f"{site.title}: data",
        "description": f"{site.description} {described}",
        "inLanguage": "en-GB",
        "license": site.licence.url,
        "isAccessibleForFree": True,
        "creator": _organisation(site.editors),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": download.name,
                "contentUrl": in_full(download.url, site.address),
                "encodingFormat": download.format,
                "contentSize": download.size,
            }
            for download in downloads
        ],
    }


def breadcrumbs(site: Site, *links: Link) -> Thing:
    """The way from the home page to a page (https://schema.org/BreadcrumbList)."""
    register = Link(sentence(site.words.providers), PROVIDERS)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": link.title, "item": in_full(link.url, site.address)}
            for n, link in enumerate((Link(site.title, HOME), register, *links), 1)
        ],
    }


def _site(site: Site) -> dict[str, Any]:
    address = in_full(HOME, site.address)
    return {"@type": "WebSite", "@id": address, "url": address, "name": site.title}


def _organisation(name: str, url: str = "") -> dict[str, Any]:
    return {"@type": "Organization", "name": name, **({"url": url} if url else {})}


def _cited(source: Source) -> Thing:
    known = {"name": source.title, "url": source.url, "archivedAt": source.archive}
    return {
        "@type": "CreativeWork",
        **{key: value for key, value in known.items() if value},
        "publisher": _organisation(source.publisher),
        **_on("datePublished", source.published),
    }


def _on(name: str, date: PartialDate | None) -> dict[str, str]:
    """A date as schema.org has it (ISO 8601), which knows years and months but no periods."""
    return {name: date.text} if date and "/" not in date.text else {}
