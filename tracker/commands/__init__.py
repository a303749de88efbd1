"""The commands of build.py, one a module; each function bears its module's name."""
