"""From an address to a file of the built site, as a host of static pages would find it; to no other file."""

import re
from html import unescape
from pathlib import Path, PurePath
from urllib.parse import unquote

_OTHER = "application/octet-stream"
# The same on every system: Windows keeps a table of its own, which programs change.
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".sqlite": "application/vnd.sqlite3",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
_BASE = re.compile(r'<base href="(/[^"]*)">')
NOT_FOUND = "404.html"


def kind(name: str) -> str:
    """The content type of a file."""
    return _TYPES.get(PurePath(name).suffix.lower(), _OTHER)


def base_of(output: Path) -> str:
    """The path below which the built site expects to be: its page for what is missing names it."""
    try:
        found = _BASE.search((output / NOT_FOUND).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return "/"
    return unescape(found[1]) if found else "/"


def named(path: str, base: str) -> str | None:
    """The name in the output folder of what is at a path of an address; None where that can be no page."""
    try:
        *folders, last = unquote(path.removeprefix(base), errors="strict").split("/")
    except UnicodeDecodeError:
        return None
    names = [*folders, last or "index.html"]
    return "/".join(names) if path.startswith(base) and all(map(_is_plain, names)) else None


def sought(path: str, base: str, output: Path) -> Path | str | None:
    """The file at a path of an address; where another path leads to it, that path; or None."""
    name = named(path, base)
    if name is None:
        return base if path in ("/", base.rstrip("/")) else None
    file = output / name
    try:
        if not file.resolve().is_relative_to(output.resolve()):
            return None
        if file.is_dir():
            return f"{path}/" if (file / "index.html").is_file() else None
        return file if file.is_file() else None
    except (OSError, RuntimeError):  # a name that the system does not take, or a link that leads to itself
        return None


def _is_plain(name: str) -> bool:
    """Whether a name can only be that of a published file in its folder."""
    return name.isprintable() and not name.startswith(".") and not set(name) & set("\\:") and bool(name)
