"""Colours and shapes. A chart is drawn in stand-in colours, which become classes of the style sheet."""

from tracker.values.facts import tone
from tracker.values.records.framework import MOST_STEPS

RATING = ("#010101", "#020202", "#030303", "#040404", "#0b0b0b")
INK, MUTED, RULE, PAPER, ACCENT, UNRATED = "#050505", "#060606", "#070707", "#080808", "#090909", "#0a0a0a"
NONE = "none"

TOKENS = {
    **{colour: f"rating-{number}" for number, colour in enumerate(RATING, 1)},
    INK: "ink",
    MUTED: "muted",
    RULE: "rule",
    PAPER: "paper",
    ACCENT: "accent",
    UNRATED: "unrated",
}
"""The token of the style sheet that each stand-in becomes."""

QUESTION = "?"  # drawn as a character: no shape says "we do not know" as plainly
_SHAPES = "*o^sD"  # those of the tones, as templates/components/shape.html has them
_MORE = "*oDp^hvs"  # several scales laid together share the colours, but every step keeps a shape of its own
_SILENT = {"not recorded": QUESTION, "not inspected": "_", "not yet published": "D"}
_BULK = {"*": 1.5, "o": 1.0, "s": 0.9, "D": 0.75}  # what makes shapes look equally large


def colour_of(level: int, steps: int) -> str:
    """The colour of a step of a scale; level 0 is no rating."""
    if level == 0:
        return UNRATED
    return RATING[tone(level, steps) - 1]


def shape_of(level: int, steps: int, word: str) -> str:
    """The matplotlib marker of a step, or of the kind of silence that the word names."""
    if level == 0:
        return _SILENT.get(word.casefold(), "o")
    if steps > MOST_STEPS:
        return _MORE[(level - 1) % len(_MORE)]
    return _SHAPES[tone(level, steps) - 1]


def bulk_of(shape: str) -> float:
    """By how much to enlarge a shape, so that all of them look equally large."""
    return _BULK.get(shape, 1.0)
