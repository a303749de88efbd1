"""Runs a command and measures it from outside, as a whole process. Needs a POSIX system."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_LAUNCH = Path(__file__).with_name("launch.py")

Took = dict[str, float | None]
"""What a run took: `seconds`; `cpu` seconds of all its processes; and in MB `largest`, the peak of the
largest single process, and `together`, the most that all had at one time, with what they share counted once.
Only Linux tells the last, and only of a run that is long enough to be looked at.
"""


def run(command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> Took:
    """Run a command in a folder to its end. Exits with the last of what it said where it fails."""
    with tempfile.TemporaryFile() as said, tempfile.NamedTemporaryFile() as told:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(_LAUNCH), told.name, *command],
            check=False,
            cwd=folder,
            env=environment(variables),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        if done.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)} failed:\n{said.read()[-2000:].decode(errors='replace')}")
        took: Took = json.loads(Path(told.name).read_text(encoding="ascii"))
        return took


def environment(variables: Mapping[str, str]) -> dict[str, str]:
    """The environment of this process with some variables more, and without colours."""
    return {**os.environ, "NO_COLOR": "1", **variables}
