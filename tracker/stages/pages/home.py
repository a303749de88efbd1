"""The home page."""

from collections.abc import Iterator

from tracker.stages.charts import rating_counts
from tracker.values.chart import Chart, CountRow, existing
from tracker.values.facts import Facts, Link, RatingGroups
from tracker.values.page import HOME, Page

NEWEST = 10  # inspections on the home page


def home(facts: Facts) -> Iterator[Page]:
    """How services are rated, the newest inspections, and the way to one's own area."""
    charts = existing(*(_counts(groups) for groups in (facts.now, *facts.side_by_side) if groups))
    yield Page(
        HOME,
        "pages/home.html",
        facts.site.title,
        facts.site.description,
        {
            "providers": len(facts.providers),
            "newest": facts.inspections[:NEWEST],
            "areas": tuple(Link(area.name, area.url) for area in facts.areas),
            "total": len(facts.inspections),
            "charts": charts,
        },
        charts,
        scripts=("areas.js",) if facts.areas else (),
    )


def _counts(groups: RatingGroups) -> Chart | None:
    rows = [CountRow(group.label, group.counts, group.silent) for group in groups.groups]
    return rating_counts.describe(
        groups.id, groups.title, groups.subtitle, groups.scale, rows, groups.heading
    )
