"""Sound for tests that nobody had to record: generated speech, silence, noise, and what a broken microphone gives."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from earnest.errors import MissingPart
from earnest.nouns import RATE, Sound

SPEAKERS = ("slt", "rms", "awb", "kal")
"""flite's voices: a woman, three men. Recognisers trained on people understand them; espeak-ng's hardly."""


@cache
def speech(text: str, speaker: str = "slt") -> Sound:
    """``text`` as generated speech, 16 kHz. Said by flite where it is installed, else by espeak-ng in its own voice.

    Raises MissingPart for a speaker there is not.
    """
    if speaker not in SPEAKERS:
        raise MissingPart(f"no speaker is called {speaker!r}; choose from {', '.join(SPEAKERS)}")
    return _by_flite(text, speaker) if shutil.which("flite") else _by_espeak(text)


def silence(seconds: float) -> Sound:
    """Digital silence, 16 kHz."""
    import numpy as np

    return Sound(np.zeros(round(seconds * RATE), np.int16))


def noise(seconds: float, level: float = 300.0, seed: int = 0) -> Sound:
    """White noise, 16 kHz; ``level`` is its standard deviation in int16 units. The same for the same ``seed``."""
    import numpy as np

    drawn = np.random.default_rng(seed).normal(0.0, level, round(seconds * RATE))
    return Sound(np.clip(drawn, -32767, 32767).astype(np.int16))


def joined(*sounds: Sound) -> Sound:
    """One after the other. Raises ValueError for sounds of different rates."""
    import numpy as np

    rates = {sound.rate for sound in sounds}
    if len(rates) != 1:
        raise ValueError(f"sounds to be joined need one rate, found {sorted(rates)}")
    return Sound(np.concatenate([sound.samples for sound in sounds]), rates.pop())


def odd_sounds() -> dict[str, Sound]:
    """What engines are given on a bad day, by name: nothing, a click, an overdriven or unplugged microphone."""
    import numpy as np

    def sound(samples: Any) -> Sound:
        return Sound(np.asarray(samples).astype(np.int16))

    square = np.where(np.arange(RATE) // 40 % 2, 32767, -32768)
    return {
        "nothing": sound(np.zeros(0)),
        "one sample": sound(np.array([1000])),
        "a click": sound(np.eye(1, 160, 80)[0] * 32767),
        "silence": silence(2.0),
        "faint noise": noise(2.0, 3.0),
        "loud noise": noise(2.0, 20_000.0),
        "overdriven": sound(square),
        "a constant": sound(np.full(RATE, 12_000)),
        "half a minute of noise": noise(30.0),
    }


def _by_flite(text: str, speaker: str) -> Sound:
    from earnest.sound import read, resample

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "speech.wav"
        subprocess.run(["flite", "-voice", speaker, "-t", text, "-o", str(file)], check=True, capture_output=True)
        return resample(read(file), RATE)


def _by_espeak(text: str) -> Sound:
    from earnest.config import Config
    from earnest.engines.espeak import EspeakVoice
    from earnest.nouns import Tone
    from earnest.sound import resample
    from earnest.speaking import card_of

    voice = EspeakVoice(card_of("espeak-en-us", Config()))
    return resample(joined(*voice.speak(text, Tone())), RATE)
