"""What the judge learns from: what people say, after what, and whether it is danger."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import yaml

from earnest.feeling.danger.rules import KINDS, Found, rules_of
from earnest.nouns import MOODS
from training.corpora import clinc150, goemotions, hwu64
from training.sheets import read_sheet
from training.words.corpora import SAID_AT_HOME, written

__all__ = [
    "HARMLESS",
    "HERE",
    "NAMES",
    "TABLE",
    "Material",
    "Sentence",
    "after_something",
    "gather",
    "sheets",
    "unseen",
]

HERE = Path(__file__).parent
HARMLESS = "harmless"
NAMES = (HARMLESS, *KINDS)
TABLE = HERE.parents[2] / "tests" / "data" / "distress.yaml"
PHRASE, OWN, ANSWER, COMMENT = 3.0, 2.0, 3.0, 0.2
"""How much a phrase of the table, a sentence of somebody who had read nothing, an answer to Earnest and a comment count
against a sentence written for it."""
EVERY = 5
"""One in so many commands and comments is learned from."""
AFTER = 0.5
"""Share of the sentences that are met after something ordinary that Earnest said: context alone is no danger."""


@dataclass(frozen=True)
class Sentence:
    """Something somebody says, and what it is."""

    said: str
    """Its essence."""
    kind: int
    """Place in ``NAMES``; 0 is harmless."""
    source: str
    """Who wrote it."""
    weight: float = 1.0
    asked: str = ""
    """The essence of what Earnest said before."""

    @cached_property
    def found(self) -> Found:
        """What the rules find in it."""
        return rules_of("en").found(self.said)


class Material(NamedTuple):
    """Everything that is trained and measured on."""

    written: list[Sentence]
    """By people who wrote for this, each file in a manner of its own."""
    answers: list[Sentence]
    """What is said to Earnest after something that it said."""
    table: list[Sentence]
    """What is tested, phrase by phrase."""
    others: list[Sentence]
    """Commands, comments, what is said at home: no danger, as far as anybody knows."""
    unseen: list[Sentence]
    """By people who knew nothing of the rest; no training reads it."""
    unseen_others: list[Sentence]

    @property
    def taught(self) -> list[Sentence]:
        """All that is trained on."""
        return [*self.written, *self.answers, *self.table, *self.others]


def gather(data: Path) -> Material:
    """All there is. Raises ValueError for a line that cannot be read."""
    others = (_commands(data, "train") + _comments(data, "train"))[::EVERY] + _home()
    held = _commands(data, "test") + _comments(data, "test")
    return Material(sheets("sentences"), sheets("answers"), _table(), others, unseen(), held)


def unseen() -> list[Sentence]:
    """What no training reads, less what others happened to say word for word."""
    known = {one.said for one in (*sheets("sentences"), *sheets("answers"), *_table())}
    return [one for one in sheets("unseen") + sheets("unseen_answers") if one.said not in known]


def sheets(folder: str) -> list[Sentence]:
    """Every sentence in a folder: kind, tab, sentence; or kind, tab, what Earnest said, tab, sentence."""
    return [one for path in sorted((HERE / folder).glob("*.tsv")) for one in _sheet(path)]


def _sheet(path: Path) -> Iterator[Sentence]:
    own = OWN if path.stem.startswith("house") else 1.0
    for kind, text in read_sheet(path, NAMES):
        asked, tab, said = text.rpartition("\t")
        weight = ANSWER if tab else own
        yield Sentence(_essence(said), NAMES.index(kind), path.stem, weight, _essence(asked))


def after_something(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, many of them after something ordinary that Earnest says."""
    chance = random.Random(1)
    ordinary = [_essence(line) for line in (HERE / "ordinary.txt").read_text(encoding="utf-8").splitlines()]
    return [
        one if one.asked or chance.random() > AFTER else replace(one, asked=chance.choice(ordinary))
        for one in sentences
    ]


def _table() -> list[Sentence]:
    sheet = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    found = [(phrase, kind) for kind in KINDS for phrases in sheet[kind].values() for phrase in phrases]
    found += [(phrase, HARMLESS) for name in (HARMLESS, "asked_in_vain") for phrase in sheet.get(name, ())]
    return [Sentence(_essence(phrase), NAMES.index(kind), "table", PHRASE) for phrase, kind in found]


def _commands(data: Path, split: str) -> list[Sentence]:
    """What people ask of assistants (CLINC150 and HWU64)."""
    rows = clinc150(data)["train" if split == "train" else "val"] + hwu64(data, split)
    return [Sentence(_essence(text), 0, "commands") for text, _ in rows]


def _comments(data: Path, split: str) -> list[Sentence]:
    """What people say to each other, hardly ever in danger (GoEmotions)."""
    texts = (re.sub(r"\[\w+\]", " ", text) for text, _ in goemotions(data, split))
    return [Sentence(_essence(text), 0, "comments", COMMENT) for text in texts]


def _home() -> list[Sentence]:
    """What the reader of words learns plain and glad moods from; sad and angry sentences may be danger."""
    moods = ("neutral", "happy")
    sentences = (one for sheet in sorted(SAID_AT_HOME.glob("*.tsv")) for one in written(sheet))
    return [Sentence(_essence(one.text), 0, "home") for one in sentences if MOODS[one.mood] in moods]


def _essence(text: str) -> str:
    return rules_of("en").essence(text)
