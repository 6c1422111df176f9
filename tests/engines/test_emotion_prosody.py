"""The reader by rule: agitation against a usual voice, and never an exception."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from earnest.engines.emotion_prosody import ProsodicReader
from earnest.feeling.people import learned
from earnest.nouns import Sound, UsualVoice, Utterance, plain_emotion
from earnest.sound import read


def _odd() -> dict[str, NDArray[np.int16]]:
    rng = np.random.default_rng(3)
    tone = np.sin(np.arange(16_000) * 2 * np.pi * 440 / 16_000)
    return {
        "nothing": np.zeros(0, np.int16),
        "one sample": np.ones(1, np.int16),
        "silence": np.zeros(32_000, np.int16),
        "direct current": np.full(32_000, 9000, np.int16),
        "a fifth of a second": (tone[:3200] * 9000).astype(np.int16),
        "a tone": (tone * 9000).astype(np.int16),
        "noise": rng.integers(-3000, 3000, 48_000).astype(np.int16),
        "clipping": np.where(rng.random(48_000) > 0.5, 32767, -32768).astype(np.int16),
        "a minute": rng.integers(-3000, 3000, 960_000).astype(np.int16),
    }


@pytest.mark.parametrize("name", _odd())
def test_odd_sound_is_unsure(name: str) -> None:
    emotion = ProsodicReader().read(Utterance(Sound(_odd()[name])))
    assert emotion.label == "unsure"
    assert sum(emotion.probabilities.values()) == pytest.approx(1)
    assert -1 <= emotion.arousal <= 1


def test_an_angry_voice_is_more_agitated_than_the_same_person_s_usual_one(shared_data: Path) -> None:
    with (shared_data / "manifest.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["corpus"] == "ravdess" and row["speaker"].endswith("08")]
    files: dict[str, list[Path]] = {mood: [] for mood in ("neutral", "angry", "sad")}
    for row in rows:
        if row["emotion"] in files:
            files[row["emotion"]].append(shared_data / row["file"])
    usual: UsualVoice | None = None
    for file in files["neutral"][:4]:
        usual = learned("she", read(file), usual)
    reader = ProsodicReader()
    heard = {
        mood: np.mean([reader.read(Utterance(read(file)), usual).arousal for file in files[mood][-4:]])
        for mood in ("angry", "neutral")
    }
    assert heard["angry"] > heard["neutral"] + 0.2


def test_somebody_who_speaks_as_always_is_at_rest(flite: Callable[..., Path]) -> None:
    sentences = ("the bus leaves at nine", "we need some bread and milk", "the door is open", "i was in the garden")
    sounds = [read(flite(sentence, "rms")) for sentence in sentences]
    usual: UsualVoice | None = None
    for sound in sounds:
        usual = learned("he", sound, usual)
    heard = [ProsodicReader().read(Utterance(sound), usual).arousal for sound in sounds]
    assert np.mean(heard) == pytest.approx(plain_emotion("neutral").arousal, abs=0.1)
