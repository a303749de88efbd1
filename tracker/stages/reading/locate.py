"""Finds the line and column of problems, by reading the files that have any a second time."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from tracker.stages.reading.parse import UnreadableError, composed, decoded, fields, spot, steps
from tracker.stages.reading.regular import contents
from tracker.values.problem import Problem, in_order


def located(problems: Iterable[Problem], root: Path) -> tuple[Problem, ...]:
    """The same problems in order, each with its line and with the place of its path in it.

    Where a path leads nowhere, the place is that of the nearest parent that exists.
    """

    @cache
    def lines(file: str) -> list[str]:
        try:
            text = contents(root / file).decode("utf-8-sig", "replace")
        except OSError:  # gone, or never there: the problem says so
            return []
        return [] if "\0" in text else text.splitlines()  # UTF-16 would be shown as nonsense

    @cache
    def tree(file: str) -> yaml.Node | None:
        try:
            return composed(decoded(contents(root / file)))
        except (OSError, UnreadableError):
            return None

    found_fields = cache(fields)  # a file may have thousands of fields, and something wrong in each

    def place(problem: Problem) -> Problem:
        if problem.line or not problem.file.endswith(".yaml"):
            return problem
        node = tree(problem.file)
        if node is None:
            return replace(problem, line=1, column=1)
        walked = list(steps(node, problem.path, found_fields))
        found, key = walked[-1]
        complete = len(walked) == len(problem.path) + 1
        at = key if key is not None and (problem.on_key or not complete) else found
        if at is found and (written_out := list(steps(found, ("rating",)))[1:]):
            at = written_out[0][0]  # a rating with a source of its own, where others are a bare word
        line, column = spot(at)
        return replace(problem, line=line, column=column, width=_width(at))

    def shown(problem: Problem) -> Problem:
        line = lines(problem.file)[problem.line - 1 : problem.line] if problem.line else []
        return replace(problem, excerpt=line[0]) if line else problem

    return in_order(shown(place(problem)) for problem in problems)


def _width(node: yaml.Node) -> int:
    """The letters of a value that stands on one line, its quotation marks among them; 0 for any other."""
    on_a_line = isinstance(node, yaml.ScalarNode) and node.start_mark.line == node.end_mark.line
    return node.end_mark.column - node.start_mark.column if on_a_line else 0
