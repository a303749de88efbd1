"""Makes broken records from good ones, and says what is promised of any."""

import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.strength.trial import MEMORY, SECONDS, TODAY
from tracker.cache import Cache
from tracker.pipeline import check
from tracker.values.problem import Problem
from tracker.values.project import Project

PIECES = (
    *("\0", "\x1b", "\u202e", "\u200b", "\ufeff", "\xad", "\u2028", "\U0010ffff", "\u0301", "🎉", "\t", "\r"),
    *(
        "- ",
        "- - ",
        ": ",
        "? ",
        "|",
        ">",
        "|+9",
        "&a ",
        "*a",
        "!!binary ",
        "!x ",
        "---\n",
        "...\n",
        "%YAML 1.1",
    ),
    *(
        "[",
        "]",
        "{",
        "}",
        "{a: ",
        "[[",
        "'",
        '"',
        "\\",
        '"\\u0000"',
        '"\\uD800"',
        "#",
        " #",
        "`",
        "@",
        "<<: ",
    ),
    *(
        "~",
        "null",
        "true",
        "no",
        "[]",
        "{}",
        "''",
        "''''",
        "0",
        "-0",
        "-1",
        "1e999",
        ".nan",
        "0x1F",
        "1_0",
        "017",
    ),
    *(
        "9" * 400,
        "0." + "9" * 400,
        "0000",
        "9999-12-31",
        "2024-02-30",
        "2019/",
        "/2019",
        "2019-07/2018",
        "0001",
    ),
    *("https://", "https://[::1/", "javascript:x", "https://a:b@c/", "https://example.org:99999999/", "//"),
    *("northshire-crc", "report", "unattributed", "not yet", "not rated", "CON", "???", "../../x", "a" * 300),
    *(
        "[x](y)",
        "[x](",
        "![",
        "![x](y)",
        "> " * 9,
        "`" * 9,
        "<script>",
        "<!--",
        "{{ x }}",
        "{% x %}",
        "&#x202e;",
    ),
)
"""What records do not expect."""

STEPS = ("byte", "piece", "value", "delete", "repeat", "swap", "indent", "outdent", "cut", "move")
"""Ways to change a file; each takes two numbers and a piece."""

Step = tuple[str, int, int, str]


def mutated(raw: bytes, steps: Sequence[Step]) -> bytes:
    """A file after some changes."""
    for step in steps:
        raw = _changed(raw, *step)
    return raw


def drawn(random: Random, most: int = 4) -> list[Step]:
    """Changes by chance."""
    times = random.randint(1, most)
    return [
        (random.choice(STEPS), random.getrandbits(16), random.getrandbits(16), random.choice(PIECES))
        for _ in range(times)
    ]


def _changed(raw: bytes, way: str, one: int, other: int, piece: str) -> bytes:
    if way == "byte":
        place = one % (len(raw) + 1)
        return raw[:place] + bytes([other % 256]) + raw[place + 1 :]
    if way == "piece":
        place = one % (len(raw) + 1)
        return raw[:place] + piece.encode() + raw[place:]
    lines = raw.split(b"\n")
    first, second = one % len(lines), other % len(lines)
    line = lines[first]
    name, colon, _ = line.partition(b":")
    if way == "value":
        lines[first] = name + colon + b" " + piece.encode()
    elif way == "delete":
        del lines[first : first + 1 + other % 3]
    elif way == "repeat":
        lines[first:first] = [line] * (1 + other % 3)
    elif way == "swap":
        lines[first], lines[second] = lines[second], line
    elif way == "indent":
        lines[first] = b" " * (1 + other % 4) + line
    elif way == "outdent":
        lines[first] = line[1 + other % 2 :]
    elif way == "cut":
        lines[first] = line[: other % (len(line) + 1)]
    else:
        lines[second:second] = [line]
    return b"\n".join(lines)


class Editor:
    """Checks a project again and again with one file changed, and keeps what is promised of any file."""

    def __init__(self, project: Project) -> None:
        self.project, self.cache = project, Cache(None)

    def tried(self, name: str, raw: bytes) -> tuple[Problem, ...]:
        """The problems of the project with a file like this; AssertionError where a promise is broken."""
        path = self.project.root / name
        before = path.read_bytes()
        path.write_bytes(raw)
        started = time.process_time()
        try:
            _content, problems = check(self.project, TODAY, self.cache)
        finally:
            seconds = time.process_time() - started
            path.write_bytes(before)
        self.cache.sweep()
        assert seconds < SECONDS
        for problem in problems:
            _placed(problem, name, raw)
        return problems


def _placed(problem: Problem, name: str, raw: bytes) -> None:
    """A problem says what is wrong in which file, at a line and column that the file has."""
    assert problem.file
    assert problem.message.strip()
    assert problem.rule
    if problem.file == name and problem.line:
        text = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        lines = text.split("\n")
        assert problem.line <= len(lines), problem
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 2, (
            problem
        )  # a mark of byte order is a letter


def bounded() -> None:
    """Let this process have no more memory than is promised, where the system can hold it to that."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (4 * MEMORY, 4 * MEMORY))


def of_real_record(source: Path, inspection: Path, folder: Path) -> tuple[Project, tuple[str, ...]]:
    """A small project: one inspection with its provider, its programme and the settings, and their files."""
    said = dict(line.split(": ", 1) for line in inspection.read_text("utf-8").splitlines() if ": " in line)
    names = (
        inspection.relative_to(source).as_posix(),
        f"content/providers/{said['provider']}.yaml",
        f"content/frameworks/{said['framework']}.yaml",
        "content/measures.yaml",
        "site_data.yaml",
    )
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / name, folder / name)
    for look in ("templates", "static"):  # looked through each time, so without files
        (folder / look).mkdir()
    return Project.at(folder), names
