"""Words from a source: their plain form, where they stand in a text, and what comes nearest to them."""

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_MARKS = "'\"`´‘’‚‛“”„‟‹›«»′″"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen, zero widths, byte order mark
_LETTERS = str.maketrans(
    {**dict.fromkeys(_MARKS, "'"), **dict.fromkeys("‐‑‒–−", "-"), **dict.fromkeys("—―", "—")}
    | dict.fromkeys(_INVISIBLE, "")
)
_LEFT_OUT = re.compile(r"(\[[^\]]*\]|…)")
_BESIDE = " ,;:.—"  # at the ends of a piece these are the editor's: a comma of the source may end a sentence

# A piece begins and ends where words do: not inside "poorly", "under-performing", "CRC's" or "2.5".
_BEGINS = r"(?<!\w)(?<!\w[-'])(?<!\d[.,])"
_ENDS = r"(?!\w)(?![-']\w)(?![.,]\d)"

_ALIKE = 0.6  # of 1, how like the nearest words must be to be worth showing
_SHOWN = 4  # words before and after the first difference


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in the source without a gap; a cut end is one inside a word, as in "[T]he"."""

    text: str
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the nearest words of a text begin to differ from the ones that were looked for.

    `likeness` goes from 0 to 1; below what is worth showing, both texts are empty.
    """

    likeness: float = 0
    here: str = ""
    there: str = ""


def plain(text: str) -> str:
    """A text without what typesetting changes: the form in which passages are compared and hashed.

    White space is one space. Quotation marks are gone; an apostrophe inside a word is straight. An
    unspaced en dash is a hyphen; an em dash, two hyphens and any dash between spaces are one spaced
    dash. Three dots are an ellipsis. Letters have their compatibility form (Unicode NFKC, so that "ﬁ"
    is "fi"). Capitals, punctuation and square brackets stay.
    """
    text = unicodedata.normalize("NFKC", text.translate(_LETTERS)).translate(_LETTERS)
    text = re.sub(r"\.(?:\s?\.){2,}", "…", text)
    text = re.sub(r"(?<=\w)-[ \t]*\n\s*(?=\w)", "-", text)  # a line of a PDF that ends inside a compound
    text = re.sub(r"\s*(?:—|--+)\s*|\s-\s", " — ", text)
    text = re.sub(r"(?<!\w)'+|'+(?!\w)", "", text)
    return " ".join(text.split())


def fingerprint(text: str) -> str:
    """The SHA-256 of a passage's plain form, as 64 hexadecimal digits.

    So wrapping its lines anew changes nothing, and changing a letter does.
    """
    return hashlib.sha256(plain(text).encode()).hexdigest()


def pieces(passage: str) -> tuple[Piece, ...]:
    """What a passage takes from its source: all but what the editor left out (…) or put in ([ ])."""
    parts = _LEFT_OUT.split(plain(passage))
    found = []
    for number in range(0, len(parts), 2):
        part = parts[number]
        before, after = parts[number - 1 : number], parts[number + 1 : number + 2]
        if re.search(r"\w", part):
            cut_before = before != [] and before[0] != "…" and re.match(r"\w", part) is not None
            cut_after = after != [] and after[0] != "…" and re.search(r"\w$", part) is not None
            found.append(Piece(part.strip(_BESIDE), cut_before, cut_after))
    return tuple(found)


def missing(passage: Sequence[Piece], text: str) -> Piece | None:
    """The first piece that a text, in its plain form, has not after those before it; None if it has all."""
    place = 0
    for piece in passage:
        begins, ends = "" if piece.cut_before else _BEGINS, "" if piece.cut_after else _ENDS
        match = re.compile(begins + re.escape(piece.text) + ends).search(text, place)
        if match is None:
            return piece
        place = match.end()
    return None


def difference(piece: Piece, text: str) -> Difference:
    """How the words of a text, in its plain form, that are most like a piece differ from it."""
    wanted, words = piece.text.split(), text.split()
    size = len(wanted)
    counts = [
        (len(set(wanted).intersection(words[start : start + size])), start)
        for start in range(max(len(words) - size, 0) + 1)
    ]
    most = max(counts)[0]
    places = [start for count, start in counts if count == most]
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(piece.text)

    def likeness(start: int) -> float:
        matcher.set_seq1(" ".join(words[start : start + size]))
        return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0

    likest = max(places, key=likeness)
    found = likeness(likest)
    if found < _ALIKE:
        return Difference()
    # A word more or less moves the ends, so the words around are looked at too.
    around = [
        word.strip(_BESIDE) if word.strip(_BESIDE) == wanted[-1] else word
        for word in words[max(likest - _SHOWN, 0) : likest + size + _SHOWN]
    ]
    return Difference(found, *_first_difference(wanted, words[likest : likest + size], around))


def _first_difference(wanted: list[str], likest: list[str], around: list[str]) -> tuple[str, str]:
    """The words at the first difference, with some on both sides, in each of the two.

    `around` is what the text has before and after the passage as well; that is no difference.
    """
    steps = difflib.SequenceMatcher(None, wanted, around, autojunk=False).get_opcodes()
    for kind, start, end, there, there_end in steps if any(step[0] == "equal" for step in steps) else ():
        size, before, after = end - start, min(start, _SHOWN), min(len(wanted) - end, _SHOWN)
        if kind == "equal" or (kind == "insert" and (start == 0 or end == len(wanted))):
            continue
        # At an end of the passage only as many words are compared as were looked for.
        low = max(there, there_end - size) if start == 0 else there
        high = min(there_end, low + size) if end == len(wanted) else there_end
        nearest = " ".join(around[low - before : high + after])
        return " ".join(wanted[start - before : end + after]), nearest.strip(_BESIDE)
    return " ".join(wanted), " ".join(likest).strip(_BESIDE)
