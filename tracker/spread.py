"""Much work of one kind, done by all processors."""

import gc
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import SimpleQueue
from subprocess import DEVNULL, PIPE, Popen
from threading import Thread
from typing import IO, Any, Generic, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")
_Remaining = deque[range]
"""The numbers of the items that nobody has begun with, in batches."""

_BATCHES = 20  # of which `few` items consist: a smaller one is made sooner than it goes to and fro
_AHEAD = 2  # batches that a process has at most at a time, so that it never waits for one


class Spread(Generic[Item, Made]):
    """Work on many items, begun in other processes while this one goes on.

    There is another process for each further processor, but none for less than `few` items, which should
    take longer than it takes a process to begin. Each is given more whenever it has made something. This
    one joins in when it is asked for what was made. The work must be a function of a module, and its result
    depend on nothing but the item, so that it is the same wherever it is made; no item may change
    meanwhile. What another process fails to deliver, for whatever reason, is made in this one, and so
    raises here what it raises.

    The others are not forked, which is unsafe while threads run, nor do they run once more the program that
    is running, as those of `multiprocessing` do then. They end when nobody takes what they make any more.
    """

    def __init__(self, work: Callable[[Item], Made], items: Sequence[Item], few: int) -> None:
        """Begin."""
        self._work, self._items = work, items
        size = max(few // _BATCHES, 1)
        self._remaining = _Remaining(range(len(items))[n : n + size] for n in range(0, len(items), size))
        others = min(processors() - 1, len(items) // few)
        self._others = [_Other(work, items, self._remaining) for _ in range(others)]

    def made(self) -> list[Made]:
        """What became of the items, in their order."""
        made: dict[int, Made] = {}
        try:
            while numbers := _next(self._remaining):
                made |= {number: self._work(self._items[number]) for number in numbers}
        finally:
            self._remaining.clear()  # should anything have been raised, the others need not go on
        for other in self._others:
            made |= other.delivered()
        return [made[n] if n in made else self._work(item) for n, item in enumerate(self._items)]


def spread(work: Callable[[Item], Made], items: Sequence[Item], few: int) -> list[Made]:
    """What the work makes of each item, in their order, as `Spread` has it made."""
    return Spread(work, items, few).made()


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _next(remaining: _Remaining) -> range | None:
    with suppress(IndexError):  # all threads take from the same, and one is the last
        return remaining.popleft()
    return None


class _Other:
    """Another process, and a thread that gives it batches and takes what it makes."""

    def __init__(self, work: Callable[[Any], Any], items: Sequence[Any], remaining: _Remaining) -> None:
        self._made: dict[int, Any] = {}
        self._talk = Thread(target=self._talked, args=(work, items, remaining), daemon=True)
        self._talk.start()

    def _talked(self, work: Callable[[Any], Any], items: Sequence[Any], remaining: _Remaining) -> None:
        code = f"import sys; sys.path[:] = {sys.path!r}; from tracker.spread import worked; worked()"
        command = [sys.executable, "-c", code]
        given: deque[range] = deque()
        with (
            suppress(Exception),  # see above: whatever the reason
            Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as process,  # noqa: S603 - ourselves
        ):
            to, back = process.stdin, process.stdout
            assert to and back  # noqa: S101, PT018 - both are pipes
            pickle.dump(work, to)
            while True:
                while len(given) < _AHEAD and (numbers := _next(remaining)):
                    given.append(numbers)
                    to.write(pickle.dumps([items[number] for number in numbers]))
                    to.flush()
                if not given:
                    break
                made = pickle.load(back)  # noqa: S301 - from our own process
                self._made.update(zip(given.popleft(), made, strict=True))

    def delivered(self) -> dict[int, Any]:
        """All that it has made until it ended, by the numbers of the items."""
        self._talk.join()
        return self._made


def worked() -> None:
    """In another process: make what is to be made of the items that the standard input gives."""
    output, sys.stdout = sys.stdout.buffer, sys.stderr
    work = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that began this one
    ahead = SimpleQueue[list[Any] | None]()
    Thread(target=_heard, args=(sys.stdin.buffer, ahead), daemon=True).start()
    gc.freeze()  # what is there now stays, so that none of it is garbage
    try:
        while (items := ahead.get()) is not None:
            output.write(pickle.dumps([work(item) for item in items]))
            output.flush()
    except BaseException:
        os._exit(1)  # an end in good order would not come while the thread still reads


def _heard(given: IO[bytes], ahead: "SimpleQueue[list[Any] | None]") -> None:
    """Read batches while one is worked on: who gives them does not take what is made until they are read."""
    try:
        with suppress(EOFError):
            while True:
                ahead.put(pickle.load(given))  # noqa: S301 - as above
    finally:
        ahead.put(None)
