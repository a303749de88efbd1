"""`build.py serve` as an editor starts it, for tests that change the records of a project meanwhile."""

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.conftest import ROOT
from tracker.values.project import Project

PATIENCE = 30  # seconds; nobody waits that long but where something is broken
_START = "import sys, pathlib, tracker.cli as c; c.main(pathlib.Path(sys.argv[1]), sys.argv[2:])"


class Terminal:
    """What the command says, line by line, as it comes."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.lines: list[str] = []
        self._more = threading.Condition()
        self._ended = False
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            with self._more:
                self.lines.append(line.rstrip("\n"))
                self._more.notify_all()
        with self._more:
            self._ended = True
            self._more.notify_all()

    def wait_for(self, pattern: str, after: int = 0) -> re.Match[str]:
        """The first line that matches, of those after a number of lines."""

        def found() -> re.Match[str] | None:
            return next(filter(None, (re.search(pattern, line) for line in self.lines[after:])), None)

        with self._more:
            self._more.wait_for(lambda: found() or self._ended, PATIENCE)
            match = found()
        assert match, "\n".join([f"no line with {pattern!r} in:", *self.lines])
        return match

    def stop(self) -> int:
        """Press Ctrl+C; gives the exit status."""
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return status


def command(project: Project, *arguments: str) -> list[str]:
    """What starts a command of build.py for a project."""
    return [sys.executable, "-c", _START, str(project.root), *arguments]


@contextmanager
def previewing(project: Project, *options: str) -> Iterator[tuple[str, Terminal]]:
    """The address of a project's preview, and what it says."""
    with started(command(project, "serve", "--port=0", *options)) as terminal:
        yield terminal.wait_for("The site is at (http://.*/) ")[1], terminal


@contextmanager
def started(command: Sequence[str]) -> Iterator[Terminal]:
    """A command, ended at the latest when it is no longer looked at."""
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as process:
        terminal = Terminal(process)
        try:
            yield terminal
        finally:
            process.kill()
            terminal.reader.join(PATIENCE)
