"""What is known of a phrase, so that it need not be parsed again: pieces of every match, and sentences it stands for.

Kept from one start to the next, as Python keeps what it compiled: parsing the skills' thousand phrases takes half of a
short command's time, and only those near to what was said are ever matched.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hassil.expression import Sentence
    from pydantic import TypeAdapter

    from earnest.intents.templates import Template

_MOST = 6_000
"""Phrases kept, at most; beyond, only those of this start."""


@dataclass(slots=True)
class _Known:
    """Of one phrase."""

    clauses: frozenset[frozenset[str]] | None = None
    sentences: dict[int, list[str]] = field(default_factory=dict)
    """By how many there were to be at most."""
    steps: int | None = None
    """That a sentence may cost (``ambiguity.steps``)."""


@dataclass(slots=True)
class _Kept:
    """Of every phrase, by its text as hassil has it."""

    made_by: str
    phrases: dict[str, _Known]


class Shelf:
    """Phrases that were prepared. An absent, old or damaged file is an empty shelf."""

    def __init__(self, file: Path | None) -> None:
        """``file``: None keeps nothing beyond this process."""
        self._file = file
        self._known = _read(file) if file is not None else {}
        self._used: set[str] = set()
        self._grown = False

    def clauses(self, template: Template) -> frozenset[frozenset[str]]:
        """Pieces of text a match must contain: at least one of every set. Raises hassil's errors."""
        known = self._of(template)
        if known.clauses is None:
            sentence: Sentence = template.sentence
            known.clauses = sentence.get_required_clauses({})
            self._grown = True
        return known.clauses

    def sentences(self, template: Template, most: int) -> list[str]:
        """Up to ``most`` different sentences, slots as ``{name}``; of a phrase that can be parsed."""
        known = self._of(template)
        if most not in known.sentences:
            from earnest.intents.expansion import expand

            known.sentences[most] = expand(template.sentence.expression, most)
            self._grown = True
        return known.sentences[most]

    def steps(self, template: Template) -> int:
        """Steps that a sentence may cost (``ambiguity.steps``); of a phrase that can be parsed."""
        known = self._of(template)
        if known.steps is None:
            from earnest.intents.ambiguity import steps

            known.steps = steps(template.sentence.expression)
            self._grown = True
        return known.steps

    def keep(self) -> None:
        """Write down what was added. A disk that does not take it keeps nothing."""
        if self._file is None or not self._grown:
            return
        every = self._known if len(self._known) <= _MOST else {text: self._known[text] for text in self._used}
        whole = {text: known for text, known in every.items() if known.clauses is not None}
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside = self._file.with_suffix(f".{os.getpid()}")
            beside.write_bytes(_form().dump_json(_Kept(_maker(), whole)))
            beside.replace(self._file)
        self._grown = False

    def _of(self, template: Template) -> _Known:
        (text,) = template.data.sentence_texts
        self._used.add(text)
        return self._known.setdefault(text, _Known())


@cache
def shelf() -> Shelf:
    """That of whoever runs this process: ``phrases.json`` among what programs keep for themselves."""
    from platformdirs import user_cache_path

    return Shelf(user_cache_path("earnest") / "phrases.json")


def _read(file: Path) -> dict[str, _Known]:
    try:
        kept = _form().validate_json(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return kept.phrases if kept.made_by == _maker() else {}


@cache
def _form() -> TypeAdapter[_Kept]:
    from pydantic import TypeAdapter

    return TypeAdapter(_Kept)


@cache
def _maker() -> str:
    """Tells one way of preparing phrases from another: hassil's version, and our own code for it."""
    room = files("earnest.intents")
    code = b"".join(room.joinpath(name).read_bytes() for name in ("ambiguity.py", "expansion.py", "prepared.py"))
    return f"hassil {version('hassil')}, {sha256(code).hexdigest()[:16]}"
