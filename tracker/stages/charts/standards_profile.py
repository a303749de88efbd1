"""The standards of one inspection on the scale, grouped by domain."""

from collections import Counter

from tracker.stages.charts.canvas import BODY, SMALL, Canvas
from tracker.stages.charts.palette import MUTED, RULE
from tracker.stages.charts.words import SOURCE, told
from tracker.values.chart import Cell, Chart, Row, RowGroup, StandardsProfile
from tracker.values.facts import InspectionFacts
from tracker.values.words import listed, number, sentence

_FEWEST = 3  # two ratings are read as fast in the table
_NAMES = 250  # the width of the names on a wide page


def describe(inspection: InspectionFacts) -> Chart | None:
    """The chart, where at least three standards are rated."""
    scale = inspection.framework.words
    standards = inspection.standards
    counts = Counter(s.rating.word for s in standards if not s.rating.silence)
    rated = sum(counts.values())
    if rated < _FEWEST:
        return None
    noun = f"{inspection.framework.standard_word}s"
    silent = Counter(s.rating.word.lower() for s in standards if s.rating.silence)
    whole = f"recorded {noun}" if silent["not recorded"] else f"rated {noun}" if silent else noun
    ordered = [(word, counts[word]) for word in scale if counts[word]]
    if len(ordered) == 1:
        title = f"All {number(rated)} {whole} were rated {ordered[0][0]}"
    else:
        (first, count), *others = ordered
        verb = "was" if count == 1 else "were"
        said = [f"{number(count)} {verb} {first}", *(f"{number(n)} {word}" for word, n in others)]
        title = f"Of {number(rated)} {whole}, {listed(said)}"
    rest = [f" {sentence(number(count))} {word}." for word, count in silent.items()]
    return Chart(
        id=f"profile-{inspection.id.replace('/', '-')}",
        title=title,
        subtitle=f"Rating of each {inspection.framework.standard_word} of {inspection.provider.title}"
        + (f", {inspection.date}." if inspection.date else ".")
        + "".join(rest),
        alt=told(title, "", [f"{s.name}: {s.rating.word}" for s in standards]),
        source=SOURCE,
        columns=("Domain", sentence(inspection.framework.standard_word), "Rating"),
        rows=tuple(
            (domain.name, s.name, s.rating.word) for domain in inspection.domains for s in domain.standards
        ),
        data=StandardsProfile(
            scale,
            tuple(
                RowGroup(
                    domain.name,
                    tuple(Row(s.name, (Cell(s.rating.level, s.rating.word),)) for s in domain.standards),
                )
                for domain in inspection.domains
                if domain.standards
            ),
        ),
    )


def draw(data: StandardsProfile, canvas: Canvas) -> float:
    """A track for each standard with a mark on its step, the best step at the right; returns the height."""
    left = 0.0 if canvas.narrow else float(_NAMES)
    column = (canvas.width - left) / len(data.scale)
    middles = [canvas.width - column * (level - 0.5) for level in range(1, len(data.scale) + 1)]
    y = _name_steps(canvas, data.scale, middles, column)
    for group in data.groups:
        if group.name:
            y = (
                canvas.block(0, y + 10, canvas.wrapped(group.name, canvas.width, BODY, bold=True), bold=True)
                + 4
            )
        canvas.line([(0, y), (canvas.width, y)], RULE)
        for row in group.rows:
            if not row.cells[0].level:
                continue
            lines = canvas.wrapped(row.name, canvas.width if canvas.narrow else left - 16)
            end = canvas.block(0, y + 6, lines)
            middle = end + 13 if canvas.narrow else (y + 7 + end) / 2
            _track(canvas, row.cells[0].level, row.cells[0].word, middle, middles)
            y = middle + 12 if canvas.narrow else end + 8
            canvas.line([(0, y), (canvas.width, y)], RULE)
        y = _silences(canvas, group, y)
    return y + 4


def _name_steps(canvas: Canvas, scale: tuple[str, ...], middles: list[float], column: float) -> float:
    size = 11 if canvas.narrow else SMALL
    blocks = [canvas.wrapped(word, column - 4, size) for word in scale]
    turns = 1
    if any("…" in line for lines in blocks for line in lines):
        # On a long scale the words take turns between two rows, so that each has more room.
        blocks = [canvas.wrapped(word, column * 1.5 - 4, size) for word in scale]
        turns = 2
    high = max(map(len, blocks)) * size * 1.3
    for place, (x, lines) in enumerate(zip(middles, blocks, strict=True)):
        width = max(canvas.measure(line, size, False) for line in lines)
        middle = canvas.start(x, width) + width / 2
        canvas.marks([(x, 9)], place + 1, len(scale), scale[place], 12)
        canvas.block(middle, 18 + place % turns * high, lines, size, MUTED, side="center")
    return 18 + turns * high + 6


def _track(canvas: Canvas, level: int, word: str, y: float, middles: list[float]) -> None:
    at = middles[level - 1]
    canvas.line([(middles[-1], y), (at, y)], MUTED, 2)
    canvas.line([(at, y), (middles[0], y)], RULE, 2)
    canvas.marks([(at, y)], level, len(middles), word, 16)


def _silences(canvas: Canvas, group: RowGroup, y: float) -> float:
    """Standards without a rating have no place on the scale: they are named below it, by the reason."""
    for word in dict.fromkeys(row.cells[0].word for row in group.rows if not row.cells[0].level):
        names = ", ".join(row.name for row in group.rows if row.cells[0].word == word)
        canvas.marks([(7, y + 15)], 0, 1, word, 12)
        lines = canvas.wrapped(f"{word}: {names}", canvas.width - 20, SMALL, lines=9)
        y = canvas.block(20, y + 7, lines, SMALL, MUTED) + 5
        canvas.line([(0, y), (canvas.width, y)], RULE)
    return y
