"""The preview serves the site and nothing else, and builds again after a change."""

import threading
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection, HTTPResponse
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from tracker.pipeline import build
from tracker.serve import Handler, changes
from tracker.values.dates import PartialDate
from tracker.values.project import Project


@pytest.fixture
def port(tiny: Project) -> Iterator[int]:
    build(tiny, PartialDate("2024-06-01"))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(tiny.output))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def get(port: int, path: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "text/html"), ("/providers/", "text/html"), ("/feed.xml", "xml"), ("/robots.txt", "text/plain")],
)
def test_pages_come_with_their_type(port: int, path: str, kind: str) -> None:
    answer, body = get(port, path)
    assert answer.status == 200
    assert kind in (answer.getheader("Content-Type") or "")
    assert body


@pytest.mark.parametrize(
    "path", ["/nope/", "/static/", "/../site_data.yaml", "/%2e%2e/site_data.yaml", "/frameworks/"]
)
def test_what_is_not_a_page_gets_the_sites_own_answer(port: int, path: str) -> None:
    answer, body = get(port, path)
    assert answer.status == 404
    assert b"There is no page at this address" in body
    assert b'<base href="/">' in body


@pytest.mark.parametrize("name", ["site_data.yaml", "content/events.yaml", "content/inspections/new.yaml"])
def test_a_change_is_noticed_however_the_editor_saves(tiny: Project, name: str) -> None:
    """Editors replace a file; a watch on the file itself would miss every save but the first."""
    file: Path = tiny.root / name
    turns = changes(tiny)
    for text in ("# first\n", "# second\n"):
        waiting = threading.Timer(0.3, save, (file, text))
        waiting.start()
        next(turns)
        waiting.join()
        assert file.read_text(encoding="utf-8").endswith(text)
    turns.close()


def save(file: Path, text: str) -> None:
    part = file.with_name(f".{file.name}.part")
    part.write_text((file.read_text(encoding="utf-8") if file.exists() else "") + text, encoding="utf-8")
    part.replace(file)
