"""Writes RESULTS.md and the table of README.md from the figures in benchmarks/results/.

    .venv/bin/python -m benchmarks.report

speed.json and peers.json are of `python -m benchmarks.measure`, strength.json is of `make strength`. What
is written by hand about aims that are missed stands in profiles.md and becomes the last part.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.aims import AIMS, GROWTH, PAGES_LIMIT, PAGES_RULE, STEPS, Measured, figure, unit
from benchmarks.contest import contest
from benchmarks.markdown import seconds, spread, table

HERE = Path(__file__).parent
README = HERE.parent / "README.md"
PLACE = re.compile(r"(?s)(<!-- benchmarks: .*? -->\n).*?(<!-- /benchmarks -->)")
"""Where the table of README.md stands; the first comment says what makes it."""


def main() -> None:
    _write(HERE / "RESULTS.md", report())
    _write(README, with_table(README.read_text(encoding="utf-8")))


def report(folder: Path = HERE) -> str:
    """RESULTS.md."""
    speed, peers, strength = (_results(folder, name) for name in ("speed", "peers", "strength"))
    profiles = folder / "profiles.md"
    parts = [
        "# Results\n\n<!-- Made by `python -m benchmarks.report` from results/. Do not edit it. -->",
        "[How it is measured](README.md) says what each row means, and how to repeat it. Times are of whole "
        "processes, in seconds: the median, and where there were several runs the lowest and the highest.",
        *_speed(speed or {}),
        *(contest(peers) if peers else ()),
        *_strength(strength or []),
        *([profiles.read_text(encoding="utf-8").strip()] if profiles.exists() else ()),
    ]
    return "\n\n".join(parts) + "\n"


def with_table(readme: str, folder: Path = HERE) -> str:
    """README.md with the table that the figures make now."""
    speed, peers = _results(folder, "speed") or {}, _results(folder, "peers") or {}
    text = "\n\n".join([*_short(speed), *(contest(peers, short=True) if peers else ())])
    return PLACE.sub(lambda found: f"{found[1]}\n{text}\n\n{found[2]}", readme)


def _speed(speed: Mapping[str, Any]) -> Iterator[str]:
    build, sizes = speed.get("build", {}), _sizes(speed)
    if not sizes:
        return
    yield "## Aims"
    yield _measured_on(speed)
    head = ["", *(cell for size in (200, 5000) for cell in (f"{size:,} inspections", "Aim", ""))]
    yield table(head, [[name, *_against(speed, key, aims)] for name, key, aims in AIMS])
    yield "## Every size"
    rows = [[name, *(_cell(figure(speed, key, size)) for size in sizes)] for name, key in STEPS]
    yield table(["", *(f"{size:,}" for size in sizes)], rows)
    if {"5000", "20000"} <= build.keys():
        yield "## Growth"
        yield (
            f"20,000 inspections are four times 5,000. They shall cost at most {GROWTH} times as much, so "
            "that nothing grows faster than the record."
        )
        yield table(["", "5,000", "20,000", "Times as much", f"At most {GROWTH}"], _growth(speed))
    yield "## Size of the site"
    yield from _size(build)
    if browser := speed.get("browser"):
        yield "## In a browser"
        yield (
            "From saving a record of the real project to its page in Chromium showing that: "
            + ", ".join(
                f"{name} {spread(runs)}" for name, runs in sorted(browser["seconds"].items(), reverse=True)
            )
            + f" (medians of {len(browser['seconds']['text'])})."
        )


def _short(speed: Mapping[str, Any]) -> Iterator[str]:
    sizes = [size for size in (200, 5000) if f"{size}" in speed.get("build", {})]
    if sizes:
        yield _measured_on(speed)
        rows = []
        for name, key, _ in AIMS:
            found = [figure(speed, key, size) for size in sizes]
            rows.append([name, *(seconds(one.median, one.unit) if one else "" for one in found)])
        yield table(["", *(f"{size:,} inspections" for size in sizes)], rows)


def _against(speed: Mapping[str, Any], key: str, aims: tuple[float, float] | None) -> Iterator[str]:
    """The cells of a row of the aims: what was measured, the aim, and whether it is met."""
    for size, aim in zip((200, 5000), aims or (None, None), strict=True):
        found = figure(speed, key, size)
        yield _cell(found)
        yield f"≤ {aim:g} {unit(key)}" if aim is not None else ""
        yield ("met" if found.median <= aim else "**missed**") if found and aim is not None else ""


def _growth(speed: Mapping[str, Any]) -> Iterator[list[str]]:
    for name, key in STEPS:
        low, high = figure(speed, key, 5000), figure(speed, key, 20000)
        if low and high:
            times = high.median / low.median
            yield [name, _cell(low), _cell(high), f"{times:.1f}", "met" if times <= GROWTH else "**missed**"]


def _size(build: Mapping[str, Any]) -> Iterator[str]:
    outputs = {int(size): found["output"] for size, found in build.items() if "output" in found}
    sizes = sorted(outputs)
    yield table(
        ["Inspections", "Files", "Pages", "MB", "KB an inspection"],
        [
            [
                f"{size:,}",
                f"{outputs[size]['files']:,}",
                f"{outputs[size]['pages']:,}",
                f"{outputs[size]['bytes'] / 1e6:,.1f}",
                f"{outputs[size]['bytes'] / 1e3 / size:,.0f}",
            ]
            for size in sizes
        ],
    )
    for low, high in list(pairwise(sizes))[-1:]:
        each = (outputs[high]["bytes"] - outputs[low]["bytes"]) / (high - low)
        most = low + (PAGES_LIMIT - outputs[low]["bytes"]) / each
        yield (
            f"Each further inspection takes {each / 1e3:,.0f} KB. A site on GitHub Pages may have "
            f"[1 GB]({PAGES_RULE}), "
            f"which it reaches at about {round(most, -2):,.0f} inspections."
        )


def _strength(rows: list[dict[str, Any]]) -> Iterator[str]:
    if rows:
        yield "## Strength"
        yield "What was tried by `make strength` without a fault found, how often, and in how many seconds."
        yield table(
            ["Tried", "Times", "Seconds"],
            [[row["tried"], f"{row['count']:,}", f"{row['seconds']:,.0f}"] for row in rows],
        )


def _measured_on(speed: Mapping[str, Any]) -> str:
    """Where and when; more than one if not everything was measured at once."""
    entries = [found for part in ("build", "preview") for found in speed.get(part, {}).values()]
    told = {(entry["date"], tuple(entry["machine"].items())) for entry in entries}
    texts = [
        f"{day}: {of['cores']} cores, Python {of['python']}, {of['system']}, the sites "
        + ("in memory" if of["memory"] else "on a disk")
        for day, of in sorted((day, dict(machine)) for day, machine in told)
    ]
    return f"Measured on {'; and on '.join(texts)}."


def _cell(found: Measured | None) -> str:
    return f"{spread(found.values, found.unit)}" if found else ""


def _sizes(speed: Mapping[str, Any]) -> list[int]:
    return sorted(int(size) for size in speed.get("build", {}))


def _results(folder: Path, name: str) -> Any:
    file = folder / "results" / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
