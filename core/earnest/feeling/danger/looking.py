"""What is looked at of a text: all of it a few words at a time, each sentence by itself, and what is said outright.

    "what is the weather and i want to kill myself and buy milk"
     └──────────── a window ────────────┘
                  └──────────── the next ──────────────┘
                             └─ close up ─┘

Who hears a long text at once hears mostly the shopping. Each look may be wrong, though, and a text of many words is
looked at often: so the more looks, the surer each must be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from earnest.feeling.danger.rules import Rules

__all__ = ["Look", "looks"]

MOST, WINDOW, STEP = 20, 16, 5
"""Words of a text that is read at once; of the windows of a longer one; and from each window to the next. Of dangers
that strangers wrote, half have 15 words or fewer, three in four 18 (``scripts/training/danger/unseen``)."""
AROUND = 12
"""Words before and behind a window by which it may be told that all this is about a film."""
OF_WINDOWS, OF_SENTENCES = 0.4, 1.5
"""By their count to this power the odds of each look are divided: a sentence of several was cut from what explains it.
With 0 for windows, of 80 speeches of 200 words 8 were asked about, with this 1; of strangers' dangers amid talk 58 of
100 were heard without full stops, with this 48 (2026-11-28; ``en/judge.md`` has what came of it)."""
TELLING = 4
"""Letters of a word that tells what is spoken of."""
_SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\n+")


class Look(NamedTuple):
    """Words to be judged by themselves."""

    said: str
    near: str
    """What stands around them, themselves included."""
    doubt: float = 1.0
    """What the odds of danger are divided by."""
    outright: bool = False
    """Whether they count only where a rule finds danger in them."""

    def answers(self, asked: str) -> bool:
        """Whether they may answer a question: not what is cut from a speech, behind its beginning, on another topic."""
        cut = self.outright and not self.near.startswith(self.said)
        return not cut or not _topics(self.said).isdisjoint(_topics(asked))


def looks(text: str, rules: Rules) -> Iterator[Look]:
    """Every look at a text; one where it is a short sentence."""
    whole = rules.essence(text)
    sentences = [each for each in map(rules.essence, _SENTENCE.split(text)) if each]
    yield from _doubted([*_windows(whole)], OF_WINDOWS)
    if len(sentences) > 1:
        apart = [said for sentence in sentences for said, _ in _windows(sentence)]
        yield from _doubted([(said, whole) for said in apart], OF_SENTENCES)
    yield from (Look(said, whole, outright=True) for each in sentences for said in rules.close_ups(each))


def _topics(said: str) -> set[str]:
    return {word for word in said.split() if len(word) >= TELLING}


def _doubted(some: list[tuple[str, str]], often: float) -> Iterator[Look]:
    yield from (Look(said, near, len(some) ** often) for said, near in some)


def _windows(said: str) -> Iterator[tuple[str, str]]:
    """Words read at once, and those with what stands around them."""
    words = said.split()
    if len(words) <= MOST:
        yield said, said
        return
    last = len(words) - WINDOW
    for start in (*range(0, last, STEP), last):
        end = start + WINDOW
        yield " ".join(words[start:end]), " ".join(words[max(0, start - AROUND) : end + AROUND])
