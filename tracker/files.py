"""Files that builds read again and write anew: plain ones, each replaced whole.

Paths are texts where there are many: `Path` takes longer than the system does.
"""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO


def plain_content(path: str | os.PathLike[str]) -> bytes:
    """The content of a plain file.

    Raises OSError for whatever else stands there: a pipe would never end, and a link may lead anywhere.
    """
    with _plain(path) as opened:
        return opened.read()


def holds(path: str | os.PathLike[str], pieces: Iterable[bytes]) -> bool:
    """Whether a plain file has a content, told piece by piece; what cannot be read is to be written anew."""
    with suppress(OSError), _plain(path) as opened:
        return all(opened.read(len(piece)) == piece for piece in pieces) and not opened.read(1)
    return False


def _plain(path: str | os.PathLike[str]) -> IO[bytes]:
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise OSError(errno.EINVAL, "this is not a plain file", os.fspath(path))
    return open(path, "rb")  # noqa: PTH123 - see above


def entries(folder: str) -> Iterator["os.DirEntry[str]"]:
    """What is in a folder, each to be looked at before the next one; raises OSError.

    Where the system knows folders by descriptors, it finds the state of a file sooner from there than by the
    whole path, which an entry then lacks.
    """
    if os.scandir not in os.supports_fd:
        with os.scandir(folder) as found:
            yield from found
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with os.scandir(descriptor) as found:
            yield from found
    finally:
        os.close(descriptor)


def begin(path: str | os.PathLike[str], pieces: Iterable[bytes]) -> None:
    """Make a file where there is none, piece by piece; raises OSError."""
    with open(path, "xb") as opened:  # noqa: PTH123 - see above
        opened.writelines(pieces)


def put(path: str | os.PathLike[str], content: bytes) -> None:
    """Give a path its content in one step, whatever file stands there; raises OSError."""
    folder, name = os.path.split(path)
    part = os.path.join(folder, f".{name}.{os.getpid()}.part")  # noqa: PTH118 - see above
    try:
        try:
            begin(part, (content,))
        except FileExistsError:  # of a process with the same number, killed before it had ended
            os.unlink(part)  # noqa: PTH108 - see above
            begin(part, (content,))
        os.replace(part, path)  # noqa: PTH105 - see above
    except OSError:
        with suppress(OSError):
            os.unlink(part)  # noqa: PTH108 - see above
        raise
