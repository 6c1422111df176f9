"""Sheets of sentences that were written for us: a writer each, ``label<TAB>sentence`` a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

__all__ = ["read_sheet"]


def read_sheet(path: Path, labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The label and the sentence of each line. Raises ValueError for a line without one of ``labels``."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        label, _, text = line.partition("\t")
        if label not in labels or not text.strip():
            raise ValueError(
                f"{path.name}, line {number}: {line!r}; expected one of {', '.join(labels)}, a tab, a sentence"
            )
        yield label, text
