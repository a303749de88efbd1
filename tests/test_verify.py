"""The rendered site is looked through before anything is written."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tracker.cache import Cache
from tracker.stages import verify
from tracker.values.file import files_of
from tracker.values.problem import Problem

HEAD = "<title>T</title><h1>H</h1>"


def verified(site: Mapping[str, bytes], cache: Cache) -> tuple[Problem, ...]:
    return verify.verified(files_of(site), cache)


def messages(**pages: str) -> list[str]:
    files = {f"{name.replace('_', '/')}.html": (HEAD + body).encode() for name, body in pages.items()}
    return [problem.message for problem in verified({**files, "static/site.css": b""}, Cache(None))]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://example.org/x#y">',
        '<a href="mailto:someone@example.org">',
        '<a href="#here"></a><p id="here">',
        '<a href="a/index.html#there">',
        '<link href="static/site.css">',
        '<img src="static/site.css" alt="">',
        '<svg role="img" aria-labelledby="t"><title id="t">x</title></svg>',
    ],
)
def test_what_is_right_passes(body: str) -> None:
    assert messages(index=body, a_index='<p id="there">') == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<a href="gone.html">', "leads nowhere"),
        ('<a href="a/">', "leads nowhere"),
        ('<a href="../index.html">', "leads nowhere"),
        ('<a href="#gone">', "not on the page"),
        ('<a href="a/index.html#gone">', "not on the page"),
        ('<a href="/index.html">', "neither relative nor a web address"),
        ('<a href="//example.org/">', "neither relative nor a web address"),
        ('<a href="javascript:alert(1)">', "neither relative nor a web address"),
        ('<p id="twice"><p id="twice">', 'the id "twice" is there 2 times'),
        ('<img src="static/site.css">', "no alternative text"),
        ('<svg role="img">', "no title"),
        ("<h1>again</h1>", "2 first-level headings"),
    ],
)
def test_what_is_wrong_is_told(body: str, told: str) -> None:
    found = messages(index=body, a_index='<p id="there">')
    assert len(found) == 1
    assert told in found[0]


def test_a_page_without_a_title_is_told_even_if_a_drawing_has_one() -> None:
    page = b"<title> </title><h1>H</h1><svg><title>drawing</title></svg>"
    assert [problem.message for problem in verified({"index.html": page}, Cache(None))] == [
        "the page has no title."
    ]


def test_a_fault_is_told_again_by_the_next_build(tmp_path: Path) -> None:
    files = {"index.html": (HEAD + '<a href="gone.html">Gone</a>').encode()}
    first = verified(files, Cache(tmp_path))
    assert len(first) == 1
    assert verified(files, Cache(tmp_path)) == first
    assert verified({**files, "gone.html": HEAD.encode()}, Cache(tmp_path)) == ()


def test_what_an_unchanged_page_leads_to_must_stay(tmp_path: Path) -> None:
    """Pages that have not changed are not looked at again, but what they need is."""
    pages = {
        "index.html": (HEAD + '<a href="a.html#there">A</a><a href="b.html">B</a>').encode(),
        "a.html": (HEAD + '<p id="there">').encode(),
        "b.html": HEAD.encode(),
    }
    cache = Cache(tmp_path)
    assert verified(pages, cache) == ()
    without_id = verified({**pages, "a.html": HEAD.encode()}, cache)
    assert [problem.file for problem in without_id] == ["output/index.html"]
    without_page = verified({name: page for name, page in pages.items() if name != "b.html"}, cache)
    assert [problem.file for problem in without_page] == ["output/index.html"]
    other = {**pages, "b.html": (HEAD + '<a href="a.html#gone">').encode()}
    assert [problem.file for problem in verified(other, cache)] == ["output/b.html"]
    assert verified(pages, cache) == ()
