"""The preview serves the site to this machine and nothing else, whatever it is asked, and does not tire."""

import random
import re
import shutil
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection
from itertools import cycle, product
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests.conftest import TODAY
from tests.previewing import PATIENCE, previewing
from tracker.cache import digest
from tracker.commands.serve import serve
from tracker.pipeline import build
from tracker.serving.live import Live
from tracker.serving.server import Handler, Server
from tracker.values.project import Project

Effort = Callable[[int, int], int]
Figure = Callable[[str, int], None]

SECRET = b"nobody is to read this"
HERE = b"Host: localhost\r\n"
LAST = b"Connection: close\r\n\r\n"
_HANDLES = Path("/dev/fd")

needs_handles = pytest.mark.skipif(not _HANDLES.is_dir(), reason="this system does not list open files")
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells this of a process")


@pytest.fixture(scope="module")
def output(tiny_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with secrets beside it, and with ways that lead to them."""
    root = tmp_path_factory.mktemp("served")
    site = Path(shutil.copytree(tiny_site, root / "output"))
    for place in (root, root / "output-old", root / ".cache", site / ".git"):
        place.mkdir(exist_ok=True)
        (place / "secret.txt").write_bytes(SECRET)
    (site / ".secret").write_bytes(SECRET)
    (site / "way-out").symlink_to(root)
    (site / "secret.html").symlink_to(root / "secret.txt")
    (site / "round").symlink_to("round")
    return site


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[Server]:
    with Server("127.0.0.1", 0, output, Live()) as started:
        yield started


def port_of(server: Server) -> int:
    return int(server.server_address[1])


def told(server: Server, request: bytes) -> bytes:
    """All that is answered on one connection, until the server closes it."""
    with socket.create_connection(("127.0.0.1", port_of(server)), PATIENCE) as connection:
        with suppress(ConnectionError):  # it may be refused before all is sent
            connection.sendall(request)
        answer = b""
        with suppress(ConnectionError):  # what was not read is thrown away
            while piece := connection.recv(65536):
                answer += piece
        return answer


def statuses(answer: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"^HTTP/1\.[01] (\d{3}) ", answer, re.MULTILINE)]


def asked(server: Server, path: bytes, *headers: bytes, method: bytes = b"GET") -> tuple[int, bytes]:
    """The status and the body of an answer."""
    lines = b"".join(b"%s\r\n" % header for header in headers)
    answer = told(server, method + b" " + path + b" HTTP/1.1\r\n" + HERE + lines + LAST)
    return statuses(answer)[0], answer.partition(b"\r\n\r\n")[2]


# What it is asked

GET = b"GET / HTTP/1.1\r\n"
REQUESTS: dict[str, tuple[bytes, list[int]]] = {
    "nothing": (b"\r\n\r\n", []),
    "one word": (b"GET\r\n\r\n", [400]),
    "four words": (b"GET / / HTTP/1.1\r\n\r\n", [400]),
    "another protocol": (b"GET / FTP/1.1\r\n\r\n", [400]),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", [400]),
    "zeros": (bytes(200) + b"\r\n\r\n", [400]),
    "no version": (b"GET / HTTP/x\r\n\r\n", [400]),
    "a version that is none": (b"GET / HTTP/\xb2.\xb2\r\n\r\n", [400]),
    "two words": (b"GET /\r\n\r\n", [421]),
    "HTTP 2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [505]),
    "HTTP 1.0": (b"GET / HTTP/1.0\r\n" + HERE + b"\r\n", [200]),
    "a long address": (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n" + HERE + LAST, [414]),
    "a long query": (b"GET /?" + b"a" * 70_000 + b" HTTP/1.1\r\n" + HERE + LAST, [414]),
    "a long header": (GET + HERE + b"X: " + b"a" * 70_000 + b"\r\n" + LAST, [431]),
    "many headers": (GET + HERE + b"X: y\r\n" * 1_000 + LAST, [431]),
    "a header without a colon": (GET + b"Nonsense\r\n" + HERE + LAST, [421]),
    "a header that goes on": (GET + HERE + b" .example\r\n" + LAST, [421]),
    "no host": (GET + LAST, [421]),
    "to be told to go on": (GET + HERE + b"Expect: 100-continue\r\n" + LAST, [100, 200]),
    "a method in small letters": (b"get / HTTP/1.1\r\n" + HERE + LAST, [405]),
    "a method that is an attribute": (b"GET__ / HTTP/1.1\r\n" + HERE + LAST, [405]),
    "to reach another host": (b"CONNECT example.org:443 HTTP/1.1\r\n" + HERE + LAST, [405]),
    "another host's page": (b"GET http://example.org/ HTTP/1.1\r\n" + HERE + LAST, [404]),
    # The second request is what an attacker hides in the first; see RFC 9112, section 11.2.
    "a body": (GET + HERE + b"Content-Length: 2000\r\n\r\n" + GET + HERE + LAST, [200]),
    "pieces": (GET + HERE + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + GET + HERE + LAST, [200]),
    "a form": (b"POST / HTTP/1.1\r\n" + HERE + b"Content-Length: 99\r\n\r\n" + GET + HERE + LAST, [405]),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_whatever_is_asked_is_answered_once_and_as_the_standard_says(
    server: Server, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    request, expected = REQUESTS[name]
    answer = told(server, request)
    assert statuses(answer) == expected
    assert asked(server, b"/")[0] == 200
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "BREW", "do_GET"]
)
def test_nothing_but_reading_is_allowed(server: Server, method: str) -> None:
    answer = told(server, f"{method} / HTTP/1.1\r\n".encode() + HERE + LAST)
    assert statuses(answer) == [405]
    assert b"\r\nAllow: GET, HEAD\r\n" in answer
    assert b"Access-Control" not in answer


def test_requests_that_are_sent_at_once_are_answered_in_order(server: Server, output: Path) -> None:
    names = ["robots.txt", "feed.xml", "nothing", "robots.txt"] * 10
    sent = b"".join(f"GET /{name} HTTP/1.1\r\n".encode() + HERE + b"\r\n" for name in names[:-1])
    answer = told(server, sent + f"GET /{names[-1]} HTTP/1.1\r\n".encode() + HERE + LAST)
    assert statuses(answer) == [200, 200, 404, 200] * 10
    assert answer.count((output / "feed.xml").read_bytes()) == 10
    assert answer.endswith((output / "robots.txt").read_bytes())


# Which files it gives

UP = ("..", "%2e%2e", ".%2E", "%252e%252e", "%c0%ae%c0%ae", "....", "..;", "..%00", "%uff0e%uff0e", "way-out")
SLASHES = ("/", "//", "\\", "%2f", "%5c", "%252f", "%c0%af", "/./")
ODD = [
    "/.written-by-build.json",
    "/.secret",
    "/.git/secret.txt",
    "/%2egit/secret.txt",
    "/secret.html",
    "/way-out/secret.txt",
    "//etc/passwd",
    "/%2fetc/passwd",
    "/c:/windows/win.ini",
    "/C%3A%5Cwindows%5Cwin.ini",
    "/file:///etc/passwd",
    "/\\\\localhost\\c$",
    "/index.html%00",
    "/index.html%00.png",
    "/index.html%0d%0aX:y",
    "/index.html::$DATA",
    "/round",
    "/%ff",
    "/%e2%80%ae",
    "/%F0%9F",
    "/~root/",
    "/con",
    "/nul.html",
    "/lpt1",
    "/index.html.",
    "/robots.txt/",
    "/robots.txt/..",
    "*",
    "/__preview__",
    "/__preview__/",
    "/__preview__/../secret.txt",
    "/__preview__/server.py",
    "/__preview__/%6cive.js/",
]


def test_no_way_leads_out_of_the_site(server: Server, output: Path) -> None:
    up = [
        f"{start}{slash.join([step] * depth)}{slash}{target}"
        for start, step, slash, depth in product(("/", "/static/", "/providers/"), UP, SLASHES, range(1, 4))
        for target in ("secret.txt", "output-old/secret.txt", ".cache/secret.txt")
    ]
    missing = (output / "404.html").read_bytes()
    for path in (*up, *ODD, f"/{'a' * 5000}", f"/{'a/' * 5000}", f"/{'%61' * 5000}"):
        status, content, _ = server.look(path)
        assert status == 404, path
        assert content == missing, path
    for path in (*up[::20], *ODD):
        code, body = asked(server, path.encode())
        assert code == 404, path
        assert SECRET not in body, path


@pytest.mark.parametrize("base", ["/", "/a/repository/"])
def test_what_is_found_is_a_page_of_the_site_whatever_the_address(
    output: Path, base: str, effort: Effort, figure: Figure
) -> None:
    """Addresses made of parts that have led out of other servers, and of real ones, in any order."""
    published = {file.read_bytes() for file in output.rglob("*") if file.is_file() and not file.is_symlink()}
    published -= {SECRET, (output / ".written-by-build.json").read_bytes()}
    names = [file.name for file in output.rglob("*")]
    chance = random.Random(0)  # noqa: S311 - to vary, not to hide
    tries, found = effort(5_000, 100_000), 0
    with Server("127.0.0.1", 0, output, base=base) as server:
        for _ in range(tries):
            parts = chance.choices(
                (*UP, *SLASHES, *SLASHES, *names, *ODD, base, quote(base)), k=chance.randint(1, 7)
            )
            path = "".join(
                chance.sample([base, *parts], len(parts) + 1) if chance.random() < 0.2 else [base, *parts]
            )
            status, content, _ = server.look(path)
            if status == 302:
                assert re.match(r"/(?![/\\])", content.decode()), path
            else:
                assert status in (200, 404), path
                assert content in published, path
                found += status == 200
    assert found > tries / 100
    figure(f"Addresses asked of the preview, below {base}", tries)


# For whom it is


def test_only_this_machine_can_reach_it_unless_it_is_told_otherwise(tiny: Project) -> None:
    (host,) = (option.default for option in serve.params if option.name == "host")
    assert host == "127.0.0.1"
    with previewing(tiny) as (address, _):
        port = int(address.rstrip("/").rpartition(":")[2])
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            if sys.platform == "linux":  # where each number of 127.0.0.0/8 is a way to this machine
                with pytest.raises(ConnectionRefusedError):
                    socket.create_connection(("127.0.0.2", port), PATIENCE)


NAMES = [
    "example.org",
    "example.org:80",
    "localhost.example.org",
    "127.0.0.1.example.org",
    "localhost.",
    "127.1",
    "2130706433",
    "0x7f000001",
    "localhost@example.org",
    "example.org#localhost",
    "[::1].example.org",
    "[::1",
    "*",
]


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104 - what an editor may ask for
@pytest.mark.parametrize("name", ["", *NAMES])
def test_a_name_that_others_could_let_lead_here_is_refused(output: Path, host: str, name: str) -> None:
    with Server(host, 0, output, Live()) as server:
        answer = told(server, GET + f"Host: {name}\r\n".encode() + LAST)
    assert statuses(answer) == [421]
    assert b"<" not in answer
    assert name not in answer.decode() or not name


@pytest.mark.parametrize("name", ["192.168.1.5:8000", "[fe80::1]:80", "localhost:1", socket.gethostname()])
def test_other_machines_are_answered_where_they_are_meant_to_be(output: Path, name: str) -> None:
    with Server("0.0.0.0", 0, output) as server:  # noqa: S104 - as above
        answer = told(server, GET + f"Host: {name}\r\n".encode() + LAST)
    assert statuses(answer) == [200]


@pytest.mark.parametrize("origin", ["cross-site", "same-site", "nonsense"])
def test_a_page_of_another_site_hears_nothing_and_takes_no_place(server: Server, origin: str) -> None:
    header = f"Sec-Fetch-Site: {origin}".encode()
    state = server.look("/")[1]
    news = f"/__preview__/news?page={digest(state)}&notice={digest('')}&path=/".encode()
    assert asked(server, news, header)[0] == 403  # at once, and not when the time is over
    assert asked(server, b"/__preview__/live.js", header)[0] == 403
    assert server.live is not None
    assert server.live.awaited == frozenset()


@pytest.mark.browser
def test_a_browser_keeps_other_sites_from_the_news(output: Path, browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>Another site</title>", encoding="utf-8")
    with (
        Server("127.0.0.1", 0, output, Live()) as preview,
        Server("127.0.0.1", 0, tmp_path) as elsewhere,
        browser.new_page() as page,
    ):
        heard: list[tuple[str, int]] = []
        page.on("response", lambda response: heard.append((response.url, response.status)))
        page.goto(elsewhere.address)
        news = f"{preview.address}__preview__/news"
        asks = "(url) => fetch(url, {mode: 'no-cors'}).then((answer) => answer.type)"
        assert page.evaluate(asks, f"{news}?one") == "opaque"
        page.goto(preview.address)
        assert page.evaluate("(url) => fetch(url).then((answer) => answer.ok)", f"{news}?two")
        assert {(f"{news}?one", 403), (f"{news}?two", 200)} <= set(heard)


# How much it bears


def handles() -> int:
    return len(list(_HANDLES.iterdir()))


def all_answered() -> None:
    """Wait until every connection is closed."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE)
            assert not thread.is_alive()


@needs_handles
def test_clients_that_say_or_take_nothing_hold_up_nobody_and_are_let_go(
    output: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], effort: Effort
) -> None:
    (output / "large.csv").write_bytes(bytes(20_000_000))
    monkeypatch.setattr(Handler, "timeout", 2.0)
    wanted = GET.replace(b"/ ", b"/large.csv ") + HERE + b"\r\n"
    begun = (b"", b"GET", GET, GET + HERE, GET + HERE + b"X: ", GET + HERE + b"\r\n", wanted)
    before = handles()
    with Server("127.0.0.1", 0, output) as server:
        silent = [
            socket.create_connection(("127.0.0.1", port_of(server)), PATIENCE) for _ in range(effort(60, 200))
        ]
        for connection, words in zip(silent, cycle(begun)):
            connection.sendall(words)
        for _ in range(20):
            assert asked(server, b"/")[0] == 200
        all_answered()
        for connection in silent:
            connection.close()
    assert handles() <= before
    assert capfd.readouterr() == ("", "")
    (output / "large.csv").unlink()


@needs_handles
def test_fifty_tabs_hear_of_a_change(output: Path) -> None:
    before, live = handles(), Live()
    with Server("127.0.0.1", 0, output, live) as server, ThreadPoolExecutor(50) as tabs:
        known = digest(server.look("/")[1])
        news = f"/__preview__/news?path=/&page={known}&notice={digest('')}".encode()
        waiting = [tabs.submit(asked, server, news) for _ in range(50)]
        answered: list[bytes] = []
        while len(answered) < 47:  # the others keep the places that a browser can spare
            answered = [tab.result()[1] for tab in waiting if tab.done()]
            threading.Event().wait(0.01)
        assert all(b'"crowded": true' in body for body in answered)
        live.tell("<p>Something is wrong</p>")
        for body in (
            *(tab.result()[1] for tab in waiting if tab.result()[1] not in answered),
            *(body for _, body in tabs.map(lambda _: asked(server, news), range(50))),
        ):
            assert b"<p>Something is wrong</p>" in body
            assert b'"crowded": false' in body
        assert live.awaited == frozenset()
    all_answered()
    assert handles() <= before


_LIVE = re.compile(
    rb'<link rel="stylesheet" href="/__preview__/notice\.css">'
    rb'<script defer src="/__preview__/live\.js" data-page="(\w+)" data-notice="\w+"></script>'
)


def as_published(body: bytes) -> bytes:
    """A page without what the preview adds to it."""
    added = _LIVE.search(body)
    if added is None:
        return body
    page = _LIVE.sub(b"", body, count=1)
    assert digest(page) == added[1].decode()
    return page


RATED = "inspections/2019/northshire-crc.yaml"
GROWTH = 8_000
"""Kilobytes that the last third of the edits may take beyond the first: a thousand took 2,000."""

Answers = dict[str, set[tuple[int, bytes]]]


def answers(*sites: Path) -> Answers:
    """What may be answered at each address while one of these sites takes the place of another."""
    files = [
        {f"/{file.relative_to(site).as_posix()}": file.read_bytes() for file in site.rglob("[!.]*.*")}
        for site in sites
    ]
    return {
        path: {(200, site[path]) if path in site else (404, site["/404.html"]) for site in files}
        for path in sorted(set().union(*files))
    }


class Reader:
    """Turns pages on one connection until told to stop, and looks whether each may be so."""

    def __init__(self, port: int, wanted: Answers, start: int, over: threading.Event) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.wanted, self.over = wanted, over
        self.paths = [*wanted][start:] + [*wanted][:start]

    def read(self) -> int:
        """Gives the number of pages."""
        pages = 0
        for path in cycle(self.paths):
            self.connection.request("GET", path)
            answer = self.connection.getresponse()
            body = answer.read()
            assert len(body) == int(answer.getheader("Content-Length") or -1), path
            assert (answer.status, as_published(body)) in self.wanted[path], path
            pages += 1
            if self.over.wait(0.5):  # a reader looks at each for a while
                break
        self.connection.close()
        return pages


def test_two_hundred_readers_get_whole_pages_while_it_rebuilds(
    tiny: Project, tmp_path: Path, effort: Effort, figure: Figure
) -> None:
    record = Path("inspections/2019/northshire-crc.yaml")
    added = record.with_name("southmoor-crc.yaml")
    text = (tiny.content / record).read_text(encoding="utf-8").replace("northshire-crc", "southmoor-crc")
    other = Project.at(Path(shutil.copytree(tiny.root, tmp_path / "other")))
    (other.content / added).write_text(text, encoding="utf-8")
    assert not build(other, TODAY).failed
    with previewing(tiny, f"--today={TODAY.text}") as (address, terminal), ThreadPoolExecutor(200) as pool:
        port = int(address.rstrip("/").rpartition(":")[2])
        wanted, over = answers(tiny.output, other.output), threading.Event()
        readers = [Reader(port, wanted, number % len(wanted), over) for number in range(200)]
        for reader in readers:
            reader.connection.connect()
        reading = [pool.submit(reader.read) for reader in readers]
        for turn in range(effort(4, 60)):
            said = len(terminal.lines)
            if turn % 2:
                (tiny.content / added).unlink()
            else:
                (tiny.content / added).write_text(text, encoding="utf-8")
            terminal.wait_for("Rebuilt", said)
        over.set()
        pages = sum(read.result() for read in reading)
    assert pages > 200
    assert not [line for line in terminal.lines if "could not be shown" in line]
    figure("Pages read by 200 readers at once while the preview rebuilt", pages)


# Whether it tires


@needs_linux
def test_a_day_of_edits_takes_no_more_memory_and_no_more_files(
    tiny: Project, effort: Effort, figure: Figure
) -> None:
    """The memory and the open files of `serve` itself, while records come, change, break and go."""
    record, rated = tiny.content / "inspections/2024/northshire-nps.yaml", tiny.content / RATED
    extra = tiny.content / "pages/extra.md"
    begun, ratings = record.read_text(encoding="utf-8"), rated.read_text(encoding="utf-8")

    def edit(number: int) -> None:
        match number % 6:
            case 0 | 1:
                record.write_text(f"{begun}notes: The words of turn {number}.\n", encoding="utf-8")
            case 2:
                rating = ("Good", "Inadequate")[number // 6 % 2]
                rated.write_text(re.sub(r"(?m)^overall: .*", f"overall: {rating}", ratings), encoding="utf-8")
            case 3:
                extra.write_text(f"# Page {number}\n\nIt comes and goes.\n", encoding="utf-8")
            case 4:
                extra.unlink()
            case 5:
                record.write_text(f"{begun}notes: [{number}\n", encoding="utf-8")

    turns, used = effort(60, 1_000), list[tuple[int, int]]()
    with previewing(tiny, f"--today={TODAY.text}") as (address, terminal):
        process = Path(f"/proc/{terminal.process.pid}")
        port = int(address.rstrip("/").rpartition(":")[2])
        for number in range(turns):
            said = len(terminal.lines)
            edit(number)
            terminal.wait_for("Rebuilt|The site stays as it was", said)
            reader = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            for path in ("/", "/__preview__/news", "/nothing"):
                reader.request("GET", path)
                reader.getresponse().read()
            reader.close()
            memory = re.search(r"VmRSS:\s+(\d+) kB", (process / "status").read_text(encoding="ascii"))
            assert memory
            used.append((int(memory[1]), len(list((process / "fd").iterdir()))))
    early, late = used[: turns // 3], used[-(turns // 3) :]
    assert max(memory for memory, _ in late) - max(memory for memory, _ in early) < GROWTH
    assert max(handles for _, handles in late) <= max(handles for _, handles in early) + 1
    figure("Rebuilds by one preview without a leak", turns)
