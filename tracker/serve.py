"""The preview: the site on this machine, built again whenever a file changes."""

import re
import threading
from collections.abc import Callable, Generator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click
import watchfiles

from tracker.values.project import SITE_FILE, Project

_TURN = 500  # milliseconds


def serve(project: Project, host: str, port: int, build: Callable[[], int]) -> None:
    """Build, serve `output/` until interrupted, and build again on each change."""
    build()
    with _server(host, port, project.output) as server:
        address = f"http://{host}:{server.server_address[1]}/"
        click.echo(f"The site is at {address} – press Ctrl+C to stop.", err=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            for _change in changes(project):
                build()
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
        finally:
            server.shutdown()


def _server(host: str, port: int, folder: Path) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer((host, port), partial(Handler, directory=str(folder)))
    except OSError as error:
        told = f"cannot serve at {host}:{port}: {error.strerror}. Try --port {port + 1}."
        raise click.ClickException(told) from None


def changes(project: Project) -> Generator[None]:
    """Yields after each change of what the site is made of; a change of the engine needs a new start."""
    wanted = (project.content, project.templates, project.static)
    settings = project.root / SITE_FILE
    folders = [folder for folder in wanted if folder.is_dir()]
    before = _state(settings)
    # A watch on one file ends when an editor replaces the file, so the settings are looked at in turns.
    turns = watchfiles.watch(*folders, rust_timeout=_TURN, yield_on_timeout=True, raise_interrupt=True)
    for changes in turns:
        now = _state(settings)
        if changes or now != before:
            yield
        before = now


def _state(file: Path) -> tuple[int, int] | None:
    try:
        stat = file.stat()
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_size


class Handler(SimpleHTTPRequestHandler):
    """Serves the files of the site only, with its own page for what is not there."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the site's 404 page, as GitHub Pages does."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        # The page's links start at the published path; here the site is at the root.
        body = re.sub(rb'<base href="[^"]*">', b'<base href="/">', page.read_bytes())
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def list_directory(self, path: Any) -> None:
        """Refuse to list folders; what is not a page is not there."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Keep browsers from showing an older build."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
        """Stay silent: the editor's terminal is for problems."""
