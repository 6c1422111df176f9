"""The public corpora of text, as their authors lay them out."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

__all__ = ["clinc150", "goemotions", "hwu64"]


def clinc150(data: Path) -> dict[str, list[tuple[str, str]]]:
    """What people ask of assistants, with the intent, by split: ``train``, ``val``, ``oos_train``, ``oos_val``."""
    splits = json.loads((data / "intent" / "clinc150" / "train_val.json").read_text(encoding="utf-8"))
    return {split: [(text, intent) for text, intent in rows] for split, rows in splits.items()}


def hwu64(data: Path, split: str) -> list[tuple[str, str]]:
    """What people ask of assistants at home, with the intent; ``split`` is ``train``, ``valid`` or ``test``."""
    folder = data / "intent" / "hwu64" / split
    texts, intents = ((folder / name).read_text(encoding="utf-8").splitlines() for name in ("seq.in", "label"))
    return list(zip(texts, intents, strict=True))


def goemotions(data: Path, split: str) -> Iterator[tuple[str, list[str]]]:
    """Comments of people to each other, with the names of their emotions; ``split`` is ``train``, ``dev`` or ``test``.

    Names of people, religions and the like stand in brackets, as its authors put them: ``[NAME]``.
    """
    folder = data / "text_emotion" / "goemotions"
    labels = (folder / "labels.txt").read_text(encoding="utf-8").split()
    with (folder / f"{split}.tsv").open(encoding="utf-8", newline="") as lines:
        for text, numbers, _ in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield text, [labels[int(number)] for number in numbers.split(",")]
