"""What a template sounds like: sentences it stands for, a bounded and varied handful of them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import product
from math import prod

from hassil.expression import Alternative, Expression, Group, ListReference, Permutation, TextChunk

_CHOICE = re.compile(r"\[[^\[\]()]*\]|\((?P<ways>[^\[\]()]*)\)")
"""Brackets with none inside: what may be left out, and ways to say it."""
_SEED = 7
_TRIES = 4
"""Draws per sentence wanted; alternatives drawn twice are not drawn again without end."""


def expand(expression: Expression, most: int) -> list[str]:
    """Up to ``most`` different sentences of a template, slots as ``{name}``; all of them when there are no more."""
    if count(expression) <= most:
        sentences: Iterator[str] = _every(expression)
    else:
        draw = random.Random(_SEED)
        sentences = (_one(expression, draw) for _ in range(most * _TRIES))
    different: dict[str, None] = {}
    for sentence in sentences:
        different[" ".join(sentence.split())] = None
        if len(different) == most:
            break
    return list(different)


def count(expression: Expression) -> int:
    """How many sentences a template stands for, some of them perhaps the same."""
    if isinstance(expression, Alternative):
        return sum(count(part) for part in _parts(expression))
    return prod(count(part) for part in _parts(expression))


def shorten(phrase: str) -> str:
    """A phrase as written, at its shortest: nothing that may be left out, of several ways the first."""
    while (least := _CHOICE.sub(lambda choice: (choice["ways"] or "").split("|")[0], phrase)) != phrase:
        phrase = least
    return " ".join(phrase.split())


def _parts(expression: Expression) -> list[Expression]:
    return list(expression.items) if isinstance(expression, Group) else []


def _every(expression: Expression) -> Iterator[str]:
    if isinstance(expression, Alternative):
        for part in _parts(expression):
            yield from _every(part)
    elif isinstance(expression, Group):
        for choice in product(*(list(_every(part)) for part in _parts(expression))):
            yield "".join(choice)
    else:
        yield _leaf(expression)


def _one(expression: Expression, draw: random.Random) -> str:
    if isinstance(expression, Alternative):
        return _one(draw.choice(_parts(expression)), draw)
    if isinstance(expression, Permutation):
        parts = _parts(expression)
        return "".join(_one(part, draw) for part in draw.sample(parts, len(parts)))
    if isinstance(expression, Group):
        return "".join(_one(part, draw) for part in _parts(expression))
    return _leaf(expression)


def _leaf(expression: Expression) -> str:
    if isinstance(expression, ListReference):
        return f"{{{expression.slot_name}}}"
    return expression.text if isinstance(expression, TextChunk) else ""
