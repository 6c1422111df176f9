"""How far a "not" reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

__all__ = ["BOUNDARIES", "NEGATIONS", "within_negation"]

NEGATIONS = frozenset(
    {"not", "never", "no", "nobody", "nothing", "without", "hardly", "neither", "nor", "none", "cannot", "barely"}
)
BOUNDARIES = frozenset(
    {"but", "because", "although", "though", "however", "so", "then", "and", "or", "if", "when", "until"}
)


def within_negation(words: Sequence[str], reach: int, light: frozenset[str] = frozenset()) -> Iterator[bool]:
    """Of each of ``words``, whether a negation at most ``reach`` words before it in its clause reaches it.

    Words in ``light`` are reached, but do not count for the distance.
    """
    left = 0
    for word in words:
        yield left > 0
        if word in NEGATIONS:
            left = reach
        elif word in BOUNDARIES:
            left = 0
        elif word not in light:
            left = max(0, left - 1)
