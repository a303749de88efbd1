"""Answers browsers: with the files of the site, and in a preview with what lets open pages follow it."""

import ipaddress
import json
import os
import re
import socket
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs

import click

from tracker.cache import digest
from tracker.serving.live import Live
from tracker.serving.site import NOT_FOUND, base_of, kind, named, sought

_PREVIEW = "/__preview__/"
_PARTS = ("live.js", "notice.css")
_HTML = "text/html; charset=utf-8"
_PATIENCE = 25  # seconds that a request is held at most
_METHODS = ("GET", "HEAD")
_OWN_PAGES = ("", "same-origin", "none")  # an older browser does not say; "none" is an address typed
_TEXT = "text/plain; charset=utf-8"
_BODY = re.compile(rb"<body[^>]*>")
_UNBUILT = b"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>No site yet</title>
</head>
<body>
<h1>There is no site yet</h1>
<p>It appears here by itself as soon as it is built.</p>
</body>
</html>
"""


class Server(ThreadingMixIn, TCPServer):
    """Serves an output folder below the path that its site expects, to this machine or to a network.

    With `live` the pages follow what it tells; without, they come as they are on the disk.
    """

    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # on Windows it would let two servers share a port
    request_queue_size = 256  # a browser that is refused would wait a second before it tries again

    def __init__(
        self, host: str, port: int, output: Path, live: Live | None = None, base: str | None = None
    ) -> None:
        """Take the port. Raises OSError where that is not to be had."""
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.name = f"[{host}]" if ":" in host else host
        self.output, self.live, self._base = output, live, base
        super().__init__((host, port), Handler)

    def __enter__(self) -> "Server":
        """Answer, in threads of its own."""
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop answering."""
        self.shutdown()
        super().__exit__(kind, error, trace)

    @property
    def base(self) -> str:
        """The path of the home page."""
        return self._base or base_of(self.output)

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the home page."""
        name = "localhost" if self.name in ("0.0.0.0", "[::]") else self.name  # noqa: S104 - compared only
        return f"http://{name}:{self.server_address[1]}{self.base}"

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        host = str(self.server_address[0])
        return ipaddress.ip_address(host).is_loopback

    def knows(self, host: str) -> bool:
        """Whether a request means this server: a page of another site may have its name lead here.

        That needs a name, so any number will do where other machines are to see the site.
        See https://owasp.org/www-community/attacks/DNS_Rebinding.
        """
        name = re.sub(r":\d+$", "", host.lower())
        own = name in {self.name.lower(), "localhost", "127.0.0.1", "[::1]"}
        machine = socket.gethostname().lower()
        return own or (not self.is_local and (_is_number(name) or name in {machine, f"{machine}.local"}))

    def look(self, path: str) -> tuple[HTTPStatus, bytes, str]:
        """What is at a path: its status, content and type, or where it leads to instead of the content."""
        name = named(path, self.base)
        if self.live and name and name in (ahead := self.live.ahead):
            return HTTPStatus.OK, ahead[name], kind(name)
        found = sought(path, self.base, self.output)
        if isinstance(found, str):
            return HTTPStatus.FOUND, found.encode(), ""
        try:
            if found:
                with suppress(FileNotFoundError):  # removed since it was looked for
                    return HTTPStatus.OK, found.read_bytes(), kind(found.name)
            return HTTPStatus.NOT_FOUND, (self.output / NOT_FOUND).read_bytes(), _HTML
        except OSError:
            return HTTPStatus.SERVICE_UNAVAILABLE, _UNBUILT, _HTML

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say what went wrong, but not that a browser went away."""
        del request, client_address
        error = sys.exception()
        if not isinstance(error, ConnectionError):
            click.echo(f"A page could not be shown: {type(error).__name__}: {error}", err=True)


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; every answer says how long it is, so that connections can stay open."""

    server: Server
    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"  # so that every answer says what it is
    timeout = 60  # seconds that an unused connection stays open
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together

    def parse_request(self) -> bool:
        """Read what is asked, and say whether it is to be answered; what is not is told why."""
        if not super().parse_request():
            return False
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # nobody reads what follows; it would be taken for a request
        refused = self._refused()
        if refused:
            self.close_connection = True
            self._send(refused[0], refused[1].encode(), _TEXT)
        return not refused

    def _refused(self) -> tuple[HTTPStatus, str] | None:
        """Why a request is not answered."""
        if self.command not in _METHODS:
            return HTTPStatus.METHOD_NOT_ALLOWED, "This preview can be read, and nothing else."
        if not self.server.knows(self.headers.get("Host", "")):
            told = f"This preview is at {self.server.address}, and not to be had by another name."
            return HTTPStatus.MISDIRECTED_REQUEST, told
        if self.path.startswith(_PREVIEW) and self.headers.get("Sec-Fetch-Site", "") not in _OWN_PAGES:
            return HTTPStatus.FORBIDDEN, "Only the pages of this preview are told what is new."
        return None

    def do_GET(self) -> None:
        """Answer with a file of the site, or with a part of the preview."""
        path, _, query = self.path.partition("?")
        live = self.server.live
        if live and path == f"{_PREVIEW}news":
            self._send_news(live, {name: values[0] for name, values in parse_qs(query).items()})
        elif live and path.removeprefix(_PREVIEW) in _PARTS:
            file = Path(__file__).with_name(path.removeprefix(_PREVIEW))
            self._send(HTTPStatus.OK, file.read_bytes(), kind(file.name))
        else:
            status, content, type_ = self.server.look(path)
            if live and type_ == _HTML:
                content = _following(content, live.notice)
            self._send(status, content, type_, query)

    do_HEAD = do_GET  # noqa: N815 - the name of the base class

    def _send(self, status: HTTPStatus, content: bytes, type_: str, query: str = "") -> None:
        self.send_response(status)
        if status == HTTPStatus.FOUND:
            self.send_header("Location", content.decode() + (f"?{query}" if query else ""))
            content = b""
        else:
            self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")  # or browsers would show an older build
        self.send_header("X-Content-Type-Options", "nosniff")
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", ", ".join(_METHODS))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_news(self, live: Live, known: Mapping[str, str]) -> None:
        """Tell a page what is new to it, once there is anything."""
        path, crowded = known.get("path", "/"), False
        number = live.number
        if self._state(live, path).items() <= known.items():
            crowded = not live.wait(number, self._url(path), _PATIENCE)
        news = {**self._state(live, path), "html": live.notice, "crowded": crowded}
        self._send(HTTPStatus.OK, json.dumps(news).encode(), "application/json")

    def _state(self, live: Live, path: str) -> dict[str, str]:
        return {"page": digest(self.server.look(path)[1]), "notice": digest(live.notice)}

    def _url(self, path: str) -> str:
        name = named(path, self.server.base) or ""
        return f"/{name.removesuffix('index.html')}"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
        """Stay silent: the editor's terminal is for problems."""


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _following(page: bytes, notice: str) -> bytes:
    """A page with the notice, and with the script that keeps both as they are on the disk."""
    head = (
        f'<link rel="stylesheet" href="{_PREVIEW}notice.css"><script defer src="{_PREVIEW}live.js" '
        f'data-page="{digest(page)}" data-notice="{digest(notice)}"></script></head>'
    )
    whole = page.replace(b"</head>", head.encode(), 1)
    return _BODY.sub(lambda body: body[0] + notice.encode(), whole, count=1)
