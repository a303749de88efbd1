"""The sources on the web: asked for politely, told apart, reported. The web is a server right here."""

import asyncio
import json
import re
import socket
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from email.utils import formatdate
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from click.testing import CliRunner, Result

from tests.conftest import content_of
from tracker.commands import links as command
from tracker.linking.ask import Asker, Manners
from tracker.linking.check import Finding, Use, addresses, checked
from tracker.linking.judge import Answer, judged
from tracker.linking.report import as_markdown, problems_of
from tracker.values.project import Project

Given = TypeVar("Given")
COPY = "http://web.archive.org/web/20200305120000/https://news.example.org/missing"
SAFE = COPY.replace("http:", "https:", 1)
RECORD = "content/inspections/2019/northshire-crc.yaml"
REPOSITORY = "https://github.com/example/tracker"


class Web:
    """Every site there is, on one port of this machine, with a clock that only waiting moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.asked: list[tuple[float, str, str]] = []
        self.agents: set[str] = set()
        self.times: Counter[tuple[str, str]] = Counter()
        self.busy: Counter[str] = Counter()
        self.busiest = self.most_hosts = 0
        self.sent = 0
        self.offline = False
        self.copies: dict[str, object] = {}
        self.questions: list[dict[str, list[str]]] = []
        self.over = threading.Event()

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)

    async def resolve(self, host: str) -> tuple[str, ...]:
        if host.startswith("unknown") or self.offline:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if host.startswith("unsettled"):
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return ("203.0.114.7", "10.0.0.1") if host.startswith("private") else ("203.0.114.7",)

    def asker(self, port: int, visitor: str = "Tracker", *, hosts: int = 8, patience: float = 30) -> Asker:
        return Asker(
            visitor,
            lambda: self.now,
            resolve=self.resolve,
            sleep=self.sleep,
            manners=Manners(patience=patience, hosts=hosts),
            transport=Local(self, port),
        )


class Local(httpx.AsyncBaseTransport):
    """Leads every request to the one server, and notes it."""

    def __init__(self, web: Web, port: int) -> None:
        self.web, self.port, self.inner = web, port, httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        web, host = self.web, request.url.host
        web.asked.append((web.now, request.method, str(request.url)))
        web.agents.add(request.headers["user-agent"])
        web.busy[host] += 1
        web.busiest = max(web.busiest, web.busy[host])
        web.most_hosts = max(web.most_hosts, sum(1 for count in web.busy.values() if count))
        scheme = "https" if host.startswith("insecure") else "http"
        port = CLOSED if host.startswith("refusing") else self.port
        url = request.url.copy_with(scheme=scheme, host="127.0.0.1", port=port)
        local = httpx.Request(
            request.method,
            url,
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        try:
            return await self.inner.handle_async_request(local)
        finally:
            web.busy[host] -= 1

    async def aclose(self) -> None:
        await self.inner.aclose()


CLOSED = 1  # a port on which nothing listens
REDIRECTS = {
    "/moved": (301, "/new"),
    "/moved-twice": (308, "/moved"),
    "/away": (302, "/new"),
    "/moved-away": (301, "/away"),
    "/moved-and-gone": (301, "/missing"),
    "/away-and-moved": (302, "/moved"),
    "/slash": (301, "/slash/"),
    "/front": (301, "/"),
    "/retired": (302, "https://other.example.org/home"),
    "/members": (302, "/account/login?next=members"),
    "/loop": (302, "/loop"),
    "/inside": (302, "http://private.example.org/"),
    "/nowhere": (301, "http://unknown.example.org/page"),
    "/mail": (301, "mailto:someone@example.org"),
}
STATUSES = {
    "/missing": (404,),
    "/gone": (410,),
    "/forbidden": (403,),
    "/paid": (402,),
    "/lawful": (451,),
    "/linked": (999,),
    "/stumbles": (500, 500, 200),
    "/fault": (500,),
    "/teapot": (418,),
    "/busy": (429, 200),
    "/busy-until": (503, 200),
    "/later": (429,),
    "/wall": (403,),
}


class Handler(BaseHTTPRequestHandler):
    """Plays each behaviour, by its path."""

    web: Web

    def do_HEAD(self) -> None:
        self._play(head=True)

    def do_GET(self) -> None:
        self._play(head=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in http.server
        pass

    def _play(self, *, head: bool) -> None:
        path = urlsplit(self.path).path
        key = (self.headers["host"], path)
        self.web.times[key] += 1
        played: dict[str, Callable[[], object]] = {
            "/wayback/available": self._archive,
            "/silent": lambda: self.web.over.wait(30),
            "/drip": self._drip,
            "/get-only": partial(self._answer, 403 if head else 200),
            "/no-head": partial(self._answer, 405 if head else 200),
            "/huge": partial(self._answer, 405) if head else self._huge,
        }
        statuses = STATUSES.get(path, (200,))
        status = statuses[min(self.web.times[key], len(statuses)) - 1]
        if path in REDIRECTS:
            status, location = REDIRECTS[path]
            self._answer(status, {"Location": location})
        else:
            with suppress(OSError):  # whoever asked may have gone
                played.get(path, partial(self._answer, status, self._special(path)))()

    def _special(self, path: str) -> dict[str, str]:
        return {
            "/busy": {"Retry-After": "7"},
            "/busy-until": {
                "Date": formatdate(1000, usegmt=True),
                "Retry-After": formatdate(1009, usegmt=True),
            },
            "/later": {"Retry-After": "86400"},
            "/wall": {"cf-mitigated": "challenge"},
        }.get(path, {})

    def _answer(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        self.send_response_only(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        """Never silent for long, and never done."""
        for letter in b"HTTP/1.0 200 OK\r\nX-Slow: " + b"." * 600:
            self.wfile.write(bytes([letter]))
            self.web.over.wait(0.05)

    def _huge(self) -> None:
        self.send_response_only(200)
        self.end_headers()
        while self.web.sent < 1 << 30:
            self.web.sent += self.wfile.write(b"x" * 65_536)

    def _archive(self) -> None:
        question = parse_qs(urlsplit(self.path).query)
        self.web.questions.append(question)
        found = self.web.copies.get(question["url"][0], {"archived_snapshots": {}})
        self._answer(200 if found else 429, body=json.dumps(found).encode())


def at(seconds: int) -> str:
    return formatdate(seconds, usegmt=True)


def snapshot(**changes: object) -> dict[str, object]:
    """The archive's answer, in the form that https://archive.org/help/wayback_api.php shows."""
    closest = {"available": True, "url": COPY, "timestamp": "20200305120000", "status": "200"}
    return {"archived_snapshots": {"closest": closest | changes}}


@pytest.fixture
def tiny(tiny: Project) -> Project:
    """The small site before anybody archived its sources."""
    for file in tiny.content.rglob("*.yaml"):
        text = re.sub(r"^ +archive: .*\n", "", file.read_text("utf-8"), flags=re.MULTILINE)
        file.write_text(text, "utf-8")
    return tiny


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def port(web: Web) -> Iterator[int]:
    handler = type("Playing", (Handler,), {"web": web})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=partial(server.serve_forever, 0.01), daemon=True).start()
        yield server.server_address[1]
        web.over.set()
        server.shutdown()


def apart(run: Callable[[], Given]) -> Given:
    """What a function gives on a thread of its own: on this one a browser's loop may be running."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(run).result()


def ask(web: Web, port: int, *urls: str, hosts: int = 8) -> list[Answer]:
    """The answers; nobody waits long for those that never come."""
    patience = 0.1 if any(path in url for path in ("/silent", "/drip") for url in urls) else 30

    async def all_() -> list[Answer]:
        async with web.asker(port, hosts=hosts, patience=patience) as asker:
            return await asyncio.gather(*map(asker.ask, urls))

    return apart(lambda: asyncio.run(all_()))


def methods(web: Web) -> list[str]:
    return [method for _, method, _ in web.asked]


# What is told apart


@pytest.mark.parametrize(
    ("path", "state", "told"),
    [
        ("/fine", "fine", ""),
        ("/away", "fine", ""),
        ("/moved-away", "fine", ""),
        ("/away-and-moved", "fine", ""),
        ("/slash", "fine", ""),
        ("/get-only", "fine", ""),
        ("/no-head", "fine", ""),
        ("/huge", "fine", ""),
        ("/stumbles", "fine", ""),
        ("/busy", "fine", ""),
        ("/moved", "moved", "the page has moved to https://news.example.org/new"),
        ("/moved-twice", "moved", "the page has moved to https://news.example.org/new"),
        ("/missing", "dead", "the page is gone (status 404)"),
        ("/gone", "dead", "the page is gone (status 410)"),
        (
            "/moved-and-gone",
            "dead",
            "the page is gone; the address leads on to https://news.example.org/missing (status 404)",
        ),
        ("/front", "dead", "the page is gone: its address leads to the front page of news.example.org"),
        ("/retired", "dead", "the page is gone: its address leads to the front page of other.example.org"),
        ("/nowhere", "dead", "there is no site of that name any more"),
        ("/forbidden", "blocked", "the site refuses programs (status 403)"),
        ("/paid", "blocked", "the site refuses programs (status 402)"),
        ("/lawful", "blocked", "the site refuses programs (status 451)"),
        ("/linked", "blocked", "the site refuses programs (status 999)"),
        ("/wall", "blocked", "the site refuses programs (status 403)"),
        ("/later", "blocked", "the site asks programs to come back much later"),
        ("/members", "blocked", "the site asks readers to sign in"),
        ("/fault", "unsure", "the site answers with a fault (status 500)"),
        ("/teapot", "unsure", "the site answers with a fault (status 418)"),
        ("/loop", "unsure", "it leads from one address to another without end"),
        ("/inside", "unsure", "it leads into a private network"),
        ("/mail", "unsure", "the site cannot be reached"),
        ("/silent", "unsure", "no answer came in time"),
        ("/drip", "unsure", "no answer came in time"),
    ],
)
def test_what_a_site_does_has_one_meaning(web: Web, port: int, path: str, state: str, told: str) -> None:
    [answer] = ask(web, port, f"https://news.example.org{path}")
    verdict = judged(answer)
    assert verdict.state == state
    assert told in verdict.told
    assert bool(verdict.told) == (state != "fine")


@pytest.mark.parametrize(
    ("host", "state", "told"),
    [
        ("unknown", "dead", "there is no site of that name any more"),
        ("unsettled", "unsure", "the site cannot be reached"),
        ("refusing", "unsure", "the site cannot be reached"),
        ("insecure", "unsure", "the site has no valid certificate"),
        ("private", "unsure", "it leads into a private network"),
    ],
)
def test_a_site_that_is_not_there_is_not_always_gone(
    web: Web, port: int, host: str, state: str, told: str
) -> None:
    [answer] = ask(web, port, f"https://{host}.example.org/page")
    assert judged(answer).state == state
    assert told in judged(answer).told


@pytest.mark.parametrize(
    ("url", "final", "state"),
    [
        ("http://example.org/a", "https://www.example.org/a/", "fine"),
        ("https://example.org/?p=1", "https://example.org/report", "moved"),
        ("https://example.org/report", "https://example.org/?p=1", "moved"),
        ("https://example.org/?p=1", "https://example.org/", "dead"),
        ("https://example.org/", "https://example.net/", "moved"),
        ("https://example.org/login/help", "https://example.org/login/help-2", "moved"),
    ],
)
def test_a_redirect_that_changes_little_is_none(url: str, final: str, state: str) -> None:
    assert judged(Answer(url, final, 200, permanent=True)).state == state


# Manners


def test_the_page_is_asked_for_only_where_its_head_will_not_do(web: Web, port: int) -> None:
    ask(web, port, "https://news.example.org/fine")
    assert methods(web) == ["HEAD"]
    ask(web, port, "https://news.example.org/missing")
    assert methods(web)[1:] == ["HEAD", "GET"]


def test_of_a_page_only_what_was_on_its_way_is_taken(web: Web, port: int) -> None:
    ask(web, port, "https://news.example.org/huge")
    assert methods(web) == ["HEAD", "GET"]
    assert web.sent < 16 << 20


def test_a_site_is_asked_one_thing_at_a_time_with_pauses_and_others_meanwhile(web: Web, port: int) -> None:
    hosts = [f"site-{number}.example.org" for number in range(5)]
    ask(web, port, *(f"https://{host}/{page}" for page in range(4) for host in hosts), hosts=3)
    assert web.busiest == 1
    assert 1 < web.most_hosts <= 3
    when: defaultdict[str, list[float]] = defaultdict(list)
    for now, _, url in web.asked:
        when[httpx.URL(url).host].append(now)
    assert len(when) == 5
    for times in when.values():
        assert len(times) == 4
        assert all(later - earlier >= 1 for earlier, later in pairwise(times))


def test_redirects_to_another_site_wait_for_their_turn_there(web: Web, port: int) -> None:
    ask(web, port, "https://news.example.org/retired", "https://other.example.org/fine")
    first, second = (now for now, _, url in web.asked if "//other." in url)
    assert second - first >= 1


@pytest.mark.parametrize(("path", "seconds"), [("/busy", 7), ("/busy-until", 9)])
def test_a_site_that_asks_for_time_gets_it(web: Web, port: int, path: str, seconds: int) -> None:
    ask(web, port, f"https://news.example.org{path}")
    first, second = (now for now, *_ in web.asked)
    assert second - first >= seconds


def test_it_is_tried_three_times_with_growing_pauses(web: Web, port: int) -> None:
    ask(web, port, "https://news.example.org/fault")
    times = [now for now, *_ in web.asked]
    assert [later - earlier for earlier, later in pairwise(times)] == [2, 4]


@pytest.mark.parametrize("path", ["/silent", "/later"])
def test_a_site_that_does_not_want_to_talk_is_left_alone(web: Web, port: int, path: str) -> None:
    urls = [f"https://news.example.org{path}?{number}" for number in range(9)]
    answers = ask(web, port, *urls)
    assert len({url for *_, url in web.asked}) == 2
    assert len({answer.failure for answer in answers}) == 1
    assert [answer.url for answer in answers] == urls


@pytest.mark.parametrize("url", ["https://private.example.org/", "https://news.example.org/inside"])
def test_no_record_leads_into_a_private_network(web: Web, port: int, url: str) -> None:
    ask(web, port, url)
    assert not [asked for *_, asked in web.asked if "private" in asked]


# The records


def check(
    project: Project, web: Web, port: int, *, archives: bool = False, tell: Callable[[str], None] = print
) -> dict[str, Finding]:
    async def all_() -> list[Finding]:
        found: list[Finding] = []
        async with web.asker(port) as asker:
            await checked(addresses(content_of(project)), asker, found, archives=archives, tell=tell)
        return found

    return {finding.url: finding for finding in apart(lambda: asyncio.run(all_()))}


NORTHSHIRE = "url: https://example.org/northshire-2019"


def test_each_address_is_asked_for_once_whoever_names_it(
    tiny: Project, edit: Callable[[str, str, str], None], web: Web, port: int
) -> None:
    edit(RECORD, NORTHSHIRE, "url: https://example.org/register#part")
    found = check(tiny, web, port)
    urls = [url for *_, url in web.asked]
    assert len(urls) == len(set(urls)) == len(found)
    files = [use.file for use in found["https://example.org/register"].uses]
    assert len(files) == 4
    assert RECORD in files


def test_what_is_gone_is_proposed_the_copy_nearest_to_the_day_of_reading(
    tiny: Project, edit: Callable[[str, str, str], None], web: Web, port: int
) -> None:
    url = "https://news.example.org/missing"
    edit(RECORD, NORTHSHIRE, f"url: {url}")
    web.copies[url] = snapshot()
    finding = check(tiny, web, port)[url]
    assert web.questions == [{"url": [url], "timestamp": ["20240501"]}]
    [problem] = problems_of([finding])
    assert problem.severity == "error"
    assert f"Copy of 5 March 2020: archive: {SAFE}" in problem.hint


@pytest.mark.parametrize(
    "answer",
    [
        {"archived_snapshots": {}},
        snapshot(status="404"),
        snapshot(available=False),
        snapshot(url="https://elsewhere.example.org/"),
        {"archived_snapshots": []},
        [],
        None,  # which the server turns into 429
    ],
)
def test_where_the_archive_names_no_copy_a_person_may_look(
    tiny: Project, edit: Callable[[str, str, str], None], web: Web, port: int, answer: object
) -> None:
    url = "https://news.example.org/missing"
    edit(RECORD, NORTHSHIRE, f"url: {url}")
    web.copies[url] = answer
    [problem] = problems_of([check(tiny, web, port)[url]])
    assert problem.hint.endswith(f"Copies may be at https://web.archive.org/web/*/{url}")


def test_what_is_gone_but_kept_needs_nothing_and_a_dead_copy_does(
    tiny: Project, edit: Callable[[str, str, str], None], web: Web, port: int
) -> None:
    edit(RECORD, NORTHSHIRE, "url: https://news.example.org/gone\n    archive: https://news.example.org/fine")
    found = check(tiny, web, port)
    assert problems_of(found.values()) == ()
    assert found["https://news.example.org/gone"].state == "kept"
    assert web.questions == []
    edit(RECORD, "archive: https://news.example.org/fine", "archive: https://news.example.org/missing")
    [problem] = problems_of(check(tiny, web, port).values())
    assert problem.where == "sources.report.archive"
    assert problem.severity == "error"


def test_asked_to_it_looks_for_copies_of_all_that_have_none(tiny: Project, web: Web, port: int) -> None:
    web.copies["https://example.org/northshire-2019"] = snapshot()
    found = check(tiny, web, port, archives=True)
    assert len(web.questions) == len(found)
    [problem] = problems_of(found.values())
    assert (problem.file, problem.where, problem.severity) == (RECORD, "sources.report.url", "warning")
    assert problem.hint == f"Copy of 5 March 2020: archive: {SAFE}"


# The report


def test_the_report_is_never_longer_than_an_issue_may_be() -> None:
    use = Use(RECORD, "report", "url", kept=False, day=None)
    findings = [
        Finding(url, (use,), judged(Answer(url, url, 404)))
        for url in (f"https://example.org/{number}" for number in range(2000))
    ]
    report = as_markdown(findings, problems_of(findings), REPOSITORY)
    assert 50_000 < len(report) < 65_536
    assert report.endswith("more: see `python build.py links`.\n")


# The command


@pytest.fixture
def run(tiny: Project, web: Web, port: int, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command, on the small site, in this web."""

    def asker(visitor: str, _clock: object, **_given: object) -> Asker:
        return web.asker(port, visitor)

    monkeypatch.setattr(command, "Asker", asker)
    return lambda *arguments: apart(lambda: CliRunner().invoke(command.links, arguments, obj=tiny))


def replace(project: Project, old: str, new: str) -> None:
    for file in project.content.rglob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_the_command_ends_with_0_where_all_is_well(run: Callable[..., Result]) -> None:
    done = run()
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "9 links checked: 9 fine.\n"


def test_the_command_names_the_line_and_ends_with_1_where_a_source_is_gone(
    run: Callable[..., Result], edit: Callable[[str, str, str], None], web: Web, tmp_path: Path
) -> None:
    edit(RECORD, NORTHSHIRE, "url: https://news.example.org/missing")
    edit(RECORD, "url: https://echo.example.org/caseloads", "url: https://echo.example.org/moved")
    web.copies["https://news.example.org/missing"] = snapshot()
    done = run("--report", str(tmp_path / "links.md"), "--repository", REPOSITORY)
    assert done.exit_code == 1
    assert f"{RECORD}:21:10: sources.report.url: the page is gone (status 404). Look for" in done.stdout
    assert f"{RECORD}:27:10: warning: sources.echo.url: the page has moved to" in done.stdout
    assert "9 links checked: 1 gone, 1 moved, 7 fine.\n" in done.stderr
    report = (tmp_path / "links.md").read_text("utf-8")
    assert (
        report
        == f"""\
9 links checked: 1 gone, 1 moved, 7 fine.

## Gone

Look for its new address. If there is none, keep url and add an archived copy as archive.

- <https://news.example.org/missing>
  - The page is gone (status 404).
  - Copy of 5 March 2020: archive: {SAFE}
  - [{RECORD}:21]({REPOSITORY}/blob/main/{RECORD}#L21)

## Moved

Open it there. If it is the same page, write that address as url.

- <https://echo.example.org/moved>
  - The page has moved to https://echo.example.org/new.
  - Copies may be at https://web.archive.org/web/*/https://echo.example.org/moved
  - [{RECORD}:27]({REPOSITORY}/blob/main/{RECORD}#L27)
"""
    )


def test_sites_are_told_who_asks_even_where_the_title_is_no_ascii(
    run: Callable[..., Result], edit: Callable[[str, str, str], None], web: Web
) -> None:
    edit("site_data.yaml", "title: Tiny Tracker", "title: Übersicht")
    run("--repository", REPOSITORY)
    assert web.agents == {f"?bersicht (+{REPOSITORY})"}


def test_warnings_alone_end_with_0(run: Callable[..., Result], edit: Callable[[str, str, str], None]) -> None:
    edit(RECORD, NORTHSHIRE, "url: https://news.example.org/forbidden")
    done = run("--format", "json")
    assert done.exit_code == 0
    [problem] = map(json.loads, done.stdout.splitlines())
    assert (problem["severity"], problem["line"]) == ("warning", 21)
    assert problem["rule"] == "sources_can_be_reached"


def test_only_the_sources_of_the_files_named_are_asked_for(
    run: Callable[..., Result], tiny: Project, web: Web
) -> None:
    assert run(str(tiny.root / RECORD)).exit_code == 0
    assert {url for *_, url in web.asked} == {
        "https://example.org/northshire-2019",
        "https://echo.example.org/caseloads",
    }
    assert run("content/inspections/2031").exit_code == 2


def test_stopped_it_tells_what_it_found_so_far(
    run: Callable[..., Result], tiny: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def impatient() -> Iterator[Callable[[str], None]]:
        def stop(_stage: str) -> None:
            raise KeyboardInterrupt

        yield stop

    replace(tiny, "url: https://", "url: https://news.example.org/missing?")
    monkeypatch.setattr(command, "progress", impatient)
    done = run("--report", str(tmp_path / "links.md"))
    assert done.exit_code == 1
    assert "the page is gone (status 404)" in done.stdout
    assert "1 of 9 links checked: 1 gone.\n" in done.stderr
    assert not (tmp_path / "links.md").exists()


def test_without_a_network_no_source_is_called_dead(
    run: Callable[..., Result], tiny: Project, web: Web, tmp_path: Path
) -> None:
    replace(tiny, "https://example.org/register", "https://third.example.org/register")
    web.offline = True
    done = run("--report", str(tmp_path / "links.md"))
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "no site has answered. Is this computer connected to the internet?" in done.stderr
    assert not (tmp_path / "links.md").exists()


def test_a_report_that_cannot_be_written_is_refused_before_anything_is_asked(
    run: Callable[..., Result], web: Web, tmp_path: Path
) -> None:
    assert run("--report", str(tmp_path / "missing/links.md")).exit_code == 2
    assert web.asked == []
