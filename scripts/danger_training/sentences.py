"""What the hunch learns from: sentences by kind, and much that is no danger at all."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from words_training.corpora import SAID_AT_HOME, written

from earnest.feeling.danger import Ruling, essence, ruled
from earnest.feeling.danger.grammar import KINDS
from earnest.nouns import MOODS

__all__ = ["HARMLESS", "HERE", "NAMES", "TABLE", "Material", "Sentence", "gather", "read_sheet", "sheets"]

HERE = Path(__file__).parent
HARMLESS = "harmless"
NAMES = (HARMLESS, *KINDS)
RULE, HOME, COMMAND, COMMENT, FRAGMENT = 3.0, 1.0, 1.0, 0.2, 0.5
"""How much a phrase of the rules, a sentence said at home, a command, a comment and a piece of these count against a
sentence written for it."""
TABLE = HERE.parents[1] / "tests" / "data" / "distress.yaml"


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
    others = _commands(data / "intent", "train") + _comments(data / "text_emotion" / "goemotions", "train") + _home()
    held = _commands(data / "intent", "test") + _comments(data / "text_emotion" / "goemotions", "test")
    others += _fragments(others)
    known = {one.said for one in others}
    unseen_others = [one for one in held + _fragments(held) if one.said not in known]
    return Material(written, table, others, sheets("unseen"), unseen_others)


def sheets(folder: str) -> list[Sentence]:
    """Every sentence in ``sentences`` or ``unseen``."""
    return [one for path in sorted((HERE / folder).glob("*.tsv")) for one in read_sheet(path)]


def _table() -> list[Sentence]:
    sheet = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    found = [(phrase, kind) for kind in KINDS for phrases in sheet[kind].values() for phrase in phrases]
    found += [(phrase, HARMLESS) for phrase in sheet[HARMLESS]]
    return [Sentence.of(phrase, kind, "table", RULE) for phrase, kind in found]


def _commands(folder: Path, split: str) -> list[Sentence]:
    """What people ask of assistants (CLINC150 and HWU64)."""
    clinc = json.loads((folder / "clinc150" / "train_val.json").read_text(encoding="utf-8"))
    texts = [text for text, *_ in clinc["train" if split == "train" else "val"]]
    texts += (folder / "hwu64" / split / "seq.in").read_text(encoding="utf-8").splitlines()
    return [Sentence.of(text, HARMLESS, "commands", COMMAND) for text in texts]


def _comments(folder: Path, split: str) -> list[Sentence]:
    """What people say to each other, hardly ever in danger (GoEmotions)."""
    with (folder / f"{split}.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Sentence.of(re.sub(r"\[\w+\]", " ", row[0]), HARMLESS, "comments", COMMENT) for row in rows]


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


def read_sheet(path: Path) -> Iterator[Sentence]:
    """Lines of kind, tab, sentence. Raises ValueError for any other line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        kind, tab, text = line.partition("\t")
        if not tab or kind not in NAMES or not text.strip():
            raise ValueError(
                f"{path.name}, line {number}: {line!r}; expected one of {', '.join(NAMES)}, a tab, a sentence"
            )
        yield Sentence.of(text, kind, path.stem)
