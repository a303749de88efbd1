"""Builds the Probation Inspection Tracker. Run `python build.py --help` for what it can do."""

# Written so that Python 2.7 and 3.0 to 3.10 can read it too, if only to say that they are too old.
import sys

if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this may not have read what it needs
        sys.exit(
            "This needs Python 3.11 or newer, and this is Python "
            + ".".join(map(str, sys.version_info[:2]))
            + ". Use the project's own:\n"
            "  .venv/bin/python build.py            (Windows: .venv\\Scripts\\python build.py)\n"
            "README.md tells how to install it."
        )
    try:
        from pathlib import Path

        from tracker.cli import main

        main(Path(__file__).resolve().parent)
    except KeyboardInterrupt:
        sys.exit(130)
    except ModuleNotFoundError as error:
        if str(error.name).startswith("tracker"):
            raise
        sys.exit(
            "The package "
            + str(error.name)
            + " is not installed here. Run `make site`, or use the project's Python:\n"
            "  .venv/bin/python build.py            (Windows: .venv\\Scripts\\python build.py)\n"
            "README.md tells how to install."
        )
