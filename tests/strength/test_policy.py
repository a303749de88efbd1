"""Were markup to get into a page after all, the page's own policy would keep it from doing anything."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Route

from tests.conftest import serving
from tests.strength.opened import RAN, window

POLICY = (
    "default-src 'none'; base-uri '{base}'; form-action 'none'; img-src 'self'; style-src 'self'; "
    "connect-src 'self'; script-src 'self'{search}"
)
PAGES = ("search/index.html", "providers/northshire-crc/embed/index.html")
# What could get into a page, and the directive that stops it; a frame tells of it in itself.
INJECTED = {
    "a script": ("<script>zq()</script>", "script-src-elem"),
    "a script of a template engine": ("<script type=module>zq()</script>", "script-src-elem"),
    "a handler of an event": ("<img src=/icon.svg onerror=zq() alt=''>", "script-src-attr"),
    "a handler of a drawing": ("<svg onload=zq()></svg>", "script-src-attr"),
    "a script from elsewhere": ("<script src='https://evil.invalid/s.js'></script>", "script-src-elem"),
    "a script as data": ("<script src='data:text/javascript,zq()'></script>", "script-src-elem"),
    "a style": ("<style>body{background:red}</style>", "style-src-elem"),
    "a style of an element": ("<p style='background:red'>x</p>", "style-src-attr"),
    "a style sheet from elsewhere": ("<link rel=stylesheet href='https://evil.invalid/c'>", "style-src-elem"),
    "a picture from elsewhere": ("<img src='https://evil.invalid/i.png' alt=''>", "img-src"),
    "a picture as data": ("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' alt=''>", "img-src"),
    "a frame": ("<iframe src='https://evil.invalid/'></iframe>", "frame-src"),
    "a frame of a script": ("<iframe src='javascript:parent.zq()'></iframe>", "script-src-elem"),
    "a frame with a page in it": ("<iframe srcdoc='<script>parent.zq()</script>'></iframe>", ""),
    "an object": ("<object data='https://evil.invalid/o'></object>", "object-src"),
    "an embedded file": ("<embed src='https://evil.invalid/e'>", "object-src"),
    "a film": ("<video src='https://evil.invalid/v'></video>", "media-src"),
    "a font": ("<link rel=preload as=font crossorigin href='https://evil.invalid/f'>", "font-src"),
    "another base": ("<base href='https://evil.invalid/'>", "base-uri"),
    "a form that is sent elsewhere": ("<form id=go action='https://evil.invalid/'></form>", "form-action"),
    "a form that is a script": ("<form id=go action='javascript:zq()'></form>", "form-action"),
    "a link that is a script": ("<a id=go href='javascript:zq()'>x</a>", "script-src-elem"),
}  # fmt: skip
_LISTENING = """window.broken = [];
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, disposition }) =>
  window.broken.push(effectiveDirective + " " + disposition));"""


_FOLLOWED = """async () => {
  const go = document.getElementById("go");
  if (go?.localName === "form") go.submit();
  else go?.click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}"""
_FOUND = """() => {
  const isRed = (element) => getComputedStyle(element).backgroundColor === "rgb(255, 0, 0)";
  return [window.broken, document.baseURI, [...document.querySelectorAll("body, p")].some(isRed)];
}"""
WITHOUT_HARM = {"a picture as data"}


@pytest.fixture(scope="module")
def site(tiny_site: Path) -> Iterator[str]:
    with serving(tiny_site, "/") as root:
        yield root


def test_every_page_has_the_policy_before_anything_else(tiny_site: Path) -> None:
    """As its second tag, for what stands before a policy is not kept to it."""
    pages = sorted(tiny_site.rglob("*.html"))
    assert {page.relative_to(tiny_site).as_posix() for page in pages} >= {*PAGES, "404.html"}
    for page in pages:
        name = page.relative_to(tiny_site).as_posix()
        search = " 'wasm-unsafe-eval'" if name == "search/index.html" else ""
        expected = POLICY.format(base="self" if name == "404.html" else "none", search=search)
        text = unescape(page.read_text(encoding="utf-8"))
        expected = f'<meta http-equiv="Content-Security-Policy" content="{expected}">\n'
        head = '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        assert text.startswith(head + expected), name
        assert text.count("Content-Security-Policy") == 1, name


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_the_policy_stops_what_got_into_a_page(
    site: str, tiny_site: Path, browser: Browser, name: str
) -> None:
    """Each by itself, and nothing else happens than that the browser tells of it."""
    for told, (markup, directive) in INJECTED.items():
        text = (tiny_site / name).read_text(encoding="utf-8")
        broken, did = _tried(browser, site, name, text, markup, told=bool(directive))
        assert not directive or f"{directive} enforce" in broken, (told, broken)
        assert did == [], told


@pytest.mark.browser
def test_without_the_policy_it_would_do_harm(site: str, tiny_site: Path, browser: Browser) -> None:
    """Or the test above would prove nothing."""
    name = "about/index.html"
    text = (tiny_site / name).read_text(encoding="utf-8").replace("Content-Security-Policy", "x-nothing")
    harmless = {
        told
        for told, (markup, _) in INJECTED.items()
        if not _tried(browser, site, name, text, markup, told=False)[1]
    }
    assert harmless == WITHOUT_HARM


def _tried(
    browser: Browser, site: str, name: str, text: str, markup: str, *, told: bool
) -> tuple[list[str], list[str]]:
    """What breaks the policy of a page with some markup in it, and what the markup did.

    The browser tells of a form some time after it was sent: with `told`, it is waited for.
    """
    did: list[str] = []

    def reached(route: Route) -> None:
        did.append(f"asked for {route.request.url}")
        route.abort()

    def answered(route: Route) -> None:
        route.fulfill(body=text.replace("<h1", f"{markup}<h1", 1), content_type="text/html; charset=utf-8")

    with window(browser, site, bypass_csp=False) as opened:
        page = opened.page
        page.add_init_script(_LISTENING)
        page.route("https://evil.invalid/**", reached)
        page.route(f"{site}{name}", answered)
        page.goto(f"{site}{name}", wait_until="load")
        try:
            page.evaluate(_FOLLOWED)
            if told:
                page.wait_for_function("window.broken.length > 0")
            broken, base, red = page.evaluate(_FOUND)
        except Error:
            return [], [*did, "left the page"]
    did += [fault for fault in opened.faults if RAN in fault]
    did += [f"has the base {base}"] * (base != f"{site}{name}") + ["is red"] * red
    return broken, did
