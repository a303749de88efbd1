"""Nasty inputs, each with what it gives: a message at its place, or a site that is none the worse for it.

None ends in a traceback, takes more than two seconds of the processor or 300 MB, or changes what was
published. A harmless input says nothing (`FINE`).
"""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import SITES
from tests.strength.trial import MEMORY, SECONDS, Trial, bench, state
from tracker.values.problem import errors
from tracker.values.project import ENGINE

TINY = SITES / "tiny"
RECORD = "content/inspections/2019/northshire-crc.yaml"
PROVIDER = "content/providers/northshire-crc.yaml"
FRAMEWORK = "content/frameworks/core-2018.yaml"
PAGE = "content/pages/about.md"
NEW = "content/inspections/2019/southmoor-crc.yaml"
SETTINGS = "site_data.yaml"
GOOD = (TINY / RECORD).read_bytes()
POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has neither such files nor links of everybody")

FINE = ""
Files = dict[str, bytes]
Case = tuple[Files, str]


def file(name: str, old: str, new: str | bytes) -> Files:
    """A file of the small site in which a passage is another."""
    raw = (TINY / name).read_bytes()
    assert raw.count(old.encode()) == 1, old
    return {name: raw.replace(old.encode(), new if isinstance(new, bytes) else new.encode())}


def title(value: str | bytes) -> Files:
    return file(RECORD, "An inspection of Northshire CRC", value)


def number(value: str) -> Files:
    return file(RECORD, "value: 64", f"value: {value}")


def published(value: str) -> Files:
    return file(RECORD, "published: 2019-07-17\noverall", f"published: {value}\noverall")


def rating(line: str) -> Files:
    return file(RECORD, "  leadership: Good", line)


def items(field: str, item: str, times: int) -> Files:
    """A record with many items in a list or group."""
    return file(RECORD, f"\n{field}:\n", f"\n{field}:\n" + "".join(item.format(n) for n in range(times)))


def page(text: str) -> Files:
    return {PAGE: f"# About this site\n\n{text}\n".encode()}


def at(place: str, message: str, name: str = RECORD) -> str:
    return f"{name}:{place}: {message}"


NESTED = "lists and fields are nested more than 40 deep. Check for a stray [ or {, and the indents above."
TOO_MUCH = "the file holds more than 20,000 names and values, the most that are read. Split it up."
TOO_LARGE = "the file has more than 1,048,576 bytes, the most that are read. Split it up."
ALIAS = "stands for what is written elsewhere. Write it out, or put the value in quotes."
BACKSLASH = "there is a backslash inside double quotes. Use single quotes, or write \\\\."
WORD = 'is not a number. Write digits only; the unit and words like "almost" go elsewhere.'
DAY = "Write 2019, 2019-07, 2019-07-17 or, for a period, 2019-02/2019-03."
DIGITS = "figures[1].value: a number has at most 15 digits. Check it against the source."
LINK = "this is a link, which is not followed. Put the file or folder itself here."
NO_FILE = "this is neither a file nor a folder. Delete it."
NO_ADDRESS = "the file's name cannot be an address. Use small letters, digits and single hyphens."
BOMB = "\n".join(["a: &a [x, x]", *(f"{new}: &{new} [*{old}, *{old}]" for old, new in pairwise("abcdefghi"))])


def hidden(code: str) -> str:
    return f"there is an invisible control character (U+{code}). Delete it."


def escaped(code: str) -> str:
    return f"title: an escape stands for an invisible control character (U+{code}). Delete it."


def no_tag(tag: str) -> str:
    return at("3:8", f'title: the tag "{tag}" is not allowed. Remove it; write plain values.')


def no_day(text: str) -> str:
    return at("5:12", f'published: "{text}" is not a day of the calendar. {DAY}')


def no_date(text: str) -> str:
    return at("5:12", f'published: "{text}" is not a date. {DAY}')


def no_number(text: str) -> str:
    return at("33:12", f'figures[1].value: "{text}" {WORD}')


YAML: dict[str, Case] = {
    "10,000 lists within each other": (title("[" * 10_000 + "]" * 10_000), at("3:48", NESTED)),
    "10,000 groups within each other": (title("{a: " * 10_000), at("3:168", NESTED)),
    "10,000 dashes": ({RECORD: b"- " * 10_000 + b"x"}, at("1:83", NESTED)),
    "1,000 indents": ({RECORD: "".join(f"{' ' * n}a:\n" for n in range(1000)).encode()}, at("42:42", NESTED)),
    "a million brackets": ({RECORD: b"[" * 1_000_000}, at("1:42", NESTED)),
    "aliases that unfold without bound": ({RECORD: BOMB.encode()}, at("2:8", f"the alias *a {ALIAS}")),
    "an alias of a long text": (
        {RECORD: b"a: &a " + b"x" * 500_000 + b"\nb: [" + b"*a," * 100_000 + b"]"},
        at("2:5", f"the alias *a {ALIAS}"),
    ),
    "an alias within itself": (title("&a [*a]"), at("3:12", f"the alias *a {ALIAS}")),
    "a merge key": ({RECORD: b"a: &a {b: c}\n<<: *a\n"}, at("2:5", f"the alias *a {ALIAS}")),
    "a value of 10 MB": (title("x" * 10_000_000), at("1:1", TOO_LARGE)),
    "10 MB of lines": ({RECORD: GOOD + b"# x\n" * 2_500_000}, at("1:1", TOO_LARGE)),
    "a value of 1 MB": (
        title("x" * 1_000_000),
        at("3:8", "title: this has 1,000,000 characters; at most 10,000 are allowed. Shorten it."),
    ),
    "1 MB of comments": ({RECORD: GOOD + b"# x\n" * 250_000}, FINE),
    "60,000 fields": (items("ratings", "  k{}: Good\n", 60_000), at("10000:10", TOO_MUCH)),
    "9,000 unknown ratings": (items("ratings", "  k{}: Good\n", 9000), "is not a standard of core-2018."),
    "9,000 empty fields": (items("ratings", "  k{}:\n", 9000), "nothing is written here."),
    "9,000 broken sources": (items("sources", "  k{}: {{}}\n", 9000), 'the field "publisher" is missing.'),
    "a list of 2,003 items": (
        items("figures", "  - {{label: x, unit: y, value: {}, source: report}}\n", 2000),
        at("32:3", "figures: the list has 2,003 items, more than 500. Split it up."),
    ),
    "a name of 1,000 letters": (
        rating(f"  {'k' * 1000}: Good"),
        at(
            "8:3",
            "ratings: a field's name has 1,000 letters, more than 200. "
            "Check for a colon that is meant as text.",
        ),
    ),
    "a Python object": (
        title("!!python/object/apply:os.system [id]"),
        no_tag("!!python/object/apply:os.system"),
    ),
    "a tag for bytes": (title("!!binary aGk="), no_tag("!!binary")),
    "a tag for a set": (title("!!set {a}"), no_tag("!!set")),
    "a tag of one's own": (title("!mine x"), no_tag("!mine")),
    "two documents": (
        {RECORD: GOOD + b"---\n" + GOOD},
        at("64:1", "there is a second document after ---. Keep one record in a file."),
    ),
    "rubbish after the end": (
        {RECORD: GOOD + b"...\nrubbish"},
        at(
            "65:1",
            "this line does not fit the ones above it. Check its indent and the quotation marks above.",
        ),
    ),
    "a field twice": (
        rating("  leadership: Good\n  leadership: Good"),
        at("9:3", 'ratings.leadership: the field "leadership" is there twice. Keep one of the two.'),
    ),
    "a number for a name": (
        rating("  1: Good"),
        at(
            "8:3",
            'ratings.1: "1" is not a standard of core-2018. '
            "Expected one of: leadership, planning, staff, unpaid-work.",
        ),
    ),
    "a list for a name": (
        rating("  [a]: Good"),
        at("8:3", 'ratings: a field\'s name must be a word. Check for a stray "?", "[" or "{".'),
    ),
    "nothing for a name": (
        rating('  "": Good'),
        at(
            "8:3",
            'ratings.: "" is not a name that can be linked to. '
            "Use small letters, digits and single hyphens, such as merseyside-crc.",
        ),
    ),
    "a tab for an indent": (
        rating("\tleadership: Good"),
        at("8:1", "there is a tab where YAML wants spaces. Indent with spaces."),
    ),
    "a yes or no for text": (
        title("true"),
        at("3:8", 'title: expected text, found "true". Put it in quotes.'),
    ),
    "no, which is Norway too": (title("no"), FINE),
    "a source cited twice": (
        file(RECORD, "      - echo\n", "      - report\n"),
        at("50:7", 'findings[2].source: the source "report" is there twice. Keep one of the two.'),
    ),
    "a list of 400 citations": (
        file(RECORD, "      - echo\n", "".join(f"      - report{n}\n" for n in range(400))),
        "is not one of this record's sources.",
    ),
}

LETTERS: dict[str, Case] = {
    "NUL": (title("a\0b"), at("3:9", hidden("0000"))),
    "the sequence that colours terminals": (title("a\x1b[31m"), at("3:9", hidden("001B"))),
    "letters from right to left": (title("a\u202etxt"), at("3:9", hidden("202E"))),
    "an isolate": (title("a\u2066txt"), at("3:9", hidden("2066"))),
    "a mark of direction": (title("a\u200fb"), at("3:9", hidden("200F"))),
    "a space without width": (title("a\u200bb"), at("3:9", hidden("200B"))),
    "a mark of byte order in the middle": (title("a\ufeffb"), at("3:9", hidden("FEFF"))),
    "two marks of byte order": ({RECORD: b"\xef\xbb\xbf\xef\xbb\xbf" + GOOD}, at("1:1", hidden("FEFF"))),
    "a soft hyphen": (title("a\xadb"), at("3:9", hidden("00AD"))),
    "an end of line of mainframes": (title("a\x85b"), at("3:9", hidden("0085"))),
    "a line separator": (title("a\u2028b"), at("3:9", hidden("2028"))),
    "a blank letter": (title("\u3164"), at("3:8", hidden("3164"))),
    "a letter that is none": (title("a\U0001fffe"), at("3:9", hidden("1FFFE"))),
    "a tag of Unicode": (title("a\U000e0041"), at("3:9", hidden("E0041"))),
    "an escaped NUL": (title('"\\0"'), at("3:8", escaped("0000"))),
    "an escaped turn of direction": (title('"\\u202E"'), at("3:8", escaped("202E"))),
    "half a letter, escaped": (title('"\\uD800"'), at("3:9", BACKSLASH)),
    "an escape beyond Unicode": (title('"\\UFFFFFFFF"'), at("3:9", BACKSLASH)),
    "an escaped turn of direction in a name": (
        rating('  "a\\u202Eb": Good'),
        at("8:3", "ratings: an escape stands for an invisible control character (U+202E). Delete it."),
    ),
    "nothing but a blank": (
        title('"\xa0"'),
        at("3:8", "title: this is empty. Fill it in, or delete the field if it may be left out."),
    ),
    "a byte that is no UTF-8": (
        title(b"a\xff"),
        at("3:9", "the byte 0xFF is not UTF-8. Save the file again with the encoding UTF-8."),
    ),
    "a letter written too long": (
        title(b"a\xc0\xaf"),
        at("3:9", "the byte 0xC0 is not UTF-8. Save the file again with the encoding UTF-8."),
    ),
    "half a letter": (
        title(b"a\xed\xa0\x80"),
        at("3:9", "the byte 0xED is not UTF-8. Save the file again with the encoding UTF-8."),
    ),
    "UTF-16": (
        {RECORD: GOOD.decode().encode("utf-16")},
        at("1:1", "the file is saved as UTF-16. Save it again with the encoding UTF-8."),
    ),
    "UTF-16 without its mark": ({RECORD: GOOD.decode().encode("utf-16-be")}, at("1:1", hidden("0000"))),
    "a mark of byte order": ({RECORD: b"\xef\xbb\xbf" + GOOD}, FINE),
    "CRLF": ({RECORD: GOOD.replace(b"\n", b"\r\n")}, FINE),
    "CR": ({RECORD: GOOD.replace(b"\n", b"\r")}, FINE),
    "CR, and a fault": (
        {RECORD: file(RECORD, "leadership: Good", "leadership: G\0")[RECORD].replace(b"\n", b"\r")},
        at("8:16", hidden("0000")),
    ),
}

NUMBERS: dict[str, Case] = {
    "1e999999": (number("1e999999"), no_number("1e999999")),
    "100,000 digits": (number("9" * 100_000), at("33:12", DIGITS)),
    "100,000 digits in quotes": (number(f'"{"9" * 9000}"'), at("33:12", DIGITS)),
    "9,000 decimals": (number(f"0.{'9' * 9000}"), at("33:12", DIGITS)),
    "a page of 100,000 digits": (
        file(RECORD, "value: 64\n", f"value: 64\n    page: {'9' * 9000}\n"),
        "figures[1].page: expected a whole number",
    ),
    **{
        text: (number(text), no_number(text))
        for text in ("0x10", "0o7", "017", ".nan", ".inf", "1_000", "+5")
    },
    "sexagesimal": (number("190:20:30"), no_number("190:20:30")),
    "Arabic digits": (number("٣"), no_number("٣")),
    "minus nothing": (
        number("-0.0"),
        at("33:12", 'figures[1].value: "-0.0" is not a number that can be counted. Write 0.'),
    ),
    "less than nothing": (
        number("-5"),
        at("33:12", "figures[1].value: -5 is less than nothing. Check it against the source."),
    ),
    **{text: (published(text), no_day(text)) for text in ("0000", "0000-00-00", "2024-02-30", "2019-13")},
    **{text: (published(text), no_date(text)) for text in ("10000-01-01", "-2019", "20190717", "2019-W10")},
    "the last day": (
        published("9999-12-31"),
        at("5:12", "published: 31 December 9999 is in the future (today is 1 June 2024). Check the year."),
    ),
    "the first year": (published("0001"), "published: 0001 is before Northshire CRC existed"),
    "9,000 digits of a date": (published("9" * 9000), "is not a date."),
}


def line_too_long(letters: str) -> str:
    return at("3:1", f"the line has {letters} letters, more than 5,000. Break it up.", PAGE)


def sign(mark: str, times: int, hint: str) -> str:
    told = f"the sign {mark} stands there {times} times before the first is closed."
    return f"{told} Close it with {hint}, or write it as code."


MARKDOWN: dict[str, Case] = {
    "20,000 brackets": (page("[" * 20_000), line_too_long("20,000")),
    "brackets within each other": (page("[" * 200 + "]" * 200), at("3:9", sign("[", 9, "]"), PAGE)),
    "links that never end": (page("[](((((" * 60), '"(((([]((((('),
    "pictures that never end": (page("![" * 40), at("3:18", sign("[", 9, "]"), PAGE)),
    "quotations within each other": (
        page("> " * 2000 + "x"),
        at("3:1", "quotations and lists are nested more than 8 deep. Write them one after the other.", PAGE),
    ),
    "lists within each other": (
        page("".join(f"{'    ' * n}- x\n" for n in range(100))),
        at("12:1", "quotations and lists are nested more than 8 deep. Write them one after the other.", PAGE),
    ),
    "lists on a line": (
        page("- " * 2000 + "x"),
        at("3:1", "quotations and lists are nested more than 8 deep. Write them one after the other.", PAGE),
    ),
    "emphasis that never ends": (page("*a**b " * 800), FINE),
    "stars in a row": (
        page("*" * 400),
        at("3:1", "the sign * stands there 400 times in a row. Delete it.", PAGE),
    ),
    "code that never ends": (
        page(" ".join("`" * n for n in range(1, 90))),
        at("3:45", "the sign ` stands there 9 times in a row. Delete it.", PAGE),
    ),
    "fences": (page("```\n" * 400), FINE),
    "a huge table": (
        page("|a|\n|-|\n" + "|x|\n" * 5000),
        at("503:1", "there are more than 500 lines in a row. Put an empty line between.", PAGE),
    ),
    "a wide table": (page(f"|{'a|' * 20_000}\n|{'-|' * 20_000}"), line_too_long("40,001")),
    "20,000 headings": (
        page("# x\n" * 20_000),
        at("503:1", "there are more than 500 lines in a row. Put an empty line between.", PAGE),
    ),
    "10,000 headings apart": (page("## x\n\n" * 10_000), FINE),
    "links by reference to a long address": (
        page(f"[a]: https://example.org/{'x' * 4000}\n\n{'[a] ' * 9000}"),
        at("3:1", "a word has more than 500 letters. Write it with spaces.", PAGE),
    ),
    "10,000 links by reference": (page("[a]: https://example.org/\n\n" + ("[a] " * 400 + "\n\n") * 25), FINE),
    "raw HTML": (page("<div>\n" * 100), FINE),
    "tags that never end": (page("<a " * 900), at("3:25", sign("<", 9, ">"), PAGE)),
    "sections that never end": (page("<![CDATA[" * 40), at("3:39", sign("[", 9, "]"), PAGE)),
    "comments that never end": (page("<!--" * 40), at("3:33", sign("<", 9, ">"), PAGE)),
    "a comment that never ends": (page("<!-- x"), FINE),
    "1 MB of words": (
        page("word " * 200_000),
        at("2:1", "the text has 1,000,002 letters, more than 100,000. Split it up.", PAGE),
    ),
    "99,000 letters of words": (page("word \n" * 400 + ("word " * 900 + "\n\n") * 20), FINE),
    "a title of 600,000 spaces": (
        {PAGE: b"# x" + b" " * 300_000 + b"y" + b" " * 300_000},
        "the page's title has",
    ),
    "entities": (page("&#0; &#xD800; &#x110000; &#x202e; " + "&#x" + "0" * 400 + ";"), FINE),
    "escapes": (page("\\" * 400), FINE),
    "CR": (
        {PAGE: b"# About this site\r\rHello\r[x](/nope/)\r"},
        at("4:1", "the site has no page /nope/.", PAGE),
    ),
    "no title": (
        {PAGE: b""},
        at("1:1", "the page has no title. Begin the file with a line such as: # About this site", PAGE),
    ),
    "in the notes of a record": (
        file(RECORD, "  The Echo gives", f"  {'[' * 200} The Echo gives"),
        at("62:8", f"notes: {sign('[', 9, ']')}"),
    ),
    "in the settings": (
        {SETTINGS: (TINY / SETTINGS).read_bytes() + b"copyright: '" + b"[a](" * 2000 + b"'\n"},
        f"{SETTINGS}:47:12: copyright: the line has 8,000 letters, more than 5,000. Break it up.",
    ),
}

NAMES: dict[str, Case] = {
    "capitals": (
        {"content/inspections/2019/Northshire-crc.yaml": GOOD},
        at("1:1", NO_ADDRESS, "content/inspections/2019/Northshire-crc.yaml"),
    ),
    "an accent apart from its letter": (
        {"content/pages/cafe\u0301.md": b"# x\n"},
        f"content/pages/cafe\u0301.md: {NO_ADDRESS}",
    ),
    "con": (
        {"content/pages/con.md": b"# x\n"},
        'content/pages/con.md: Windows cannot have a file called "con". Choose another name.',
    ),
    "aux": (
        {"content/providers/aux.yaml": (TINY / PROVIDER).read_bytes()},
        'content/providers/aux.yaml:1:1: Windows cannot have a file called "aux". Choose another name.',
    ),
    "an area called CON": (
        file(PROVIDER, "- name: Northshire\n", "- name: CON\n"),
        "output/areas/con/: the address has an empty part, or one that no file on Windows can have "
        "as its name. "
        "Rename what the page is about.",
    ),
    "an area without letters": (
        file(PROVIDER, "- name: Northshire\n", "- name: '???'\n"),
        "output/areas//: the address has an empty part",
    ),
    "251 letters": (
        {f"content/pages/{'x' * 240}.md": b"# x\n"},
        f"content/pages/{'x' * 240}.md: the file's name has 240 letters; at most 100 are allowed.",
    ),
    "two assets that differ in case": (
        {"static/A.css": b"a{}", "static/a.css": b"a{}"},
        "output/static/a.",
    ),
    "a static file of 20 MB": (
        {"static/x.bin": b"x" * 20_000_000},
        "static/x.bin: the file has more than 10,485,760 bytes.",
    ),
    "schemas within each other": (
        {"schema/inspection.json": b"[" * 100_000},
        "schema/: warning: the schemas cannot be read. Run: python build.py schema",
    ),
    "settings that are a list": (
        {SETTINGS: b"- a\n"},
        at("1:1", 'expected fields: lines of "name: value", found a list.', SETTINGS),
    ),
    "1,000 empty records": (
        {f"content/inspections/2019/x{n}.yaml": b"" for n in range(1000)},
        "content/inspections/2019/x0.yaml:1:1: the file is empty.",
    ),
    "an address that is none": (
        file(RECORD, "url: https://example.org/northshire-2019", "url: https://[::1/"),
        at(
            "21:10",
            'sources.report.url: "https://[::1/" is not a web address. '
            "It must start with https:// or http:// and have no spaces.",
        ),
    ),
}

TEMPLATES: dict[str, Case] = {
    "syntax": (
        {"templates/pages/prose.html": b"{% if %}"},
        "templates/pages/prose.html:1:1: TemplateSyntaxError",
    ),
    "itself": (
        {"templates/pages/prose.html": b"{% include 'pages/prose.html' %}"},
        "templates/pages/prose.html:1:1: RecursionError",
    ),
    "a macro without end": (
        {"templates/pages/prose.html": b"{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}"},
        "templates/pages/prose.html:1:1: RecursionError",
    ),
    "no such name": (
        {"templates/pages/prose.html": b"{{ nope }}"},
        "templates/pages/prose.html:1:1: UndefinedError",
    ),
    "nested without bound": (
        {"templates/pages/prose.html": b"{{ " + b"(" * 5000 + b"1" + b")" * 5000 + b" }}"},
        "RecursionError",
    ),
    "no UTF-8": ({"templates/pages/prose.html": b"\xff"}, "templates/pages/prose.html"),
}

CASES = {
    f"{kind}: {name}": case
    for kind, cases in {
        "YAML": YAML,
        "letters": LETTERS,
        "numbers": NUMBERS,
        "Markdown": MARKDOWN,
        "names": NAMES,
        "templates": TEMPLATES,
    }.items()
    for name, case in cases.items()
}


@pytest.fixture(scope="module")
def tried() -> Iterator[Callable[[Path], Trial]]:
    with bench() as trial:
        yield trial


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, tried: Callable[[Path], Trial]) -> Path:
    """The small site as it was published before the input came."""
    root = shutil.copytree(TINY, tmp_path_factory.mktemp("built") / "site")
    assert tried(root).problems == ()
    return root


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "site")


def judge(trial: Callable[[Path], Trial], root: Path, told: str) -> None:
    """Build, and hold the build to what is promised of any input."""
    before = state(root / "output")
    result = trial(root)
    assert result.seconds < SECONDS
    assert result.memory < MEMORY
    if told:
        assert any(told in line for line in result.lines), result.lines[:3]
    else:
        assert result.lines == []
    if errors(result.problems):
        assert state(root / "output") == before


@pytest.mark.parametrize("name", CASES)
def test_an_input_is_told_of_or_harmless(site: Path, tried: Callable[[Path], Trial], name: str) -> None:
    files, told = CASES[name]
    for folder in ("static", "templates"):
        if any(each.startswith(folder) for each in files):
            shutil.copytree(ENGINE / folder, site / folder)
    for each, content in files.items():
        (site / each).parent.mkdir(parents=True, exist_ok=True)
        (site / each).write_bytes(content)
    judge(tried, site, told)


LINKS = {
    NEW: "/etc/passwd",
    "content/inspections/2021": "/etc",
    "content/inspections/loop": ".",
    "content/providers/loop.yaml": "loop.yaml",
    "content/pages/zero.md": "/dev/zero",
    "static/secret.txt": "/etc/passwd",
    "templates/secret.html": "/etc/passwd",
    "docs/secret.md": "/etc/passwd",
    "schema/inspection.json": "/dev/zero",
}


@POSIX
@pytest.mark.parametrize("name", LINKS)
def test_a_link_is_not_followed(site: Path, tried: Callable[[Path], Trial], name: str) -> None:
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).symlink_to(LINKS[name])
    judge(tried, site, f"{name}:1:1: {LINK}" if name.endswith(".yaml") else f"{name}: {LINK}")


@POSIX
def test_settings_that_are_a_link_are_not_read(site: Path, tried: Callable[[Path], Trial]) -> None:
    (site / SETTINGS).unlink()
    (site / SETTINGS).symlink_to("/dev/zero")
    judge(tried, site, f"{SETTINGS}:1:1: the file cannot be read: it is a link.")


@POSIX
@pytest.mark.parametrize(
    "name",
    [
        *(NEW, "content/pages/pipe.md", "static/pipe.css"),
        *("templates/pipe.html", "docs/index.md", "schema/x.json"),
    ],
)
def test_a_pipe_does_not_stop_a_build(site: Path, tried: Callable[[Path], Trial], name: str) -> None:
    (site / name).parent.mkdir(exist_ok=True)
    os.mkfifo(site / name)
    judge(tried, site, f"{name}:1:1: {NO_FILE}" if name.endswith(".yaml") else f"{name}: {NO_FILE}")


@POSIX
def test_a_pipe_in_a_hidden_folder_does_not_stop_a_build(site: Path, tried: Callable[[Path], Trial]) -> None:
    (site / "content/inspections/.x").mkdir()
    os.mkfifo(site / "content/inspections/.x/a.yaml")
    judge(tried, site, "an inspection stands in the folder of its year.")


@POSIX
def test_a_socket_does_not_stop_a_build(
    site: Path, tried: Callable[[Path], Trial], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site / "content/pages")  # the way to a socket has few letters
    with socket.socket(socket.AF_UNIX) as end:
        end.bind("s.md")
        judge(tried, site, f"content/pages/s.md: {NO_FILE}")


@POSIX
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"a\x1b[31m.md", "a\\x1b[31m.md"),
        (b"a\nb.md", "a\\nb.md"),
        ("a\u202eb.md".encode(), "a\\u202eb.md"),
        (b"a\xff.md", "a\\udcff.md"),
    ],
)
def test_a_name_that_would_not_show_as_it_is_is_told(
    site: Path, tried: Callable[[Path], Trial], name: bytes, shown: str
) -> None:
    try:
        Path(os.fsdecode(os.fsencode(site / "content/pages") + b"/" + name)).touch()
    except OSError:
        pytest.skip("this file system takes no such name")
    judge(tried, site, f"content/pages/{shown}: the name has signs that cannot be seen. Rename it.")


@POSIX
@pytest.mark.parametrize("name", ["a:b.md", "about.md.", "about.md "])
def test_a_name_that_windows_cannot_have_is_told(
    site: Path, tried: Callable[[Path], Trial], name: str
) -> None:
    (site / "content/pages" / name).write_text("# x\n", encoding="utf-8")
    told = NO_ADDRESS if name.endswith(".md") else "warning: the file would be passed over. Pages end in .md."
    judge(tried, site, f"content/pages/{name}: {told}")


def test_folders_without_end_are_told(site: Path, tried: Callable[[Path], Trial]) -> None:
    (site / "content/inspections" / "/".join("a" * 40)).mkdir(parents=True)
    judge(tried, site, "folders are nested more than 16 deep. Move it up.")


@pytest.mark.parametrize("name", [NEW, "content/pages/x.md"])
def test_a_folder_with_the_name_of_a_file_is_told(
    site: Path, tried: Callable[[Path], Trial], name: str
) -> None:
    (site / name).mkdir()
    judge(tried, site, ": the file cannot be read: ")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_may_not_be_read_keeps_its_pages(site: Path, tried: Callable[[Path], Trial]) -> None:
    (site / "content/providers").chmod(0)
    try:
        judge(tried, site, "content/providers: the folder cannot be read: Permission denied.")
    finally:
        (site / "content/providers").chmod(0o700)


def test_all_nasty_inputs_were_tried(figure: Callable[[str, int], None]) -> None:
    figure("Nasty inputs, each with its message", len(CASES) + len(LINKS))
