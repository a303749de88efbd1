"""The words that all records are made of: text, numbers, ids, addresses, citations."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, cached_property
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from tracker.values.dates import PartialDate
from tracker.values.problem import Path
from tracker.values.records.entry import entry

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_MAX_LETTERS = 10_000  # of a text; the longest that editors have written has 4,000
_MAX_DIGITS = 15  # so many survive in a number of JSON, SQLite or a spreadsheet (IEEE 754 binary64)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)


class Record(BaseModel):
    """A value that an editor wrote: it never changes, and it has no field that we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)

    @cached_property
    def cited(self) -> tuple[tuple[Path, tuple[str, ...]], ...]:
        """The source keys of everything in it that cites any, with the path of the field that does."""
        return tuple(
            (path, value) for path, value in inside(self) if path[-1] in _CITING and isinstance(value, tuple)
        )


def _text(value: object) -> object:
    # YAML reads a bare 2019 or 1.10 as a number; where text is wanted the editor meant the digits.
    # Blanks go before the length is looked at, so that a value of nothing else is empty.
    if isinstance(value, str):
        text = value.strip()
        if len(text) > _MAX_LETTERS:
            raise ValueError(
                f"this has {len(text):,} characters; at most {_MAX_LETTERS:,} are allowed. Shorten it"
            )
        return text
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


def _number(value: object) -> object:
    if isinstance(value, str):
        text = value.strip()
        if _NUMBER.fullmatch(text):
            return _exact(text)
        if _GROUPED.fullmatch(text):
            raise ValueError(f'write "{text}" without commas: {text.replace(",", "")}')
        raise ValueError(
            f'"{text}" is not a number. Write digits only; the unit and words like "almost" go elsewhere'
        )
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("this is not a number. Write digits only")
    return _exact(str(value))


def _exact(text: str) -> Decimal:
    if sum(map(str.isdigit, text)) > _MAX_DIGITS:
        raise ValueError(f"a number has at most {_MAX_DIGITS} digits. Check it against the source")
    number = Decimal(text)
    if number.is_signed() and not number:
        raise ValueError(f'"{text}" is not a number that can be counted. Write 0')
    return number


def web_address(value: str) -> str:
    """The same address. Raises ValueError with a sentence for the editor where it is none of the web."""
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        parts, host = None, None
    if parts is None or parts.scheme not in {"http", "https"} or not host or re.search(r'[\s<>"\\]', value):
        raise ValueError(
            f'"{value}" is not a web address. It must start with https:// or http:// and have no spaces'
        )
    if parts.username or parts.password:
        raise ValueError("a web address must not carry a user name or password")
    return value


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _once(keys: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(keys)) < len(keys):
        twice = next(key for number, key in enumerate(keys) if key in keys[:number])
        raise ValueError(f'the source "{twice}" is there twice. Keep one of the two')
    return keys


Text = Annotated[str, BeforeValidator(_text), StringConstraints(min_length=1)]
"""Any text but the empty one."""

Number = Annotated[Decimal, BeforeValidator(_number)]
"""A number kept digit for digit: 1.10 stays 1.10."""

Id = Annotated[
    str,
    BeforeValidator(_text),
    # Without the white space: the pattern lets the end of a line pass.
    StringConstraints(strip_whitespace=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
]
"""The name of a record or source: small letters, digits and single hyphens."""

Url = Annotated[Text, AfterValidator(web_address)]
"""An http or https address."""

UNATTRIBUTED = "unattributed"
"""What stands for a source's key where one of the record's sources states a thing, and no note says which."""

Cites = Annotated[tuple[Id, ...], BeforeValidator(_listed), AfterValidator(_once), Field(min_length=1)]
"""The key of one of the record's `sources`, or a list of several keys; or `unattributed`."""

_CITING = {"source", "rating_source", "further_sources"}
_WHOLE = {str, int, float, bool, type(None), Decimal, PartialDate}
"""What has nothing inside it; most of a record is of this kind, so it is known at a glance."""

Page = Annotated[int, Field(ge=1, strict=True)]
"""A page of a document, counted as its viewer counts them."""


class Period(Record):
    """From when to when something held; an end left out means that it still holds or is not known."""

    since: PartialDate = entry("When it began.", example="2014-06-01", alias="from")
    until: PartialDate | None = entry(
        "When it ended.",
        "Not before `from`. Leave out while it goes on.",
        "2021-06-25",
        default=None,
        alias="to",
    )
    source: Cites = entry("Where that is stated.", example="gov-uk")


JsonObject = dict[str, Any]
"""A record as YAML gave it, before any model has read it."""


def inside(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Everything inside a record with the path that leads to it, under the names that editors write."""
    for step, child in _children(value):
        here = (*path, step)
        yield here, child
        if type(child) not in _WHOLE:
            yield from inside(child, here)


def _children(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, BaseModel):
        return [(shown, value.__dict__[name]) for name, shown in _fields(type(value))]
    if isinstance(value, tuple):
        return enumerate(value)
    return value.items() if isinstance(value, dict) else ()


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())
