"""What pages show while a file is broken: its problems, over the site as it was before."""

from collections.abc import Sequence
from html import escape
from itertools import islice

from tracker.values.excerpt import excerpt
from tracker.values.problem import Problem, errors, link
from tracker.values.words import so_many

_SHOWN = 20
"""A reader mends one after the other; the terminal has them all."""


def notice(problems: Sequence[Problem], explained: str) -> str:
    """The errors as HTML, with the address of the page that explains the rules; nothing without errors.

    Warnings keep nothing from being built and stay in the terminal.
    """
    wrong = errors(problems)
    if not wrong:
        return ""
    told = "".join(_item(problem, explained) for problem in islice(wrong, _SHOWN))
    more = f"<p>The terminal shows {len(wrong) - _SHOWN} more.</p>" if len(wrong) > _SHOWN else ""
    return (
        '<section id="preview-notice" role="alert" aria-label="Mistakes to mend"><details open>'
        f"<summary><b>{so_many(len(wrong), 'mistake')} to mend.</b> Until then the site stays as it was."
        f"</summary><ol>{told}</ol>{more}</details></section>"
    )


def _item(problem: Problem, explained: str) -> str:
    place = problem.file + (f":{problem.line}:{problem.column}" if problem.line else "")
    where = f" {escape(problem.where)}" if problem.where else ""
    found = excerpt(problem)
    marked = found and (
        f"<pre><span>{found.number}</span> {escape(found.before)}<mark>{escape(found.marked) or ' '}</mark>"
        f"{escape(found.after)}</pre>"
    )
    why = f' <a href="{escape(link(problem, explained))}">Why?</a>' if explained and problem.rule else ""
    return (
        f"<li><p><b>{escape(place)}</b>{where}</p>"
        f"<p>{escape(problem.message)} {escape(problem.hint)}{why}</p>{marked or ''}</li>"
    )
