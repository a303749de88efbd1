"""Facts to the search index: the files below `pagefind/` that the search page reads."""

import base64
import json
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache as once
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tracker.cache import Cache, code_digest, digest
from tracker.spread import processors
from tracker.stages.searching.entries import entries
from tracker.stages.searching.pagefind import ENGINE, pagefind
from tracker.stages.searching.parts import parts
from tracker.stages.searching.stubs import stubs
from tracker.values.facts import Facts
from tracker.values.file import File
from tracker.values.problem import Family, Problem

FOLDER = "pagefind"
_KIND, _KEYS = "search", "search-keys"
_FAULTS = (OSError, PackageNotFoundError, RuntimeError, ValueError, LookupError, EOFError)
_INSTALL = "Install what the program needs again, as the README says under Start, and build once more."
Indexed = tuple[dict[str, File], tuple[Problem, ...]]


def indexed(facts: Facts, cache: Cache) -> Callable[[], Indexed]:
    """Begin to make the index; what that gives has its files by their paths in the output folder.

    Each part of it is kept until what can be found there changes. The first stands beside the engine that
    reads it, the others in folders with their numbers, from 2. A problem stops the build: published without
    an index, the site would lose its search unnoticed.
    """
    threads = ThreadPoolExecutor(processors())
    begun = [threads.submit(_part, stubs(part), cache) for part in parts(entries(facts))]
    threads.shutdown(wait=False)
    return partial(_gathered, begun)


def _gathered(begun: list[Future[dict[str, File]]]) -> Indexed:
    files: dict[str, File] = {}
    try:
        for number, part in enumerate(begun, 1):
            place = f"{FOLDER}/{number}" if number > 1 else FOLDER
            taken = {name: file for name, file in part.result().items() if number == 1 or name not in ENGINE}
            files |= {f"{place}/{name}": file for name, file in taken.items()}
    except _FAULTS as error:
        message = f"Pagefind cannot make the search index ({error})."
        return {}, (Problem(f"output/{FOLDER}", message, _INSTALL, rule=Family.PAGES_CAN_BE_MADE),)
    return files, ()


def _part(found: Mapping[str, str], cache: Cache) -> dict[str, File]:
    """An index and its engine by their names, made now unless the cache has it."""
    code = code_digest(Path(__file__), Path(__file__).parent / "searching")
    key = digest(code, version("pagefind_bin"), repr(sorted(found.items())))
    keys, held = _keys(key, cache), None
    if keys is None:
        made = pagefind(found)
        keys = {name: digest(content) for name, content in made.items()}
        held = None if cache.put(_KIND, key, _dumped(made)) else made
        cache.put(_KEYS, key, json.dumps(keys))
    whole = once(lambda: held or _kept(key, cache) or pagefind(found))
    return {name: File(own, partial(_content, whole, name)) for name, own in keys.items()}


def _content(whole: Callable[[], Mapping[str, bytes]], name: str) -> bytes:
    return whole()[name]


def _keys(key: str, cache: Cache) -> dict[str, str] | None:
    """The keys of the files by their names, if the cache has them and the files."""
    text = cache.get(_KEYS, key)
    return json.loads(text) if text is not None and cache.has(_KIND, key) else None


def _dumped(files: Mapping[str, bytes]) -> str:
    return json.dumps({name: base64.b64encode(raw).decode() for name, raw in files.items()})


def _kept(key: str, cache: Cache) -> dict[str, bytes] | None:
    text = cache.get(_KIND, key)
    return None if text is None else {name: base64.b64decode(raw) for name, raw in json.loads(text).items()}
