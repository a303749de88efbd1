"""Questions to an editor: answered by options, or else on a terminal, and checked one by one."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import click

from tracker.commands.matching import Choice, meant
from tracker.values.draft import Answers
from tracker.values.page import slug

_MANY = 12  # choices that a list shows at once


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the editor, and what is expected."""

    name: str
    asks: str = ""  # nothing for what only an option gives
    expects: str = ""
    choices: tuple[Choice, ...] = ()
    default: str = ""
    required: bool = False
    is_id: bool = False
    otherwise: str = "fill it in later"  # what no answer means


Asked = Callable[[Answers], Question | None]
"""A question that depends on the earlier answers; None where there is nothing to ask."""

Faults = Callable[[Answers], Sequence[str]]
"""What is wrong with the answers so far, a sentence each."""


def answered(questions: Iterable[Asked], given: Mapping[str, str | None], faults: Faults) -> dict[str, str]:
    """The answers that options give, and on a terminal those that the editor types.

    Raises click.UsageError, where nobody can be asked, for all that is missing or wrong at once.
    """
    answers: dict[str, str] = {}
    missing: list[str] = []
    wrong: list[str] = []
    for asked in questions:
        question = asked(answers)
        if question is None:
            continue
        text, ask = given.get(question.name), bool(question.asks) and sys.stdin.isatty()
        if text == "" and not (question.required or question.default):
            continue
        if not ask and question.required:
            text = text or question.default  # what may be left out is not guessed behind an editor's back
        told = _taken(question, text, answers, faults) if text else []
        if question.name in answers:
            if meaning := _other_words(question, text, answers):
                click.echo(f"{option(question.name)}: {meaning}")
            continue
        if ask:
            _typed(question, told, answers, faults)
        elif told:
            wrong += [f"{option(question.name)}: {sentence}" for sentence in told]
        elif question.required:
            missing.append(f"{option(question.name)} ({question.expects})")
    if missing:
        wrong.append(f"Missing, and nobody can be asked here: {', '.join(missing)}.")
    if wrong:
        raise click.UsageError("\n".join(wrong))
    return answers


def option(name: str) -> str:
    """The option that answers a question."""
    return "--" + name.replace("_", "-")


def _typed(question: Question, told: Sequence[str], answers: dict[str, str], faults: Faults) -> None:
    """Ask until the answer is right."""
    click.echo(f"\n{question.asks}{f' ({question.expects})' if question.expects else ''}")
    enter = question.default or ("" if question.required else question.otherwise)
    while True:
        for sentence in told:
            click.echo(f"  {sentence}")
        with _completing(question.choices):
            text = input(f"[Enter: {enter}] > " if enter else "> ").strip() or question.default
        if not text and not question.required:
            return
        told = _taken(question, text, answers, faults) if text else [f"Please write {question.expects}."]
        if not told:
            if meaning := _other_words(question, text, answers):
                click.echo(f"  {meaning}")
            return


def _other_words(question: Question, text: str | None, answers: Answers) -> str:
    """What an answer was taken for, where that is not what was typed."""
    said = answers[question.name]
    return "" if said == text else next((_told(c) for c in question.choices if c.value == said), said)


def _told(choice: Choice) -> str:
    """A choice by its name, and by what is written in the record where that is another."""
    name = next(iter(choice.names), choice.value)
    return f"{name} ({choice.value})" if name != choice.value else name


def _taken(question: Question, text: str, answers: dict[str, str], faults: Faults) -> Sequence[str]:
    """Put an answer to the others where it is right; or else what is wrong with it."""
    found = meant(text, question.choices)
    if len(found) > 1:
        lines = [_told(choice) for choice in found[:_MANY]]
        more = [f"and {len(found) - _MANY} more"] if len(found) > _MANY else []
        several = "".join(f"\n    {line}" for line in (*lines, *more))
        return [f'"{text}" can mean several. Write more of the name:{several}']
    value = found[0].value if found else (question.is_id and slug(text)) or text
    told = faults({**answers, question.name: value})
    if not told:
        answers[question.name] = value
    return told


@contextmanager
def _completing(choices: Sequence[Choice]) -> Iterator[None]:
    """While a line is typed, the Tab key completes it, where Python can do that."""
    try:
        import readline  # noqa: PLC0415 - not on Windows
    except ImportError:
        yield
        return

    def complete(typed: str, number: int) -> str | None:
        begun = [choice.value for choice in choices if choice.value.casefold().startswith(typed.casefold())]
        clear = [choice.value for choice in meant(typed, choices)]
        # Values that do not begin with what is typed would replace it, so only the one that is meant may.
        found = begun or (clear if len(clear) == 1 else [])
        return found[number] if number < len(found) else None

    readline.set_completer(complete)
    readline.set_completer_delims("")
    libedit = "libedit" in (readline.__doc__ or "")  # what Python has on macOS
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    try:
        yield
    finally:
        readline.set_completer(None)
