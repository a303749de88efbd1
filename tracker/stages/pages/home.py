"""The home page."""

from collections.abc import Iterator

from tracker.stages.charts import rating_counts, rating_distribution
from tracker.stages.pages.areas import regions
from tracker.stages.pages.structured import website
from tracker.values.chart import existing
from tracker.values.facts import Facts, Link
from tracker.values.page import HOME, Page

NEWEST = 10  # inspections on the home page


def home(facts: Facts) -> Iterator[Page]:
    """How services are rated, the newest inspections, and the way to one's own area."""
    beside = (*([facts.now] if facts.now else []), *facts.side_by_side)
    charts = existing(*(rating_counts.describe(facts.site.words, groups) for groups in beside))
    dated = (each for each in facts.inspections if each.date and not each.provider_kind.national)
    yield Page(
        HOME,
        "pages/home.html",
        facts.site.title,
        facts.site.description,
        {
            "headline": facts.headline,
            "scope": facts.scope,
            "newest": tuple(inspection.line for inspection in dated)[:NEWEST],
            "regions": regions(facts),
            "areas": tuple(Link(area.name, area.url) for area in facts.areas),
            "charts": charts,
            "counted": rating_distribution.describe(facts) is not None,
        },
        charts,
        scripts=("areas.js",) if facts.areas else (),
        structured=(website(facts.site),),
    )
