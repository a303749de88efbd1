"""Asks for single addresses as a considerate visitor does: HEAD before GET, one at a time, with pauses.

Nothing is crawled: no link of an answer is followed but redirects, and bodies are not read. So robots.txt,
which is addressed to crawlers (RFC 9309), is not asked for.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from tracker.linking.judge import Answer, Failure

Resolve = Callable[[str], Awaitable[tuple[str, ...]]]
"""Gives the numeric addresses of a host. Raises socket.gaierror where there are none."""

_TRIES = ("HEAD", "GET", "GET")
_REDIRECTS = {301, 302, 303, 307, 308}
_LASTING = {301, 308}
_BAD = 400
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_LATER = {429, 503}
_NO_SUCH_HOST = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
_HOPS = 10
_SEVERAL = 3  # hosts that cannot all be gone
_ENOUGH = 2  # addresses in a row that a host did not answer for, before it is left alone
_LONGER = 1.5  # httpx counts the seconds of silence; a slow drip is cut off after this many times as long


@dataclass(frozen=True, slots=True)
class Manners:
    """How considerate to be, in seconds; `hosts` is how many are asked at once.

    The archive limits programs more strictly than most and bans those that go on:
    https://github.com/internetarchive/wayback/issues/274
    """

    hosts: int = 8
    pause: float = 1.0
    slower: Mapping[str, float] = field(default_factory=lambda: {"archive.org": 5.0, "web.archive.org": 5.0})
    patience: float = 20.0
    longest_wait: float = 60.0


@dataclass(frozen=True, slots=True)
class _Reply:
    """What one request brought; `wait` is how long the host wants to be left alone."""

    status: int = 0
    location: str = ""
    walled: bool = False
    wait: float = 0.0
    failure: Failure = ""
    body: bytes = b""

    @property
    def good(self) -> bool:
        return not self.failure and self.status < _BAD

    @property
    def passing(self) -> bool:
        """Whether it may be better in a moment."""
        if self.failure:
            return self.failure in {"silent", "broken"}
        return self.status in _PASSING and not self.walled

    @property
    def discouraging(self) -> bool:
        """Whether the host will hardly say more about its other addresses."""
        return self.failure in {"silent", "broken", "unknown", "impatient"} or self.status in _LATER


@dataclass(slots=True)
class _Host:
    """A host's turns: one address at a time, and no request before `ready`."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    ready: float = 0.0
    discouraged: int = 0
    last: _Reply = _Reply()


async def resolved(host: str) -> tuple[str, ...]:
    """The numeric addresses of a host, from the system."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(sorted({str(address[0]) for *_, address in found}))


class Asker:
    """Asks on behalf of `visitor`, which servers see as the user agent.

    `clock` and `sleep` measure the pauses. With `resolve`, hosts whose address is not of the public web
    are never asked: a record must not lead a machine into the network that it stands in.
    """

    def __init__(
        self,
        visitor: str,
        clock: Callable[[], float],
        *,
        resolve: Resolve | None = resolved,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        manners: Manners = Manners(),
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._clock, self._sleep, self._resolve, self._manners = clock, sleep, resolve, manners
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._reached = False
        self._places = asyncio.Semaphore(manners.hosts)
        plain = visitor.encode("ascii", "replace").decode()
        self._client = httpx.AsyncClient(
            headers={"User-Agent": plain}, timeout=manners.patience, transport=transport
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del kind, error, trace
        await self._client.aclose()

    async def ask(self, url: str) -> Answer:
        """What the web says of an address, after all redirects."""
        now, permanent = url, False
        for hop in range(_HOPS):
            reply = await self._tried(now)
            if not reply.location:
                return Answer(url, now, reply.status, permanent, reply.walled, reply.failure)
            permanent = reply.status in _LASTING and (permanent or hop == 0)
            now = reply.location
        return Answer(url, url, failure="loop")

    async def read(self, url: str, most: int) -> bytes | None:
        """The document at an address, as far as the first `most` bytes; None where it is not to be had."""
        reply = await self._tried(url, _TRIES[1:], most)
        return reply.body if reply.good else None

    async def _tried(self, url: str, tries: Sequence[str] = _TRIES, most: int = 0) -> _Reply:
        """The first reply that settles the matter, or the last one."""
        name = urlsplit(url).hostname or ""
        host, reply = self._hosts[name], _Reply()
        async with host.lock:
            if host.discouraged >= _ENOUGH:
                return host.last
            for number, method in enumerate(tries, start=1):
                await self._sleep(max(0.0, host.ready - self._clock()))
                async with self._places:
                    reply = await self._requested(method, url, most)
                pause = self._manners.slower.get(name, self._manners.pause)
                host.ready = self._clock() + max(pause, reply.wait, 2.0**number if reply.passing else 0)
                # What HEAD finds bad is asked for once more: many servers know only GET.
                if reply.good or not (reply.passing or (method == "HEAD" and not reply.failure)):
                    break
            host.discouraged = host.discouraged + 1 if reply.discouraging else 0
            host.last = reply
        return reply

    @property
    def offline(self) -> bool:
        """Whether several hosts were asked, and none of them has said anything."""
        return not self._reached and len(self._hosts) >= _SEVERAL

    async def _requested(self, method: str, url: str, most: int) -> _Reply:
        try:
            async with asyncio.timeout(self._manners.patience * _LONGER):
                for address in await self._resolve(urlsplit(url).hostname or "") if self._resolve else ():
                    if not ipaddress.ip_address(address.partition("%")[0]).is_global:
                        return _Reply(failure="private")
                return await self._sent(method, url, most)
        except (TimeoutError, httpx.TimeoutException):
            return _Reply(failure="silent")
        except socket.gaierror as error:
            return _Reply(failure="unknown" if error.errno in _NO_SUCH_HOST else "broken")
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            insecure = any(isinstance(cause, ssl.SSLError) for cause in _causes(error))
            return _Reply(failure="insecure" if insecure else "broken")

    async def _sent(self, method: str, url: str, most: int) -> _Reply:
        async with self._client.stream(method, url) as response:
            self._reached = True
            status, headers, body = response.status_code, response.headers, b""
            if most:
                async for piece in response.aiter_bytes():
                    body += piece
                    if len(body) >= most:
                        break
            onward = response.next_request if status in _REDIRECTS else None
            wait = _wait(headers) if status in _LATER else 0.0
            return _Reply(
                status=status,
                location=str(onward.url) if onward else "",
                # https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
                walled=headers.get("cf-mitigated") == "challenge",
                wait=min(wait, self._manners.longest_wait),
                failure="impatient" if wait > self._manners.longest_wait else "",
                body=body[:most],
            )


def _wait(headers: httpx.Headers) -> float:
    """The seconds that Retry-After asks for, which may name a time instead (RFC 9110, section 10.2.3)."""
    text = headers.get("retry-after", "")
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        until, now = (parsedate_to_datetime(value) for value in (text, headers.get("date", "")))
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
