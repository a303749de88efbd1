"""What may happen to a small project: what editors, designers and accidents do to its files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

INSPECTIONS = "content/inspections/*/*.yaml"
PROVIDERS = "content/providers/*.yaml"
PAGES = "content/pages/*.md"
DOCS = "docs/*.md"
EXTRA = "templates/components/extra.html"
"""What a page may come to include."""


@dataclass(frozen=True)
class Change:
    """The first match of a pattern in one of some files gives way to other words."""

    files: str
    old: str
    new: str
    """In which `{n}` stands for a number of two digits, so that the size of a file seldom tells of it."""

    def made_in(self, text: str, number: int = 10) -> str:
        """The text with the change in it."""
        new = self.new.replace("{n}", str(number))
        return re.sub(self.old, new, text, count=1, flags=re.MULTILINE)


def _each(files: str, old: str, *new: str) -> tuple[Change, ...]:
    return tuple(Change(files, old, words) for words in new)


HARMLESS: Mapping[str, tuple[Change, ...]] = {
    "finding": _each(
        INSPECTIONS, r"^  - (strength|weakness): .*", r"  - \1: Finding {n}.", r"  - \1: <{n}> & ‘so’."
    ),
    "rating": (
        *_each(INSPECTIONS, r"^  leadership: .*", "  leadership: Good", "  leadership: Inadequate"),
        *_each(INSPECTIONS, r"^  (staff|planning): .*", r"  \1: Not rated", r"  \1: Outstanding"),
    ),
    "figure": _each(INSPECTIONS, r"(?<=-caseload\n)    value: .*", "    value: {n}"),
    "words of a record": (
        *_each(INSPECTIONS, r"speaker: .*", "speaker: Ada {n}", "speaker: Bob & Sons", "speaker: Əli Örnək"),
        *_each(INSPECTIONS, r"text: Staff told us .*", "text: Staff told us that time is short {n}."),
        *_each(INSPECTIONS, r"^notes: \|\n  .*", "notes: |\n  See *[the law](https://example.org/{n})*."),
        *_each(INSPECTIONS, r"title: .*", "title: Title {n}", "title: <b>Bold & brave</b> “{{ x }}”"),
    ),
    "provider": (
        *_each(PROVIDERS, r"^name: .*", "name: Company {n}", "name: The Company of O’Neill & Søn"),
        *_each(PROVIDERS, r"^short_name: .*", "short_name: Short {n}"),
        *_each(PROVIDERS, r"  - name: \w+", "  - name: Area{n}"),
    ),
    "framework": (
        *_each("content/frameworks/*.yaml", r"^summary: .*", "summary: Words {n}."),
        *_each("content/frameworks/*.yaml", r"name: Lead.*", "name: Leading {n}"),
        *_each("content/frameworks/*.yaml", r"^standard_word: .*", "standard_word: theme"),
    ),
    "measure": (
        *_each("content/measures.yaml", r"    name: Average .*", "    name: Average load {n}"),
        *_each("content/measures.yaml", r"better: \w+", "better: lower", "better: higher"),
    ),
    "event": (
        *_each("content/events.yaml", r"title: Probation is .*", "title: Probation is {n}"),
        *_each("content/events.yaml", r"date: 2014-\d\d-\d\d", "date: 2014-06-{n}"),
    ),
    "verified passage": _each("content/verified.yaml", r"checked: .*", "checked: 2024-05-{n}"),
    "page": (
        *_each(
            PAGES,
            r"\Z",
            "\nMore to [read](/providers/) {n}.\n",
            "\n## Heading {n}\n\n| a | b |\n|--|--|\n| c | d |\n",
        ),
        *_each(PAGES, r"\A# .*", "# About {n}"),
    ),
    "handbook": (
        *_each(
            DOCS, r"\Z", "\nOne more line, with `code` {n}.\n", "\n## Part {n}\n\nAnother [way](index.md).\n"
        ),
    ),
    "title in the handbook": _each(DOCS, r"\A# .*", "# Handbook {n}"),
    "title of the site": _each("site_data.yaml", r"^title: .*", "title: Tracker {n}"),
    "words of the site": (
        *_each("site_data.yaml", r"^tagline: .*", "tagline: What {n} inspectors saw"),
        *_each("site_data.yaml", r"^editors: .*", "editors: the Press {n}", "editors: ‘Ω’ & Co"),
        *_each("site_data.yaml", r"^  subject: .*", "  subject: parole{n}"),
        *_each("site_data.yaml", r"^  inspections: .*", "  inspections: visits{n}"),
        *_each("site_data.yaml", r"^  union: .*", "  union: Unions {n}"),
        *_each("site_data.yaml", r"    plural: Comm.*", "    plural: Committees {n}"),
        *_each("site_data.yaml", r"  - title: (Providers|Services).*", "  - title: Services {n}"),
        *_each(
            "site_data.yaml",
            r"^address: .*",
            "address: https://e{n}.example/t/",
            "address: https://f.example/",
        ),
    ),
    "template": _each("templates/pages/*.html", r"(?=<h1>)", "<p>By hand {n}.</p>\n", "{# a remark #}\n"),
    "layout": _each("templates/layouts/base.html", r"Skip to \w+", "Skip to no{n}"),
    # Both are macros that others use, which pages then import.
    "macro": (
        *_each("templates/components/shape.html", r'r="\d+"', 'r="{n}"'),
        *_each("templates/components/mark.html", r'class="mark', 'class="mark new{n}'),
    ),
    "include": (
        *_each(EXTRA, r"\A.*", "<p>Extra {n}</p>", "<p>{{ site.title }} {n}</p>", ""),
        *_each("templates/pages/*.html", r"(?=<h1>)", '{% include "components/extra.html" %}\n'),
    ),
    "feed": (
        *_each("templates/feeds/feed.xml", r"(?=<title>)", "<!-- {n} -->"),
        *_each("templates/feeds/robots.txt", r"\Z", "# {n}\n"),
    ),
    # A remark that the published style does not have, a rule, a colour that charts take.
    "style": (
        *_each("static/site.css", r"/\* Page\w* \*/", "/* Pages{n} */"),
        *_each("static/site.css", r"margin: 0\w*; ", "margin: 0px; ", "margin: 0; "),
        *_each("static/site.css", r"--rating-1: #\w+", "--rating-1: #0b4f{n}"),
    ),
    "static file": (
        *_each("static/areas.js", r"\A", "// {n}\n"),
        *_each("static/extra*", r"\A(?s:.*)", "{n}", ".c{d:e}"),
    ),
}
"""What may be done by the kind of it. Most of these change a page."""

FAULTS = (
    Change(INSPECTIONS, r"^provider: ", "provider: ["),
    Change(INSPECTIONS, r"^provider: .*", "provider: nobody"),
    Change(INSPECTIONS, r"^framework: .*", "framework: none-of-ours"),
    Change(INSPECTIONS, r"source: report", "source: reports"),
    Change(INSPECTIONS, r"^overall: .*", "overall: Splendid"),
    Change(INSPECTIONS, r"\Z", "\tx: 1\n"),
    Change(PROVIDERS, r"^kind: .*", "kind: unknown-kind"),
    Change(PROVIDERS, r"https://archive", "javascript://archive"),
    Change("content/measures.yaml", r"^  average-caseload:", "  other-load:"),
    Change("content/frameworks/core-2018.yaml", r"  - id: planning", "  - id: plans"),
    Change("content/events.yaml", r"source: gazette", "source: paper"),
    Change("content/totals.yaml", r"framework: .*", "framework: nothing"),
    Change("content/verified.yaml", r"checked: .*", "checked: 2099-01-01"),
    Change(PAGES, r"\A# ", ""),
    Change(PAGES, r"\Z", "\n[Nowhere](/no/such/page/)\n"),
    Change(DOCS, r"\Z", "\n[Nowhere](missing.md)\n"),
    Change("site_data.yaml", r"^  union: .*\n", ""),
    Change("site_data.yaml", r"page: /about/", "page: /nowhere/"),
    Change("site_data.yaml", r"^title: .*", "title:"),
    Change("templates/pages/measures.html", r"(?=<h1>)", "{{ no_such_name }}"),
    Change("templates/pages/home.html", r"(?=<h1>)", "{% if %}"),
    Change("templates/layouts/base.html", r"(?=<main)", '<p id="main"><a href="/nowhere/">x</a></p>'),
    Change("templates/pages/prose.html", r'extends "', 'extends "no/'),
    Change("static/site.css", r"--accent: #5b3a8e;", ""),
)
"""What stops a build: in every kind of file, and in every stage that looks for faults."""

_SOURCE = """
    title: The source
    publisher: Tracker Test Press
    url: https://example.org/{name}
    archive: https://archive.example.org/example.org/{name}
    accessed: 2024-05-01
"""

FURTHER: Mapping[str, str] = {
    "docs/index.md": "# Handbook\n\nRead the [code](../README.md).\n",
    "docs/doing.md": "# Doing\n\n## Parts\n\nA [way](index.md), `code`, and\n\n```\na block\n```\n",
    "static/extra.txt": "extra",
    "content/pages/method.md": "# Method\n\nWe [read](/providers/) and write.\n",
    "content/verified.yaml": f"""sources:
  https://echo.example.org/caseloads:
    capture: {"5c" * 32}
    checked: 2024-05-20
    passages:
      - {"5c" * 32}
""",
    "content/totals.yaml": """now:
  - crc
totals:
  - id: round
    title: First round
    period: From 2018 to 2020
    counts:
      Good: 1
    total: 3
    selection:
      framework: core-2018
      kinds: [crc]
      from: 2018
      to: 2020
    source: annual
sources:
  annual:"""
    + _SOURCE.format(name="annual"),
}
"""What the project has beside the files of the small site, by path."""

FREE = Change("content/inspections/2019/northshire-crc.yaml", r"^score:\n(  .*\n)+", "")
"""Takes out the score, with which most other ratings would be wrong."""


def inspection(provider: str, year: int, rating: str, case: int) -> str:
    """The record of an inspection, of which there can be several in a year."""
    month = case % 4 + 5
    return f"""provider: {provider}
framework: core-2018
published: {year}-{month:02}-0{month}
overall: {rating}
ratings:
  leadership: {rating}
rating_source: report
figures:
  - measure: average-caseload
    value: {40 + case}
    source: report
findings:
  - strength: Plans were good.
    source: report
quotes:
  - text: We saw {case} offices.
    speaker: Ada Example
    from: inspectorate
    source: report
sources:
  report:{_SOURCE.format(name=f"{provider}-{year}-{case}")}"""


def provider(name: str, kind: str) -> str:
    """The record of a provider."""
    return f"""name: {name.title()} Provider
short_name: {name.title()}
kind: {kind}
existed:
  from: 2014-06-01
  source: register
areas:
  - name: {name.title()}
    source: register
sources:
  register:{_SOURCE.format(name=name)}"""
