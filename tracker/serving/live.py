"""What the open pages are to be told: the problems of the last build, and that there was one."""

import threading
from collections.abc import Mapping

_HELD = 3
"""Browsers open six connections to a server at most, for all tabs together; the others load pages."""


class Live:
    """The last news, and the requests that are held until there is more."""

    def __init__(self) -> None:
        """Without any news yet."""
        self._changed = threading.Condition()
        self._held: dict[object, str] = {}
        self._number = 0
        self._notice = ""
        self._ahead: Mapping[str, bytes] = {}

    @property
    def number(self) -> int:
        """How many news there have been."""
        return self._number

    @property
    def notice(self) -> str:
        """What pages show over the site now, as HTML."""
        return self._notice

    @property
    def ahead(self) -> Mapping[str, bytes]:
        """What a build that has not ended yet will write, by its name in the output folder."""
        return self._ahead

    def show(self, files: Mapping[str, bytes]) -> None:
        """Some pages are ready before the build has ended; none are where something is wrong."""
        if files:
            self._say("", files)

    def tell(self, notice: str) -> None:
        """A build has ended: pages may have changed, and this is to be shown over them."""
        self._say(notice, {})

    def _say(self, notice: str, ahead: Mapping[str, bytes]) -> None:
        with self._changed:
            self._number += 1
            self._notice, self._ahead = notice, ahead
            self._changed.notify_all()

    @property
    def awaited(self) -> frozenset[str]:
        """The pages that somebody looks at, by their addresses on the site."""
        with self._changed:
            return frozenset(self._held.values())

    def wait(self, number: int, url: str, seconds: float) -> bool:
        """Hold a page's request until there are more news than a number, or the time is over.

        Gives False where requests of other pages have taken its place.
        """
        place = object()
        with self._changed:
            self._held[place] = url
            if len(self._held) > _HELD:
                del self._held[next(iter(self._held))]
                self._changed.notify_all()
            self._changed.wait_for(lambda: self._number != number or place not in self._held, seconds)
            return self._held.pop(place, None) is not None
