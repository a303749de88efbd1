"""Asks for every source's address once, and says what it found of each."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urldefrag

from tracker.linking.archive import Copy, nearest_copy
from tracker.linking.ask import Asker
from tracker.linking.judge import State, Verdict, judged
from tracker.values.dates import PartialDate
from tracker.values.records import Content


@dataclass(frozen=True, slots=True)
class Use:
    """Where a record names an address: in `url` or in `archive` of the source with this key.

    `kept` says that the source has an archived copy beside its url; `day` is when an editor read it, or
    else when it was published.
    """

    file: str
    key: str
    name: Literal["url", "archive"]
    kept: bool
    day: date | None

    @property
    def bare(self) -> bool:
        """Whether a copy could be added here."""
        return self.name == "url" and not self.kept


@dataclass(frozen=True, slots=True)
class Finding:
    """What is thought of an address, all that name it, and whether a copy of it was `sought` and found."""

    url: str
    uses: tuple[Use, ...]
    verdict: Verdict
    sought: bool = False
    copy: Copy | None = None

    @property
    def wanting(self) -> tuple[Use, ...]:
        """Where an editor has something to do: what is gone but kept in an archive needs nothing."""
        return tuple(use for use in self.uses if not (use.kept and self.verdict.state == "dead"))

    @property
    def state(self) -> State | Literal["kept"]:
        """The verdict, or kept where all that name a dead address have an archived copy."""
        return self.verdict.state if self.wanting else "kept"


def addresses(content: Content, of: Callable[[str], bool] = lambda _file: True) -> dict[str, tuple[Use, ...]]:
    """Each address that sources name, without its fragment, with all who do; `of` chooses the files."""
    found: defaultdict[str, list[Use]] = defaultdict(list)
    for file, key, source in content.all_sources():
        if not of(file):
            continue
        day = _day(source.accessed or source.published)
        if source.url:
            use = Use(file, key, "url", source.archive is not None, day)
            found[urldefrag(source.url).url].append(use)
        if source.archive:
            found[urldefrag(source.archive).url].append(Use(file, key, "archive", False, day))
    return {url: tuple(found[url]) for url in sorted(found)}


async def checked(
    wanted: Mapping[str, tuple[Use, ...]],
    asker: Asker,
    found: list[Finding],
    *,
    archives: bool = False,
    tell: Callable[[str], None],
) -> None:
    """Add a finding for each address to `found` as it comes, so that they survive an interruption.

    A copy is sought for what is dead or has moved and, with `archives`, for everything that has none.
    """

    async def one(url: str, uses: tuple[Use, ...]) -> None:
        verdict = judged(await asker.ask(url))
        bare = [use for use in uses if use.bare]
        sought = bool(bare) and (archives or verdict.state in {"dead", "moved"})
        day = min((use.day for use in bare if use.day), default=None)
        copy = await nearest_copy(asker, url, day) if sought else None
        found.append(Finding(url, uses, verdict, sought, copy))
        tell(f"{len(found)} of {len(wanted)} addresses checked")

    async with asyncio.TaskGroup() as group:
        for url, uses in wanted.items():
            group.create_task(one(url, uses))


def _day(date_: PartialDate | None) -> date | None:
    return date_.latest if date_ else None
