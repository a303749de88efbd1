"""Where the parts of a project are."""

import re
from dataclasses import dataclass
from pathlib import Path

SITE_FILE = "site_data.yaml"
RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9])(\..*)?", re.IGNORECASE)
"""Names that no file can have on Windows, whatever its ending.

https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
"""
ENGINE = Path(__file__).resolve().parents[2]
DROPPING = re.compile(r"(^|[\\/])(\.[^\\/]*|4913|#[^\\/]*#|[^\\/]*(~|___|\.(part|tmp|sw[a-p])))$")
"""What editors put beside a file for a moment, or while it is open: Vim, Emacs, JetBrains, downloads."""


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of one site. Records and settings are below `root`; the look may be the engine's own."""

    root: Path
    templates: Path
    static: Path
    output: Path
    cache: Path

    @classmethod
    def at(cls, root: Path) -> "Project":
        """A project in a folder; templates and static files are the engine's where the folder has none."""
        own = {
            name: root / name if (root / name).is_dir() else ENGINE / name for name in ("templates", "static")
        }
        return cls(root, own["templates"], own["static"], root / "output", root / ".cache")

    @property
    def content(self) -> Path:
        """The folder of the records."""
        return self.root / "content"

    @property
    def docs(self) -> Path:
        """The folder of the handbook; a site can do without."""
        return self.root / "docs"

    @property
    def schemas(self) -> Path:
        """The folder of the schemas that help to write records; a site can do without."""
        return self.root / "schema"
