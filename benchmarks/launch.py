"""Runs one command and writes what it took to a file; started by process.py as a process of its own.

The system counts the memory of the process that starts a command among the command's own peak. So this one
is small, and imports no more than it needs.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Iterator

_EVERY = 0.05  # seconds between two looks at the memory
_MB = 1024 * 1024


def main() -> None:
    told, *command = sys.argv[1:]
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ)
    ended, peaks = threading.Event(), [0.0]
    watcher = threading.Thread(target=_watch, args=(pid, ended, peaks))
    watcher.start()
    _, status, used = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    ended.set()
    watcher.join()
    unit = _MB if sys.platform == "darwin" else 1024
    with open(told, "w", encoding="ascii") as file:  # noqa: PTH123 - pathlib would make it larger
        took = {
            "seconds": round(seconds, 4),
            "cpu": round(used.ru_utime + used.ru_stime, 4),
            "largest": round(used.ru_maxrss / unit, 1),
            "together": round(max(peaks), 1) or None,
        }
        json.dump(took, file)
    sys.exit(os.waitstatus_to_exitcode(status) != 0)


def _watch(pid: int, ended: threading.Event, peaks: list[float]) -> None:
    while not ended.wait(_EVERY):
        peaks[0] = max(peaks[0], _memory(pid))


def _memory(pid: int) -> float:
    """The MB that a process and those below it have: what is each one's own, and the most that is shared."""
    own, shared = 0, 0
    for one in _family(pid):
        pages = _read(f"/proc/{one}/statm").split()
        if pages:
            own, shared = own + int(pages[1]) - int(pages[2]), max(shared, int(pages[2]))
    return (own + shared) * os.sysconf("SC_PAGE_SIZE") / _MB


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        threads = os.listdir(f"/proc/{pid}/task")  # noqa: PTH208 - as above
    except OSError:
        return
    for thread in threads:
        for child in _read(f"/proc/{pid}/task/{thread}/children").split():
            yield from _family(int(child))


def _read(file: str) -> str:
    try:
        with open(file, encoding="ascii") as opened:  # noqa: PTH123 - as above
            return opened.read()
    except OSError:  # it has just ended, or the system has no such files
        return ""


if __name__ == "__main__":
    main()
