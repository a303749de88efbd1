"""Builds sites in a process that may use little time and memory, and tells what became of each."""

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from tracker.commands.console import print_problems
from tracker.pipeline import build
from tracker.values.dates import PartialDate
from tracker.values.problem import Problem, as_text
from tracker.values.project import Project

TODAY = PartialDate("2024-06-01")
SECONDS = 2
"""What one input may take of the processor, beyond the start of the program."""
MEMORY = 300 * 1024 * 1024
"""What the process may take of the memory, with the whole program in it."""
PATIENCE = 60
"""Seconds after which a process that says nothing hangs, however slow the machine is."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of an input: the problems of a build, the seconds of the processor, the bytes of memory."""

    problems: tuple[Problem, ...]
    seconds: float
    memory: int

    @property
    def lines(self) -> list[str]:
        """The problems as an editor reads them."""
        return [as_text(problem) for problem in self.problems]


@contextlib.contextmanager
def bench() -> Iterator[Callable[[Path], Trial]]:
    """Gives a function that builds the project of a folder, in one process for all.

    It raises what the build raises, and TimeoutError where it hangs; then a new process follows.
    """
    held: list[ProcessPoolExecutor] = []

    def tried(root: Path) -> Trial:
        if not held:
            held.append(ProcessPoolExecutor(1, get_context("spawn"), _limited))
        try:
            return held[0].submit(_built, root).result(PATIENCE)
        except BaseException:
            _ended(held.pop())
            raise

    try:
        yield tried
    finally:
        for process in held:
            _ended(process)


def _ended(pool: ProcessPoolExecutor) -> None:
    """End the process of a pool, also one that hangs."""
    for process in list((pool._processes or {}).values()):  # no public way to end one that hangs
        process.kill()
    pool.shutdown()


def _limited() -> None:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - not on Windows

        # So an input that eats memory ends the process before the machine suffers.
        resource.setrlimit(resource.RLIMIT_DATA, (4 * MEMORY, 4 * MEMORY))


def _built(root: Path) -> Trial:
    project = Project.at(root)
    started = _spent()
    if sys.platform == "linux":  # https://man7.org/linux/man-pages/man5/proc_pid_clear_refs.5.html
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    problems = build(project, TODAY).problems
    with contextlib.redirect_stdout(io.StringIO()):
        print_problems(project, problems)
    return Trial(problems, _spent() - started, _most())


def _spent() -> float:
    """The seconds that this process and those that it has ended took of the processor."""
    return sum(os.times()[:4])


def _most() -> int:
    """The most memory that this process had since it began the input, in bytes; 0 where nothing tells."""
    if sys.platform != "linux":
        return 0
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def state(folder: Path) -> Mapping[str, tuple[bytes, int]]:
    """Every file of a published site, with its content and when it was written."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
