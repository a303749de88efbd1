"""docs/fields.md: every field of every record, with its rule and an example."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic.fields import FieldInfo

from tracker.stages.describing.forms import fields, form_of, guide, made_of, parts
from tracker.values.records import (
    Events,
    Framework,
    Inspection,
    Provider,
    Site,
    Totals,
    Verified,
)
from tracker.values.records.base import Record
from tracker.values.records.measure import Measures


@dataclass(frozen=True, slots=True)
class _Chapter:
    title: str
    model: type[Record]
    files: str


_CHAPTERS = (
    _Chapter(
        "Inspections",
        Inspection,
        "Inspections stand in `content/inspections/`, in the folder of the report's year, and are named "
        "after the provider. So `content/inspections/2020/staffordshire-and-west-midlands-crc.yaml` is "
        "published at `/inspections/2020/staffordshire-and-west-midlands-crc/`; a second one of a year ends "
        "in `-2`.",
    ),
    _Chapter("Providers", Provider, "Providers stand in `content/providers/`, one file each."),
    _Chapter("Frameworks", Framework, "Programmes stand in `content/frameworks/`, one file each."),
    _Chapter("Measures", Measures, "The file is `content/measures.yaml`."),
    _Chapter("Events", Events, "The file is `content/events.yaml`."),
    _Chapter("Totals", Totals, "The file is `content/totals.yaml`."),
    _Chapter("Verified passages", Verified, "The file is `content/verified.yaml`. Nobody writes it by hand."),
    _Chapter("The site", Site, "The file is `site_data.yaml`."),
)
_HEAD = """\
# Every field

<!-- Made by `python build.py schema` from tracker/values/records/. Do not edit it: change the models. -->

What can be written in a record, and by which rule. An editor such as VS Code says the same beside each \
field, and offers the words and ids that exist.

All files are YAML in UTF-8. Numbers, dates, `true` and `false` stand bare. A text that contains a \
colon and a space, or a space and `#`, or begins with anything but a letter or a digit, is put in quotation \
marks or written below `>-`:

```yaml
title: "West Midlands probation service: ‘serious concerns remain’"
text: >-
  A longer text goes on its own lines, indented by two spaces.
```

- An **id** is made of small letters, digits and single hyphens, such as `midlands-nps`.
- A **source** is the short name of one of the record's own `sources`. Where one of them states a thing but \
nobody noted which, write `unattributed`.
- A **date** is `2019`, `2019-07`, `2019-07-17`, or a period such as `2019-02/2019-03`; where its end is not \
known, nothing follows the slash.
- What is not marked **required** may be left out.
"""
_APOSTROPHE = re.compile(r"(`[^`\n]*`)|'")
"""A straight one, as the models' texts have it; what stands in code is left as it is."""
_TAIL = """\
## Pages of text

A Markdown file in `content/pages/` becomes a page: `content/pages/about.md` is published at `/about/`. Its \
first line is the title: `# About`. Link to other pages of the site by their address, such as `/providers/`; \
the build makes such links relative. HTML other than simple formatting is removed.
"""


def field_tables() -> str:
    """The whole page as Markdown."""
    told: set[type[Record]] = set()
    lines = [_HEAD]
    for chapter in _CHAPTERS:
        lines += [f"## {chapter.title}\n"]
        for model in made_of(chapter.model):
            if model not in told:
                lines += _section(model, chapter.files if model is chapter.model else "")
                told.add(model)
    return _APOSTROPHE.sub(lambda found: found[1] or "’", "\n".join([*lines, _TAIL]))


def _section(model: type[Record], files: str) -> Iterator[str]:
    first, *more = [" ".join(part.split()) for part in (model.__doc__ or "").split("\n\n")]
    above = [base for base in model.__bases__ if issubclass(base, Record) and base is not Record]
    theirs = {name for base in above for name in fields(base)}
    yield f"### {model.__name__}\n"
    yield f"{first} {files}".rstrip() + "\n"
    for base in above:
        yield f"Besides these fields it has those of {_link(base)}.\n"
    yield "| Field | What to write | Rule | Example |\n|---|---|---|---|"
    for name, (kind, field) in fields(model).items():
        if name not in theirs:
            example = guide(field).example
            cells = [
                f"`{name}`",
                field.description or "",
                _rule(kind, field),
                f"`{example}`" if example else "",
            ]
            yield " ".join(f"| {cell}".rstrip() for cell in cells) + " |"
    yield ""
    yield from (f"{text}\n" for text in more)


def _rule(kind: object, field: FieldInfo) -> str:
    """Whether it must be there, how it is written, and the rule that it follows."""
    needed = "**Required.**" if field.is_required() else ""
    return " ".join(part for part in (needed, _form(kind), guide(field).rule) if part)


def _form(kind: object) -> str:
    what, inside = parts(kind)
    if what == "words":
        words = [f"`{word}`" for word in inside]
        return f"{', '.join(words[:-1])} or {words[-1]}."
    if what == "list":
        listed = parts(inside[0])[0]
        return f"A list of {_link(inside[0])}." if listed == "record" else "A list."
    if what == "mapping":
        return f"{_one(inside[1])} each." if parts(inside[1])[0] == "record" else ""
    if what == "record":
        return f"{_one(inside[0])}."
    form = form_of(inside[0])
    return form.rule if form else ""


def _one(model: type[Record]) -> str:
    return f"{'An' if model.__name__[0] in 'AEIOU' else 'A'} {_link(model)}"


def _link(model: type[Record]) -> str:
    return f"[`{model.__name__}`](#{model.__name__.lower()})"
