"""Small HTML files to a search index, by Pagefind (https://pagefind.app), the same bytes every time."""

import base64
import gzip
import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from fnmatch import fnmatchcase
from io import BufferedReader
from subprocess import DEVNULL, PIPE
from threading import Thread
from typing import IO, Any, cast

import cbor2
from pagefind_bin import get_executable

from tracker.cache import digest

ENGINE = ("pagefind.js", "wasm.en.pagefind")
"""The files that read an index, the same for each."""

# What pagefind.js takes for "not compressed": see `decompress` in it.
_HEADER = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
_CHUNK = 1 << 20
# Pagefind's own interfaces, its worker and its stemming of other languages, none of which the page loads.
_UNUSED = ("*-ui.*", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")


def pagefind(stubs: Mapping[str, str]) -> dict[str, bytes]:
    """The files of an index and of the engine that reads it, by their names.

    Raises OSError where the program is missing or cannot be started, RuntimeError where it fails, and
    ValueError where it writes another form than the one that is known here (that of version 1.5).
    """
    # It takes requests as its own packages for Node and Python make them: without any file in between.
    command = [get_executable(), "--service"]
    process = subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)  # noqa: S603 - our own
    asking = Thread(target=_ask, args=(process, sorted(stubs.items())))
    asking.start()
    made = _answer(process)
    asking.join()
    taken = sum(language["page_count"] for language in json.loads(made[_ENTRY])["languages"].values())
    if taken != len(stubs):
        raise RuntimeError(f"it took up {taken} of {len(stubs)} entries")
    return _tidied(made)


def _ask(process: subprocess.Popen[bytes], stubs: Iterable[tuple[str, str]]) -> None:
    requests = (
        {"type": "NewIndex", "config": {"keep_index_url": True}},
        *(
            {"type": "AddFile", "index_id": 0, "file_path": name, "file_contents": text}
            for name, text in stubs
        ),
        {"type": "GetFiles", "index_id": 0},
    )
    stream = cast("IO[bytes]", process.stdin)
    with suppress(OSError, ValueError):  # it has ended, and its answer tells why
        for number, request in enumerate(requests):
            message = json.dumps({"message_id": number, "payload": request})
            stream.write(base64.b64encode(message.encode()) + b",")
        stream.flush()


def _answer(process: subprocess.Popen[bytes]) -> dict[str, bytes]:
    """The files that it gives in the end, without those that nobody uses."""
    with process:  # which closes its input, and that ends it
        for answer in _answers(cast("BufferedReader", process.stdout)):
            if answer["type"] == "Error":
                process.kill()
                raise RuntimeError(answer.get("message") or "it gives no reason")
            if answer["type"] == "GetFiles":
                return {
                    file["path"]: base64.b64decode(file["content"])
                    for file in answer["files"]
                    if not any(fnmatchcase(file["path"], pattern) for pattern in _UNUSED)
                }
    raise RuntimeError(f"it ended with {process.returncode} before it was done")


def _answers(stream: BufferedReader) -> Iterator[Any]:
    held: list[bytes] = []
    while chunk := stream.read1(_CHUNK):
        *ends, rest = chunk.split(b",")
        for end in ends:
            yield json.loads(base64.b64decode(b"".join([*held, end])))["payload"]
            held = []
        held.append(rest)


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
