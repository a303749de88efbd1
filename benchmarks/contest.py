"""The tables of other generators beside this one."""

import re
import statistics
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.markdown import number, spread, table
from benchmarks.peers import OURS

NAMES = {
    OURS: "This program",
    "floor": "Bare Jinja script",
    "hugo": "Hugo",
    "eleventy": "Eleventy",
    "jekyll": "Jekyll",
    "pelican": "Pelican",
    "mkdocs": "MkDocs",
    "nikola": "Nikola",
}
STEPS = {"clean": "a clean build", "nothing": "nothing changed", "text": "one record changed"}
MORE = ("CPU, clean", "Peak memory", "Files")
CACHED = "This program, charts cached"


def contest(peers: Mapping[str, Any], *, short: bool = False) -> Iterator[str]:
    """For each size a table, and in which steps this program is ahead or behind."""
    if not short:
        yield "## Other generators"
        yield (
            "The same number of inspections with as much text, built by each in turn on the same machine. "
            "The others make a page for each inspection and provider, a home page, a timeline and a feed, "
            "and draw no charts. This program makes besides them charts, cards to share, a search, "
            "comparisons, open data and more, and checks all of it. “All built anew” stands for no "
            "incremental mode between two runs; the pages that an incremental mode leaves out of date are "
            "named."
        )
    for size in sorted(peers, key=int):
        rows = peers[size]["rows"]
        versions = _versions(peers[size]["versions"])
        yield f"{'**' if short else '### '}{int(size):,} inspections{'**' if short else ''}"
        head = [
            "",
            "Version",
            "Clean",
            "Nothing changed",
            "One record changed",
            *([] if short else MORE),
            "Note",
        ]
        yield table(head, list(_rows(rows, versions, short=short)))
        if not short:
            yield from _standing(rows)


def _rows(rows: Mapping[str, Any], versions: Mapping[str, str], *, short: bool) -> Iterator[list[str]]:
    for name, called in NAMES.items():
        if name not in rows:
            continue
        row, steps = rows[name], rows[name]["steps"]
        show = _median if short else _spread
        note = "" if row["incremental"] else "all built anew"
        if row["stale"]:
            note = f"one record changed: {', '.join(row['stale'])} left as they were"
        cells = [show(steps[step]) for step in STEPS]
        if not short:
            clean = steps["clean"]
            cpu, memory = ([run[key] for run in clean] for key in ("cpu", "largest"))
            cells += [
                f"{number(statistics.median(cpu))} s",
                f"{number(statistics.median(memory))} MB",
                f"{row['files']:,}",
            ]
        yield [called, versions.get(name, ""), *cells, note]
        if name == OURS:
            yield [CACHED, "", show(steps["drawn"]), *("" for _ in cells)]


def _standing(rows: Mapping[str, Any]) -> Iterator[str]:
    """In which steps this program is faster than which others, and in which slower."""
    ours = rows[OURS]["steps"]
    lines = []
    for step, called in {**STEPS, "drawn": "a clean build with its charts cached"}.items():
        mine = _middle(ours[step])
        others = {
            name: _middle(rows[name]["steps"]["clean" if step == "drawn" else step])
            for name in NAMES
            if name in rows and name != OURS
        }
        ahead = [NAMES[name] for name, value in others.items() if mine < value]
        behind = [NAMES[name] for name, value in others.items() if mine >= value]
        told = [
            f"{word} than {', '.join(names)}"
            for word, names in (("faster", ahead), ("slower", behind))
            if names
        ]
        lines.append(f"- {called[0].upper()}{called[1:]}: {'; '.join(told)}.")
    yield "This program against the others:\n\n" + "\n".join(lines)


def _versions(told: Mapping[str, str]) -> dict[str, str]:
    found = {name: match[0] for name, text in told.items() if (match := re.search(r"\d+(\.\d+)+", text))}
    return {**found, "floor": f"Jinja {found.get('floor', '')}"}


def _middle(runs: list[dict[str, Any]]) -> float:
    return float(statistics.median(run["seconds"] for run in runs))


def _median(runs: list[dict[str, Any]]) -> str:
    return f"{number(_middle(runs))} s"


def _spread(runs: list[dict[str, Any]]) -> str:
    return spread([run["seconds"] for run in runs])
