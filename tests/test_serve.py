"""The preview serves the site and nothing else, and builds again after a change."""

import shutil
import socket
import subprocess
from collections import deque
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import click
import pytest
import watchfiles
from click.testing import CliRunner

from tests.conftest import SITES, TODAY
from tests.previewing import command as arguments
from tests.previewing import previewing, started
from tracker.commands import serve as command
from tracker.pipeline import build
from tracker.serving.live import Live
from tracker.serving.notice import notice
from tracker.serving.server import Server
from tracker.serving.watch import changes
from tracker.values.ahead import Ahead
from tracker.values.problem import Problem
from tracker.values.project import Project
from tracker.values.report import Report

# What a browser asks for


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small site as it is published below a path."""
    tiny = Project.at(shutil.copytree(SITES / "tiny", tmp_path_factory.mktemp("serve") / "tiny"))
    assert not build(tiny, TODAY, address="https://someone.github.io/repo").failed
    (tiny.output / "way-out").symlink_to(tiny.root)
    with Server("127.0.0.1", 0, tiny.output) as server:
        yield server


def get(
    server: Server, path: str, method: str = "GET", host: str | None = None
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.putrequest(method, path, skip_host=host is not None)
    if host is not None:
        connection.putheader("Host", host)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("providers/", "text/html; charset=utf-8"),
        ("providers/?page=2", "text/html; charset=utf-8"),
        ("%70roviders/", "text/html; charset=utf-8"),
        ("feed.xml", "application/xml"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("card.png", "image/png"),
        ("*.css", "text/css; charset=utf-8"),
        ("*.js", "text/javascript; charset=utf-8"),
        ("*.svg", "image/svg+xml"),
        ("*.json", "application/json"),
        ("*.csv", "text/csv; charset=utf-8"),
        ("*.sqlite", "application/vnd.sqlite3"),
        ("*.pf_meta", "application/octet-stream"),
    ],
)
def test_files_come_with_their_type(site: Server, path: str, kind: str) -> None:
    if path.startswith("*"):
        path = next(site.output.rglob(f"[!.]{path}")).relative_to(site.output).as_posix()
    answer, body = get(site, f"/repo/{path}")
    assert (answer.status, answer.getheader("Content-Type")) == (200, kind)
    assert answer.getheader("Cache-Control") == "no-store"
    assert body
    head, nothing = get(site, f"/repo/{path}", "HEAD")
    assert (head.status, head.getheader("Content-Length"), nothing) == (200, str(len(body)), b"")


@pytest.mark.parametrize(
    "path",
    [
        "/repo/nope/",
        "/repo/static/",
        "/repo/frameworks",
        "/repo/../site_data.yaml",
        "/repo/%2e%2e/site_data.yaml",
        "/repo/..%2fsite_data.yaml",
        "/repo/..%5csite_data.yaml",
        "/repo/providers/..",
        "/repo//etc/passwd",
        "/repo/%2fetc/passwd",
        "/repo/c:/windows/win.ini",
        "/repo/index.html%00.png",
        "/repo/way-out/site_data.yaml",
        "/repo/.written-by-build.json",
        "/repo/%ff",
        f"/repo/{'long' * 200}",
        "/providers/",
        "/site_data.yaml",
        "*",
    ],
)
def test_what_is_not_a_page_gets_the_sites_own_answer(site: Server, path: str) -> None:
    answer, body = get(site, path)
    assert answer.status == 404
    assert b"There is no page at this address" in body
    assert b'<base href="/repo/">' in body


@pytest.mark.parametrize(
    ("path", "place"),
    [("/", "/repo/"), ("/repo", "/repo/"), ("/repo/providers?a=b", "/repo/providers/?a=b")],
)
def test_an_address_without_its_end_leads_to_the_page(site: Server, path: str, place: str) -> None:
    answer, _ = get(site, path)
    assert (answer.status, answer.getheader("Location")) == (302, place)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8000", "LOCALHOST", "[::1]:80"])
def test_this_machine_is_answered(site: Server, host: str) -> None:
    assert get(site, "/repo/", host=host)[0].status == 200


@pytest.mark.parametrize(
    "host", ["example.org", "example.org:8000", "localhost.example.org", "", "127.0.0.2"]
)
def test_another_site_whose_name_leads_here_is_not_answered(site: Server, host: str) -> None:
    answer, body = get(site, "/repo/", host=host)
    assert answer.status == 421
    assert b"<" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "BREW"])
def test_nothing_can_be_sent(site: Server, method: str) -> None:
    answer, body = get(site, "/repo/", method)
    assert (answer.status, answer.getheader("Allow")) == (405, "GET, HEAD")
    assert b"<" not in body


def test_one_connection_serves_many_requests(site: Server) -> None:
    connection = HTTPConnection("127.0.0.1", site.server_address[1], timeout=10)
    for path, status in (("/", 302), ("/repo/", 200), ("/repo/nope", 404), ("/repo/feed.xml", 200)):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == status
    connection.close()


def test_the_pages_on_the_disk_stay_as_they_are_published(tiny: Project) -> None:
    build(tiny, TODAY)
    with Server("127.0.0.1", 0, tiny.output, Live()) as server:
        assert b"/__preview__/live.js" in get(server, "/")[1]
        assert b"location.reload()" in get(server, "/__preview__/live.js")[1]
        assert get(server, "/__preview__/../server.py")[0].status == 404
    assert b"__preview__" not in (tiny.output / "index.html").read_bytes()


def test_a_page_is_shown_before_its_build_has_ended(tiny: Project) -> None:
    build(tiny, TODAY)
    live = Live()
    with Server("127.0.0.1", 0, tiny.output, live) as server:
        for name, path in (("index.html", "/"), ("new/index.html", "/new/"), ("new.css", "/new.css")):
            live.show({name: b"ahead"})
            assert get(server, path)[1] == b"ahead"
            live.tell("")
            assert get(server, path)[1] != b"ahead"


# When it builds again

Steps = Iterator[None]


def renamed(file: Path, text: str) -> Steps:
    """Most editors, and programs that take care."""
    part = file.with_name(f".{file.name}.part")
    part.write_text(text, encoding="utf-8")
    yield
    part.replace(file)
    yield


def written(file: Path, text: str) -> Steps:
    """Notepad and nano empty the file first."""
    file.write_text("", encoding="utf-8")
    yield
    file.write_text(text, encoding="utf-8")
    yield


def vim(file: Path, text: str) -> Steps:
    """Vim with its default settings for a file that others own, and with a swap file."""
    swap, probe, backup = (file.with_name(name) for name in (f".{file.name}.swp", "4913", f"{file.name}~"))
    swap.write_text("b0VIM", encoding="utf-8")
    yield
    probe.write_text("", encoding="utf-8")
    yield
    probe.unlink()
    file.rename(backup)
    yield
    file.write_text(text, encoding="utf-8")
    yield
    backup.unlink()
    yield
    swap.unlink()
    yield


def emacs(file: Path, text: str) -> Steps:
    file.with_name(f".#{file.name}").symlink_to("someone@here.1234")
    file.with_name(f"#{file.name}#").write_text(text, encoding="utf-8")
    yield
    file.rename(file.with_name(f"{file.name}~"))
    yield
    file.write_text(text, encoding="utf-8")
    file.with_name(f".#{file.name}").unlink()
    yield
    file.with_name(f"#{file.name}#").unlink()
    yield


def jetbrains(file: Path, text: str) -> Steps:
    new, old = (file.with_name(f"{file.name}___jb_{name}___") for name in ("tmp", "old"))
    new.write_text(text, encoding="utf-8")
    yield
    file.rename(old)
    yield
    new.rename(file)
    yield
    old.unlink()
    yield


class AllDoneError(Exception):
    pass


def builds(project: Project, monkeypatch: pytest.MonkeyPatch, steps: Steps, file: Path) -> list[str]:
    """What a file holds each time when the site would be built, if one looks after every step."""

    def watch(*_folders: Path, **_options: object) -> Iterator[set[object]]:
        for _ in steps:
            yield set()
        raise AllDoneError

    monkeypatch.setattr(watchfiles, "watch", watch)
    seen: list[str] = []
    with pytest.raises(AllDoneError):
        seen.extend(file.read_text(encoding="utf-8") if file.exists() else "gone" for _ in changes(project))
    return seen[1:]


@pytest.mark.parametrize("saved", [renamed, written, vim, emacs, jetbrains], ids=lambda f: f.__name__)
@pytest.mark.parametrize("name", ["site_data.yaml", "content/events.yaml"])
def test_one_save_is_one_build(
    tiny: Project, monkeypatch: pytest.MonkeyPatch, saved: Callable[[Path, str], Steps], name: str
) -> None:
    file = tiny.root / name

    def twice() -> Steps:
        yield from saved(file, "first")
        yield from saved(file, "second")

    assert builds(tiny, monkeypatch, twice(), file) == ["first", "second"]


def test_many_files_are_built_when_they_stay_as_they_are(
    tiny: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = sorted(tiny.content.rglob("*.yaml"))
    assert len(changed) > 6

    def switched() -> Steps:
        for number, file in enumerate(changed):
            file.write_text("other", encoding="utf-8")
            if number > 3:
                yield
        yield

    assert builds(tiny, monkeypatch, switched(), changed[-1]) == ["other"]


@pytest.mark.parametrize(
    "name", ["site_data.yaml", "content/events.yaml", "content/inspections/2020/new.yaml"]
)
@pytest.mark.parametrize("notifies", [True, False])
def test_a_change_is_found_with_notifications_and_without(
    tiny: Project, monkeypatch: pytest.MonkeyPatch, name: str, notifies: bool
) -> None:
    real = watchfiles.watch

    def watch(*folders: Path, **options: Any) -> Iterator[set[watchfiles.main.FileChange]]:
        if folders and not notifies:
            raise OSError("the system watches no more files")
        yield from real(*folders, **options)

    monkeypatch.setattr(watchfiles, "watch", watch)
    turns = changes(tiny)
    next(turns)
    for text in ("# first\n", "# second\n"):
        (tiny.root / name).write_text(text, encoding="utf-8")
        next(turns)
    shutil.move(tiny.content, tiny.root / "away")
    next(turns)
    shutil.move(tiny.root / "away", tiny.content)
    next(turns)
    (tiny.root / name).unlink()
    next(turns)


def test_who_is_told_of_another_change_is_called_again_even_if_that_was_undone(
    tiny: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looks(*_folders: Path, **_options: object) -> Iterator[set[object]]:
        yield from (set[object]() for _ in range(3))
        raise AllDoneError

    monkeypatch.setattr(watchfiles, "watch", looks)
    added, told = tiny.content / "pages/added.md", []

    def build_for_a_while(stale: Callable[[], bool]) -> None:
        told.append(stale())
        if len(told) == 1:
            added.write_text("# Added", encoding="utf-8")
            told.append(stale())
            added.unlink()

    with pytest.raises(AllDoneError):
        deque(map(build_for_a_while, changes(tiny)), maxlen=0)
    assert told == [False, True, False]


# What an editor sees


def test_another_branch_gives_the_site_of_a_clean_build(tiny: Project, tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(tiny.root), *arguments], check=True, capture_output=True)

    def fresh() -> dict[str, bytes]:
        clean = Project.at(shutil.copytree(tiny.root, tmp_path / "clean"))
        shutil.rmtree(clean.output)
        shutil.rmtree(clean.cache)
        assert not build(clean, TODAY).failed
        found = files(clean.output)
        shutil.rmtree(clean.root)
        return found

    (tiny.root / ".gitignore").write_text("output/\n.cache/\n", encoding="utf-8")
    git("init", "--quiet", "--initial-branch=main")
    git("config", "user.name", "Editor")
    git("config", "user.email", "editor@example.org")
    git("add", ".")
    git("commit", "--quiet", "--message=All")
    git("switch", "--quiet", "--create=other")
    for file in (tiny.content / "inspections").rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        if "\nnotes:" not in text:
            file.write_text(f"{text}notes: Of another branch.\n", encoding="utf-8")
    (tiny.content / "pages/method.md").write_text("# Method\n\nWith care.\n", encoding="utf-8")
    git("add", ".")
    git("commit", "--quiet", "--message=Another")
    with previewing(tiny, "--today=2024-06-01") as (_, terminal):
        for branch in ("main", "other"):
            git("switch", "--quiet", branch)
            wanted = fresh()
            while (said := len(terminal.lines)) and files(tiny.output) != wanted:
                terminal.wait_for("Rebuilt", said)
            assert len([line for line in terminal.lines if "Rebuilt" in line]) <= 6


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_ctrl_c_ends_it_in_peace(tiny: Project) -> None:
    with previewing(tiny) as (_, terminal):
        assert terminal.stop() == 0
        assert terminal.lines[-1] == "Stopped."


def test_a_port_that_is_taken_is_told_in_one_line(tiny: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with started(arguments(tiny, "serve", f"--port={port}")) as terminal:
            terminal.wait_for(rf"Error: cannot serve at 127.0.0.1:{port}: .*Try --port {port + 1}\.")
            assert terminal.process.wait() == 1
    assert len(terminal.lines) == 1


@pytest.mark.parametrize("opens", [True, False])
def test_the_browser_is_opened_only_when_it_is_wanted(
    tiny: Project, monkeypatch: pytest.MonkeyPatch, opens: bool
) -> None:
    opened: list[str] = []

    def preview(
        _project: Project, _host: str, _port: int, _rebuild: object, ready: Callable[[str], None]
    ) -> None:
        ready("http://127.0.0.1:8000/")

    monkeypatch.setattr(command, "preview", preview)
    monkeypatch.setattr("webbrowser.open", opened.append)
    run = CliRunner().invoke(command.serve, ["--open" if opens else "--no-open"], obj=tiny)
    assert run.exit_code == 0
    assert opened == ["http://127.0.0.1:8000/"] * opens


def test_a_fault_of_the_engine_is_told_and_survived(tiny: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    reports: list[Report] = []
    live = Live()

    def preview(_project: Project, _host: str, _port: int, rebuild: object, _ready: object) -> None:
        assert callable(rebuild)
        reports.append(rebuild(Ahead(frozenset(), live.show), lambda: False))

    def broken(*_arguments: object, **_options: object) -> Report:
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr(command, "preview", preview)
    monkeypatch.setattr("tracker.pipeline.build", broken)
    run = CliRunner().invoke(command.serve, obj=tiny)
    assert run.exit_code == 0
    (problem,) = reports[0].problems
    assert problem.message == "the build broke off: ZeroDivisionError: division by zero."
    assert problem.message in click.unstyle(run.output)


def test_a_build_that_a_save_has_overtaken_breaks_off_and_writes_nothing(
    tiny: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports: list[Report | None] = []
    answers = iter([False, False, False, True])

    def preview(_project: Project, _host: str, _port: int, rebuild: object, _ready: object) -> None:
        assert callable(rebuild)
        reports.append(rebuild(Ahead(frozenset(), Live().show), lambda: next(answers)))
        assert not tiny.output.exists()
        reports.append(rebuild(Ahead(frozenset(), Live().show), lambda: False))

    monkeypatch.setattr(command, "preview", preview)
    run = CliRunner().invoke(command.serve, ["--today", TODAY.text], obj=tiny)
    assert run.exit_code == 0
    assert reports[0] is None
    assert reports[1] is not None
    assert not reports[1].failed
    assert run.output.count("Rebuilt in") == 1


def test_a_notice_shows_text_as_text_and_no_more_than_one_can_mend() -> None:
    wrong = [
        Problem("a.yaml", "<script>", "&", line=n, column=4, width=3, excerpt="a: <b> c", rule="some_rule")
        for n in range(1, 31)
    ]
    html = notice([*wrong, Problem("b.yaml", "unused", severity="warning")], "/handbook/checks/")
    assert "30 mistakes" in html
    assert html.count("<li>") == 20
    assert "10 more" in html
    assert "&lt;script&gt; &amp;" in html
    assert "<mark>&lt;b&gt;" in html
    assert '<a href="/handbook/checks/#some_rule">' in html
    assert "unused" not in html
    assert notice([Problem("b.yaml", "unused", severity="warning")], "") == ""
