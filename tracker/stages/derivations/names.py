"""What an inspection is called, and the link to it."""

from tracker.stages.derivations.rating_sentences import UNDATED
from tracker.values.facts import Link
from tracker.values.page import inspection_url
from tracker.values.records import Content, Inspection


def inspection_name(content: Content, inspection: Inspection) -> str:
    """A name that tells it apart: "Midlands NPS division, 2017 (West Mercia)"."""
    place = f" ({inspection.area})" if inspection.area else ""
    label = inspection_label(content, inspection)
    return f"{content.providers[inspection.provider].short_name}, {label}{place}"


def inspection_label(content: Content, inspection: Inspection) -> str:
    """The year, or the date as known where the provider was inspected twice in it."""
    moment = inspection.date
    if moment is None:
        return UNDATED
    twice = content.in_year[inspection.provider, moment.year] > 1
    return str(moment if twice else moment.year)


def inspection_link(content: Content, inspection: Inspection) -> Link:
    """The link to its page, by its name."""
    return Link(inspection_name(content, inspection), inspection_url(inspection.id))
