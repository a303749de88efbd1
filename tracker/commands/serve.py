"""serve: the site on this machine while the records are edited."""

import click

from tracker.commands.build import built
from tracker.commands.options import today_option
from tracker.serve import serve as run
from tracker.values.project import Project


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Name another to let other machines see it."
)
@today_option
@click.pass_obj
def serve(project: Project, port: int, host: str, today: str) -> None:
    """Build, show the site on this machine, and build again whenever a file changes."""
    try:
        run(project, host, port, lambda: built(project, today, None, None))
    except OSError as error:
        raise click.ClickException(
            f"cannot serve at {host}:{port}: {error.strerror}. Try --port 8001."
        ) from None
