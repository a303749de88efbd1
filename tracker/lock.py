"""One build of a project at a time."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

FILE = "lock"
"""In the cache folder: beside what it keeps apart, and never published."""


@contextmanager
def alone(cache: Path, tell: Callable[[str], None]) -> Iterator[bool]:
    """Waits until no other build of a project runs, tells for whom, and keeps others waiting meanwhile.

    Gives whether it had to wait. The system itself holds the lock and takes it back when the process ends,
    however it ends; the file that stays means nothing. Where the folder takes no such file, or the file
    system knows no locks, builds are not kept apart: even then they replace each file as a whole.
    """
    lock = FileLock(cache / FILE, fallback_to_soft=False, on_acquired=_signed)
    waited = False
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            waited = True
            tell(
                f"Another build of this project is running{_holder(cache / FILE)}. This one waits until that "
                "has ended; press Ctrl+C to give up."
            )
            lock.acquire()
    try:
        yield waited
    finally:
        lock.release()


def _signed(descriptor: int) -> None:
    """Note who holds the lock, behind the first byte: Windows lets nobody read that one meanwhile."""
    with suppress(OSError):  # a full disk: the lock holds without a name
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f" {os.getpid()}\n".encode())


def _holder(file: Path) -> str:
    with suppress(OSError, ValueError), file.open("rb", buffering=0) as opened:
        opened.seek(1)
        return f" (process {int(opened.read(20))})"
    return ""  # it has just begun
