"""Words that matter in a reply, and how a voice leans on them: a small written set of rules on the text."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from earnest.errors import CardError
from earnest.validation import load_yaml

_PAGES = Path(__file__).parent / "leanings"
_MOST = 0.6
"""Of a sentence's characters: where more would be leaned on, nothing stands out and only the first leans are kept."""


class Lean(NamedTuple):
    """A stretch of a sentence, and how it is said when a tone leans fully."""

    start: int
    end: int
    """Characters, the end not included."""
    slower: float
    """By what share it lasts longer."""
    softer: float
    """dB."""


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str
    says: str
    """A regular expression over the sentence."""
    slower: float = Field(default=0.0, ge=0.0, le=0.5)
    softer: float = Field(default=0.0, ge=0.0, le=6.0)


class _Page(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    rules: tuple[_Rule, ...] = ()


def leans(sentence: str, language: str) -> tuple[Lean, ...]:
    """The stretches to lean on, in order, none within another; the first rule that fits a word has it."""
    found: list[Lean] = []
    for expression, rule in _rules(re.split("[-_]", language)[0]):
        for match in expression.finditer(sentence):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(Lean(match.start(), match.end(), rule.slower, rule.softer))
    kept, room = [], _MOST * len(sentence)
    for lean in sorted(found):
        room -= lean.end - lean.start
        if room < 0:
            break
        kept.append(lean)
    return tuple(kept)


@lru_cache(maxsize=8)
def _rules(family: str) -> tuple[tuple[re.Pattern[str], _Rule], ...]:
    path = _PAGES / f"{family}.yaml"
    page = load_yaml(path, _Page, CardError) if path.is_file() else _Page()
    return tuple((re.compile(rule.says), rule) for rule in page.rules)
