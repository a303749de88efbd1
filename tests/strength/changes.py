"""What may happen to a small project: what editors, designers and accidents do to its files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """The first match of a pattern in one of some files gives way to other words."""

    files: str
    old: str
    new: str

    def made_in(self, text: str) -> str:
        """The text with the change in it."""
        return re.sub(self.old, self.new, text, count=1, flags=re.MULTILINE)


def _each(files: str, old: str, *new: str) -> tuple[Change, ...]:
    return tuple(Change(files, old, words) for words in new)


INSPECTIONS = "content/inspections/*/*.yaml"
PROVIDERS = "content/providers/*.yaml"
PAGES = "content/pages/*.md"
DOCS = "docs/*.md"
ASSETS = "static/*"

# Some new words are as long as the old ones, so that a size tells nothing.
RECORDS = (
    *_each(INSPECTIONS, r"^overall: .*", "overall: Good", "overall: Inadequate", "overall: good"),
    *_each(INSPECTIONS, r"^  leadership: .*", "  leadership: Good", "  leadership: Inadequate"),
    *_each(INSPECTIONS, r"^  (staff|planning): .*", r"  \1: Not rated", r"  \1: Outstanding"),
    *_each(INSPECTIONS, r"Plans were \w+", "Plans were thin", "Plans were slim", "Plans were found wanting"),
    *_each(INSPECTIONS, r"(?<=-caseload\n)    value: .*", "    value: 46", "    value: 64"),
    *_each(INSPECTIONS, r"speaker: .*", "speaker: Ada Example", "speaker: Bob & Sons", "speaker: Əli Örnək"),
    *_each(INSPECTIONS, r"text: Staff told us .*", "text: Staff told us that time is short."),
    *_each(INSPECTIONS, r"^notes: \|\n  .*", "notes: |\n  See *[the law](https://example.org/law)*."),
    *_each(
        "content/inspections/2020/*.yaml", r"^published: .*", "published: 2020-12-15", "published: 2020-12"
    ),
    *_each(INSPECTIONS, r"^published: not yet", "published: 2024-05-28\noverall: Good"),
    *_each(INSPECTIONS, r"title: .*", "title: Another title", "title: <b>Bold & brave</b> “{{ x }}”"),
    *_each(PROVIDERS, r"^name: .*", "name: Northshire Company", "name: The Company of O’Neill & Søn"),
    *_each(PROVIDERS, r"^short_name: .*", "short_name: Northshire", "short_name: Ten"),
    *_each(PROVIDERS, r"  - name: (North|South)\w+", "  - name: Northmoor", "  - name: Southshire"),
    *_each("content/frameworks/*.yaml", r"^summary: .*", "summary: What it was.", "summary: More words."),
    *_each("content/frameworks/*.yaml", r"name: Leadership", "name: Leading", "name: Leadership"),
    *_each(
        "content/frameworks/*.yaml", r"^standard_word: .*", "standard_word: theme", "standard_word: topic"
    ),
    *_each("content/measures.yaml", r"    name: Average .*", "    name: Average caseload", "    name: Load"),
    *_each("content/measures.yaml", r"better: \w+", "better: lower", "better: higher"),
    *_each("content/events.yaml", r"title: Probation is .*", "title: Probation is split", "title: It grows"),
    *_each("content/events.yaml", r"date: 2014-\d\d-\d\d", "date: 2014-06-01", "date: 2014-07-01"),
    *_each("content/totals.yaml", r"Good: \d", "Good: 1", "Good: 2"),
    *_each("content/totals.yaml", r"total: \d", "total: 3", "total: 4"),
    *_each("content/verified.yaml", r"checked: .*", "checked: 2024-05-20", "checked: 2024-05-21"),
)

TEXTS = (
    *_each(
        PAGES, r"\Z", "\nMore to [read](/providers/).\n", "\n## A heading\n\n| a | b |\n|--|--|\n| c | d |\n"
    ),
    *_each(PAGES, r"\A# .*", "# About this site", "# All about it"),
    *_each(DOCS, r"\Z", "\nOne more line, with `code`.\n", "\n## Parts\n\nAnother [way](index.md).\n"),
    *_each(DOCS, r"\A# .*", "# Handbook", "# How it is done"),
)

SETTINGS = (
    *_each("site_data.yaml", r"^title: .*", "title: Tiny Tracker", "title: Tall Tracker"),
    *_each("site_data.yaml", r"^tagline: .*", "tagline: What was found", "tagline: What inspectors saw"),
    *_each("site_data.yaml", r"^address: .*", "address: https://e.example/t/", "address: https://f.example/"),
    *_each("site_data.yaml", r"^editors: .*", "editors: the Press", "editors: ‘Ω’ & Co"),
    *_each("site_data.yaml", r"^  subject: .*", "  subject: probation", "  subject: parole"),
    *_each("site_data.yaml", r"^  inspections: .*", "  inspections: inspections", "  inspections: visits"),
    *_each("site_data.yaml", r"^  union: .*", "  union: Trade unions", "  union: Unions"),
    *_each("site_data.yaml", r"    plural: Comm.*", "    plural: Companies", "    plural: Committees"),
    *_each(
        "site_data.yaml", r"  - title: (Providers|Services)", "  - title: Services", "  - title: Providers"
    ),
)

# A page, a layout, a macro that another macro uses, what a page may come to include, a feed.
TEMPLATES = (
    *_each("templates/pages/*.html", r"(?=<h1>)", "<p>By hand.</p>\n", "{# a remark #}\n"),
    *_each("templates/layouts/base.html", r"Skip to (the|all)", "Skip to all", "Skip to the"),
    *_each("templates/components/shape.html", r'r="[78]"', 'r="7"', 'r="8"'),
    *_each("templates/components/mark.html", r'class="mark', 'class="mark new', 'class="mark old'),
    *_each("templates/components/extra.html", r"\A.*", "<p>Extra</p>", "<p>{{ site.title }}</p>", ""),
    *_each("templates/feeds/feed.xml", r"(?=<title>)", "<!-- a -->", "<!-- b -->"),
    *_each("templates/feeds/robots.txt", r"\Z", "# robots\n"),
)

# A remark that the published style does not have, a rule, a colour that charts take.
STATIC = (
    *_each("static/site.css", r"/\* Page\w* \*/", "/* Page */", "/* Pages */"),
    *_each("static/site.css", r"margin: 0; ", "margin: 0px; ", "margin: 0; "),
    *_each("static/site.css", r"--rating-1: #\w+", "--rating-1: #0b4f8a", "--rating-1: #0b4f8b"),
    *_each("static/areas.js", r"\A", "// one\n", "// two\n"),
    *_each("static/extra*", r"\A(?s:.*)", "a", "b", ".c{d:e}"),
)

INCLUDE = _each("templates/pages/*.html", r"(?=<h1>)", '{% include "components/extra.html" %}\n')

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
