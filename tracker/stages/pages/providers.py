"""The register of providers, and a page for each."""

from collections.abc import Iterator
from dataclasses import replace

from tracker.stages.charts import rating_history, standards_grid
from tracker.stages.pages.inspections import figures_in_context
from tracker.values.chart import existing
from tracker.values.facts import Facts
from tracker.values.page import PROVIDERS, Page


def providers(facts: Facts) -> Iterator[Page]:
    """The register, and what is known of each provider."""
    described = "Every probation provider on record, with its last rating and when it was given."
    # Without their inspections, so that a change in one of those does not make the register anew.
    entries = [replace(provider, inspections=()) for provider in facts.providers]
    by_kind = [
        (kind, tuple(entry for entry in entries if entry.record.kind == kind_id))
        for kind_id, kind in facts.site.provider_kinds.items()
    ]
    context = {"groups": tuple((kind, found) for kind, found in by_kind if found)}
    yield Page(PROVIDERS, "pages/providers.html", "Providers", described, context)
    for provider in facts.providers:
        history, grid = rating_history.describe(provider), standards_grid.describe(provider)
        figured = [inspection for inspection in provider.inspections if inspection.evidence.figures]
        contexts = figures_in_context(facts, figured[0]) if figured else ()
        yield Page(
            provider.url,
            "pages/provider.html",
            provider.record.short_name,
            provider.summary,
            {"provider": provider, "history": history, "grid": grid, "contexts": contexts},
            existing(history, grid, *contexts),
        )
