"""What the reader of words learns from, as (text, mood, weight)."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

from earnest.nouns import MOODS
from training.corpora import clinc150, goemotions, hwu64
from training.sheets import read_sheet

FOUR = {
    "happy": "admiration amusement approval caring desire excitement gratitude joy love optimism pride relief",
    "angry": "anger annoyance disapproval",
    "sad": "sadness disappointment embarrassment grief remorse",
    "neutral": "neutral",
}
"""GoEmotions' labels under our four moods: its authors' own grouping (after Ekman). Fear, disgust, surprise are out."""

WISHES = frozenset({"caring", "desire"})
"""Measured as happy, as the authors group them, but not trained on: who wishes somebody well need not be glad."""

COMMAND_WEIGHT = 0.2
SPOKEN_WEIGHT = 3.0
SOFTLY = 3.0
HOME_WEIGHT = 4.0
"""Weights of a plain command, of a sentence of ours, of a negated one, and of one as it is said at home, against a
comment of GoEmotions."""

HERE = Path(__file__).parent
SAID_AT_HOME = HERE / "sentences"
"""Sheets of one writer each; see ``written``."""


class Example(NamedTuple):
    """A sentence, the place of its mood in ``MOODS``, and how much it counts."""

    text: str
    mood: int
    weight: float = 1.0


@dataclass(frozen=True)
class Corpora:
    """Everything that is trained and measured on."""

    train: list[Example]
    dev: list[Example]
    test: list[Example]
    commands: list[str]
    """Commands that no training saw."""
    home: list[Example]
    """Sentences as they are said at home, by a writer who wrote none that is trained on."""


def gather(data: Path) -> Corpora:
    """All corpora under ``data``."""
    commands = _commands(data)
    held, seen = commands[:2000], commands[2000:]
    neutral = MOODS.index("neutral")
    train = _comments(data, "train", WISHES)
    train += [Example(text, neutral, COMMAND_WEIGHT) for text in seen]
    train += _spoken(HERE / "spoken.yaml")
    for sheet in sorted(SAID_AT_HOME.glob("*.tsv")):
        train += written(sheet)
    tests = _comments(data, "test"), held, written(HERE / "unseen.tsv")
    return Corpora(train, _comments(data, "dev"), *tests)


def written(sheet: Path) -> list[Example]:
    """The sentences of one writer, ``mood<TAB>sentence`` a line."""
    return [Example(sentence, MOODS.index(mood), HOME_WEIGHT) for mood, sentence in read_sheet(sheet, MOODS)]


def _comments(data: Path, split: str, without: frozenset[str] = frozenset()) -> list[Example]:
    """Comments whose labels fall under exactly one of the four moods."""
    mood_of = {label: MOODS.index(mood) for mood, names in FOUR.items() for label in names.split()}
    examples = []
    for text, names in goemotions(data, split):
        moods = {mood_of.get(name, -1) for name in names}
        if len(moods) == 1 and -1 not in moods and not without.issuperset(names):
            examples.append(Example(re.sub(r"\[\w+\]", " ", text), moods.pop()))
    return examples


def _commands(data: Path) -> list[str]:
    """What people say to assistants, shuffled."""
    texts = [text for split in clinc150(data).values() for text, _ in split]
    texts += [text for text, _ in hwu64(data, "train")]
    random.Random(1).shuffle(texts)
    return texts


def _spoken(path: Path) -> Iterator[Example]:
    """Our own sentences, with the frames filled in."""
    sheet = yaml.safe_load(path.read_text())
    for mood, adjectives in sheet["adjectives"].items():
        for adjective in adjectives:
            for frame in sheet["frames"]:
                yield Example(frame.format(adjective), MOODS.index(mood), SPOKEN_WEIGHT / 3)
            for frame in sheet["asked_for"]:
                yield Example(frame.format(adjective), MOODS.index("neutral"), SPOKEN_WEIGHT / 3)
            for frame in sheet["negated"]:
                yield Example(frame.format(adjective), MOODS.index(sheet["turned"][mood]), SOFTLY / 3)
    for mood, sentences in sheet["said"].items():
        for sentence in sentences:
            yield Example(sentence, MOODS.index(mood), SPOKEN_WEIGHT)
