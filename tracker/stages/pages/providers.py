"""The register of providers, and a page for each."""

from collections.abc import Iterator
from dataclasses import replace

from tracker.stages.charts import rating_history, standards_grid
from tracker.stages.pages.embeds import embed_of
from tracker.stages.pages.feeds import feed_links
from tracker.stages.pages.inspections import figures_in_context, other_figures
from tracker.stages.pages.sharing import provider_card
from tracker.stages.pages.structured import breadcrumbs, organisation
from tracker.values.chart import existing
from tracker.values.facts import Facts, Link
from tracker.values.page import PROVIDERS, Page, provider_data_url, sortable
from tracker.values.words import sentence


def providers(facts: Facts) -> Iterator[Page]:
    """The register, and what is known of each provider."""
    words = facts.site.words
    described = f"Every {words.provider} on record, with its last rating and when it was given."
    # Without their inspections, so that a change in one of those does not make the register anew.
    entries = [replace(provider, inspections=()) for provider in facts.providers]
    by_kind = [
        (kind, tuple(entry for entry in entries if entry.record.kind == kind_id))
        for kind_id, kind in facts.site.provider_kinds.items()
    ]
    context = {"groups": tuple((kind, found) for kind, found in by_kind if found)}
    scripts = sortable(len(entries))
    title = sentence(words.providers)
    yield Page(PROVIDERS, "pages/providers.html", title, described, context, scripts=scripts)
    others = other_figures(facts)
    for provider in facts.providers:
        history, grid = rating_history.describe(words, provider), standards_grid.describe(words, provider)
        figured = [inspection for inspection in provider.inspections if inspection.evidence.figures]
        contexts = figures_in_context(facts, figured[0], others) if figured else ()
        here = Link(provider.record.short_name, provider.url)
        yield Page(
            provider.url,
            "pages/provider.html",
            provider.record.short_name,
            provider.summary,
            {
                "provider": provider,
                "history": history,
                "grid": grid,
                "contexts": contexts,
                "feeds": feed_links(facts.site, provider),
                "embed": embed_of(words, provider),
            },
            existing(history, grid, *contexts),
            record=provider.file,
            data=provider_data_url(provider.id),
            card=provider_card(facts.site, provider),
            structured=(organisation(facts.site, provider), breadcrumbs(facts.site, here)),
        )
