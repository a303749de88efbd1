"""The rendered site, before anything is written: every link, anchor, id and alternative text."""

import json
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache as once
from importlib.metadata import version
from pathlib import Path
from sys import intern
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from tracker.cache import Cache, code_digest, digest
from tracker.values.file import File
from tracker.values.page import NOT_FOUND
from tracker.values.problem import Family, Problem

_EXTERNAL = re.compile(r"(https?|mailto):", re.ASCII)
_PLAIN = re.compile(r"[\w./-]*(#[\w.-]*)?", re.ASCII)  # needs no more than a look, and most are so
_OURS = "This is a fault of a template, or of a link in a text."


@dataclass
class _Seen:
    """What a page refers to and offers."""

    ids: dict[str, int] = field(default_factory=dict)  # how often each is there
    links: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    headings: int = 0
    title: str = ""


def verified(files: Mapping[str, File], cache: Cache) -> tuple[Problem, ...]:
    """What is wrong with the pages of a rendered site.

    A page that the cache knows is not read again. Where the last build found nothing wrong, and all is
    still there that its pages refer to, only pages that have changed since are looked at.
    """
    pages = {name: file for name, file in files.items() if name.endswith(".html")}
    found: dict[str, _Seen] = {}

    def seen(name: str) -> _Seen:
        if name not in found:
            found[name] = looked_through(pages[name], cache)
        return found[name]

    last = _last(_engine(), cache)
    changed = [name for name, file in pages.items() if last.pages.get(name) != file.key]
    whole = last.files <= files.keys() and all(
        last.ids.get(name, frozenset()) <= {*seen(name).ids} for name in changed
    )
    looked_at = changed if whole else list(pages)
    problems = tuple(problem for name in looked_at for problem in _faults(name, files, seen))
    if looked_at and not problems:
        known = _renewed(last if whole else _Last(), pages, {name: seen(name) for name in looked_at})
        cache.put("whole", _engine(), known)
    return problems


@dataclass(frozen=True)
class _Last:
    """A site in which nothing was wrong: the key of each page, and the files and ids that links lead to."""

    pages: Mapping[str, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)


def _last(engine: str, cache: Cache) -> _Last:
    try:
        pages, files, ids = json.loads(cache.get("whole", engine) or "")
        return _Last(pages, frozenset(files), {name: frozenset(each) for name, each in ids.items()})
    except (ValueError, TypeError, AttributeError):  # nothing kept, or nothing of ours
        return _Last()


def _renewed(last: _Last, pages: Mapping[str, File], seen: Mapping[str, _Seen]) -> str:
    """What is known of a site in which nothing was wrong, after a look at some of its pages."""
    files, ids = set(last.files), {name: set(each) for name, each in last.ids.items()}
    for name, page in seen.items():
        for link in {*page.links}:
            if not _EXTERNAL.match(link):
                target, fragment = _target(link, name)
                files.add(target)
                if fragment:
                    ids.setdefault(target, set()).add(fragment)
    keys = {name: file.key for name, file in pages.items()}
    return json.dumps([keys, sorted(files), {name: sorted(each) for name, each in sorted(ids.items())}])


def _faults(name: str, files: Mapping[str, File], page: Callable[[str], _Seen]) -> Iterator[Problem]:
    seen = page(name)
    told = list(seen.faults)
    told += [f'the id "{each}" is there {times} times.' for each, times in seen.ids.items() if times > 1]
    if not seen.title.strip():
        told.append("the page has no title.")
    if seen.headings != 1:
        told.append(f"the page has {seen.headings} first-level headings instead of one.")
    told += [fault for link in dict.fromkeys(seen.links) if (fault := _dead(link, name, files, page))]
    for message in told:
        yield Problem(f"output/{name}", message, _OURS, rule=Family.PAGES_HOLD_TOGETHER)


def _dead(link: str, name: str, files: Mapping[str, File], page: Callable[[str], _Seen]) -> str:
    if _EXTERNAL.match(link):
        return ""
    if link.startswith("/") or not (_PLAIN.fullmatch(link) or _is_relative(urlsplit(link))):
        return f'the link "{link}" is neither relative nor a web address.'
    target, fragment = _target(link, name)
    if target not in files:
        return f'the link "{link}" leads nowhere.'
    if fragment and not (target.endswith(".html") and fragment in page(target).ids):
        return f'the link "{link}" leads to a place that is not on the page.'
    return ""


def _is_relative(parts: SplitResult) -> bool:
    return not parts.scheme and not parts.netloc


def _target(link: str, page: str) -> tuple[str, str]:
    """The file that a link of a page leads to, and the place in it."""
    if _PLAIN.fullmatch(link):
        path, _, fragment = link.partition("#")
    else:
        parts = urlsplit(link)
        path, fragment = unquote(parts.path), parts.fragment
    folder = "" if page == NOT_FOUND.lstrip("/") else page.rpartition("/")[0]
    return posixpath.normpath(posixpath.join(folder, path)) if path else page, fragment


def looked_through(page: File, cache: Cache) -> _Seen:
    """What a page refers to and offers, kept until the page changes."""
    return cache.stored(
        "verified",
        digest(_engine(), page.key),
        lambda: _seen(page.read()),
        dump=lambda seen: json.dumps(vars(seen)),
        load=_loaded,
    )


@once
def _engine() -> str:
    return digest(code_digest(Path(__file__)), version("lxml"))


def _loaded(text: str) -> _Seen:
    seen = _Seen(**json.loads(text))
    seen.links = [intern(link) for link in seen.links]  # most are on every page
    return seen


def _seen(html: bytes) -> _Seen:
    from lxml import etree  # noqa: PLC0415 - not needed when every page is known

    seen = _Seen()
    root: Any = etree.HTML(html, etree.HTMLParser(encoding="utf-8", huge_tree=True, collect_ids=False))
    for element in root.iter(etree.Element) if root is not None else ():
        tag, get, given = element.tag, element.get, element.keys()
        if "id" in given:
            seen.ids[get("id")] = seen.ids.get(get("id"), 0) + 1
        if "href" in given and tag != "base":  # which is where links start from, not a link
            seen.links.append(intern(get("href")))
        if "src" in given:
            seen.links.append(intern(get("src")))
        if tag == "img" and "alt" not in given:
            seen.faults.append(f'the image "{get("src", "")}" has no alternative text.')
        if tag == "svg" and get("role") == "img" and not get("aria-labelledby"):
            seen.faults.append("a drawing has no title.")
        seen.headings += tag == "h1"
        if tag == "title" and not any(above.tag == "svg" for above in element.iterancestors()):
            seen.title += "".join(element.itertext())
    return seen
