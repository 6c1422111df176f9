"""What plugins keep right now, by name: words that belong to a request only while something is called so."""

from __future__ import annotations

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
    """Whether one of ``names`` has every telling word of ``words``: "the library one", of "go to the library"."""
    wanted = _telling(words, language)
    return bool(wanted) and any(wanted <= _telling(name, language) for name in names)


def _telling(words: str, language: Language) -> set[str]:
    return {stem(word) for word in language.spelling.read(words).words if word not in language.idle}
