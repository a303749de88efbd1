"""Small HTML files to a search index, by Pagefind (https://pagefind.app), the same bytes every time."""

import gzip
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cbor2
from pagefind_bin import get_executable

from tracker.cache import digest

# What pagefind.js takes for "not compressed": see `decompress` in it.
_HEADER = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
# Pagefind's own interfaces, its worker and its stemming of other languages, none of which the page loads.
_UNUSED = ("*-ui.*", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")


def pagefind(stubs: Mapping[str, str]) -> dict[str, bytes]:
    """The files of the index and of the engine that reads it, by their names.

    Raises OSError where the program is missing or cannot be started, RuntimeError where it fails, and
    ValueError where it writes another form than the one that is known here (that of version 1.5).
    """
    with TemporaryDirectory(prefix="search-") as folder:
        source, target = Path(folder, "in"), Path(folder, "out")
        for name, text in stubs.items():
            file = source / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        options = ("--silent", "--keep-index-url", "--site", source, "--output-path", target)
        command = [get_executable(), *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own
        if done.returncode:
            raise RuntimeError(" ".join((done.stderr or done.stdout).split()) or "it gives no reason")
        unused = {file for pattern in _UNUSED for file in target.glob(pattern)}
        files = {
            file.relative_to(target).as_posix(): file.read_bytes()
            for file in sorted(target.rglob("*"))
            if file.is_file() and file not in unused
        }
    taken = sum(language["page_count"] for language in json.loads(files[_ENTRY])["languages"].values())
    if taken != len(stubs):
        raise RuntimeError(f"it took up {taken} of {len(stubs)} entries")
    return _tidied(files)


def _tidied(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same with filters in order: Pagefind writes them, and their values, in another order each time.

    A file is named after its content, so these get other names, also where they are referred to. They are
    left uncompressed, because compression differs between versions of zlib.
    """
    entry = json.loads(files.pop(_ENTRY))
    for language in entry["languages"].values():
        old = f"pagefind.{language['hash']}.pf_meta"
        # Version, pages, parts of the word index, filters, sorts, names of fields; kept as they are but one.
        version, pages, words, filters, *rest = _opened(files.pop(old))
        named = []
        for name, file in sorted(filters):
            values = _opened(files.pop(f"filter/{file}.pf_filter"))
            content = _closed([name, sorted(values[1])])
            new = f"{file.partition('_')[0]}_{digest(content)[:10]}"
            files[f"filter/{new}.pf_filter"] = content
            named.append([name, new])
        content = _closed([version, pages, words, named, *rest])
        language["hash"] = f"{language['hash'].partition('_')[0]}_{digest(content)[:10]}"
        files[f"pagefind.{language['hash']}.pf_meta"] = content
    files[_ENTRY] = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    return dict(sorted(files.items()))


def _opened(raw: bytes) -> Any:
    content = gzip.decompress(raw)
    if not content.startswith(_HEADER):
        raise ValueError("a file of the index has an unknown form")
    return cbor2.loads(content[len(_HEADER) :])


def _closed(value: Any) -> bytes:
    return _HEADER + cbor2.dumps(value)
