"""Measures the program with made-up records, and writes the figures to benchmarks/results/.

    .venv/bin/python -m benchmarks.measure [--sizes 200 5000] [--parts build preview] [--peers FOLDER]

What is measured anew replaces what was measured before; the rest stays. README.md tells what the parts are.
"""

import argparse
import json
import os
import platform
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import latency, peers
from benchmarks.process import Took
from benchmarks.site import BUILDS, Site, size

RESULTS = Path(__file__).with_name("results")
MEMORY = Path("/dev/shm")  # noqa: S108 - only a folder of a new name is made there
SIZES = {
    "build": (200, 1000, 5000, 20000),
    "preview": (200, 1000, 5000),
    "browser": (0,),
    "peers": (200, 5000),
}
TIMES = 5
LONG = ((60, 1), (20, 3))
"""Builds that take more than so many seconds are not done five times, but so often."""
HUGE = 20000
GROWTH = ("clean", "nothing", "text")
"""What is measured at that size and above it, where only memory and growth are looked at."""
PEERS_ROUNDS = 3
WARM = 20  # inspections of the record that is built first, so that what all builds need is in the file cache


def main() -> None:
    given = _arguments()
    with _folder() as folder:
        Site.new(WARM, folder / "warm").build()
        for part in given.parts:
            if part == "peers" and not given.peers:
                print("The peers are left out: --peers names the folder of their bench.")
                continue
            for inspections in given.sizes or SIZES[part]:
                _measure(part, inspections, folder / "sites", given)
                shutil.rmtree(folder / "sites", ignore_errors=True)


def _measure(part: str, inspections: int, folder: Path, given: argparse.Namespace) -> None:
    about = {"date": given.date, "machine": _machine()}
    if part == "browser":
        from benchmarks import preview  # noqa: PLC0415 - needs Chromium and the packages of the tests

        _keep("speed.json", ("browser",), {**about, "seconds": preview.measured()})
    elif part == "peers":
        rows, versions = peers.measured(given.peers, inspections, PEERS_ROUNDS, folder)
        _keep("peers.json", (f"{inspections}",), {**about, "versions": versions, "rows": rows})
    elif part == "preview":
        site = Site.new(inspections, folder)
        site.build()
        found = latency.measured(site, TIMES)
        _keep("speed.json", ("preview", f"{inspections}"), {**about, "seconds": found})
        _tell(inspections, "preview", [(name, values) for name, values in found.items()])
    else:
        site = Site.new(inspections, folder)
        _keep("speed.json", ("build", f"{inspections}"), {**about, **_built(site)})


def _built(site: Site) -> dict[str, Any]:
    """What each kind of build took, in rounds."""
    kinds = GROWTH if site.inspections >= HUGE else tuple(BUILDS)
    runs: dict[str, list[Took]] = {kind: [] for kind in kinds}
    for turn in range(TIMES):
        for kind in kinds:
            if turn < _times(runs[kind]):
                BUILDS[kind](site)
                runs[kind].append(site.build())
    _tell(site.inspections, "build", [(kind, [run["seconds"] for run in runs[kind]]) for kind in kinds])
    return {"runs": runs, "output": size(site.output)}


def _times(runs: list[Took]) -> int:
    first = runs[0]["seconds"] or 0 if runs else 0
    return next((times for seconds, times in LONG if first > seconds), TIMES)


def _tell(inspections: int, part: str, measured: Iterable[tuple[str, list[Any]]]) -> None:
    for name, seconds in measured:
        print(f"{inspections:>6,} {part} {name}: {' '.join(f'{one:.3f}' for one in seconds)} s", flush=True)


def _machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.system(),
        "memory": MEMORY.is_dir(),
    }


def _keep(file: str, place: tuple[str, ...], found: dict[str, Any]) -> None:
    """Put what was found in its place in a file of results, and leave the rest of it."""
    path = RESULTS / file
    whole: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    level = whole
    for step in place[:-1]:
        level = level.setdefault(step, {})
    level[place[-1]] = found
    RESULTS.mkdir(exist_ok=True)
    path.write_text(json.dumps(whole, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for the sites, in memory where there is such: what a disk takes is not ours to measure."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the program with made-up records.")
    parser.add_argument("--sizes", type=int, nargs="+", help="how many inspections; each part has its own")
    parser.add_argument("--parts", nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--peers", type=Path, help="the folder of the bench of other generators")
    parser.add_argument("--date", default=date.today().isoformat(), help="the day that the figures are of")  # noqa: DTZ011 - the day here
    return parser.parse_args()


if __name__ == "__main__":
    main()
