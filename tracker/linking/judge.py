"""What an answer from the web means for a record that cites the address. Nothing here asks anything."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, urlsplit

Failure = Literal["", "unknown", "silent", "broken", "insecure", "loop", "private", "impatient"]
"""Why there is no answer to judge by; "" where there is one.

unknown: no such host · silent: nothing came in time · broken: the connection failed · insecure: TLS failed ·
loop: redirects without end · private: not an address of the public web · impatient: told to wait for too long
"""

State = Literal["fine", "moved", "dead", "blocked", "unsure"]

ADVICE: dict[State, str] = {
    "dead": "Look for its new address. If there is none, keep url and add an archived copy as archive.",
    "moved": "Open it there. If it is the same page, write that address as url.",
    "blocked": "Open it in a browser. If it is there, nothing is to be done.",
    "unsure": "Open it in a browser. If it stays so for weeks, treat it as dead.",
    "fine": "Nothing is to be done.",
}
"""What an editor does about an address, by its state."""

_FAILED: dict[Failure, tuple[State, str]] = {
    "unknown": ("dead", "there is no site of that name any more"),
    "silent": ("unsure", "no answer came in time"),
    "broken": ("unsure", "the site cannot be reached"),
    "insecure": ("unsure", "the site has no valid certificate, so browsers warn of it"),
    "loop": ("unsure", "it leads from one address to another without end"),
    "private": ("unsure", "it leads into a private network, which readers cannot reach"),
    "impatient": ("blocked", "the site asks programs to come back much later"),
}
# 402 is used by paywalls, 407 by proxies, 451 is "unavailable for legal reasons" (RFC 7725), and some
# networks answer programs with 999.
_BLOCKING = {401, 402, 403, 405, 406, 407, 429, 451, 999}
_GONE = {404, 410}
_BAD = 400
_FRONT = {"", "/index.html", "/index.htm", "/index.php", "/home", "/en"}
_SIGN_IN = {"login", "log-in", "signin", "sign-in", "login.html", "login.php", "wp-login.php"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for an address: where it led, and the status there, or why there is none.

    `permanent` says that every redirect on the way was meant to last (301 or 308), `walled` that the
    answer came from a guard against programs.
    """

    url: str
    final: str
    status: int = 0
    permanent: bool = False
    walled: bool = False
    failure: Failure = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be thought of an address: a sentence for editors, and the new address of what moved."""

    state: State
    told: str = ""
    to: str = ""


def judged(answer: Answer) -> Verdict:
    """The verdict on an answer.

    Statuses mean what RFC 9110 (section 15) says. A page that now leads to the front page of a site is
    gone, though the status says that all is well.
    """
    led = f"; the address leads on to {answer.final}" if answer.final != answer.url else ""
    if answer.failure:
        state, told = _FAILED[answer.failure]
        return Verdict(state, f"{told}{led}")
    if answer.status < _BAD:
        return _arrived(answer)
    state, told = "unsure", "the site answers with a fault"
    if answer.status in _GONE:
        state, told = "dead", "the page is gone"
    elif answer.walled or answer.status in _BLOCKING:
        state, told = "blocked", "the site refuses programs"
    return Verdict(state, f"{told}{led} (status {answer.status})")


def _arrived(answer: Answer) -> Verdict:
    """The verdict where something is shown, which need not be the page."""
    old, new = urlsplit(answer.url), urlsplit(answer.final)
    if _is_front(new) and not _is_front(old):
        return Verdict("dead", f"the page is gone: its address leads to the front page of {new.hostname}")
    if _asks_to_sign_in(new) and not _asks_to_sign_in(old):
        return Verdict("blocked", f"the site asks readers to sign in, at {answer.final}")
    if answer.permanent and _same(old) != _same(new):
        return Verdict("moved", f"the page has moved to {answer.final}", answer.final)
    return Verdict("fine")


def _is_front(parts: SplitResult) -> bool:
    return parts.path.rstrip("/").casefold() in _FRONT and not parts.query


def _asks_to_sign_in(parts: SplitResult) -> bool:
    return not _SIGN_IN.isdisjoint(parts.path.casefold().split("/"))


def _same(parts: SplitResult) -> tuple[str, str, str]:
    """What is left of an address without what changes nothing for a reader: https, www, a last slash."""
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query
