"""The standards of one inspection on the scale, grouped by domain."""

from collections import Counter

from tracker.stages.charts.canvas import BODY, SMALL, Canvas
from tracker.stages.charts.layout import rows
from tracker.stages.charts.palette import MUTED, RULE
from tracker.stages.charts.words import SOURCE, level_on, listed, number, sentence
from tracker.values.chart import Cell, Chart, Row, RowGroup, StandardsProfile
from tracker.values.facts import InspectionFacts

_FEWEST = 2
_NAMES = 250  # the width of the names on a wide page


def describe(inspection: InspectionFacts) -> Chart | None:
    """The chart, where at least two standards are rated."""
    scale = tuple(step.word for step in inspection.framework.scale)
    standards = inspection.standards
    counts = Counter(s.rating.word for s in standards if not s.rating.silence)
    rated = sum(counts.values())
    if rated < _FEWEST:
        return None
    noun = f"{inspection.framework.standard_word}s"
    ordered = sorted(counts.items(), key=lambda item: [w.casefold() for w in scale].index(item[0].casefold()))
    whole = f"recorded {noun}" if rated < len(standards) else noun
    if len(ordered) == 1:
        title = f"{'Both' if rated == _FEWEST else f'All {number(rated)}'} {whole} were rated {ordered[0][0]}"
    else:
        said = [
            f"{number(count)} {'was ' if n == 0 and count == 1 else 'were ' if n == 0 else ''}{word}"
            for n, (word, count) in enumerate(ordered)
        ]
        title = f"Of {number(rated)} {whole}, {listed(said)}"
    silent = Counter(s.rating.word.lower() for s in standards if s.rating.silence)
    rest = f" {sentence(listed(f'{word}: {count}' for word, count in silent.items()))}." if silent else ""
    each = "; ".join(f"{s.name}: {s.rating.word}" for s in standards)
    return Chart(
        id=f"profile-{inspection.id.replace('/', '-')}",
        title=title,
        subtitle=f"Rating of each {inspection.framework.standard_word}, {inspection.name}"
        + (f", {inspection.date}." if inspection.date else ".")
        + rest,
        alt=f"{title}. {each}.",
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
                    tuple(
                        Row(s.name, (Cell(level_on(scale, s.rating), s.rating.word),))
                        for s in domain.standards
                    ),
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
            lines = canvas.wrapped(row.name, canvas.width if canvas.narrow else left - 16)
            height = BODY * 1.3 * len(lines)
            end = canvas.block(0, y + 6, lines)
            middle = end + 13 if canvas.narrow else y + 7 + height / 2
            _track(canvas, row.cells[0], len(data.scale), left, middle, middles)
            y = (middle + 12) if canvas.narrow else end + 8
            canvas.line([(0, y), (canvas.width, y)], RULE)
    return y + 4


def _name_steps(canvas: Canvas, scale: tuple[str, ...], middles: list[float], column: float) -> float:
    size = 11 if canvas.narrow else SMALL
    blocks = [canvas.wrapped(word, column - 4, size) for word in scale]
    wide = [max(canvas.measure(line, size, False) for line in lines) for lines in blocks]
    # On a long scale the words take turns between rows.
    taken = rows([(x - width / 2, x + width / 2) for x, width in zip(middles, wide, strict=True)], gap=3)
    high = max(map(len, blocks)) * size * 1.3
    for level, (row, x, lines) in enumerate(zip(taken, middles, blocks, strict=True), 1):
        canvas.marks([(x, 9)], level, len(scale), lines[0], 12)
        canvas.block(x, 18 + row * high, lines, size, MUTED, side="center")
    return 18 + (max(taken) + 1) * high + 6


def _track(canvas: Canvas, cell: Cell, steps: int, left: float, y: float, middles: list[float]) -> None:
    if not cell.level:
        canvas.marks([(middles[-1], y)], 0, steps, cell.word, 12)
        canvas.text(middles[-1] + 12, y + 4, cell.word, SMALL, MUTED)
        return
    at = middles[cell.level - 1]
    canvas.line([(middles[-1], y), (at, y)], MUTED, 2)
    canvas.line([(at, y), (middles[0], y)], RULE, 2)
    canvas.marks([(at, y)], cell.level, steps, cell.word, 16)
