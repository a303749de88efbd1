"""The standards of a provider at each inspection under one framework."""

from tracker.stages.charts.canvas import BODY, LINE, SMALL, Canvas, Point
from tracker.stages.charts.palette import INK, MUTED, RULE
from tracker.stages.charts.series import oldest_first
from tracker.stages.charts.words import source, told
from tracker.values.chart import Cell, Chart, Row, RowGroup, StandardsGrid
from tracker.values.facts import InspectionFacts, ProviderFacts, Rating, silent
from tracker.values.records.site import Words
from tracker.values.words import listed, number, plural, sentence

_FEWEST = 2
_NAMES = 230


def describe(words: Words, provider: ProviderFacts) -> Chart | None:
    """The chart of the newest framework under which two inspections of an area have rated standards."""
    inspections = oldest_first(provider.inspections)
    for key in dict.fromkeys((each.framework.id, each.area) for each in reversed(inspections)):
        same = [each for each in inspections if (each.framework.id, each.area) == key]
        if sum(any(not s.rating.silence for s in inspection.standards) for inspection in same) >= _FEWEST:
            return _chart(words, provider, same)
    return None


def _chart(words: Words, provider: ProviderFacts, inspections: list[InspectionFacts]) -> Chart:
    framework = inspections[-1].framework
    area = inspections[-1].area
    ratings = [{s.id: s.rating for s in inspection.standards} for inspection in inspections]
    names = {
        (d.name, s.id): s.name for inspection in inspections for d in inspection.domains for s in d.standards
    }
    order = {standard.id: place for place, standard in enumerate(framework.standards)}
    keys = sorted(names, key=lambda key: order.get(key[1], len(order)))
    table = {key: [given.get(key[1], silent("not-inspected")) for given in ratings] for key in keys}
    rated = [key for key in keys if not all(rating.silence for rating in table[key])]
    rest = plural(len(keys) - len(rated), *words.rated(framework.standard_word))
    left_out = f" Not drawn: {rest} without a recorded rating." if len(rated) < len(keys) else ""
    labels = tuple(inspection.label for inspection in inspections)
    groups = tuple(
        RowGroup(
            domain,
            tuple(
                Row(names[key], tuple(Cell(rating.level, rating.word) for rating in table[key]))
                for key in rated
                if key[0] == domain
            ),
        )
        for domain in dict.fromkeys(key[0] for key in rated)
    )
    named = [(names[key], row) for key, row in table.items()]
    title = _title(words, named, inspections)
    each = [
        f"{names[key]}: {', '.join(f'{label} {r.word}' for label, r in zip(labels, table[key], strict=True))}"
        for key in keys
    ]
    return Chart(
        id=f"grid-{provider.id}",
        title=title,
        subtitle=f"Rating of each {framework.standard_word} of {provider.record.short_name}"
        f"{f' ({area})' if area else ''} at "
        f"{plural(len(inspections), words.inspection, words.inspections)} under {framework.short_name}, "
        f"{inspections[0].date} to {inspections[-1].date}.{left_out}",
        alt=told(title, "", each),
        source=source(words),
        columns=("Domain", sentence(framework.standard_word), *labels),
        rows=tuple((key[0], names[key], *(rating.word for rating in table[key])) for key in keys),
        data=StandardsGrid(framework.words, labels, groups),
    )


def _title(words: Words, table: list[tuple[str, list[Rating]]], inspections: list[InspectionFacts]) -> str:
    noun, several = words.rated(inspections[-1].framework.standard_word)
    columns = [n for n in range(len(inspections)) if any(not row[n].silence for _, row in table)]
    before, last = columns[-2:]
    when = f"between {inspections[before].label} and {inspections[last].label}"
    pairs = [
        (name, row[before], row[last])
        for name, row in table
        if not row[before].silence and not row[last].silence
    ]
    better = sum(new.level < old.level for _, old, new in pairs)
    worse = sum(new.level > old.level for _, old, new in pairs)
    if not pairs:
        return f"No {noun} has a recorded rating at both {words.inspections}, {when.removeprefix('between ')}"
    if len(pairs) == 1:
        name, old, new = pairs[0]
        way = "improved" if better else "fell"
        moved = f"{way} from {old.word} to {new.word}" if better + worse else f"stayed {new.word}"
        return f"{name} {moved} {when}; no other {noun} is recorded both times"
    whole = f"{plural(len(pairs), noun, several)} recorded both times"
    if not better + worse:
        return f"None of the {whole} changed its rating {when}"
    moves = [f"{number(count)} {way}" for count, way in ((better, "improved"), (worse, "fell")) if count]
    return f"Of the {whole}, {listed(moves)} {when}"


def draw(data: StandardsGrid, canvas: Canvas) -> float:
    """Marks in a table, with their words where there is room for them; returns the height."""
    left = 0.0 if canvas.narrow else float(_NAMES)
    column = (canvas.width - left) / len(data.columns)
    cells = {cell for group in data.groups for row in group.rows for cell in row.cells}
    worded = all(26 + canvas.measure(cell.word, SMALL, False) <= column - 4 for cell in cells)
    size = max(min(14.0, column / 1.5), 5.0)  # a star is half as large again
    points: dict[Cell, list[Point]] = {}
    y = 0.0 if worded else _key(canvas, data, cells)
    y = _head(canvas, data.columns, y, left, column, worded=worded)
    for group in data.groups:
        if group.name:
            y = (
                canvas.block(0, y + 8, canvas.wrapped(group.name, canvas.width, BODY, bold=True), bold=True)
                + 4
            )
        canvas.line([(0, y), (canvas.width, y)], RULE)
        for row in group.rows:
            lines = canvas.wrapped(row.name, canvas.width if canvas.narrow else left - 16, lines=3)
            end = canvas.block(0, y + 6, lines)
            middle = end + 12 if canvas.narrow else (y + 7 + end) / 2
            for place, cell in enumerate(row.cells):
                x = left + column * place + (size * 0.75 if worded else column / 2)
                points.setdefault(cell, []).append((x, middle))
                if worded:
                    canvas.text(x + size / 2 + 7, middle + 4, cell.word, SMALL, INK if cell.level else MUTED)
            y = middle + 12 if canvas.narrow else end + 8
            canvas.line([(0, y), (canvas.width, y)], RULE)
    for cell, places in points.items():
        canvas.marks(places, cell.level, len(data.scale), cell.word, size)
    return y + 4


def _head(
    canvas: Canvas, columns: tuple[str, ...], y: float, left: float, column: float, *, worded: bool
) -> float:
    """Names of the inspections; on columns too narrow for them only the first and the last."""
    wrapped = [canvas.wrapped(name, column - 6, SMALL, bold=True) for name in columns]
    if all("…" not in line for lines in wrapped for line in lines):
        shift = 0 if worded else column / 2
        ends = [
            canvas.block(
                left + column * n + shift, y, lines, SMALL, bold=True, side="left" if worded else "center"
            )
            for n, lines in enumerate(wrapped)
        ]
        return max(ends) + 4
    canvas.text(left, y + SMALL, columns[0], SMALL, bold=True)
    canvas.text(canvas.width, y + SMALL, columns[-1], SMALL, bold=True, side="right")
    return y + SMALL * LINE + 6


def _key(canvas: Canvas, data: StandardsGrid, cells: set[Cell]) -> float:
    silences = sorted({(len(data.scale), cell.word) for cell in cells if not cell.level})
    x, y = 0.0, 10.0
    for place, word in [*enumerate(data.scale), *silences]:
        width = 22 + canvas.measure(word, SMALL, False)
        if x and x + width > canvas.width:
            x, y = 0.0, y + 20
        canvas.marks([(x + 9, y)], place + 1 if place < len(data.scale) else 0, len(data.scale), word, 12)
        canvas.text(x + 21, y + 4, word, SMALL)
        x += width + 16
    return y + 18
