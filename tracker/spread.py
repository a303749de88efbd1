"""Much work of one kind, spread over the processors."""

import os
import pickle
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import BytesIO
from subprocess import DEVNULL, PIPE, Popen
from threading import Thread
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


class Spread(Generic[Item, Made]):
    """Work on many items, begun in other processes while this one goes on.

    There is a process for each processor, this one among them, and none for less than `few` items, which
    should take longer than it takes a process to begin. This one works on its share when it is asked for
    what was made, or takes none if all is to be made `elsewhere`. The work must be a function of a module,
    and its result depend on nothing but the item, so that it is the same wherever it is made. What another
    process fails to deliver, for whatever reason, is made in this one, and so raises here what it raises.

    The others are not forked, which is unsafe while threads run, nor do they run once more the program that
    is running, as those of `multiprocessing` do then. They end when nobody takes what they make any more.
    """

    def __init__(
        self, work: Callable[[Item], Made], items: Sequence[Item], few: int, *, elsewhere: bool = False
    ) -> None:
        """Begin."""
        self._work = work
        most = processors() - elsewhere
        count = max(min(most, len(items) // few), 0 if elsewhere else 1)
        own = 0 if elsewhere and count else 1
        count = max(count, 1)
        self._shares = [items[number::count] for number in range(count)]
        self._others = [None] * own + [_Other(pickle.dumps((work, each))) for each in self._shares[own:]]

    def made(self) -> list[Made]:
        """What became of the items, in their order."""
        results = []
        for share, other in zip(self._shares, self._others, strict=True):
            delivered = other.delivered() if other else []
            results.append(delivered + [self._work(item) for item in share[len(delivered) :]])
        count = len(results)
        return [results[n % count][n // count] for n in range(sum(map(len, results)))]


def spread(work: Callable[[Item], Made], items: Sequence[Item], few: int) -> list[Made]:
    """What the work makes of each item, in their order, as `Spread` has it made."""
    return Spread(work, items, few).made()


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Other:
    """Another process with work that it has been given, and a thread that takes what it makes."""

    def __init__(self, job: bytes) -> None:
        self._output = b""
        self._talk = Thread(target=self._talked, args=(job,), daemon=True)
        self._talk.start()

    def _talked(self, job: bytes) -> None:
        code = f"import sys; sys.path[:] = {sys.path!r}; from tracker.spread import worked; worked()"
        with suppress(OSError, ValueError):
            command = [sys.executable, "-c", code]
            with Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as process:  # noqa: S603 - ourselves
                self._output, _ = process.communicate(job)

    def delivered(self) -> list[Any]:
        """All that it has made until it ended."""
        self._talk.join()
        results = []
        stream = BytesIO(self._output)
        with suppress(EOFError, pickle.UnpicklingError):
            while True:
                results.append(pickle.load(stream))  # noqa: S301 - from our own process
        return results


def worked() -> None:
    """In another process: make what is to be made of the items that the standard input gives."""
    output, sys.stdout = sys.stdout.buffer, sys.stderr
    work, items = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that began this one
    for item in items:
        output.write(pickle.dumps(work(item)))
        output.flush()
