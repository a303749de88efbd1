"""Compares what the record says to the letter with saved texts of the sources, word for word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.values.capture import Capture, Confirmation
from tracker.values.dates import PartialDate
from tracker.values.passage import Difference, Piece, difference, fingerprint, missing, pieces, plain
from tracker.values.problem import Family, Path, Problem
from tracker.values.records import Content, Inspection, Verified, VerifiedSource
from tracker.values.records.base import UNATTRIBUTED
from tracker.values.records.content import file_of
from tracker.values.words import listed

_MEND = "Mend the words; mark what is left out by … and what is put in by [ ]."
_SEEK = "Copy the words from the source, or cite the source that has them."
_WIDTH = 12  # words of a passage that a message repeats


@dataclass(frozen=True, slots=True)
class _Passage:
    """Words that stand in a source to the letter: the field that holds them, and what it cites."""

    inspection: Inspection
    path: Path
    text: str
    cites: tuple[str, ...]

    @property
    def addresses(self) -> set[str]:
        """Those of its sources; one whose address nobody noted has none."""
        return {source.url for source in self.inspection.stated_by(self.cites) if source.url}


def confirmed(content: Content, captures: Mapping[str, Capture], today: PartialDate) -> Confirmation:
    """The ledger as of a day, and a problem for each passage that no capture of its sources has.

    A source without a capture keeps what the old ledger says of it, as far as a passage still has that
    hash. A passage without a named source is missed only if every source of its record was looked at.
    """
    passages = tuple(_passages(content))
    words: dict[str, str] = {}
    found: dict[str, set[str]] = defaultdict(set)
    problems: list[Problem] = []
    uncaptured = 0
    for passage in passages:
        mark, wanted = fingerprint(passage.text), pieces(passage.text)
        words.setdefault(mark, passage.text)
        at_hand = [captures[url] for url in sorted(passage.addresses & captures.keys())]
        having = [capture for capture in at_hand if wanted and missing(wanted, capture.text) is None]
        for capture in having:
            found[capture.url].add(mark)
        if not having and len(at_hand) >= _enough(passage):
            problems.append(_unfound(passage, wanted, at_hand))
        elif not having:
            uncaptured += 1
    sources = {
        url: VerifiedSource(capture=captures[url].sha256, checked=today, passages=_in_order(marks, words))
        for url, marks in found.items()
    }
    ledger = sources | _kept(content.verified, captures, passages, words)
    return Confirmation(
        problems=tuple(problems),
        ledger=Verified(sources=dict(sorted(ledger.items()))),
        words=words,
        found=len(passages) - len(problems) - uncaptured,
        sources=len(sources),
        missing=len(problems),
        uncaptured=uncaptured,
    )


def _passages(content: Content) -> Iterator[_Passage]:
    """The words of judgements, the wording of figures and the text of quotations."""
    for inspection in content.inspections.values():
        for number, judgement in enumerate(inspection.judgements):
            yield _Passage(inspection, ("judgements", number, "words"), judgement.words, judgement.source)
        for number, figure in enumerate(inspection.figures):
            if figure.wording:
                yield _Passage(inspection, ("figures", number, "wording"), figure.wording, figure.source)
        for number, quote in enumerate(inspection.quotes):
            yield _Passage(inspection, ("quotes", number, "text"), quote.text, quote.source)


def _enough(passage: _Passage) -> int:
    """How many captures must lack a passage before it counts as missing."""
    return len(passage.inspection.sources) if UNATTRIBUTED in passage.cites else 1


def _in_order(marks: Iterable[str], words: Mapping[str, str]) -> tuple[str, ...]:
    """Hashes in the order of the words that they stand for, so that a rewritten ledger changes little."""
    return tuple(sorted(marks, key=lambda mark: (plain(words[mark]).casefold(), mark)))


def _kept(
    old: Verified,
    captures: Mapping[str, Capture],
    passages: Sequence[_Passage],
    words: Mapping[str, str],
) -> dict[str, VerifiedSource]:
    """What the old ledger says of sources that are not captured now, less what no passage has any more."""
    current: dict[str, set[str]] = defaultdict(set)
    for passage in passages:
        for url in passage.addresses - captures.keys():
            current[url].add(fingerprint(passage.text))
    kept = {}
    for url, source in old.sources.items():
        if marks := _in_order(current[url].intersection(source.passages), words):
            kept[url] = source.model_copy(update={"passages": marks})
    return kept


def _unfound(passage: _Passage, wanted: Sequence[Piece], captures: Sequence[Capture]) -> Problem:
    """What is not in which source, and the nearest words there."""
    keys = {source.url: key for key, source in passage.inspection.sources.items()}
    names = listed((keys[capture.url] for capture in captures), "or")
    capture, piece, nearest = max(
        (_nearest(wanted, capture) for capture in captures), key=lambda found: found[2].likeness
    )
    hint = _MEND
    if piece is None:
        message, hint = "there are no words here to look for in the source.", _SEEK
    elif nearest.likeness == 1:
        message = f'"{_cut(piece.text)}" is in {keys[capture.url]}, but not after the words before it.'
    elif nearest.here:
        where = f", in {keys[capture.url]}, are" if captures[1:] else " there are"
        message = f'"{nearest.here}" is not in {names}; the nearest words{where} "{nearest.there}".'
    else:
        message, hint = f'"{_cut(piece.text)}" is not in {names}, nor is anything like it.', _SEEK
    return Problem(
        file_of(passage.inspection), message, hint, passage.path, rule=Family.WORDS_ARE_IN_THEIR_SOURCE
    )


def _nearest(wanted: Sequence[Piece], capture: Capture) -> tuple[Capture, Piece | None, Difference]:
    """The first piece that a capture lacks, and how the nearest words there differ from it."""
    piece = missing(wanted, capture.text)
    if piece is None:
        return capture, None, Difference()
    if missing((piece,), capture.text) is None:
        return capture, piece, Difference(likeness=1)
    return capture, piece, difference(piece, capture.text)


def _cut(text: str) -> str:
    words = text.split()
    return text if len(words) <= _WIDTH else f"{' '.join(words[:_WIDTH])} …"
