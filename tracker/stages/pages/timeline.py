"""Everything by date."""

from collections.abc import Iterator

from tracker.stages.charts import national_timeline, rating_distribution
from tracker.values.chart import existing
from tracker.values.facts import Facts
from tracker.values.page import TIMELINE, Page


def timeline(facts: Facts) -> Iterator[Page]:
    """Inspections and national milestones, newest first."""
    chart = national_timeline.describe(facts)
    words = facts.site.words
    milestones = f", with the national milestones of {words.subject}" if facts.events else ""
    distribution = rating_distribution.describe(facts)
    context = {
        "milestones": milestones,
        "years": facts.timeline,
        "awaited": tuple(inspection.line for inspection in facts.awaited),
        "undated": tuple(inspection.line for inspection in facts.undated),
        "chart": chart,
        "distribution": distribution,
    }
    charts = existing(chart, distribution)
    described = f"Every {words.inspection} on record by date{milestones}."
    yield Page(TIMELINE, "pages/timeline.html", "Timeline", described, context, charts)
