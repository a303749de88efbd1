"""What pydantic and PyYAML find wrong, in sentences for an editor; `sites/broken` has an example of each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.stages.reading import complaints, explain
from tracker.values.project import Project

BROKEN = Path(__file__).resolve().parent / "sites/broken"
TOLD = "".join(path.read_text(encoding="utf-8") for path in BROKEN.glob("*/expected.txt"))
RECORD = "content/inspections/2020/northshire-crc.yaml"
COMPLAINTS = [
    *(told for _, told in complaints._SAID),
    complaints._OUT_OF_LINE,
    complaints._INDENTED,
    complaints._MORE_TEXT,
]


@pytest.mark.parametrize("told", sorted(set(COMPLAINTS)), ids=lambda told: told[0])
def test_each_complaint_about_yaml_has_an_example(told: tuple[str, str]) -> None:
    beginning, _, end = told[0].partition("{}")
    assert beginning.format() in TOLD
    assert f"{end.format()}. {told[1]}" in TOLD


@pytest.mark.parametrize("sentence", sorted(set(explain._EXPECTED.values())))
def test_each_expectation_has_an_example(sentence: str) -> None:
    assert f"{sentence}, found " in TOLD


def test_no_words_of_the_libraries_reach_an_editor() -> None:
    for foreign in (
        "Input should",
        "String should",
        "Value error",
        "pydantic",
        "None",
        "[key]",
        "this is not YAML",
        "['",
    ):
        assert foreign not in TOLD


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "provider: " + "Northshire " * 9,
            '"Northshire Northshire Northshire Northshire Northshire North…" is',
        ),
        ("provider: [northshire-crc]", "provider: expected text, found a list."),
        ("provider: {northshire-crc: yes}", "provider: expected text, found fields."),
        ("provider: false", 'provider: expected text, found "false". Put it in quotes.'),
        ("provider: Ⅷ", "such as merseyside-crc."),
        ("provider: 2020", "there is no file content/providers/2020.yaml."),
        ("providers: northshire-crc", '1:1: providers: "providers" is not a field of this record. Did you'),
        ("supplier: northshire-crc", '1:1: the field "provider" is missing.'),
    ],
)
def test_a_line_is_explained(
    tiny: Project, report: Callable[[Project], list[str]], line: str, told: str
) -> None:
    path = tiny.root / RECORD
    rest = path.read_text(encoding="utf-8").partition("\n")[2]
    path.write_text(f"{line}\n{rest}", encoding="utf-8", newline="\n")
    assert told in report(tiny)[0]


def test_a_misspelt_field_is_not_missing_as_well(
    tiny: Project, edit: Callable[[str, str, str], None], report: Callable[[Project], list[str]]
) -> None:
    edit(RECORD, "sources:", "soruces:")
    edit(RECORD, "    publisher:", "    pubilsher:")
    assert [line.partition(": ")[0] for line in report(tiny)] == [f"{RECORD}:10:1"]
    edit(RECORD, "soruces:", "sources:")
    assert [line.partition(": ")[0] for line in report(tiny)] == [f"{RECORD}:13:5"]


def test_a_field_that_is_really_missing_is_told_beside_an_unknown_one(
    tiny: Project, edit: Callable[[str, str, str], None], report: Callable[[Project], list[str]]
) -> None:
    edit(RECORD, "    publisher: Tracker Test Press", "    colour: red")
    assert [line.partition(": ")[2].partition(".")[0] for line in report(tiny)] == ["sources", "sources"]
    assert 'the field "publisher" is missing.' in report(tiny)[0]
    assert '"colour" is not a field of this part of the record.' in report(tiny)[1]
