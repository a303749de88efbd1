"""What a build did."""

from dataclasses import dataclass

from tracker.values.problem import Problem, errors


@dataclass(frozen=True, slots=True)
class Changes:
    """Files of the output folder by what became of them."""

    written: int = 0
    removed: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """The problems found, and the changes made if there were no errors."""

    problems: tuple[Problem, ...]
    inspections: int = 0
    providers: int = 0
    pages: int = 0
    changes: Changes = Changes()

    @property
    def failed(self) -> bool:
        """Whether anything stopped the build."""
        return bool(errors(self.problems))
