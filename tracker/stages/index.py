"""Facts to the search index: the files below `pagefind/` that the search page reads."""

import base64
import json
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tracker.cache import Cache, code_digest, digest
from tracker.stages.searching.entries import entries
from tracker.stages.searching.pagefind import pagefind
from tracker.stages.searching.stubs import stubs
from tracker.values.facts import Facts
from tracker.values.problem import Family, Problem

FOLDER = "pagefind"
_INSTALL = "Install what the program needs again, as the README says under Start, and build once more."


def indexed(facts: Facts, cache: Cache) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The files of the index by their paths in the output folder; kept until what can be found changes.

    A problem stops the build: published without an index, the site would lose its search unnoticed.
    """
    found = stubs(entries(facts))
    if not found:
        return {}, ()
    try:
        code = code_digest(Path(__file__), Path(__file__).parent / "searching")
        key = digest(code, version("pagefind_bin"), repr(sorted(found.items())))
        files = cache.kept("search", key, lambda: pagefind(found), dump=_dumped, load=_loaded)
    except (OSError, PackageNotFoundError, RuntimeError, ValueError, LookupError, EOFError) as error:
        message = f"Pagefind cannot make the search index ({error})."
        return {}, (Problem(f"output/{FOLDER}", message, _INSTALL, rule=Family.PAGES_CAN_BE_MADE),)
    return {f"{FOLDER}/{name}": raw for name, raw in files.items()}, ()


def _dumped(files: Mapping[str, bytes]) -> str:
    return json.dumps({name: base64.b64encode(raw).decode() for name, raw in files.items()})


def _loaded(text: str) -> dict[str, bytes]:
    return {name: base64.b64decode(raw) for name, raw in json.loads(text).items()}
