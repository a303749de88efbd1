"""A made-up record that is built, changed and built again."""

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path

from benchmarks.corpus import RATINGS, ROOT, TODAY, write_corpus
from benchmarks.process import Took, run

ENVIRONMENT = {"PYTHONPATH": str(ROOT)}
DRAWN = {"charts", "cards"}
"""The kinds of the cache that hold drawings."""


@dataclass
class Site:
    """So many inspections. What is changed is the newest of them, of which most pages tell."""

    root: Path
    inspections: int
    _marks: Iterator[int] = field(default_factory=lambda: count(1))

    @classmethod
    def new(cls, inspections: int, folder: Path) -> "Site":
        write_corpus(inspections, folder)
        return cls(folder, inspections)

    @cached_property
    def newest(self) -> Path:
        files = (self.root / "content/inspections").glob("*/*.yaml")
        return max(files, key=lambda file: (_published(file), file.name))

    @property
    def page(self) -> str:
        """The address of the newest inspection's page."""
        return f"inspections/{self.newest.parent.name}/{self.newest.stem}/"

    @property
    def output(self) -> Path:
        return self.root / "output"

    def build(self) -> Took:
        return run(self.command("build"), self.root, ENVIRONMENT)

    def command(self, name: str, *options: str) -> list[str]:
        return [sys.executable, "build.py", name, "--today", TODAY, *options]

    def clean(self) -> None:
        """Nothing is built, and nothing cached."""
        shutil.rmtree(self.output, ignore_errors=True)
        shutil.rmtree(self.root / ".cache", ignore_errors=True)

    def clean_but_for_drawings(self) -> None:
        """Nothing is built, and only drawings are cached."""
        shutil.rmtree(self.output, ignore_errors=True)
        for kept in (self.root / ".cache").iterdir():
            if kept.is_file():
                kept.unlink()
            elif kept.name not in DRAWN:
                shutil.rmtree(kept)

    def change_text(self) -> None:
        """The first finding of the newest inspection begins with another word."""
        self._save(
            self.newest,
            r"(?m)^(  - (?:strength|weakness|mixed): >-\n +)\S+",
            rf"\g<1>Changed{next(self._marks)}",
        )

    def change_rating(self) -> None:
        """The newest inspection has another overall rating."""
        self._save(self.newest, r"(?m)^overall: (.*)$", lambda now: f"overall: {_next(now[1])}")

    def change_template(self) -> None:
        """The template of the inspections' pages gets a comment."""
        mark = f"{{% block main %}}<!-- {next(self._marks)} -->"
        self._save(self.root / "templates/pages/inspection.html", r"{% block main %}(<!-- \d+ -->)?", mark)

    def change_setting(self) -> None:
        """The navigation, which is on every page, calls a page by another name."""
        self._save(self.root / "site_data.yaml", r"(?m)^(  - title: About).*$", rf"\1 {next(self._marks)}")

    def _save(self, file: Path, pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> None:
        """Save a file as editors do, by renaming a new one onto it."""
        text, changed = re.subn(pattern, replacement, file.read_text(encoding="utf-8"), count=1)
        if not changed:
            raise SystemExit(
                f"{file.name} has no {pattern!r} any more: the benchmark must change something else."
            )
        part = file.with_name(f".{file.name}.part")
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(file)


def size(folder: Path) -> dict[str, int]:
    """The files, pages and bytes of a built site."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    pages = sum(file.suffix == ".html" for file in files)
    return {"files": len(files), "pages": pages, "bytes": sum(file.stat().st_size for file in files)}


def _next(rating: str) -> str:
    return RATINGS[(RATINGS.index(rating) + 1) % len(RATINGS)]


def _published(file: Path) -> str:
    found = re.search(r"(?m)^published: (\S+)$", file.read_text(encoding="utf-8"))
    return found[1] if found else ""


def _nothing(site: Site) -> None:
    del site


BUILDS: dict[str, Callable[[Site], None]] = {
    "clean": Site.clean,
    "nothing": _nothing,
    "text": Site.change_text,
    "rating": Site.change_rating,
    "template": Site.change_template,
    "setting": Site.change_setting,
    "drawn": Site.clean_but_for_drawings,
}
"""What is done before each measured build, in the order in which they follow each other."""
