"""What the reader of words learns from, as (text, mood, weight)."""

from __future__ import annotations

import csv
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

from earnest.model import MOODS

FOUR: dict[str, tuple[str, ...]] = {
    "happy": (
        "admiration amusement approval caring desire excitement gratitude joy love optimism pride relief".split(),
    )[0],
    "angry": "anger annoyance disapproval".split(),
    "sad": "sadness disappointment embarrassment grief remorse".split(),
    "neutral": ["neutral"],
}
"""GoEmotions' labels under our four moods: its authors' own grouping after Ekman. Fear, disgust and surprise stay out."""

COMMAND_WEIGHT = 0.2
SPOKEN_WEIGHT = 3.0
SOFTLY = 1.0
"""Weights of a plain command, of a sentence of ours, and of a negated one, against a comment of GoEmotions."""


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


def gather(data: Path) -> Corpora:
    """All corpora under ``data``."""
    goemotions = data / "text_emotion" / "goemotions"
    commands = _commands(data / "intent")
    held, seen = commands[:2000], commands[2000:]
    neutral = MOODS.index("neutral")
    train = _goemotions(goemotions, "train")
    train += [Example(text, neutral, COMMAND_WEIGHT) for text in seen]
    train += list(_spoken(Path(__file__).parent / "spoken.yaml"))
    return Corpora(train, _goemotions(goemotions, "dev"), _goemotions(goemotions, "test"), held)


def _goemotions(folder: Path, split: str) -> list[Example]:
    """Comments whose labels fall under exactly one of the four moods."""
    labels = (folder / "labels.txt").read_text().split()
    mood_of = {label: MOODS.index(mood) for mood, names in FOUR.items() for label in names}
    examples = []
    with (folder / f"{split}.tsv").open(encoding="utf-8", newline="") as lines:
        for text, numbers, _ in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            moods = {mood_of.get(labels[int(number)], -1) for number in numbers.split(",")}
            if len(moods) == 1 and -1 not in moods:
                examples.append(Example(re.sub(r"\[\w+\]", " ", text), moods.pop()))
    return examples


def _commands(folder: Path) -> list[str]:
    """What people say to assistants, shuffled."""
    clinc = json.loads((folder / "clinc150" / "train_val.json").read_text())
    texts = [text for split in clinc.values() for text, *_ in split]
    texts += (folder / "hwu64" / "train" / "seq.in").read_text().splitlines()
    random.Random(1).shuffle(texts)
    return texts


def _spoken(path: Path):
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
