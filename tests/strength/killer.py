"""A build that is killed just before it changes the file system for the n-th time, unknown to it."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from tracker.cli import main

_CHANGES = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.symlink", "os.utime"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def build_until(root: Path, arguments: tuple[str, ...], below: Path, moment: int) -> None:
    """Run a command; be killed before the given change of what is below a folder, if there are so many.

    Where a file is about to be written, half of the kills leave a torn one behind, as one in the midst of
    writing would. To be called in a process of its own: https://docs.python.org/3/library/audit_events.html.
    """
    count = 0

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal count
        if not _is_change(event, args, str(below)):
            return
        count += 1
        if count == moment:
            if event == "open" and moment % 2:
                descriptor = os.open(args[0], os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
                os.write(descriptor, b"torn")
            os.kill(os.getpid(), signal.SIGKILL)

    os.chdir(root)
    sys.addaudithook(hook)
    main(root, arguments)


def _is_change(event: str, args: tuple[Any, ...], below: str) -> bool:
    if event not in _CHANGES or (event == "open" and not args[2] & _WRITES):
        return False
    if not isinstance(args[0], str | os.PathLike):
        return False
    path = os.fspath(args[0])
    if event in ("os.remove", "os.rmdir") and args[1] != -1:  # as shutil.rmtree does
        path = os.path.join(_folder(args[1]), path)  # noqa: PTH118 - of what os.fspath gives
    return path.startswith(below)


def _folder(descriptor: int) -> str:
    try:
        return str(Path(f"/proc/self/fd/{descriptor}").readlink())
    except OSError:  # macOS does not tell
        return ""
