"""When to build again: after a change of anything that the site is made of, not for what editors drop."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import watchfiles

from tracker.stamp import engine_now, inputs
from tracker.values.project import DROPPING, Project

State = frozenset[tuple[str, ...]]

_LOOK = 250  # milliseconds between two looks at the files while nothing is notified
_QUIET = 10  # milliseconds without a further notification that end a save
_FEW = 3  # files that one save changes; more are a branch being switched


def changes(project: Project) -> Generator[Callable[[], bool]]:
    """Yields at once, and then after each change of what the site is made of, or of the engine.

    It yields a question: whether something has changed again since. Who is told so breaks off what it
    does, and is called again. What changes while the caller is busy counts in any case.

    The system's notifications only tell when to look; what the files are tells whether anything has
    changed. So where notifications fail (network drives, some containers), the looks in between find the
    same a moment later.
    """
    known = seen = _state(project)
    broken_off = False

    def stale() -> bool:
        nonlocal broken_off
        broken_off = broken_off or _state(project) != known
        return broken_off

    yield stale
    for _turn in _turns(project):
        before, seen = seen, _state(project)
        if (seen != known or broken_off) and (seen == before or _is_one_save(known, seen)):
            known, broken_off = seen, False
            yield stale


def _turns(project: Project) -> Iterator[None]:
    """Yields after notifications, and where a while has passed without."""
    wanted = (project.content, project.docs, project.templates, project.static)
    notifies = True
    while True:
        watched = [_identity(folder) for folder in wanted]
        folders = [folder for folder, identity in zip(wanted, watched, strict=True) if identity]
        try:
            # Its own polling is never needed: the looks do the same, also on WSL.
            for _notified in watchfiles.watch(
                *(folders if notifies else ()),
                watch_filter=None,
                step=_QUIET,
                rust_timeout=_LOOK,
                yield_on_timeout=True,
                force_polling=not notifies,
            ):
                yield
                if watched != [_identity(folder) for folder in wanted]:
                    break  # a folder made anew has to be watched anew
        except (OSError, RuntimeError):  # one has gone since it was listed, or the system watches no more
            notifies = notifies and not all(folder.is_dir() for folder in folders)


def _identity(folder: Path) -> int:
    try:
        return folder.stat().st_ino
    except OSError:
        return 0


def _state(project: Project) -> State:
    stats = (tuple(stat.split("\0")) for stat in (*engine_now(), *inputs(project)))
    return frozenset(stat for stat in stats if not DROPPING.search(stat[0]))


def _is_one_save(before: State, now: State) -> bool:
    """Whether a save is over: few files differ, and none of them is gone or empty at the moment."""
    few = len({stat[0] for stat in before ^ now}) <= _FEW
    return few and _filled(before) <= _filled(now)


def _filled(state: State) -> set[str]:
    return {path for path, *stat in state if stat and stat[0] != "0"}
