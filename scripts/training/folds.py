"""Folds: nobody is both trained on and asked about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

__all__ = ["dealt"]

Who = TypeVar("Who")


def dealt(everybody: Iterable[Who], count: int) -> list[list[Who]]:
    """``count`` folds, everybody dealt out in turn, sorted. Raises ValueError for fewer people than folds."""
    ordered = sorted(everybody)  # type: ignore[type-var]
    if len(ordered) < count:
        raise ValueError(f"{count} folds need as many people, found {len(ordered)}")
    return [ordered[number::count] for number in range(count)]
