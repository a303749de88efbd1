"""Other generators beside ours, build by build in turn, so that a slow spell of the machine hits all.

The bench of the peers is a folder of its own and no part of this project: its `run_peers.py` has `PEERS`,
a mapping from the name of each to how it is run, and the functions `prepare`, `clean`, `change`, `stale` and
`versions`. Its sites have as many inspections with as much text as ours, a page each for
inspections and providers, a home page, a timeline and a feed. They have no charts, cards, search or data
files, which ours has.
"""

import sys
import time
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.process import run
from benchmarks.site import BUILDS, Site, size

OURS = "ours"
NAMES = ("floor", "hugo", "eleventy", "jekyll", "pelican", "mkdocs", "nikola")
STEPS = ("clean", "nothing", "text", "drawn")
WARM = 20  # inspections
SLOW = 10  # seconds
TICK = 1.1  # seconds: some look at whole seconds only, and would not see a change
Rows = dict[str, dict[str, Any]]


def measured(bench: Path, inspections: int, rounds: int, folder: Path) -> tuple[Rows, dict[str, str]]:
    """What each peer took, by its name, and their versions; ours is among them."""
    sys.path.insert(0, str(bench))
    runner = import_module("run_peers")
    _warm(runner, folder / "warm")
    site = Site.new(inspections, folder / OURS)
    places = {name: runner.prepare(inspections, name, folder) for name in NAMES}
    rows: Rows = {OURS: {"incremental": True}}
    rows |= {name: {"incremental": bool(runner.PEERS[name].get("again"))} for name in NAMES}
    for row in rows.values():
        row.update(steps=defaultdict(list), stale=[])
    for turn in range(rounds):
        _ours(site, rows[OURS]["steps"])
        for name, place in places.items():
            _peer(runner, name, place, turn, rows[name])
            print(f"{inspections:>6,} {name}: round {turn + 1} of {rounds}", flush=True)
    for name, row in rows.items():
        row.update(size(places[name] / "public" if name in places else site.output))
    return rows, {name: str(version) for name, version in runner.versions().items()}


def _warm(runner: Any, folder: Path) -> None:
    """Build a small site with each, so that its program is in the file cache."""
    for name in NAMES:
        settings = runner.PEERS[name]
        run(settings["build"], runner.prepare(WARM, name, folder), settings.get("env", {}))


def _due(step: list[Any]) -> bool:
    """Whether to measure something once more: what takes long is measured once."""
    return not step or step[0]["seconds"] <= SLOW


def _ours(site: Site, steps: dict[str, list[Any]]) -> None:
    for step in STEPS:
        if _due(steps[step]):
            BUILDS[step](site)
            steps[step].append(site.build())


def _peer(runner: Any, name: str, site: Path, turn: int, row: dict[str, Any]) -> None:
    """One round of a peer: clean; with nothing changed; with one record changed, in its incremental mode."""
    settings, steps = runner.PEERS[name], row["steps"]
    plain = settings.get("env", {})
    again = settings.get("again") or settings["build"]
    environment = {**plain, **settings.get("again_env", {})}
    if _due(steps["clean"]):
        runner.clean(site, settings)
        steps["clean"].append(run(settings["build"], site, plain))
        if (again, environment) != (settings["build"], plain):
            runner.clean(site, settings)  # its incremental mode builds on what it has kept itself
            run(settings["build"] if name == "mkdocs" else again, site, environment)
    if _due(steps["nothing"]):
        time.sleep(TICK)
        steps["nothing"].append(run(again, site, environment))
    if _due(steps["text"]):
        time.sleep(TICK)
        changed = runner.change(site, settings, turn + 1)
        steps["text"].append(run(again, site, environment))
        row["stale"] = sorted({*row["stale"], *runner.stale(site, *changed)})
