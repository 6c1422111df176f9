"""What plugins keep right now, by name: words that belong to a request only while something is called so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from earnest.intents.lexicon import stem

if TYPE_CHECKING:
    from earnest.spoken import Language

Names = Callable[[str], Iterable[str]]
"""A plugin, and the names of what it keeps right now."""


def no_names(_plugin: str) -> Iterable[str]:
    """Nobody keeps anything."""
    return ()


def is_kept(words: str, names: Iterable[str], language: Language) -> bool:
    """Whether one of ``names`` has every telling word of ``words``: "the library one", of "go to the library".

    Or whether several have, of several things in a row: "the rice and the peas".
    """
    there = [_telling(name, language) for name in names]
    joins = "|".join(map(re.escape, language.joining))
    parts = [_telling(part, language) for part in re.split(rf"\s*,\s*|\s+(?:{joins})\s+", words)]
    each = len(parts) > 1 and all(part and any(part <= name for name in there) for part in parts)
    wanted = _telling(words, language)
    return each or (bool(wanted) and any(wanted <= name for name in there))


def _telling(words: str, language: Language) -> set[str]:
    return {stem(word) for word in language.spelling.read(words).words if word not in language.idle}
