"""Twenty slips of a new editor in a good record: each gives one line, at the line and column of the slip."""

from collections.abc import Callable

import pytest

from tracker.stages.reading.parse import UnreadableError, parsed
from tracker.values.project import Project

FILE = "content/inspections/2019/northshire-crc.yaml"
SLIPS = [
    # what is written, what was meant to be written, the column of the complaint, and what it says
    ("provder: northshire-crc", "provider: northshire-crc", 1, 'Did you mean "provider"?'),
    ("provider: northshire-ccr", "provider: northshire-crc", 11, 'Did you mean "northshire-crc"?'),
    ("framework core-2018", "framework: core-2018", 1, "not followed by a colon"),
    ("title: Inspection: Northshire CRC", "title: An inspection of Northshire CRC", 18, "in quotes"),
    ('title: "An inspection of Northshire CRC', "title: An inspection of Northshire CRC", 8, "never closed"),
    (" title: An inspection of Northshire CRC", "title: An inspection of Northshire CRC", 2, "indented"),
    ("fieldwork: May 2019", "fieldwork: 2019-05", 12, '"May 2019" is not a date. Did you mean 2019-05?'),
    ("published: 2019-17-07", "published: 2019-07-17", 12, "not a day of the calendar"),
    ("published: 2109-07-17", "published: 2019-07-17", 12, "17 July 2109 is in the future"),
    ("overall: Requires improvment", "overall: Requires improvement", 10, '"Requires improvement"?'),
    ("\tleadership: Good", "  leadership: Good", 1, "Indent with spaces."),
    ("  leadreship: Good", "  leadership: Good", 3, 'Did you mean "leadership"?'),
    ("rating_source: the report", "rating_source: report", 16, "small letters, digits and single hyphens"),
    ("  value: 5 of 12", "  value: 5", 10, '"5 of 12" is not a number.'),
    ("    url: example.org/northshire-2019", "    url: https://example.org/northshire-2019", 10, "https://"),
    ("  - measure: average caseload", "  - measure: average-caseload", 14, "such as average-caseload"),
    ("    value: 64%", "    value: 64", 12, "Write digits only"),
    ("    qualifier: allmost", "    qualifier: almost", 16, 'Did you mean "almost"?'),
    ("    form: inspectorate", "    from: inspectorate", 5, 'Did you mean "from"?'),
    ("  - to Northshire CRC", "  - to: Northshire CRC", 3, "not followed by a colon"),
]  # fmt: skip


def test_there_are_twenty() -> None:
    assert len({slip[0] for slip in SLIPS}) == 20


def slipped(project: Project, written: str, meant: str) -> int:
    """Write something else in the place of a line; gives the number of the lines above it."""
    path = project.root / FILE
    lines = path.read_text(encoding="utf-8").split("\n")
    number = lines.index(meant)
    lines[number] = written
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return number


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip[0].strip())
def test_a_slip_gives_one_line_at_its_place(
    tiny: Project, report: Callable[[Project], list[str]], slip: tuple[str, str, int, str]
) -> None:
    written, meant, column, said = slip
    number = slipped(tiny, written, meant)
    (told,) = report(tiny)
    assert told.startswith(f"{FILE}:{number + 1}:{column}: ")
    assert said in told


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("   leadership: Good", "  leadership: Good"),
        ("   - measure: average-caseload", "  - measure: average-caseload"),
        ("     title: Caseloads too high", "    title: Caseloads too high"),
    ],
)
def test_a_space_that_stays_when_a_line_is_made_to_count_is_told_at_that_line(
    tiny: Project, report: Callable[[Project], list[str]], written: str, meant: str
) -> None:
    """YAML itself complains only of the next line."""
    number = slipped(tiny, written, meant)
    (told,) = report(tiny)
    said = f"this line is indented by a space too many, so that line {number + 2} does not fit it."
    assert told.startswith(f"{FILE}:{number + 1}:{len(written) - len(written.lstrip()) + 1}: {said}")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "sources:\n  a:\n    title: x\n   url: y\n    note: z\n",
            4,
        ),  # too few before it, not too many above
        ("ratings:\n   staff: Good\n   # a note\n\n   courts:\n     rating: Good\n  unpaid: Good\n", 2),
        ('a:\n  title: "x\n   y"\n  b: "c" d\n', 4),
    ],
)
def test_only_a_line_with_a_space_too_many_is_accused_of_it(text: str, line: int) -> None:
    with pytest.raises(UnreadableError) as refused:
        parsed(text)
    assert (refused.value.spot[0], "a space too many" in refused.value.message) == (line, line == 2)
