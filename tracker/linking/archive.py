"""Finds the copies that the Internet Archive keeps of pages."""

import json
import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from tracker.linking.ask import Asker

_WAYBACK = "https://archive.org/wayback/available"  # see https://archive.org/help/wayback_api.php
_MOST = 65_536
_COPY = re.compile(r"https?://web\.archive\.org/web/(\d{14})/\S+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a page, and the day on which it was made."""

    url: str
    day: date


async def nearest_copy(asker: Asker, url: str, day: date | None) -> Copy | None:
    """The copy of a page that was made nearest to a day, or the newest; None if the archive names none.

    Only copies of a page that was there count (status 200), not those of its fault or redirect.
    """
    question = {"url": url} | ({"timestamp": day.strftime("%Y%m%d")} if day else {})
    try:
        answer = json.loads(await asker.read(f"{_WAYBACK}?{urlencode(question)}", _MOST) or b"")
        closest = answer["archived_snapshots"]["closest"]
        found = _COPY.fullmatch(closest["url"])
        if not found or closest["status"] != "200" or closest["available"] is not True:
            return None
        made = date.fromisoformat(found[1][:8])
    except (ValueError, KeyError, TypeError):
        return None
    return Copy(re.sub(r"^http:", "https:", found[0]), made)


def lookup(url: str) -> str:
    """Where a person sees all copies that the archive has of a page."""
    return f"https://web.archive.org/web/*/{url}"
