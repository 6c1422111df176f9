"""Questions by topic and level: sums are made, what is to be known lies in the sheet, the easier first."""

from __future__ import annotations

import difflib
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

from earnest import Talk
from earnest_plugins.quiz.tutor import HARDEST

_CLOSE = 0.8
"""How alike an answer and the right one are (difflib) to be the same one misheard."""
_LONG = 5
"""Letters that a word has at least for that: "nice" is not "ice"."""
_DRAWS = 8
"""How often a question that was asked already is put back."""
_MADE: Mapping[str, tuple[tuple[str, int], ...]] = {
    "sums": (("plus", 5), ("plus", 10), ("minus", 12), ("times", 6), ("times", 12)),
    "tables": (("times", 3), ("times", 5), ("times", 8), ("times", 10), ("times", 12)),
}
"""By level: what is done with two numbers, and how large they are."""
ROWS = range(1, 21)
"""Times tables that can be asked for by their number."""
_FEW = 6
"""How far a single times table is asked at least, that five questions may differ."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What is asked about."""

    name: str
    """One of ``topics``, or ``all``."""
    row: int | None = None
    """The one times table to ask, where it was named."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and what answers it."""

    text: str
    answer: str
    """As it is told."""

    def fits(self, said: str) -> bool:
        """Whether ``said`` answers it, the right words being enough: "I think it's Paris"."""
        from earnest import hear_number  # late: it brings the grammar of numbers along

        number = hear_number(self.answer)
        if number is not None:
            return hear_number(said) == number
        words = _words(said)
        return all(word in words or (len(word) >= _LONG and _is_like(word, words)) for word in _words(self.answer))


def topics(talk: Talk) -> list[str]:
    """What can be asked about."""
    return [*_MADE, *(name for name in dict.fromkeys(talk.choices("subject").values()) if name not in (*_MADE, "all"))]


def draw(talk: Talk, topic: Topic, level: int, chance: random.Random, asked: set[str]) -> Question:
    """A question of that level which was not asked yet, where there is one."""
    chosen = chance.choice(topics(talk)) if topic.name == "all" else topic.name

    def one() -> Question:
        if topic.row is not None:
            return _times(talk, topic.row, chance.randint(2, max(_MADE["tables"][level - 1][1], _FEW)))
        return (_made if chosen in _MADE else _known)(talk, chosen, level, chance)

    drawn = [one() for _ in range(_DRAWS)]
    return next((each for each in drawn if each.text not in asked), drawn[-1])


def _made(talk: Talk, topic: str, level: int, chance: random.Random) -> Question:
    step, most = _MADE[topic][level - 1]
    a, b = chance.randint(2, most), chance.randint(2, most)
    if step == "times":
        return _times(talk, a, b)
    if step == "minus":
        a, b = a + b, b
    result = a + b if step == "plus" else a - b
    return Question(talk.words(f"what_is_{step}", a=a, b=b), talk.words("number", number=result))


def _times(talk: Talk, a: int, b: int) -> Question:
    return Question(talk.words("what_is_times", a=a, b=b), talk.words("number", number=a * b))


def _known(talk: Talk, topic: str, level: int, chance: random.Random) -> Question:
    """From the part of what there is that is of that level."""
    every = list(talk.choices(topic).items())
    first = (level - 1) * len(every) // HARDEST
    last = max(level * len(every) // HARDEST, first + 1)
    asked, answer = chance.choice(every[first:last])
    return Question(talk.words(f"asks_{topic}", what=asked), str(answer))


def _is_like(word: str, words: list[str]) -> bool:
    return bool(difflib.get_close_matches(word, words, 1, _CLOSE))


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[\w']+", text.lower()) if word not in ("a", "an", "the")]
