"""Builds the Probation Inspection Tracker. Run `python build.py --help` for what it can do."""

import sys
from pathlib import Path

if __name__ == "__main__":
    try:
        from tracker.cli import main
    except ModuleNotFoundError as error:
        sys.exit(
            f"The package {error.name} is not installed here. Run `make site`, or use the project's Python:\n"
            "  .venv/bin/python build.py            (Windows: .venv\\Scripts\\python build.py)\n"
            "README.md tells how to install."
        )
    main(Path(__file__).resolve().parent)
