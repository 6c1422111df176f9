"""What the hunch learns from: sentences by kind, and much that is no danger at all."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from earnest.feeling.danger import Ruling, essence, ruled
from earnest.feeling.danger.grammar import KINDS
from earnest.nouns import MOODS
from training.corpora import clinc150, goemotions, hwu64
from training.sheets import read_sheet
from training.words.corpora import SAID_AT_HOME, written

__all__ = ["HARMLESS", "HERE", "NAMES", "TABLE", "Material", "Sentence", "gather", "sheets"]

HERE = Path(__file__).parent
HARMLESS = "harmless"
NAMES = (HARMLESS, *KINDS)
RULE, HOME, COMMAND, COMMENT, FRAGMENT = 3.0, 1.0, 1.0, 0.2, 0.5
"""How much a phrase of the rules, a sentence said at home, a command, a comment and a piece of these count against a
sentence written for it."""
TABLE = HERE.parents[2] / "tests" / "data" / "distress.yaml"


class Sentence(NamedTuple):
    """Something somebody says, and what it is."""

    said: str
    """Its essence."""
    ruling: Ruling
    kind: int
    """Place in ``NAMES``; 0 is harmless."""
    source: str
    weight: float = 1.0

    @classmethod
    def of(cls, text: str, kind: str, source: str, weight: float = 1.0) -> Sentence:
        """What ``text`` is to rules and hunch."""
        said = essence(text)
        return cls(said, ruled(said), NAMES.index(kind), source, weight)


class Material(NamedTuple):
    """Everything that is trained and measured on."""

    written: list[Sentence]
    """By people who wrote for this, each file in a manner of its own."""
    table: list[Sentence]
    """What the rules are tested with."""
    others: list[Sentence]
    """Commands, comments, what is said at home, and pieces of them: no danger, as far as anybody knows."""
    unseen: list[Sentence]
    """By people who knew nothing of the rest; no training reads it."""
    unseen_others: list[Sentence]


def gather(data: Path) -> Material:
    """All there is. Raises ValueError for a line that cannot be read."""
    written, table = sheets("sentences"), _table()
    others = _commands(data, "train") + _comments(data, "train") + _home()
    held = _commands(data, "test") + _comments(data, "test")
    others += _fragments(others)
    known = {one.said for one in others}
    unseen_others = [one for one in held + _fragments(held) if one.said not in known]
    return Material(written, table, others, sheets("unseen"), unseen_others)


def sheets(folder: str) -> list[Sentence]:
    """Every sentence in ``sentences`` or ``unseen``."""
    return [one for path in sorted((HERE / folder).glob("*.tsv")) for one in _sheet(path)]


def _table() -> list[Sentence]:
    sheet = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    found = [(phrase, kind) for kind in KINDS for phrases in sheet[kind].values() for phrase in phrases]
    found += [(phrase, HARMLESS) for phrase in sheet[HARMLESS]]
    return [Sentence.of(phrase, kind, "table", RULE) for phrase, kind in found]


def _commands(data: Path, split: str) -> list[Sentence]:
    """What people ask of assistants (CLINC150 and HWU64)."""
    rows = clinc150(data)["train" if split == "train" else "val"] + hwu64(data, split)
    return [Sentence.of(text, HARMLESS, "commands", COMMAND) for text, _ in rows]


def _comments(data: Path, split: str) -> list[Sentence]:
    """What people say to each other, hardly ever in danger (GoEmotions)."""
    texts = (re.sub(r"\[\w+\]", " ", text) for text, _ in goemotions(data, split))
    return [Sentence.of(text, HARMLESS, "comments", COMMENT) for text in texts]


def _home() -> list[Sentence]:
    """What the reader of words learns plain and glad moods from; sad and angry sentences may be danger."""
    moods = ("neutral", "happy")
    sentences = (one for sheet in sorted(SAID_AT_HOME.glob("*.tsv")) for one in written(sheet))
    return [Sentence.of(one.text, HARMLESS, "home", HOME) for one in sentences if MOODS[one.mood] in moods]


def _fragments(sentences: list[Sentence]) -> list[Sentence]:
    """Three to six words from within every third sentence: what is left when a recogniser, or somebody, breaks off."""
    chance = random.Random(1)
    pieces = []
    for words in (one.said.split() for one in sentences[::3]):
        length = chance.randint(3, 6)
        start = chance.randint(0, max(0, len(words) - length))
        pieces.append(Sentence.of(" ".join(words[start : start + length]), HARMLESS, "fragments", FRAGMENT))
    return pieces


def _sheet(path: Path) -> Iterator[Sentence]:
    for kind, text in read_sheet(path, NAMES):
        yield Sentence.of(text, kind, path.stem)
