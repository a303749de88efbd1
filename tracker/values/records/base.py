"""The words that all records are made of: text, numbers, ids, addresses, citations."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, cached_property
from typing import Annotated, Any, TypeVar, get_args, get_origin
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
)
from pydantic_core import CoreSchema, core_schema

from tracker.values.dates import PartialDate
from tracker.values.problem import Path
from tracker.values.records.entry import entry

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_MAX_LETTERS = 10_000  # of a text; the longest that editors have written has 4,000
_MAX_DIGITS = 15  # so many survive in a number of JSON, SQLite or a spreadsheet (IEEE 754 binary64)
_PLAIN_ADDRESS = re.compile(r"""https?://[a-z0-9-]+(\.[a-z0-9-]+)+(/[^\s<>"\\]*)?""")
"""What most addresses look like, and none that is not one of the web; to look at its parts takes longer."""
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)


class Record(BaseModel):
    """A value that an editor wrote: it never changes, and it has no field that we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)

    def model_post_init(self, _context: object) -> None:
        """Forget which fields were written: nobody asks, and to know it takes as much as all their values."""
        object.__setattr__(self, "__pydantic_fields_set__", _FORGOTTEN)

    @cached_property
    def cited(self) -> tuple[tuple[str, ...], ...]:
        """The source keys of everything in it that cites any."""
        return tuple(keys for _, keys in citations(self))


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
    if _PLAIN_ADDRESS.fullmatch(value):
        return value
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


class _Written:
    """Text as editors write it. JSON comes from ourselves: it was read so before, and is taken as it is."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        taken = handler(source)
        written = core_schema.no_info_before_validator_function(_text, taken)
        return core_schema.json_or_python_schema(taken, written)


Text = Annotated[str, StringConstraints(min_length=1), _Written()]
"""Any text but the empty one."""

Number = Annotated[Decimal, BeforeValidator(_number)]
"""A number kept digit for digit: 1.10 stays 1.10."""

Id = Annotated[
    str,
    _Written(),
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

_FORGOTTEN: set[str] = set()  # pydantic copies it before it adds to it
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


Kind = TypeVar("Kind")

JsonObject = dict[str, Any]
"""A record as YAML gave it, before any model has read it."""


def citations(record: Record) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """The source keys of everything in a record that cites any, with the path of the field that does."""
    return ((path, keys) for path, keys in inside(record, tuple) if path[-1] in _CITING)


def inside(value: object, kind: type[Kind], path: Path = ()) -> Iterator[tuple[Path, Kind]]:
    """Everything of a kind inside a record with the path to it, under the names that editors write."""
    for step, child in _children(value, kind):
        if isinstance(child, kind):
            yield (*path, step), child
        if type(child) not in _WHOLE:
            yield from inside(child, kind, (*path, step))


def _children(value: object, kind: type) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, BaseModel):
        return [(shown, value.__dict__[name]) for name, shown in _leading(type(value), kind)]
    if isinstance(value, tuple):
        return enumerate(value)
    return value.items() if isinstance(value, dict) else ()


@cache
def _leading(model: type[BaseModel], kind: type) -> tuple[tuple[str, str], ...]:
    """The fields that can hold something of a kind; most of a record cannot, and is not looked into."""
    return tuple(
        (name, field.alias or name)
        for name, field in model.model_fields.items()
        if _can_hold(field.annotation, kind)
    )


def _can_hold(annotation: object, kind: type) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_leading(annotation, kind))
    parts = get_args(annotation)
    return kind in {annotation, get_origin(annotation)} or any(_can_hold(part, kind) for part in parts)
