"""The records as they were in a git revision. No other module runs git."""

import io
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.values.project import SITE_FILE

_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}", re.ASCII)  # of SHA-1 and SHA-256 repositories
_SHORT = 7


class RevisionError(Exception):
    """Why a revision cannot be read, in a sentence for whoever named it."""


@contextmanager
def records_at(root: Path, revision: str) -> Iterator[Path]:
    """A temporary folder with the records of a revision and the settings of the project in `root`.

    The settings are today's, since only records are compared. Raises RevisionError where git is not
    installed, the project is not in a repository, or the revision is unknown or has no records.
    """
    commit = _commit(root, revision)
    if not _git(root, "ls-tree", "--name-only", commit, "content"):
        raise RevisionError(f'"{revision}" has no folder content/, so there is nothing to compare with.')
    packed = _git(root, "archive", "--format=tar", commit, "content")
    with TemporaryDirectory(prefix="tracker-") as folder:
        _unpack(packed, Path(folder))
        shutil.copy(root / SITE_FILE, folder)
        yield Path(folder)


def short(revision: str) -> str:
    """A revision as it stands in a sentence: a whole hash is cut, as git itself does."""
    return revision[:_SHORT] if _HASH.fullmatch(revision) else revision


def same_text(one: Path, other: Path) -> bool:
    """Whether two files say the same; git may have given one of them the line ends of Windows."""
    try:
        texts = [path.read_bytes().replace(b"\r\n", b"\n") for path in (one, other)]
    except OSError:  # added since, or gone
        return False
    return texts[0] == texts[1]


def _commit(root: Path, revision: str) -> str:
    """The hash of the commit. So git is never given the editor's own word where options may stand."""
    _git(root, "rev-parse", "--git-dir")
    hint = "Name a branch, a tag or a commit that is here, such as main; git fetch brings what is not."
    unknown = RevisionError(f'git knows no revision "{revision}". {hint}')
    if not revision or revision.startswith("-"):
        raise unknown
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    except RevisionError:
        raise unknown from None
    if not _HASH.fullmatch(found):  # such as ^main, which names all that is not in main
        raise unknown
    return found


def _git(root: Path, *arguments: str) -> bytes:
    """What git prints in a folder. Raises RevisionError."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and only what _commit lets through
            ["git", *arguments],  # noqa: S607 - wherever the editor has installed it
            cwd=root,
            env={**os.environ, "LC_ALL": "C"},  # its messages are read below
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise RevisionError("git is not installed, and only git knows earlier revisions.") from None
    if done.returncode == 0:
        return done.stdout
    told = done.stderr.decode(errors="replace").strip().partition("\n")[0]
    if "not a git repository" in told:
        raise RevisionError("this folder is not in a git repository, so it has no earlier revisions.")
    raise RevisionError(f"git says: {told or 'nothing, but it failed'}.")


def _unpack(packed: bytes, folder: Path) -> None:
    """Write the records of an archive, and nothing else that it may hold."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            target = (folder / member.name).resolve()
            unpacked = archive.extractfile(member) if member.isfile() else None
            if unpacked is None or target.suffix != ".yaml" or not target.is_relative_to(folder.resolve()):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(unpacked.read())
