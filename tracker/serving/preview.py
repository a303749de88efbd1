"""The preview: the site on this machine, built again whenever a file changes."""

from collections.abc import Callable

import click

from tracker import stamp
from tracker.serving.live import Live
from tracker.serving.notice import notice
from tracker.serving.server import Server
from tracker.serving.watch import changes
from tracker.values.ahead import Ahead
from tracker.values.page import handbook_url
from tracker.values.project import Project
from tracker.values.report import Report

Rebuild = Callable[[Ahead, Callable[[], bool]], Report | None]
"""Builds the site, those pages first that somebody looks at; breaks off where the second says that
something has been saved since, and then gives None.
"""

_CHECKS = handbook_url("checks")


def preview(project: Project, host: str, port: int, rebuild: Rebuild, opened: Callable[[str], None]) -> None:
    """Serve `output/` until interrupted, and build at once and again on each change.

    `opened` hears the address when the first build has ended.
    """
    live = Live()
    with _server(host, port, project, live) as server:
        try:
            greeted = False
            for stale in changes(project):
                if stamp.engine() != stamp.engine_now():
                    click.echo("The engine has changed. Press Ctrl+C and start anew to use it.", err=True)
                report = rebuild(Ahead(live.awaited, live.show), stale)
                if report:
                    live.tell(notice(report.problems, _explained(server)))
                if report and not greeted:
                    _greet(server)
                    opened(server.address)
                    greeted = True
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)


def _server(host: str, port: int, project: Project, live: Live) -> Server:
    try:
        return Server(host, port, project.output, live)
    except OSError as error:
        told = f"cannot serve at {host}:{port}: {error.strerror}. Try --port {port % 65535 + 1}."
        raise click.ClickException(told) from None


def _explained(server: Server) -> str:
    """The address of the handbook's page on rules, where the site has one."""
    page = server.output / _CHECKS.lstrip("/") / "index.html"
    return f"{server.base}{_CHECKS.lstrip('/')}" if page.is_file() else ""


def _greet(server: Server) -> None:
    click.echo(f"The site is at {server.address} – press Ctrl+C to stop.", err=True)
    if not server.is_local:
        click.echo("Other machines that can reach this one see it too.", err=True)
