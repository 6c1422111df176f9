"""Engines that do what a test wrote down for them: no device, no model, no waiting."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from earnest.errors import EngineError
from earnest.nouns import RATE, UNSURE_EMOTION, Emotion, Sound, Tone, Transcript, UsualVoice, Utterance, Wake

if TYPE_CHECKING:
    from earnest.nouns import Samples

FRAME = 160
"""Samples in a frame: 10 ms at 16 kHz."""


class ScriptedMicrophone:
    """Hears the given sounds, one after the other, and then the stream ends."""

    live = False

    def __init__(self, *sounds: Sound) -> None:
        """``sounds``: 16 kHz mono; each is filled up with silence to whole frames."""
        self._sounds = sounds
        self._frames: Iterator[Samples] = iter(())

    def open(self) -> None:
        """Begin at the beginning."""
        self._frames = self._cut()

    def read(self) -> Samples | None:
        """The next frame; None at the end."""
        return next(self._frames, None)

    def close(self) -> None:
        """End the stream."""
        self._frames = iter(())

    def _cut(self) -> Iterator[Samples]:
        import numpy as np

        for sound in self._sounds:
            if sound.rate != RATE:
                raise EngineError(f"a scripted microphone hears {RATE} Hz, found {sound.rate}")
            short = -len(sound.samples) % FRAME
            yield from np.pad(sound.samples, (0, short)).reshape(-1, FRAME)


class ScriptedSpeaker:
    """Keeps what it is given to play."""

    def __init__(self) -> None:
        self.played: list[Sound] = []

    def play(self, sound: Sound) -> bool:
        """Played at once, and to the end."""
        self.played.append(sound)
        return True

    def stop(self) -> None:
        """Nothing is ever being played."""

    def close(self) -> None:
        """Nothing to let go of."""


class ScriptedWakeWord:
    """Wakes at the given frames of the stream, counted from 0 since it was made."""

    def __init__(self, *frames: int, word: str = "okay_nabu") -> None:
        self.words: Sequence[str] = (word,)
        self._frames = frozenset(frames)
        self._heard = 0

    def hear(self, frame: Samples) -> Wake | None:  # noqa: ARG002 - what it sounds like does not matter
        """A ``Wake`` at the frames of the script."""
        number, self._heard = self._heard, self._heard + 1
        return Wake(self.words[0], 1.0, self._heard * FRAME / RATE) if number in self._frames else None

    def reset(self) -> None:
        """The count goes on."""


class ScriptedRecognizer:
    """Writes down the given texts, in order; nothing when they are used up."""

    name = "scripted"

    def __init__(self, *texts: str) -> None:
        self._texts = deque(texts)
        self.expected: Sequence[str] = ()
        """What ``expect`` was last given."""

    def expect(self, phrases: Sequence[str]) -> None:
        """Remember the phrases, for a test to look at."""
        self.expected = phrases

    def transcribe(self, utterance: Utterance) -> Transcript:  # noqa: ARG002
        """The next text."""
        return Transcript(self._texts.popleft() if self._texts else "", engine=self.name)


class ScriptedReader:
    """Reads the given emotions, in order; unsure when they are used up."""

    name = "scripted"

    def __init__(self, *emotions: Emotion) -> None:
        self._emotions = deque(emotions)

    def read(self, utterance: Utterance, usual: UsualVoice | None = None) -> Emotion:  # noqa: ARG002
        """The next emotion."""
        return self._emotions.popleft() if self._emotions else UNSURE_EMOTION


class ScriptedVoice:
    """Speaks a soft hum of 60 ms a word, and keeps what it was asked to say."""

    name = "scripted"
    rate = RATE

    def __init__(self, faults: Iterable[str] = ()) -> None:
        """``faults``: sentences at which it fails with EngineError."""
        self._faults = frozenset(faults)
        self.spoken: list[tuple[str, Tone]] = []

    def speak(self, sentence: str, tone: Tone) -> Iterator[Sound]:
        """One piece for the whole sentence."""
        import numpy as np

        if sentence in self._faults:
            raise EngineError("the script says that this sentence fails")
        self.spoken.append((sentence, tone))
        seconds = 0.06 * max(len(sentence.split()), 1) / tone.rate
        hum = 2000 * np.sin(2 * np.pi * 120 * np.arange(int(seconds * RATE)) / RATE)
        yield Sound(hum.astype(np.int16), RATE)
