"""The contracts that engines keep: one Protocol per noun, all plain synchronous calls.

The assistant runs them in threads; an engine never needs to know about asyncio. An engine raises
``EngineError`` when its work fails and ``MissingPart`` when it cannot start at all. Each Protocol has
a contract suite in ``earnest.testing.contracts``: subclass it, provide the engine, get the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from earnest.nouns import Emotion, Samples, Sound, Tone, Transcript, UsualVoice, Utterance, Wake
    from earnest.voiceprints import KnownVoice, Voiceprint

TAKEN = frozenset({"rate", "pitch", "range"})
"""What a voice that declares nothing is expected to make of a tone."""
AFTERWARDS = frozenset(
    {"energy", "brightness", "tilt", "breath", "whisper", "phrase_pause", "sentence_pause"},
)
"""What the house can make of a tone with any voice's sound."""

FRAME = 160
"""Samples in a frame of the listening stream: 10 ms at 16 kHz."""


@runtime_checkable
class Microphone(Protocol):
    """Where the stream of sound comes from."""

    live: bool
    """True when sound goes on whether or not somebody listens; a recording waits for its listener."""

    def open(self) -> None:
        """Start the stream. Raises MissingPart when there is no such device."""

    def read(self) -> Samples | None:
        """The next 10 ms: int16, shape (160,), 16 kHz mono. Blocks; None when the stream has ended."""

    def close(self) -> None:
        """Stop, and let a blocked ``read`` return None. May be called twice and from another thread."""


@runtime_checkable
class Speaker(Protocol):
    """Where speech goes.

    One that can speak lower at once may have ``duck(down: bool)``, called from another thread while it plays.
    """

    def play(self, sound: Sound) -> bool:
        """Play to the end, any rate. Blocks; False when ``stop`` cut it short."""

    def stop(self) -> None:
        """Fall silent at once (within 50 ms). May be called from another thread."""

    def close(self) -> None:
        """Let go of the device, or finish the file. May be called twice."""


@runtime_checkable
class Witness(Protocol):
    """Told what a loudspeaker plays, as the device takes it; from any thread, and quickly done.

    A loudspeaker that can tell has an attribute ``witness``, None at first. For one that has not, the house tells the
    whole of a sound when it begins to play.
    """

    def begins(self, rate: int) -> None:
        """Something is about to be played, with so many samples a second."""

    def takes(self, block: Samples) -> None:
        """The next samples."""

    def stops(self) -> None:
        """What was taken and not yet played is never played."""


@runtime_checkable
class WakeWord(Protocol):
    """Hears its wake words in the stream."""

    words: Sequence[str]

    def hear(self, frame: Samples) -> Wake | None:
        """Listen to one 10 ms frame; a ``Wake`` at the frame where a word was completed."""

    def reset(self) -> None:
        """Forget what was heard so far."""


@dataclass(frozen=True, slots=True, eq=False)
class Spotted:
    """One of a few phrases that need no wake word, heard."""

    word: str
    """Which: ``stop`` or ``snooze``."""
    sound: Samples
    """What was said with it ("snooze ten minutes"): int16, 16 kHz mono; empty where only the word is known."""


@runtime_checkable
class Spotter(Protocol):
    """Hears a few phrases that need no wake word, while the house rings or speaks. Each frame in order."""

    def hear(self, frame: Samples) -> Spotted | None:
        """Listen to one 10 ms frame; what was said, soon after its end."""

    def reset(self) -> None:
        """Forget what was heard so far."""


@runtime_checkable
class EndOfSpeech(Protocol):
    """Tells speech from its absence."""

    window: int
    """Samples it needs at a time, at 16 kHz."""

    def voiced(self, samples: Samples) -> float:
        """The probability, 0 to 1, that these ``window`` samples are speech."""

    def reset(self) -> None:
        """Forget what was heard so far."""


@runtime_checkable
class Recognizer(Protocol):
    """Writes down what was said."""

    name: str

    def expect(self, phrases: Sequence[str]) -> None:
        """Lean towards these phrases (words and ``{wildcard}``s) without excluding others. May do nothing."""

    def transcribe(self, utterance: Utterance) -> Transcript:
        """The words; empty text when none were understood. Raises EngineError."""


class Overheard(Protocol):
    """An utterance as the recogniser's encoder made it on the way to the words."""

    @property
    def encoder(self) -> str:
        """Whose output it is: sha256 of the model's file. Raises OSError."""

    @property
    def frames(self) -> NDArray[np.float32]:
        """Those with sound in them: shape (n, size), 50 a second."""


Overhear: TypeAlias = Callable[["Utterance"], "Overheard | None"]
"""What the recogniser makes of an utterance, or would; None where it has no such encoder. Raises EngineError."""


@runtime_checkable
class EmotionReader(Protocol):
    """Hears from the voice how somebody feels.

    A reader that makes use of what the recogniser has heard has ``overhear(source: Overhear)``, which is called before
    it reads.
    """

    name: str

    def read(self, utterance: Utterance, usual: UsualVoice | None = None) -> Emotion:
        """The emotion, against how this person usually sounds where that is known. Never raises on odd sound."""


@runtime_checkable
class SpeakerReader(Protocol):
    """Tells voices apart. Whose they are is for the house to say (``knowing.Company``)."""

    name: str

    def listen(self, utterance: Utterance) -> Voiceprint | None:
        """What the voice in it is like; None where too little is spoken to tell. Never raises on odd sound."""

    def evidence(self, heard: Voiceprint, known: KnownVoice) -> float:
        """How much likelier ``known`` made what was heard than somebody else did: the ratio's natural logarithm.

        Calibrated: of voices for which it says 0, as many are theirs as are not. 0 for another reader's numbers.
        """


@runtime_checkable
class Voice(Protocol):
    """Turns words into sound.

    A voice may have ``takes``, the names of those fields of a tone that it sees to itself (``TAKEN`` where it has not).
    One that takes phonemes may have ``learn(lexicon)``, which is called before it speaks: see ``speaking.respelling``.
    The house sees to what is left of ``AFTERWARDS``; the rest of the tone is not heard with this voice (``unheard``).
    """

    name: str
    rate: int
    """Samples a second of the sound it makes."""

    def speak(self, sentence: str, tone: Tone) -> Iterator[Sound]:
        """One sentence or clause in ``tone``, in pieces as they are made. Raises EngineError."""


def taken(voice: Voice) -> frozenset[str]:
    """What ``voice`` itself makes of a tone, by the names of its fields."""
    return frozenset(getattr(voice, "takes", TAKEN))


def unheard(voice: Voice) -> frozenset[str]:
    """What nobody makes of a tone with ``voice``: neither it nor the house."""
    from earnest.nouns import Tone

    return frozenset(Tone.__dataclass_fields__) - {"name"} - AFTERWARDS - taken(voice)
