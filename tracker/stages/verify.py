"""The rendered site, before anything is written: every link, anchor, id and alternative text."""

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tracker.cache import Cache, code_digest, digest
from tracker.values.page import NOT_FOUND
from tracker.values.problem import Family, Problem

_EXTERNAL = re.compile(r"(https?|mailto):", re.ASCII)
_OURS = "This is a fault of a template, or of a link in a text."


@dataclass
class _Seen:
    """What a page refers to and offers."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    headings: int = 0
    title: str = ""


def verified(files: Mapping[str, bytes], cache: Cache) -> tuple[Problem, ...]:
    """What is wrong with the pages of a rendered site. A page that the cache knows is not read again."""
    engine = code_digest(Path(__file__))
    pages = {name: _kept(raw, engine, cache) for name, raw in files.items() if name.endswith(".html")}
    ids = {name: frozenset(seen.ids) for name, seen in pages.items()}
    return tuple(problem for name, seen in pages.items() for problem in _faults(name, seen, files, ids))


def _faults(
    name: str, seen: _Seen, files: Mapping[str, bytes], ids: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    told = list(seen.faults)
    told += [
        f'the id "{name}" is there {times} times.' for name, times in Counter(seen.ids).items() if times > 1
    ]
    if not seen.title.strip():
        told.append("the page has no title.")
    if seen.headings != 1:
        told.append(f"the page has {seen.headings} first-level headings instead of one.")
    told += [fault for link in dict.fromkeys(seen.links) if (fault := _dead(link, name, files, ids))]
    for message in told:
        yield Problem(f"output/{name}", message, _OURS, rule=Family.PAGES_HOLD_TOGETHER)


def _dead(link: str, page: str, files: Mapping[str, bytes], ids: Mapping[str, frozenset[str]]) -> str:
    if _EXTERNAL.match(link):
        return ""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or link.startswith("/"):
        return f'the link "{link}" is neither relative nor a web address.'
    folder = "" if page == NOT_FOUND.lstrip("/") else posixpath.dirname(page)
    target = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else page
    if target not in files:
        return f'the link "{link}" leads nowhere.'
    if parts.fragment and parts.fragment not in ids.get(target, frozenset()):
        return f'the link "{link}" leads to a place that is not on the page.'
    return ""


def _kept(raw: bytes, engine: str, cache: Cache) -> _Seen:
    key = digest(engine, raw)
    return cache.kept(
        "verified",
        key,
        lambda: _seen(raw.decode()),
        dump=lambda seen: json.dumps(asdict(seen)),
        load=lambda text: _Seen(**json.loads(text)),
    )


def _seen(html: str) -> _Seen:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.seen


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen = _Seen()
        self.in_title = False
        self.inside_svg = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.seen.ids.append(given["id"])
        for name in ("href", "src"):
            # A base is where links start from, not a link.
            if name in given and tag != "base":
                self.seen.links.append(given[name])
        if tag == "img" and "alt" not in given:
            self.seen.faults.append(f'the image "{given.get("src", "")}" has no alternative text.')
        if tag == "svg" and given.get("role") == "img" and not given.get("aria-labelledby"):
            self.seen.faults.append("a drawing has no title.")
        self.seen.headings += tag == "h1"
        self.inside_svg += tag == "svg"
        self.in_title = tag == "title" and not self.inside_svg

    def handle_endtag(self, tag: str) -> None:
        self.inside_svg -= tag == "svg"
        self.in_title = False

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.seen.title += data
