"""Fields that an editor has begun and not filled in."""

from collections.abc import Iterable, Iterator, Mapping

from tracker.values.problem import Family, Path, Problem


def with_blanks(told: Iterable[Problem], data: object, file: str) -> Iterator[Problem]:
    """The problems of a file and one for each name with nothing behind it, where none is told yet.

    A field that may be left out could stay blank, but then nobody would hear of it.
    """
    places = set()
    for problem in told:
        places.add(problem.path)
        yield problem
    for path in _blank(data, ()):
        if path not in places:
            hint = "Fill it in, or delete the line."
            rule = Family.VALUES_FIT_THEIR_FIELDS
            yield Problem(file, "nothing is written here.", hint, path, rule=rule)


def _blank(value: object, path: Path) -> Iterator[Path]:
    if value is None:
        yield path
    inside = (
        value.items() if isinstance(value, Mapping) else enumerate(value if isinstance(value, list) else ())
    )
    for step, child in inside:
        yield from _blank(child, (*path, step))
