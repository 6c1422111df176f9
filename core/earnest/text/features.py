"""Pieces of a sentence by which a model knows it, and the rows of a table that they share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

__all__ = ["in_a_row", "letter_groups", "row_of"]


def row_of(feature: str, rows: int) -> int:
    """The row of a table of so many ``rows`` that a feature shares with others, by a checksum of its letters."""
    return crc32(feature.encode()) % rows


def letter_groups(word: str, sizes: Sequence[int]) -> list[str]:
    """Every group of so many letters, the word's edges included: ``<ki``, ``kil``, ``ill``, ``ll>``."""
    edged = f"<{word}>"
    return [edged[at : at + size] for size in sizes for at in range(len(edged) - size + 1)] or [edged]


def in_a_row(words: Sequence[str], count: int) -> Iterator[str]:
    """Every ``count`` words that follow each other, with a space between them."""
    for start in range(len(words) - count + 1):
        yield " ".join(words[start : start + count])
