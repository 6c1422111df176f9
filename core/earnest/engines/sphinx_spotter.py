"""Hearing "stop" and "snooze" said by themselves, without a wake word: voice activity, then pocketsphinx's key phrases.

Key phrases as short as these turn up in any talk. So only a short stretch of voice is looked at, with silence around it
or with what goes on behind it, such as a television, which is softer; and the more of it a phrase fills, the sooner it
counts: somebody who says "stop" to the house says nothing else in that breath.
"""

from __future__ import annotations

import tempfile
from collections import deque
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
SURE_ALONE, PER_SHARE = 0.933, 0.105
"""Pocketsphinx's score from which a phrase counts that fills nothing of its stretch, and how much less is enough where
it fills all of it. Six voices' "stop" alone came to between 0.82 and 0.89 and fills nine tenths; of talk and television
what came above 0.83 filled less than a half (``scripts/bench stops``)."""
SURE_OPEN, BEFORE = 0.88, 0.35
"""Score from which a phrase counts that goes on ("snooze ten minutes"), and seconds of voice that may be before it."""
BRIEF, SURER = 0.3, 0.03
"""Seconds of voice that may be a syllable of anything, and by how much surer a phrase has to be there."""
LEAST = 0.3
"""Share of its stretch below which a phrase is a word in a sentence."""
SURE_AT_LEAST = 0.82
"""Score below which nothing counts, nor fills."""
ABOVE = 10.0
"""dB above what is behind, from which a voice is in front of it."""
BEHIND, SHARE = 5.0, 40
"""Seconds that are weighed, and per cent of them that are softer than what is behind: talk that goes on is most of
them; somebody who says "stop" again and again, or our own ring, is not."""


class SphinxSpotter:
    """A ``Spotter`` for English on a small machine. Processor time: voice activity, and 0.1 s for a short stretch."""

    def __init__(self, phrases: Mapping[str, Sequence[str]], endpoint: EndOfSpeech, open_ended: str = "snooze") -> None:
        """``phrases``: for each word that is reported, the ways it is said; ``open_ended`` may go on with how long."""
        self._open_ended = open_ended
        self._words = {phrase: word for word, ways in phrases.items() for phrase in ways}
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
        self._behind = _Behind(self._endpoint.window / RATE)

    def hear(self, frame: Samples) -> Spotted | None:
        """Listen to 10 ms: ``QUIET`` seconds after a stretch of voice, the phrase that it was."""
        self._pending = np.concatenate([self._pending, frame])
        window = self._endpoint.window
        if len(self._pending) < window:
            return None
        chunk, self._pending = self._pending[:window], self._pending[window:]
        self._sound.append(chunk)
        in_front = self._behind.hear(chunk)
        return self._judge(self._endpoint.voiced(chunk) if in_front else 0.0, window / RATE)

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
        looked_at = SHORTEST <= self._voice - self._quiet <= LONGEST
        word, margin = self._look() if looked_at else ("", -1.0)
        spotted = Spotted(word, np.concatenate(self._sound)) if margin >= 0 else None
        self._sound, self._run, self._voice, self._quiet = self._sound[-1:], 0, 0.0, 0.0
        return spotted

    def _wait(self, probability: float, seconds: float) -> None:
        del self._sound[: -round(LEAD / seconds) - SURE]
        self._run = self._run + 1 if probability >= ONSET else 0
        if self._run >= SURE:
            self._voice = self._run * seconds

    def _look(self) -> tuple[str, float]:
        """Which of the phrases the stretch that has just ended is most likely, and by how much it is sure enough."""
        decoder = self._decoder
        decoder.start_utt()
        decoder.process_raw(at_sphinx_level(np.concatenate(self._sound)).tobytes(), full_utt=True)
        decoder.end_utt()
        found: dict[str, list[Any]] = {}
        for each in decoder.seg() or ():
            if each.prob >= SURE_AT_LEAST:
                found.setdefault(self._words[each.word.strip()], []).append(each)
        margins = [(_margin(places, self._voice - self._quiet), word) for word, places in found.items()]
        began = sum(map(len, self._sound)) / RATE - self._voice
        margins += [
            (each.prob - SURE_OPEN, self._open_ended)
            for each in found.get(self._open_ended, ())
            if each.start_frame / 100 - began <= BEFORE
        ]
        margin, word = max(margins, default=(-1.0, ""))
        return word, margin


class _Behind:
    """How loud it is behind whoever speaks."""

    def __init__(self, seconds: float) -> None:
        """``seconds`` of a window."""
        self._powers: deque[float] = deque([0.0], maxlen=round(BEHIND / seconds))
        self._last: Samples = np.zeros(0, np.int16)

    def hear(self, window: Samples) -> bool:
        """The next sound; whether it is in front."""
        smooth = np.concatenate([self._last, window])
        self._last = window
        level = float(np.percentile(self._powers, SHARE))
        self._powers.append(_power(window))
        return _power(smooth) >= level * 10 ** (ABOVE / 10)


def _power(samples: Samples) -> float:
    wave = samples.astype(np.float32)
    return float(np.dot(wave, wave)) / max(1, len(wave))


def _margin(places: Sequence[Any], voice: float) -> float:
    """By how much a phrase found at these places is surer than it has to be, in so many seconds of voice."""
    filled = {frame for each in places for frame in range(each.start_frame, each.end_frame)}
    share = min(1.0, len(filled) / 100 / voice)
    if share < LEAST:
        return -1.0
    best: float = max(each.prob for each in places)
    return best - SURE_ALONE + PER_SHARE * share - (SURER if voice < BRIEF else 0.0)


def _decoder(phrases: Sequence[str]) -> Any:
    """Pocketsphinx, looking for these phrases and for nothing else."""
    from pocketsphinx import Decoder

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "phrases.list"
        file.write_text("".join(f"{phrase} /{LOOSE}/\n" for phrase in phrases))
        return Decoder(lm=None, kws=str(file), cmn="batch", loglevel="FATAL")
