"""A made-up record of any size: N inspections of N/5 providers, as a whole project to build.

    .venv/bin/python -m benchmarks.corpus N FOLDER [--seed SEED]

Each inspection has the ratings of 8 to 10 standards, 4 figures of measures, 4 findings of 20 to 40 words,
3 quotations, 120 words of Markdown and 2 sources. Nothing in it is of the real record: words, names and
places are made of syllables. The words are used as unevenly as those of a language are, for the size of the
search index depends on it. The same N and seed give the same bytes.

FOLDER gets templates and static files of its own, to be changed, and a `build.py`, which runs the engine
that is installed.
"""

import argparse
import random
import shutil
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from textwrap import fill, indent

ROOT = Path(__file__).resolve().parents[1]
BASE = Path(__file__).with_name("base")
"""What is there once, however large the record: settings, frameworks, measures, events, pages."""
SEED = 7
TODAY = "2025-01-01"
"""The day for builds of it: after the last report."""
ROUNDS = 5
FIRST, APART, SPREAD = (
    date(2010, 1, 4),
    1130,
    700,
)  # a round takes three years; no provider is seen twice a year
CHANGED = date(2017, 7, 1)
KINDS = ("region", "unit", "service")
RATINGS = ("Outstanding", "Good", "Requires improvement", "Inadequate")
STANDARDS = (
    *("leadership", "people", "services", "buildings", "information"),
    *("assessing", "planning", "delivering", "reviewing", "explaining"),
)
MEASURES = (
    *("cases-seen", "caseload", "posts-filled", "posts-empty"),
    *("visits-kept", "plans-in-time", "complaints", "days-lost"),
)
SIDES = ("inspectorate", "provider", "union")
KINDS_OF_FINDING = ("strength", "weakness", "mixed")
ONSETS = (
    "b",
    "bl",
    "br",
    "d",
    "dr",
    "g",
    "gl",
    "h",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
)
VOWELS = ("a", "e", "i", "o", "u")
CODAS = ("l", "m", "n", "r", "rn", "nd", "st")
WORDS = 6000
SENTENCE = 22  # words; where no more are left, they are one sentence


class Author:
    """Writes made-up words, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - the same bytes are wanted, not secrets
        words: dict[str, None] = {}
        while len(words) < WORDS:
            words["".join(self._syllable() for _ in range(self.chance.choice((1, 2, 2, 3))))] = None
        # The first words are short, and the nth is used 1/n times as often as the first: Zipf's law.
        self.lexicon = sorted(words, key=len)
        self.weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))

    def _syllable(self) -> str:
        pick = self.chance.choice
        return pick(ONSETS) + pick(VOWELS) + pick(CODAS)

    def words(self, count: int) -> list[str]:
        """So many words."""
        return self.chance.choices(self.lexicon, cum_weights=self.weights, k=count)

    def name(self) -> str:
        """A word that is not often used, as names are."""
        return self.chance.choice(self.lexicon[WORDS // 10 :]).capitalize()

    def sentences(self, count: int) -> str:
        """So many words in sentences of about fifteen; some have letters that HTML has to escape."""
        text = []
        while count > 0:
            length = count if count < SENTENCE else self.chance.randint(8, 20)
            words = self.words(length)
            words[length // 2] = self.chance.choice(
                (words[length // 2], f"{words[length // 2]}’s", "R&D", "<10%")
            )
            text.append(f"{words[0].capitalize()} {' '.join(words[1:])}.")
            count -= length
        return " ".join(text)

    def markdown(self) -> str:
        """120 words in paragraphs and a list, with a link and marks."""
        linked = f"[{' '.join(self.words(3))}](https://example.org/{self.name().lower()})"
        points = "\n".join(f"- *{self.name()}* {' '.join(self.words(7))}" for _ in range(3))
        first = f"{self.sentences(34)} They had **{' '.join(self.words(3))}** with {linked}."
        return "\n\n".join(
            (fill(first, 100), fill(self.sentences(30), 100), points, fill(self.sentences(23), 100))
        )


def write_corpus(inspections: int, folder: Path, seed: int = SEED) -> None:
    """Write the project into a folder, which must be new or empty."""
    author = Author(seed)
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    for part in ("templates", "static"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copyfile(ROOT / "build.py", folder / "build.py")
    providers = max(1, inspections // ROUNDS)
    places = [f"{author.name()} {author.name()}" for _ in range(0, providers, 2)]
    for number in range(providers):
        place = places[number // 2]  # two services in each, of different kinds
        _write(folder / f"content/providers/{_id(number)}.yaml", _provider(author, number, place))
    for number in range(inspections):
        lap, provider = divmod(number, providers)
        published = FIRST + timedelta(days=lap * APART + author.chance.randint(0, SPREAD))
        file = folder / f"content/inspections/{published.year}/{_id(provider)}.yaml"
        _write(file, _inspection(author, provider, published))


def _id(provider: int) -> str:
    return f"provider-{provider + 1:05d}"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _block(text: str, depth: int) -> str:
    """A text as editors write it: below `>-`, wrapped."""
    return f">-\n{indent(fill(text, 100, break_long_words=False), ' ' * depth)}"


def _source(key: str, title: str, publisher: str, address: str, published: object) -> str:
    return f"""\
  {key}:
    title: {title}
    publisher: {publisher}
    url: https://{address}
    archive: https://archive.example.org/{address}
    published: {published}
"""


def _provider(author: Author, number: int, place: str) -> str:
    kind = KINDS[number % len(KINDS)]
    sources = _source(
        "register", f"Register of {place}", "Register Office", f"example.org/register/{number}", "2009-12"
    )
    return f"""\
name: {place} {author.name()} {kind.capitalize()} {number + 1}
short_name: {place} {kind.capitalize()} {number + 1}
kind: {kind}
owners:
  - name: {author.name()} {author.name()} Board
    from: 2009-06-01
    source: register
areas:
  - name: {place}
    source: register
sources:
{sources}"""


def _inspection(author: Author, provider: int, published: date) -> str:
    pick, number = author.chance.choice, author.chance.randint
    visited = published - timedelta(days=number(60, 140))
    left = visited + timedelta(days=number(4, 25))
    title = f"An inspection of {author.name()} in {published:%Y}"
    page = f"example.org/reports/{published:%Y-%m-%d}-{provider + 1}"
    news = f"news.example.org/{author.name().lower()}/{published:%Y-%m-%d}-{provider + 1}"
    base = pick((0, 1, 1, 2, 2, 3))
    step = [min(3, max(0, base + pick((-1, 0, 0, 0, 1)))) for _ in range(number(8, len(STANDARDS)))]
    lines = [
        f"provider: {_id(provider)}",
        f"framework: {'standards-2009' if left < CHANGED else 'standards-2017'}",
        f"title: {title}",
        f"fieldwork: {visited}/{left}",
        f"published: {published}",
        f"overall: {RATINGS[base]}",
        "ratings:",
        *(f"  {standard}: {RATINGS[level]}" for standard, level in zip(STANDARDS, step, strict=False)),
        "rating_source: report",
        "sources:",
        _source("report", title, "The Inspectorate", page, published)
        + _source(
            "news", " ".join(author.words(7)).capitalize(), f"{author.name()} News", news, published
        ).rstrip(),
        "figures:",
    ]
    for measure in author.chance.sample(MEASURES, 4):
        value = f"{number(2, 19)}.{number(1, 9)}" if measure == "days-lost" else number(1, 99)
        lines += [f"  - measure: {measure}", f"    value: {value}", "    source: report"]
    lines.append("findings:")
    for standard in author.chance.sample(STANDARDS[: len(step)], 4):
        lines += [
            f"  - {pick(KINDS_OF_FINDING)}: {_block(author.sentences(number(20, 40)), 6)}",
            f"    standard: {standard}",
            f"    source: {pick(('report', '[report, news]'))}",
        ]
    lines.append("quotes:")
    for side in SIDES:
        lines += [
            f"  - text: {_block(author.sentences(number(15, 40)), 6)}",
            f"    speaker: {author.name()} {author.name()}",
            f"    role: Speaker for the {side}",
            f"    from: {side}",
            f"    source: {'report' if side == SIDES[0] else 'news'}",
        ]
    lines += ["notes: |", indent(author.markdown(), "  "), ""]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a made-up record as a whole project.")
    parser.add_argument("inspections", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    write_corpus(given.inspections, given.folder, given.seed)


if __name__ == "__main__":
    main()
