"""Where the parts of a badge stand, so that its words fit whichever font it is shown in."""

from tracker.values.embed import Badge

_SIZE = 12  # of the letters, in pixels
_GAP = 8  # around the words
_SHAPE = 14  # the width of the shape
_FRAME = 1  # around the ground of the words
# How wide letters are in DejaVu Sans and, nearly so, in Verdana, in parts of their size. A table, because
# the module that measures the words of charts takes longer to load than a build that finds nothing to do.
_WIDTHS = {
    0.31: " '’,.·:;|/\\IJijl",
    0.40: "()[]!-frt",
    0.52: '"*_`?–csz',
    0.60: "EFLPSTYaekovxy",
    0.64: "$0123456789bdghnpqu",
    0.72: "ABCKRUVXZ&",
    0.80: "DGHNOQw#+<=>^~",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}


def badge(label: str, words: str) -> Badge:
    """A badge with a label and, beside it, what it says."""
    label_width, words_width = width_of(label), width_of(words)
    ground_at = _GAP + label_width + _GAP
    words_at = ground_at + _GAP + _SHAPE + _GAP // 2
    ends_at = words_at + words_width + _GAP
    return Badge(
        label=label,
        label_at=_GAP,
        label_width=label_width,
        ground_at=ground_at,
        ground_width=ends_at - ground_at,
        shape_at=ground_at + _GAP,
        shape=_SHAPE,
        words=words,
        words_at=words_at,
        words_width=words_width,
        width=ends_at + _FRAME,
    )


def width_of(words: str) -> int:
    """About how wide a text is, in whole pixels; never too little for letters that the table lacks."""
    return round(sum(_WIDTH.get(letter, 1) for letter in words) * _SIZE)
