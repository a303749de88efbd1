"""What can be found to the small HTML files that Pagefind reads, one for each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape

from tracker.values.page import file_of_url
from tracker.values.search import AREA, HANDBOOK, Entry


def stubs(entries: Iterable[Entry]) -> Mapping[str, str]:
    """The text of each file by its path, which is where the entry leads, then "~", a number and ".html".

    So the address needs no field of its own, whose words would be found too. The number tells apart what
    leads to one place; `static/search.js` takes it off.
    """
    made: dict[str, str] = {}
    seen = Counter[str]()
    for place, entry in enumerate(entries, 1):
        path, mark, fragment = entry.url.partition("#")
        url = file_of_url(path) + mark + fragment
        seen[url] += 1
        made[f"{url}~{seen[url]}.html"] = _stub(entry, place)
    return made


def _stub(entry: Entry, place: int) -> str:
    """The attributes are those of https://pagefind.app/docs/metadata/, /filtering/ and /sorts/."""
    fields = {"title": entry.title, "context": entry.context, "place": str(place)}
    named = " ".join(f'data-{name}="{escape(value)}"' for name, value in fields.items())
    facets = "".join(
        f'<i data-pagefind-filter="{facet}[data-is]" data-is="{escape(value)}"></i>'
        for facet, values in entry.facets.items()
        for value in values
    )
    # Pagefind leaves out what has no text at all.
    text = "".join(f"<p>{escape(line)}</p>" for line in (entry.text or entry.title).splitlines())
    # Who searches for a place means the place before all that has it in its name, and seldom the handbook.
    weight = {AREA: "5", HANDBOOK: "0.3"}.get(entry.kind, "1")
    return (
        f'<!doctype html><html lang="en"><body data-pagefind-body data-pagefind-weight="{weight}" {named} '
        f'data-pagefind-meta="title[data-title], context[data-context]" '
        f'data-pagefind-sort="place[data-place]">{facets}{text}</body></html>'
    )
