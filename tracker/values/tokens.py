"""The colours of the style sheet, for what is drawn or said outside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

STYLE_SHEET = "site.css"
NEEDED = ("paper", "ink", "muted", "rule", "accent", *(f"rating-{n}" for n in range(1, 6)), "unrated")
_BLOCK = re.compile(r":root\s*\{([^}]*)\}")
_COLOUR = re.compile(r"--([\w-]+)\s*:\s*(#(?:[0-9a-fA-F]{3}){1,2})\s*(?=[;}]|$)")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by the name of their token, such as `ink`, in the light theme and in the dark one."""

    light: Mapping[str, str]
    dark: Mapping[str, str]


def tokens(css: str) -> Tokens:
    """The colours of a style sheet: its first `:root` block is the light theme, the second the dark one.

    Raises ValueError with the names of colours that it lacks.
    """
    blocks = [dict(_COLOUR.findall(block)) for block in _BLOCK.findall(css)]
    light, dark = (*blocks, {}, {})[:2]
    missing = [name for name in NEEDED if name not in light]
    if missing:
        raise ValueError(", ".join(f"--{name}" for name in missing))
    return Tokens(light, {**light, **dark})
