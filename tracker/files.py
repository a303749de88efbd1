"""Files that builds read again and write anew: plain ones, each replaced whole."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path


def plain_content(path: Path) -> bytes:
    """The content of a plain file.

    Raises OSError for whatever else stands there: a pipe would never end, and a link may lead anywhere.
    """
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(errno.EINVAL, "this is not a plain file", str(path))
    return path.read_bytes()


def put(path: Path, content: bytes) -> None:
    """Give a path its content in one step, whatever file stands there; raises OSError."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.unlink(missing_ok=True)  # from a process of the same number, killed before it had ended
        with part.open("xb") as opened:
            opened.write(content)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
