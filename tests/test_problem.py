"""How problems are put: as text, for GitHub, as JSON."""

import json
from dataclasses import replace

import pytest

from tracker.values.problem import (
    Path,
    Problem,
    as_github,
    as_json,
    as_text,
    errors,
    in_order,
    link,
    nearest,
)

UNIT = Problem("content/a.yaml", "it is wrong.", "Mend it.", ("figures", 1, "unit"), 12, 5)


@pytest.mark.parametrize(
    ("path", "where"),
    [((), ""), (("title",), "title"), (("figures", 0), "figures[1]"), (("a", 2, "b", "c", 0), "a[3].b.c[1]")],
)
def test_a_path_reads_as_an_editor_says_it(path: Path, where: str) -> None:
    assert Problem("a.yaml", "x", path=path).where == where


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("Requires improvment", 'Did you mean "Requires improvement"?'),
        ("GOOD", 'Did you mean "Good"?'),
        ("Excellent", "Expected one of: Good, Requires improvement."),
    ],
)
def test_the_nearest_word_is_named(word: str, hint: str) -> None:
    assert nearest(word, ["Requires improvement", "Good", "Good"]) == hint


def test_a_scale_is_named_from_best_to_worst() -> None:
    assert nearest("x", ("Outstanding", "Good")) == "Expected one of: Outstanding, Good."


def test_words_that_only_end_alike_can_be_told_apart() -> None:
    known = ["tameside-pdu", "liverpool-north-pdu"]
    assert nearest("lambeth-pdu", known) == 'Did you mean "tameside-pdu"?'
    assert nearest("lambeth-pdu", known, 0.75) == "Expected one of: liverpool-north-pdu, tameside-pdu."


def test_many_words_are_not_all_listed_and_none_gives_no_hint() -> None:
    assert nearest("zzz", [f"word-{n}" for n in range(13)]) == ""
    assert nearest("zzz", []) == ""


def test_text_leaves_out_what_is_not_known() -> None:
    assert as_text(UNIT) == "content/a.yaml:12:5: figures[2].unit: it is wrong. Mend it."
    assert as_text(Problem("a.txt", "no.")) == "a.txt: no."
    assert (
        as_text(Problem("a.yaml", "no.", line=1, column=1, severity="warning")) == "a.yaml:1:1: warning: no."
    )


def test_github_escapes_what_would_end_a_command() -> None:
    assert (
        as_github(UNIT) == "::error file=content/a.yaml,line=12,col=5::figures[2].unit: it is wrong. Mend it."
    )
    awkward = Problem("a,b:c%.yaml", "100% :: of\r\nit", severity="warning", rule="a:b")
    assert as_github(awkward, "docs/checks.md#a:b") == (
        "::warning file=a%2Cb%3Ac%25.yaml,title=a%3Ab::100%25 :: of%0D%0Ait%0Adocs/checks.md#a:b"
    )


def test_json_holds_everything_on_a_line() -> None:
    line = as_json(Problem("a.yaml", "“no”\n", "Mend it.", ("a", 0), 3, 4, "warning", on_key=True))
    assert "\n" not in line
    assert json.loads(line) == {
        "file": "a.yaml",
        "message": "“no”\n",
        "hint": "Mend it.",
        "path": ["a", 0],
        "where": "a[1]",
        "line": 3,
        "column": 4,
        "severity": "warning",
        "on_key": True,
        "rule": "",
        "width": 0,
        "excerpt": "",
        "link": "",
    }


def test_a_link_leads_to_the_rule() -> None:
    assert link(replace(UNIT, rule="measures_exist"), "docs/checks.md") == "docs/checks.md#measures_exist"
    assert link(UNIT, "docs/checks.md") == ""
    assert link(replace(UNIT, rule="measures_exist"), "") == ""


def test_problems_come_by_file_and_place_without_repeats() -> None:
    first, second = Problem("a.yaml", "x", line=2, column=9), Problem("a.yaml", "x", line=10, column=1)
    warning = Problem("b.yaml", "x", line=1, column=1, severity="warning")
    assert in_order([warning, second, first, second]) == (first, second, warning)
    assert errors([first, warning]) == (first,)


def test_problems_at_one_place_are_told_in_the_order_in_which_they_were_found() -> None:
    """And not in one that differs from one process to the next."""
    found = [Problem("templates/pages/prose.html", "No layout.", f"Found on page {n}.") for n in range(30)]
    assert in_order(found[::-1]) == tuple(found[::-1])
