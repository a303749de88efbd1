"""What readers may have relied on in a record: its ratings, figures, dates and quotations."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from tracker.stages.differences.values import Change, folded, matched, of_date, of_parts, of_text
from tracker.values.records import Figure, Inspection, Judgement, Owner, Provider, Quote, Rated, Succession

_CLOSE = 0.6  # the share of its words that a quotation keeps where it was mended and not replaced
_SHOWN = 8  # words of a long text in a message
_LEAD = 3  # of them before the first that differs


def inspection_changes(before: Inspection, now: Inspection) -> Iterator[Change]:
    """Ratings, score, dates, figures, verdicts and quotations that are other ones now, or gone."""
    yield from of_text(("overall",), _word(before.overall), _word(now.overall))
    for name, rated in before.ratings.items():
        yield from of_text(("ratings", name), rated.rating, _word(now.ratings.get(name)))
    if before.score and now.score:
        yield from of_parts(("score",), before.score, now.score, ("value", "of"))
    elif before.score:
        yield Change(("score",), str(before.score.value))
    yield from of_date(("fieldwork",), before.fieldwork, now.fieldwork)
    yield from of_date(("published",), before.published, now.published)
    yield from _figures(before, now)
    for path, judgement, verdict in matched("judgements", before.judgements, now.judgements, _same_matter):
        if verdict is None:
            yield Change(path, f"{judgement.on}: {judgement.words}")
        else:
            yield from of_text((*path, "words"), judgement.words, verdict.words)
    yield from _quotes(before, now)


def provider_changes(before: Provider, now: Provider) -> Iterator[Change]:
    """Dates of its life, of its owners and of its successors that are other ones now, or gone."""
    if before.existed and now.existed is None:
        yield Change(("existed",), before.existed.since.text)
    elif before.existed and now.existed:
        yield from of_date(("existed", "from"), before.existed.since, now.existed.since)
        yield from of_date(("existed", "to"), before.existed.until, now.existed.until)
    for path, owner, still in matched("owners", before.owners, now.owners, _same_owner):
        if still is None:
            yield Change(path, owner.name)
            continue
        yield from of_date((*path, "from"), owner.since, still.since)
        yield from of_date((*path, "to"), owner.until, still.until)
    for path, succession, again in matched("successors", before.successors, now.successors, _same_successor):
        if again is None:
            yield Change(path, succession.provider)
        else:
            yield from of_date((*path, "date"), succession.date, again.date)


def _figures(before: Inspection, now: Inspection) -> Iterator[Change]:
    for path, figure, still in matched("figures", before.figures, now.figures, _same_figure):
        if still is None:
            yield Change(path, f"{figure.measure or figure.label}: {figure.value}")
            continue
        # A measure has the unit: where it is written out as well, nothing changes.
        parts = ("value", "to", "of", "qualifier", *(("unit",) if figure.label else ()))
        yield from of_parts(path, figure, still, parts)
        yield from of_text((*path, "wording"), figure.wording, still.wording)


def _quotes(before: Inspection, now: Inspection) -> Iterator[Change]:
    for path, quote, still in matched("quotes", before.quotes, now.quotes, _same_words, _close_words):
        if still is None:
            yield Change(path, _opening(quote.text.split()))
            continue
        if not _same_words(quote, still):
            yield Change((*path, "text"), *_where_they_part(quote.text, still.text))
        yield from of_text((*path, "speaker"), quote.speaker, still.speaker)
        yield from of_text((*path, "from"), quote.side, still.side)


def _word(rated: Rated | None) -> str | None:
    return rated.rating if rated else None


def _same_figure(one: Figure, other: Figure) -> bool:
    return one.measure == other.measure and folded(one.label or "") == folded(other.label or "")


def _same_matter(one: Judgement, other: Judgement) -> bool:
    return folded(one.on) == folded(other.on)


def _same_owner(one: Owner, other: Owner) -> bool:
    return folded(one.name) == folded(other.name)


def _same_successor(one: Succession, other: Succession) -> bool:
    return one.provider == other.provider


def _same_words(one: Quote, other: Quote) -> bool:
    return folded(one.text) == folded(other.text)


def _close_words(one: Quote, other: Quote) -> bool:
    words = SequenceMatcher(None, folded(one.text).split(), folded(other.text).split())
    return words.ratio() >= _CLOSE


def _opening(words: list[str]) -> str:
    return " ".join(words[:_SHOWN]) + (" …" if words[_SHOWN:] else "")


def _where_they_part(was: str, now: str) -> tuple[str, str]:
    """Both texts from shortly before the first word that differs."""
    old, new = was.split(), now.split()
    pairs = enumerate(zip(old, new, strict=False))
    apart = next((n for n, (a, b) in pairs if folded(a) != folded(b)), min(len(old), len(new)))
    start = max(0, apart - _LEAD)
    cut = "… " if start else ""
    return cut + _opening(old[start:]), cut + _opening(new[start:])
