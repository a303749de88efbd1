"""YAML without its surprises: text stays text, numbers keep their digits, and nothing else gets in."""

from collections.abc import Callable
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.stages.reading.parse import MAX_BYTES, MAX_DEPTH, UnreadableError, decoded, parsed
from tracker.values.problem import Problem

VISIBLE = st.text(
    st.characters(
        exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"],
        # Letters and marks of other scripts that show nothing.
        exclude_characters="\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0",
    )
    | st.just("\n"),
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        *((word, word) for word in ("no", "yes", "on", "off", "No", "YES", "y", "n", "tRUE")),
        *((word, word) for word in ("2019-07-17", "2019-07", "12:30", "1:30:00", "2019-07-17T10:00:00Z")),
        *((word, word) for word in ("0o17", "017", "0x1F", "0b11", "1_000", "+5", ".5", "5.", "1e3", "-0")),
        *(
            (word, word)
            for word in (".inf", "-.INF", ".nan", "1.2.3", "=", "<<", "١٢", "12345678901234567890")
        ),
        ("1.10", Decimal("1.10")),
        ("-0.50", Decimal("-0.50")),
        ("0", 0),
        ("-7", -7),
        ("2019", 2019),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ('"2019"', "2019"),
        ("'true'", "true"),
        ('""', ""),
        ("|\n  1.10", "1.10"),
        ("[no, 1.10, 12:30]", ["no", Decimal("1.10"), "12:30"]),
    ],
)
def test_a_value_reads_as_its_editor_meant_it(written: str, read: object) -> None:
    value = parsed(f"field: {written}")["field"]
    assert value == read
    assert type(value) is type(read)
    assert str(value) == str(read)


def test_field_names_are_always_text() -> None:
    text = "1: a\ntrue: b\nno: c\n<<: d\n2019-07-17: e\n1.10: f\n"
    assert list(parsed(text)) == ["1", "true", "no", "<<", "2019-07-17", "1.10"]


def test_a_file_without_content_is_nothing() -> None:
    assert parsed("") is parsed("# a comment\n") is parsed("---\n") is None


@given(st.from_regex(r"-?[0-9]{1,20}(\.[0-9]{1,6})?", fullmatch=True))
@settings(deadline=None, derandomize=True, max_examples=200)
def test_a_number_reads_back_digit_for_digit(text: str) -> None:
    assert str(parsed(f"field: {text}")["field"]) == text


@given(st.dictionaries(VISIBLE, VISIBLE, max_size=4))
@settings(deadline=None, derandomize=True)
def test_text_that_yaml_wrote_is_read_back_as_that_text(fields: dict[str, str]) -> None:
    assert parsed(yaml.safe_dump(fields)) == fields
    assert parsed(yaml.safe_dump(fields, allow_unicode=True)) == fields


def refusal(act: Callable[[], object]) -> Problem | None:
    """The problem of a text that is refused; any other exception is a fault of ours."""
    try:
        act()
    except UnreadableError as error:
        return error.problem("a.yaml")
    return None


@given(st.text(max_size=80) | st.text("[]{}:,-?&*!|>'\"%@`#~\\ \t\r\na1.", max_size=40))
@settings(deadline=None, derandomize=True, max_examples=500)
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    problem = refusal(lambda: parsed(text))
    assert problem is None or (problem.line and problem.column and problem.message.endswith("."))


@given(st.binary(max_size=60))
@settings(deadline=None, derandomize=True)
def test_any_bytes_are_decoded_or_refused(raw: bytes) -> None:
    problem = refusal(lambda: decoded(raw))
    assert problem is None or (problem.line and problem.column)


def nested(depth: int) -> str:
    return f"field: {'[' * depth}{']' * depth}"


@pytest.mark.parametrize(
    ("text", "spot", "message"),
    [
        ("a: &x [1, 2]\nb: *x", (2, 4), "the alias *x stands for what is written elsewhere"),
        ("&a\nfield: *a", (2, 8), "the alias *a stands for what is written elsewhere"),
        (
            nested(MAX_DEPTH + 1),
            (1, 8 + MAX_DEPTH),
            f"lists and fields are nested more than {MAX_DEPTH} deep",
        ),
        ("a: b\nc: [x,\n", (2, 4), "a list in [ ] is never closed"),
        ("a: {b: [x", (1, 8), "a list in [ ] is never closed"),
        ("a: {\n", (1, 4), "a group in { } is never closed"),
        ("[[", (1, 2), "a list in [ ] is never closed"),
        ("a: b\n---\nc: d", (2, 1), "there is a second document after ---"),
        ("a: 1\na: 2", (2, 1), 'the field "a" is there twice'),
        ('a: 1\n"a": 2', (2, 1), 'the field "a" is there twice'),
        ("[a, b]: c", (1, 1), "a field's name must be a word"),
        ("a: !!python/name:os.system x", (1, 4), 'the tag "!!python/name:os.system" is not allowed'),
        ("!!set {a, b}", (1, 1), 'the tag "!!set" is not allowed'),
        ("a: !!float 1.10", (1, 4), 'the tag "!!float" is not allowed'),
        ("%YAML 9.9\n---\na: b", (1, 1), "this is not YAML: found incompatible YAML document"),
    ],
)
def test_what_could_surprise_is_refused(text: str, spot: tuple[int, int], message: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        parsed(text)
    assert (refused.value.message, refused.value.spot) == (message, spot)


def test_nesting_up_to_the_bound_is_read() -> None:
    parsed(nested(MAX_DEPTH - 1))


@pytest.mark.parametrize(
    ("raw", "spot", "message"),
    [
        ("a: ä".encode("utf-16"), (1, 1), "the file is saved as UTF-16"),
        ("a: b".encode("utf-16-be"), (1, 1), "there is an invisible control character (U+0000)"),
        ("a: b\nc: dä".encode("latin-1"), (2, 5), "the byte 0xE4 is not UTF-8"),
        ("a: ä\n€: ".encode() + b"\xff", (2, 4), "the byte 0xFF is not UTF-8"),
        (b"a: b\nc: \x00d", (2, 4), "there is an invisible control character (U+0000)"),
        (b"a: \x1b[31m", (1, 4), "there is an invisible control character (U+001B)"),
        (b"a: b\x7f", (1, 5), "there is an invisible control character (U+007F)"),
        ("a: \ufffe".encode(), (1, 4), "there is an invisible control character (U+FFFE)"),
        (b"#" * (MAX_BYTES + 1), (0, 0), "the file has more than 1,048,576 bytes, the most that are read"),
    ],
)
def test_bytes_that_are_not_plain_text_are_refused(raw: bytes, spot: tuple[int, int], message: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        decoded(raw)
    assert (refused.value.message, refused.value.spot) == (message, spot)


def test_a_byte_order_mark_and_any_line_ends_are_taken() -> None:
    assert parsed(decoded("\ufeffa: ä\r\nb: c\r\n".encode())) == {"a": "ä", "b": "c"}
    assert decoded("\ufeff# About".encode()) == "# About"
    assert decoded(b"#" * MAX_BYTES) == "#" * MAX_BYTES
