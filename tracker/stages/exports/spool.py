"""Contents that wait on disk until somebody reads them: all of the open data would fill the memory."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from io import SEEK_END, BytesIO
from tempfile import TemporaryFile
from threading import Lock
from typing import IO
from weakref import finalize

from tracker.values.file import Pieces

_PIECE = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Spooled:
    """A content: its SHA-256 as hexadecimal digits, its size in bytes, and what reads it."""

    sha256: str
    size: int
    pieces: Pieces


class Spool:
    """Contents in a temporary file without a name, which lives as long as somebody can read from it."""

    def __init__(self, *, on_disk: bool) -> None:
        """An empty spool, in memory if not on disk. Raises OSError where there is no room on disk."""
        self._file: IO[bytes] = TemporaryFile() if on_disk else BytesIO()  # noqa: SIM115 - closed as below
        finalize(self, self._file.close)
        self._alone = Lock()

    def spooled(self, pieces: Iterable[bytes]) -> Spooled:
        """A content that is made piece by piece. Raises OSError where there is no room on disk."""
        start, total = self._file.seek(0, SEEK_END), hashlib.sha256()
        for piece in pieces:
            total.update(piece)
            self._file.write(piece)
        self._file.flush()
        size = self._file.tell() - start
        return Spooled(total.hexdigest(), size, partial(self._pieces, start, start + size))

    def _pieces(self, start: int, end: int) -> Iterator[bytes]:
        for place in range(start, end, _PIECE):
            with self._alone:
                self._file.seek(place)
                piece = self._file.read(min(_PIECE, end - place))
            yield piece
