"""When words were compared with their source, as the ledger has it."""

from tracker.values.passage import fingerprint
from tracker.values.records import Content, Inspection
from tracker.values.records.base import UNATTRIBUTED
from tracker.values.words import listed

_BOTH = 2


def checked_against(content: Content, inspection: Inspection, cites: tuple[str, ...], passage: str) -> str:
    """Words such as "Checked against the source on 22 November 2026", or "" where the ledger has none.

    Of several sources it says which, unless the words were found in all of them on one day; only what
    was found on the last day counts.
    """
    cited = inspection.stated_by(cites)
    entries = [
        (s, content.verified.sources[s.url]) for s in cited if s.url and s.url in content.verified.sources
    ]
    mark = fingerprint(passage) if entries else ""
    having = [(source, entry.checked) for source, entry in entries if mark in entry.passages]
    if not having:
        return ""
    last = max(day for _, day in having)
    found = [source for source, day in having if day == last]
    if found == list(cited) and UNATTRIBUTED not in cites:
        named = _all(len(cited))
    else:
        named = listed(dict.fromkeys(source.publisher for source in found))
    return f"Checked against {named} {last.when}"


def _all(count: int) -> str:
    return "the source" if count == 1 else "both sources" if count == _BOTH else f"all {count} sources"
