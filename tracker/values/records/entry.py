"""What an editor is told about a field, beside the field itself."""

from dataclasses import dataclass
from typing import Any

from pydantic import Field
from pydantic_core import PydanticUndefined


@dataclass(frozen=True, slots=True)
class Guide:
    """What only those who write a field need to know: the rule that it follows and an example, as YAML."""

    rule: str = ""
    example: str = ""

    def __call__(self, schema: dict[str, Any]) -> None:
        """Add nothing to the schemas of what is published: their readers write no YAML."""


def entry(
    what: str, rule: str = "", example: str = "", *, default: Any = PydanticUndefined, **more: Any
) -> Any:
    """A field of a record: what to write in it, by which rule, with an example as it stands in YAML.

    Without a default it must be filled in; then `what` is the hint where it is missing. `more` goes to
    pydantic's Field.
    """
    return Field(default, description=what, json_schema_extra=Guide(rule, example), **more)
