"""The shipped reader, measured through the package as it runs at home: no torch here."""

import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import soundfile

from earnest.feeling.network import VoiceReader
from earnest.feeling.people import usual_voice_of
from earnest.nouns import MOODS, Emotion, Sound, UsualVoice, Utterance

from .corpora import Recording, read_folder, read_noises, read_ordinary
from .figures import Result
from .music import write_music

__all__ = ["ask", "footprint", "labels_without_mood", "read"]


def read(path: Path) -> Sound:
    """Return a file as the assistant would hear it: mono, int16, its own rate."""
    samples, rate = soundfile.read(path, dtype="int16", always_2d=True)
    return Sound(samples[:, 0].copy(), rate)


def ask(reader: VoiceReader, recordings: list[Recording], known: int, seed: int = 0) -> tuple[Result, list[Emotion]]:
    """Return what ``reader`` hears in the moods of ``recordings``, each speaker known from ``known`` calm utterances.

    Those utterances are not asked about.
    """
    random = np.random.default_rng(seed)
    usual: dict[str, UsualVoice] = {}
    used: set[Path] = set()
    for speaker in sorted({r.speaker for r in recordings}) if known else []:
        own = [r.path for r in recordings if r.speaker == speaker and r.emotion in ("neutral", "calm")]
        met = [own[i] for i in random.permutation(len(own))[:known]]
        if met:
            usual[speaker] = usual_voice_of(speaker, [read(path) for path in met], reader)
            used.update(met)
    asked = [r for r in recordings if r.emotion in MOODS and r.path not in used]
    heard = [reader.read(Utterance(read(r.path)), usual.get(r.speaker)) for r in asked]
    return _result(asked, heard), heard


def _result(asked: list[Recording], heard: list[Emotion]) -> Result:
    return Result(
        np.array([MOODS.index(r.emotion) for r in asked]),  # type: ignore[arg-type]
        np.array([[emotion.probabilities[mood] for mood in MOODS] for emotion in heard]),
        np.array([emotion.confidence for emotion in heard]),
        np.array([emotion.arousal for emotion in heard]),
        np.array([r.speaker for r in asked]),
        np.array([r.gender for r in asked]),
        np.array([r.corpus for r in asked]),
    )


def labels_without_mood(weights: Path, data: Path, work: Path) -> dict[str, object]:
    """Return which labels sounds without a mood get, per cent: noises, music, ordinary speech (``read_ordinary``).

    No reader was taught these noises, this music or this speech, though pieces of the speech were background babble.
    """
    reader = VoiceReader(weights)
    sounds = {
        "noises": [r.path for r in read_noises(data, held_out=True)],
        "music": [r.path for r in write_music(work / "music", 20, seed=2)],
        "ordinary speech": read_ordinary(data),
    }
    return {"no mood": {name: _labels(reader, paths) for name, paths in sounds.items() if paths}}


def _labels(reader: VoiceReader, paths: Iterable[Path]) -> dict[str, float]:
    labels = [reader.read(Utterance(read(path))).label for path in paths]
    return {label: 100 * count / len(labels) for label, count in sorted(Counter(labels).items())}


def footprint(weights: Path, data: Path) -> dict[str, object]:
    """Return the file's size and the processor time for a second of sound, measured on up to fifty recordings."""
    reader = VoiceReader(weights)
    sounds = [read(recording.path) for recording in read_folder(data)[:: max(1, len(read_folder(data)) // 50)]]
    reader.read(Utterance(sounds[0]))
    started = time.process_time()
    for sound in sounds:
        reader.read(Utterance(sound))
    milliseconds = 1000 * (time.process_time() - started) / sum(sound.seconds for sound in sounds)
    return {"bytes": (weights / "voice.onnx").stat().st_size, "milliseconds a second": milliseconds}
