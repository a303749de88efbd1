"""Tells what was found: to an editor line by line, and to everybody as one page of Markdown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tracker.linking.archive import lookup
from tracker.linking.check import Finding, Use
from tracker.linking.judge import ADVICE, State
from tracker.values.citation import file_address
from tracker.values.dates import PartialDate
from tracker.values.problem import Family, Path, Problem, Severity, of_rule
from tracker.values.words import sentence, so_many

_HEADINGS: dict[State, str] = {"dead": "Gone", "moved": "Moved", "blocked": "Blocked", "unsure": "Unsure"}
_COUNTED = {"dead": "gone", "kept": "gone but kept in an archive"}
_MOST = 60_000  # characters of a report: an issue at GitHub takes 65,536


def problems_of(findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """One for each place in the records where there is something to do; only what is gone is an error."""
    return of_rule(Family.SOURCES_CAN_BE_REACHED, _problems(findings))


def _problems(findings: Iterable[Finding]) -> Iterator[Problem]:
    for finding in findings:
        state, told, copy = finding.verdict.state, f"{finding.verdict.told}.", _copy(finding)
        severity: Severity = "error" if state == "dead" else "warning"
        for use in finding.wanting:
            if state != "fine":
                hint = f"{ADVICE[state]} {copy}".strip()
                yield Problem(use.file, told, hint, _path(use), severity=severity)
            elif finding.copy and use.bare:
                yield Problem(use.file, "a copy is not recorded.", copy, _path(use), severity=severity)


def counted(findings: Sequence[Finding], wanted: int) -> str:
    """How it went, in a sentence."""
    states = [finding.state for finding in findings]
    names = [name for name in (*_HEADINGS, "kept", "fine") if name in states]
    told = [f"{states.count(name)} {_COUNTED.get(name, name)}" for name in names]
    some = f"{len(findings)} of " if len(findings) < wanted else ""
    return f"{some}{so_many(wanted, 'link')} checked: {', '.join(told) or 'none'}."


def as_markdown(findings: Sequence[Finding], located: Iterable[Problem], repository: str) -> str:
    """What is wrong, the worst first, with links to the lines of the records; as long as an issue may be."""
    lines = {(problem.file, problem.path): problem.line for problem in located}
    text = f"{counted(findings, len(findings))}\n"
    for state, heading in _HEADINGS.items():
        entries = [_entry(f, lines, repository) for f in findings if f.wanting and f.verdict.state == state]
        text += f"\n## {heading}\n\n{ADVICE[state]}\n\n" if entries else ""
        for number, entry in enumerate(entries):
            if len(text) + len(entry) > _MOST:
                return f"{text}\nAnd {len(entries) - number} more: see `python build.py links`.\n"
            text += entry
    return text


def _entry(finding: Finding, lines: Mapping[tuple[str, Path], int], repository: str) -> str:
    told = [f"- <{finding.url}>", f"  - {sentence(finding.verdict.told)}."]
    if copy := _copy(finding):
        told.append(f"  - {copy}")
    for use in finding.wanting:
        line = lines[use.file, _path(use)]
        told.append(f"  - [{use.file}:{line}]({file_address(use.file, repository)}#L{line})")
    return "\n".join(told) + "\n"


def _path(use: Use) -> Path:
    return ("sources", use.key, use.name)


def _copy(finding: Finding) -> str:
    """The line that would record a copy of it, or where to look for one; "" where none was sought."""
    if finding.copy:
        return f"Copy of {PartialDate(finding.copy.day.isoformat())}: archive: {finding.copy.url}"
    return f"Copies may be at {lookup(finding.url)}" if finding.sought else ""
