"""Quotations are compared with saved texts, word for word; what was found is marked, until it is edited."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, TODAY
from tracker.cache import Cache
from tracker.cli import main
from tracker.commands.quotes import confirmation
from tracker.pipeline import build
from tracker.stages.load import loaded
from tracker.values.capture import Confirmation
from tracker.values.dates import PartialDate
from tracker.values.passage import difference, fingerprint, missing, pieces, plain
from tracker.values.problem import as_text, errors
from tracker.values.project import Project
from tracker.values.records import Verified
from tracker.values.records.content import VERIFIED_FILE

RATED = "content/inspections/2019/northshire-crc.yaml"
JUDGED = "content/inspections/2017/northshire-crc.yaml"
QUOTE = "Staff told us that they could not give people the time they need."
ECHO, REPORT = "https://echo.example.org/caseloads", "https://example.org/northshire-2017.pdf"
MARK = "Checked against the source on 1 June 2024"


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    """A writable copy of the saved texts."""
    return shutil.copytree(ROOT / "tests/captures", tmp_path / "captures")


@pytest.fixture
def index(captures: Path) -> Callable[[str, str], None]:
    """Replaces a passage of the index."""

    def edited(old: str, new: str) -> None:
        path = captures / "index.yaml"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edited


def ledger(project: Project) -> Verified:
    content, problems = loaded(project, Cache(None))
    assert content is not None
    assert problems == ()
    return content.verified


def told(compared: Confirmation) -> list[str]:
    return [as_text(problem) for problem in compared.problems]


def page(project: Project, name: str = "inspections/2019/northshire-crc") -> str:
    return (project.output / name / "index.html").read_text(encoding="utf-8")


def found(passage: str, source: str) -> bool:
    return missing(pieces(passage), plain(source)) is None


# The command


def test_what_stands_in_the_source_is_written_into_the_ledger(tiny: Project, captures: Path) -> None:
    compared = confirmation(tiny, captures, TODAY)
    assert compared.problems == ()
    assert compared.counts == (
        "2 passages found word for word in 2 sources, 0 not found, 0 whose sources were not captured."
    )
    written = ledger(tiny)
    assert list(written.sources) == [ECHO, REPORT]
    assert written.sources[ECHO].passages == (fingerprint(QUOTE),)
    assert written.sources[ECHO].checked == TODAY
    assert written.sources[REPORT].passages == (fingerprint("poor"),)
    assert f"{fingerprint('poor')}  # poor\n" in (tiny.root / VERIFIED_FILE).read_text(encoding="utf-8")


def test_the_hash_of_a_capture_is_that_of_its_bytes(tiny: Project, captures: Path) -> None:
    (captures / "northshire-2017.txt").write_bytes(b"poor")
    confirmation(tiny, captures, TODAY)
    # printf poor | sha256sum
    assert ledger(tiny).sources[REPORT].capture == (
        "4e3795d05d9d3ed261ea49f6f8a047f90cc05a4436d187bb0bd28848561a571c"
    )


def test_a_changed_letter_is_told_with_its_place_and_the_mark_is_gone(
    tiny: Project, captures: Path, edit: Callable[[str, str, str], None]
) -> None:
    confirmation(tiny, captures, TODAY)
    assert not build(tiny, TODAY).failed
    assert page(tiny).count(MARK) == 1
    edit(RATED, "the time they need.", "the time they heed.")
    assert not build(tiny, TODAY).failed
    assert MARK not in page(tiny)
    compared = confirmation(tiny, captures, TODAY)
    assert told(compared) == [
        f'{RATED}:53:11: quotes[1].text: "people the time they heed" is not in echo; the nearest words '
        'there are "people the time they need". '
        "Mend the words; mark what is left out by … and what is put in by [ ]."
    ]
    assert (compared.found, compared.missing) == (1, 1)
    assert list(ledger(tiny).sources) == [REPORT]


def test_lines_wrapped_anew_keep_the_mark(
    tiny: Project, captures: Path, edit: Callable[[str, str, str], None]
) -> None:
    confirmation(tiny, captures, TODAY)
    edit(RATED, f"text: {QUOTE}", f"text: >-\n      {QUOTE[:33]}\n      {QUOTE[34:]}")
    assert not build(tiny, TODAY).failed
    assert MARK in page(tiny)


def test_a_quotation_that_cites_another_source_loses_its_mark(
    tiny: Project, captures: Path, edit: Callable[[str, str, str], None]
) -> None:
    confirmation(tiny, captures, TODAY)
    edit(RATED, "from: inspectorate\n    source: echo", "from: inspectorate\n    source: report")
    assert not build(tiny, TODAY).failed
    assert "Checked against" not in page(tiny)


def test_the_wording_of_figures_and_the_words_of_judgements_are_compared_too(
    tiny: Project, captures: Path, edit: Callable[[str, str, str], None]
) -> None:
    edit(
        RATED, "    qualifier: almost\n", "    qualifier: almost\n    wording: Almost 70 per cent of staff\n"
    )
    edit(JUDGED, "words: poor", "words: poorly")
    assert confirmation(tiny, captures, TODAY).found == 3
    assert not build(tiny, TODAY).failed
    assert page(tiny).count(MARK) == 2
    assert MARK in page(tiny, "inspections/2017/northshire-crc")
    edit(RATED, "wording: Almost 70", "wording: Almost 7")
    edit(JUDGED, "words: poorly", "words: dismal")
    assert told(confirmation(tiny, captures, TODAY)) == [
        f'{JUDGED}:15:12: judgements[1].words: "dismal" is not in report, nor is anything like it. '
        "Copy the words from the source, or cite the source that has them.",
        f'{RATED}:38:14: figures[2].wording: "Almost 7 per cent of staff" is not in echo; the nearest words '
        'there are "Almost 70 per cent of staff". '
        "Mend the words; mark what is left out by … and what is put in by [ ].",
    ]


def test_of_several_sources_one_that_has_the_words_is_enough_and_is_named(
    tiny: Project, captures: Path, index: Callable[[str, str], None], edit: Callable[[str, str, str], None]
) -> None:
    edit(RATED, "from: inspectorate\n    source: echo", "from: inspectorate\n    source: [report, echo]")
    confirmation(tiny, captures, TODAY)
    build(tiny, TODAY)
    assert "Checked against Northshire Echo on 1 June 2024" in page(tiny)
    (captures / "report.txt").write_text(QUOTE, encoding="utf-8")
    index(
        "- file: northshire-2017.txt",
        "- {file: report.txt, url: https://example.org/northshire-2019}\n- file: northshire-2017.txt",
    )
    assert confirmation(tiny, captures, TODAY).found == 2
    build(tiny, TODAY)
    assert "Checked against both sources on 1 June 2024" in page(tiny)


def test_words_of_an_unnamed_source_are_missed_only_if_all_were_looked_at(
    tiny: Project, captures: Path, index: Callable[[str, str], None], edit: Callable[[str, str, str], None]
) -> None:
    edit(RATED, "from: inspectorate\n    source: echo", "from: inspectorate\n    source: unattributed")
    edit(RATED, "the time they need.", "the time they heed.")
    assert (compared := confirmation(tiny, captures, TODAY)).problems == ()
    assert compared.uncaptured == 1
    (captures / "report.txt").write_text("They need time.", encoding="utf-8")
    index(
        "- file: northshire-2017.txt",
        "- {file: report.txt, url: https://example.org/northshire-2019}\n- file: northshire-2017.txt",
    )
    assert confirmation(tiny, captures, TODAY).missing == 1


def test_sources_that_are_not_captured_now_stay_as_long_as_the_words_do(
    tiny: Project, captures: Path, index: Callable[[str, str], None], edit: Callable[[str, str, str], None]
) -> None:
    confirmation(tiny, captures, TODAY)
    before = ledger(tiny).sources[REPORT]
    index(
        "- file: northshire-2017.txt\n  title: Probation in Northshire\n  publisher: Tracker Test Press\n"
        f"  url: {REPORT}\n",
        "",
    )
    later = PartialDate("2024-06-03")
    compared = confirmation(tiny, captures, later)
    assert (compared.found, compared.missing, compared.uncaptured) == (1, 0, 1)
    assert ledger(tiny).sources[REPORT] == before
    assert ledger(tiny).sources[ECHO].checked == later
    edit(JUDGED, "words: poor", "words: good")
    confirmation(tiny, captures, later)
    assert list(ledger(tiny).sources) == [ECHO]


def test_the_same_record_gives_the_same_ledger(tiny: Project, captures: Path) -> None:
    file = tiny.root / VERIFIED_FILE
    confirmation(tiny, captures, TODAY)
    before, moment = file.read_bytes(), file.stat().st_mtime_ns
    confirmation(tiny, captures, TODAY)
    assert file.stat().st_mtime_ns == moment
    file.unlink()
    confirmation(tiny, captures, TODAY)
    assert file.read_bytes() == before
    assert [path.name for path in tiny.content.iterdir() if path.name.startswith(".")] == []


def test_a_changed_ledger_is_no_untouched_site(
    tiny: Project, captures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as ended:
            main(tiny.root, [*arguments, "--today", "2024-06-01"])
        return ended.value.code, capsys.readouterr().err

    assert run("build")[0] == 0
    assert "Nothing has changed" in run("build")[1]
    assert run("quotes", "--captures", str(captures)) == (
        0,
        "2 passages found word for word in 2 sources, 0 not found, 0 whose sources were not captured.\n",
    )
    assert "Built" in run("build")[1]
    assert MARK in page(tiny)
    (captures / "caseloads.txt").write_text("Nothing.", encoding="utf-8")
    code, said = run("quotes", "--captures", str(captures))
    assert code == 1
    assert "1 not found" in said
    assert "Built" in run("build")[1]
    assert MARK not in page(tiny)


def test_records_with_mistakes_are_not_compared(
    tiny: Project, captures: Path, edit: Callable[[str, str, str], None]
) -> None:
    edit(RATED, "from: inspectorate\n    source: echo", "from: inspectorate\n    source: ecko")
    compared = confirmation(tiny, captures, TODAY)
    assert compared.counts == ""
    assert len(compared.problems) == 1
    assert not (tiny.root / VERIFIED_FILE).exists()


def test_the_old_ledger_stays_where_the_disk_takes_no_new_one(tiny: Project, captures: Path) -> None:
    (tiny.root / VERIFIED_FILE).mkdir()
    assert errors(confirmation(tiny, captures, TODAY).problems)
    assert [path.name for path in tiny.content.iterdir() if path.name.startswith(".")] == []


# The captures


@pytest.mark.parametrize(
    "fault",
    [
        ("file: caseloads.txt", "file: caselaods.txt",
         '2:9: [1].file: there is no file "caselaods.txt" beside the index. Check the name.'),
        ("- file: caseloads.txt\n ", "-",
         '2:3: [1]: the field "file" is missing. The name of the text file in this folder.'),
        (f"  url: {REPORT}\n", "",
         '6:3: [2]: the field "url" is missing. The address as records write it.'),
        (f"url: {REPORT}", f"url: {ECHO}",
         "9:8: [2].url: the address is there twice: it is that of caseloads.txt too. Keep one of the two."),
        (f"url: {REPORT}", "url: [https://example.org/]",
         "9:8: [2].url: expected text. The address as records write it."),
        ("- file: caseloads.txt", "- file: caseloads.txt\n  file: caseloads.txt",
         '3:3: [1].file: the field "file" is there twice. Keep one of the two.'),
        (f"url: {REPORT}", "url: https://example.org/northshire-2O17.pdf",
         "9:8: warning: [2].url: no record cites this address. Write it as the records do."),
    ],
)  # fmt: skip
def test_a_fault_of_the_index_is_told_with_its_place(
    tiny: Project, captures: Path, index: Callable[[str, str], None], fault: tuple[str, str, str]
) -> None:
    old, new, line = fault
    index(old, new)
    compared = confirmation(tiny, captures, TODAY)
    assert told(compared) == [f"{captures.as_posix()}/index.yaml:{line}"]
    assert (tiny.root / VERIFIED_FILE).exists() == ("warning" in line)


def test_an_index_that_is_no_list_is_told(tiny: Project, captures: Path) -> None:
    (captures / "index.yaml").write_text("file: caseloads.txt\n", encoding="utf-8")
    assert told(confirmation(tiny, captures, TODAY)) == [
        f"{captures.as_posix()}/index.yaml:1:1: expected a list of captures. "
        "Each is two lines: - file: report.txt, and below it, indented, url: and the address."
    ]


def test_a_folder_without_index_is_told(tiny: Project, tmp_path: Path) -> None:
    [line] = told(confirmation(tiny, tmp_path / "nowhere", TODAY))
    assert line.startswith(
        f"{tmp_path.as_posix()}/nowhere/index.yaml:1:1: the index of the captures is missing."
    )


def test_a_capture_that_is_not_utf_8_is_told(tiny: Project, captures: Path) -> None:
    (captures / "caseloads.txt").write_bytes("The caseload is £5.".encode("latin-1"))
    assert told(confirmation(tiny, captures, TODAY)) == [
        f'{captures.as_posix()}/index.yaml:2:9: [1].file: "caseloads.txt" is not UTF-8: see its byte 17. '
        "Save the file again with the encoding UTF-8."
    ]


# Word for word


@pytest.mark.parametrize(
    ("passage", "source"),
    [
        ("over two lines", "It stands over\n   two lines."),
        ("she called it ‘poor’", 'And she called it "poor", twice.'),
        ("staff don’t know offenders’ needs", "staff don't know offenders' needs"),
        ("the end of one. The start of the next", "“the end of one.\n\n“The start of the next”"),
        ("in some areas – now they", "in some areas—now they"),
        ("10–12 people", "10-12 people"),
        ("multi-agency work", "multi-\nagency work"),
        ("five efficient of\xadficers", "ﬁve eﬃcient officers"),
        ("Some … time", "Some of the time"),
        ("Some ... time", "Some of the time"),
        ("Some […] time", "Some of the time"),
        ("However, … they left", "However, … they left"),
        ("[T]he work was poor", "Overall the work was poor"),
        ("supervis[ing] people", "They supervise people"),
        ("[The service] did not [then] act", "It did not act"),
        ("has been poor.", "It “has been poor,” she said"),
        ("poor", "(poor)"),
    ],
)  # fmt: skip
def test_what_typesetting_changes_is_no_difference(passage: str, source: str) -> None:
    assert found(passage, source)


@pytest.mark.parametrize(
    ("passage", "source"),
    [
        ("poor", "poorly"),
        ("poor", "impoverished"),
        ("performing", "under-performing"),
        ("the CRC", "the CRC's"),
        ("5 per cent", "2.5 per cent"),
        ("The work", "the work"),
        ("Some … time … work", "work takes some time; Some time"),
        ("was not", "was, not"),
        ("re-form", "reform"),
        ("[everything]", "everything"),
        ("…", "anything"),
    ],
)
def test_other_words_are_not_found(passage: str, source: str) -> None:
    assert not pieces(passage) or not found(passage, source)


def test_a_passage_without_words_of_the_source_is_told(
    tiny: Project, captures: Path, edit: Callable[[str, str, str], None]
) -> None:
    edit(RATED, f"text: {QUOTE}", 'text: "[Staff …]"')
    [line] = told(confirmation(tiny, captures, TODAY))
    assert "there are no words here to look for in the source" in line


def test_pieces_in_the_wrong_order_are_told_so(
    tiny: Project, captures: Path, edit: Callable[[str, str, str], None]
) -> None:
    edit(RATED, f"text: {QUOTE}", "text: the time they need … Staff told us")
    [line] = told(confirmation(tiny, captures, TODAY))
    assert '"Staff told us" is in echo, but not after the words before it.' in line


@pytest.mark.parametrize(
    ("wanted", "text", "here", "there"),
    [
        ("a b c d e f g", "x a b c D e f g y", "a b c d e f g", "a b c D e f g"),
        ("varied", "It was wearied and varied.", "", ""),
        ("varixd", "It was wearied and varied.", "varixd", "varied"),
        ("not at all good", "It was not good. It was not at any good", "not at all good", "not at any good"),
        ("the work was not good", "the work was good", "the work was not good", "the work was good"),
        ("the work was good", "and the work was not good.", "the work was good", "the work was not good"),
    ],
)  # fmt: skip
def test_the_nearest_words_show_the_difference(wanted: str, text: str, here: str, there: str) -> None:
    piece = missing(pieces(wanted), plain(text))
    if piece is None:
        assert here == there == ""
        return
    shown = difference(piece, plain(text))
    assert (shown.here, shown.there) == (here, there)


@pytest.mark.parametrize("change", ["letter", "capital", "dropped", "added", "bracket"])
def test_every_edit_of_words_changes_the_hash(change: str) -> None:
    text = "The [Northshire] staff told us."
    edited = {
        "letter": text.replace("told", "tolt"),
        "capital": text.replace("The", "the"),
        "dropped": text.replace(" staff", ""),
        "added": text.replace("us", "us all"),
        "bracket": text.replace("Northshire", "Southshire"),
    }[change]
    assert fingerprint(edited) != fingerprint(text)


# The real record


def test_the_mark_of_the_real_record_stands_on_its_pages(real_site: Path) -> None:
    page = (real_site / "inspections/2020/staffordshire-and-west-midlands-crc/index.html").read_text("utf-8")
    assert "Checked against" in page
