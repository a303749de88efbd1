"""What editors write: one frozen model for each kind of record."""

from tracker.values.records.content import Content, MarkdownPage
from tracker.values.records.correction import Correction
from tracker.values.records.event import Event, Events
from tracker.values.records.evidence import Figure, Finding, Judgement, Quote, Recommendation, Score
from tracker.values.records.framework import Domain, Framework, RatingWord, Scoring, Standard
from tracker.values.records.inspection import Inspection, Rated
from tracker.values.records.measure import Measure
from tracker.values.records.provider import Area, Owner, PartOf, Provider, Succession
from tracker.values.records.site import Site
from tracker.values.records.source import Source
from tracker.values.records.totals import Comparison, Selection, Total, Totals
from tracker.values.records.verified import Verified, VerifiedSource

__all__ = [
    "Area",
    "Comparison",
    "Content",
    "Correction",
    "Domain",
    "Event",
    "Events",
    "Figure",
    "Finding",
    "Framework",
    "Inspection",
    "Judgement",
    "MarkdownPage",
    "Measure",
    "Owner",
    "PartOf",
    "Provider",
    "Quote",
    "Rated",
    "RatingWord",
    "Recommendation",
    "Score",
    "Scoring",
    "Selection",
    "Site",
    "Source",
    "Standard",
    "Succession",
    "Total",
    "Totals",
    "Verified",
    "VerifiedSource",
]
