"""Hearing "stop" and "snooze" said by themselves, without a wake word: voice activity, then pocketsphinx's key phrases.

Key phrases as short as these turn up in any talk. So only a short stretch of voice with silence around it is looked at,
and a phrase must fill it: somebody who says "stop" to the house says nothing else in that breath.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from earnest.engines.base import Spotted
from earnest.engines.sphinx_level import at_sphinx_level
from earnest.nouns import RATE

if TYPE_CHECKING:
    from earnest.engines.base import EndOfSpeech
    from earnest.nouns import Samples

ONSET, OFFSET = 0.5, 0.35
"""Probabilities from which a window is voice and below which it no longer is: Silero's own."""
SURE = 2
"""Windows of voice in a row before a stretch has begun."""
QUIET = 0.2
"""Seconds without voice that end a stretch: more than a stop consonant, less than a breath."""
LEAD = 0.2
"""Seconds kept before the voice begins: an s comes before it."""
SHORTEST, LONGEST = 0.22, 2.6
"""Seconds of voice in a stretch that is looked at: "stop", and "snooze for twenty five minutes"."""
LOOSE = "1e-30"
"""Pocketsphinx's own threshold: what it finds is judged here."""
SURE_WHOLE, SURE_OPEN = 0.83, 0.88
"""Pocketsphinx's score from which a phrase counts that fills its stretch, and one that goes on. Six voices' "stop"
came between 0.83 and 0.88, their "snooze ten minutes" above 0.89 but for two robots'; of 247 people's "jarvis",
"computer" and "alexa" some came to 0.87, and filled less (``scripts/bench stops``)."""
FILLS = 0.68
"""Share of its stretch that a phrase must fill …"""
BEFORE = 0.35
"""… or, for one that goes on ("snooze ten minutes"), seconds of voice that may come before it."""


class SphinxSpotter:
    """A ``Spotter`` for English on a small machine. Processor time: voice activity, and 0.1 s for a short stretch."""

    def __init__(self, phrases: Mapping[str, Sequence[str]], endpoint: EndOfSpeech, open_ended: str = "snooze") -> None:
        """``phrases``: for each word that is reported, the ways it is said; ``open_ended`` may go on with how long."""
        self._words = {phrase: word for word, ways in phrases.items() for phrase in ways}
        self._open_ended = open_ended
        self._endpoint = endpoint
        self._decoder = _decoder(list(self._words))
        self.reset()

    def reset(self) -> None:
        """Forget what was heard so far."""
        self._endpoint.reset()
        self._pending: Samples = np.zeros(0, np.int16)
        self._sound: list[Samples] = []
        self._run = 0
        self._voice = 0.0
        self._quiet = 0.0

    def hear(self, frame: Samples) -> Spotted | None:
        """Listen to 10 ms: ``QUIET`` seconds after a stretch of voice, the phrase that it was."""
        self._pending = np.concatenate([self._pending, frame])
        window = self._endpoint.window
        if len(self._pending) < window:
            return None
        chunk, self._pending = self._pending[:window], self._pending[window:]
        self._sound.append(chunk)
        return self._judge(self._endpoint.voiced(chunk), window / RATE)

    def _judge(self, probability: float, seconds: float) -> Spotted | None:
        if not self._voice:
            self._wait(probability, seconds)
            return None
        voiced = probability >= OFFSET
        self._quiet = 0.0 if voiced else self._quiet + seconds
        self._voice += seconds
        if self._voice > LONGEST + QUIET:
            del self._sound[:-1]  # somebody talks: what it is does not matter
        if self._quiet < QUIET:
            return None
        spotted = self._look() if SHORTEST <= self._voice - self._quiet <= LONGEST else None
        self._sound, self._run, self._voice, self._quiet = self._sound[-1:], 0, 0.0, 0.0
        return spotted

    def _wait(self, probability: float, seconds: float) -> None:
        del self._sound[: -round(LEAD / seconds) - SURE]
        self._run = self._run + 1 if probability >= ONSET else 0
        if self._run >= SURE:
            self._voice = self._run * seconds

    def _look(self) -> Spotted | None:
        """Whether the stretch that has just ended is one of the phrases."""
        sound = np.concatenate(self._sound)
        decoder = self._decoder
        decoder.start_utt()
        decoder.process_raw(at_sphinx_level(sound).tobytes(), full_utt=True)
        decoder.end_utt()
        found = [(self._words[each.word.strip()], each) for each in decoder.seg() or () if each.prob >= SURE_WHOLE]
        voice, began = self._voice - self._quiet, len(sound) / RATE - self._voice
        for word, each in found:
            if word == self._open_ended and each.prob >= SURE_OPEN and each.start_frame / 100 - began <= BEFORE:
                return Spotted(word, sound)
        filled = {frame for _, each in found for frame in range(each.start_frame, each.end_frame)}
        words = {word for word, _ in found}
        return Spotted(words.pop(), sound) if len(words) == 1 and len(filled) / 100 >= FILLS * voice else None


def _decoder(phrases: Sequence[str]) -> Any:
    """Pocketsphinx, looking for these phrases and for nothing else."""
    from pocketsphinx import Decoder

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "phrases.list"
        file.write_text("".join(f"{phrase} /{LOOSE}/\n" for phrase in phrases))
        return Decoder(lm=None, kws=str(file), cmn="batch", loglevel="FATAL")
