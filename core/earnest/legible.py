"""Text as it may be shown: nothing in it moves a cursor, changes a colour, turns the reading order or cannot be seen.

Words come from plugins, files and strangers; this is what they go through on the way to a terminal, a page, an event.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # of the terminal: colours, cursor
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # titles, links, the clipboard
    r"|\x1b[ -/]*[0-~]"
)
_KEPT = frozenset("\n\t\u200c\u200d")
"""Lines, tabs, and the joiners of Indic scripts and emoji."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of Unicode: controls, marks of direction and width, halves of characters, separators of lines."""
_SEEN_FORMATS = re.compile("[\u0600-\u0605\u06dd\u070f\U000e0020-\U000e007f]")
"""Of those, what is drawn: Arabic number signs, and the tags of some flags."""


def legible(text: str) -> str:
    """``text`` without what is no text."""
    if text.isprintable():
        return text
    return "".join(filter(_is_seen, _SEQUENCE.sub("", text)))


def all_legible(value: Any) -> Any:
    """Every text in what JSON can hold, keys too."""
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, Mapping):
        return {all_legible(key): all_legible(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [all_legible(inner) for inner in value]
    return value


def _is_seen(character: str) -> bool:
    return (
        character in _KEPT
        or unicodedata.category(character) not in _UNSEEN
        or _SEEN_FORMATS.match(character) is not None
    )
