"""Facts to the search index: the files below `pagefind/` that the search page reads."""

import base64
import json
from collections.abc import Callable, Mapping
from functools import cache as once
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tracker.cache import Cache, code_digest, digest
from tracker.stages.searching.entries import entries
from tracker.stages.searching.pagefind import pagefind
from tracker.stages.searching.stubs import stubs
from tracker.values.facts import Facts
from tracker.values.file import File
from tracker.values.problem import Family, Problem

FOLDER = "pagefind"
_KIND, _NAMES = "search", "search-names"
_FAULTS = (OSError, PackageNotFoundError, RuntimeError, ValueError, LookupError, EOFError)
_INSTALL = "Install what the program needs again, as the README says under Start, and build once more."
Indexed = tuple[dict[str, File], tuple[Problem, ...]]


def indexed(facts: Facts, cache: Cache) -> Callable[[], Indexed]:
    """Begin to make the index; what that gives has its files by their paths in the output folder.

    It is kept until what can be found changes. A problem stops the build: published without an index, the
    site would lose its search unnoticed.
    """
    found = stubs(entries(facts))
    if not found:
        return lambda: ({}, ())
    try:
        code = code_digest(Path(__file__), Path(__file__).parent / "searching")
        key = digest(code, version("pagefind_bin"), repr(sorted(found.items())))
        names = _names(key, cache)
        begun = pagefind(found) if names is None else None
    except _FAULTS as error:
        return partial(_failed, error)

    def files() -> Indexed:
        made = None
        try:
            if begun:
                made = begun()
                cache.put(_KIND, key, _dumped(made))
                cache.put(_NAMES, key, json.dumps(sorted(made)))
        except _FAULTS as error:
            return _failed(error)
        # Held in memory only where the cache does not take it.
        held = made if made and not cache.has(_KIND, key) else None
        whole = once(lambda: held or _kept(key, cache) or pagefind(found)())
        return {
            f"{FOLDER}/{name}": File(digest(key, name), partial(_content, whole, name))
            for name in names or sorted(made or ())
        }, ()

    return files


def _failed(error: Exception) -> Indexed:
    message = f"Pagefind cannot make the search index ({error})."
    return {}, (Problem(f"output/{FOLDER}", message, _INSTALL, rule=Family.PAGES_CAN_BE_MADE),)


def _content(whole: Callable[[], Mapping[str, bytes]], name: str) -> bytes:
    return whole()[name]


def _names(key: str, cache: Cache) -> list[str] | None:
    """The names of the files, if the cache has them."""
    text = cache.get(_NAMES, key)
    return json.loads(text) if text is not None and cache.has(_KIND, key) else None


def _dumped(files: Mapping[str, bytes]) -> str:
    return json.dumps({name: base64.b64encode(raw).decode() for name, raw in files.items()})


def _kept(key: str, cache: Cache) -> dict[str, bytes] | None:
    text = cache.get(_KIND, key)
    return None if text is None else {name: base64.b64decode(raw) for name, raw in json.loads(text).items()}
