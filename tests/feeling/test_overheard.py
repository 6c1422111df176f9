"""What the recogniser's encoder hears counts where the head knows it, and changes nothing where it does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from earnest.engines.faster_whisper import FasterWhisper
from earnest.errors import EngineError
from earnest.feeling.features import RATE, Array, Frames, analyse
from earnest.feeling.network import WEIGHTS, VoiceReader, softmax
from earnest.feeling.overheard import EVERY, FILE, Head, pooled, read_head
from earnest.feeling.people import learned, usual_voice_of
from earnest.memory import Memory
from earnest.nouns import MOODS, Sound, UsualVoice, Utterance
from earnest.sound import read
from earnest.supplies.models import Model

SIZE = 6
KNOWN = "a1" * 32
SHAPES = {
    "centre": (2 * SIZE,),
    "moods": (2 * SIZE, len(MOODS)),
    "moods_shift": (len(MOODS),),
    "departure": (2 * SIZE, len(MOODS)),
    "departure_shift": (len(MOODS),),
}


@dataclass
class Encoded:
    """What an encoder of six numbers a frame made of somebody's speech."""

    frames: Array
    encoder: str = KNOWN


def spoken(seconds: float = 2.0, hertz: float = 150.0) -> Utterance:
    """A buzz in syllables, enough of a voice for the features."""
    time = np.arange(round(seconds * RATE)) / RATE
    buzz = np.sum([np.sin(2 * np.pi * n * hertz * time) / n for n in range(1, 12)], axis=0)
    wave = 0.1 * buzz * np.clip(np.sin(2 * np.pi * 2.5 * time), 0, 1)
    return Utterance(Sound((wave * 32_767).astype(np.int16)))


def frames(seed: int, count: int = 41) -> Array:
    return np.random.default_rng(seed).normal(size=(count, SIZE)).astype(np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped network beside a head for the encoder of six numbers."""
    random = np.random.default_rng(5)
    tables = {name: random.normal(size=shape).astype(np.float32) for name, shape in SHAPES.items()}
    fusion = {"stranger": [0.5, 0.8, 0.0], "known": [1.0, 0.2, 2.0]}
    about = {"name": "tiny", "encoders": [KNOWN], "fusion": fusion}
    np.savez(tmp_path / FILE, about=np.array(json.dumps(about)), **tables)
    for name in ("voice.onnx", "voice.json"):
        (tmp_path / name).symlink_to(WEIGHTS / name)
    return tmp_path


@pytest.fixture
def head(folder: Path) -> Head:
    found = read_head(folder / FILE)
    assert found is not None
    return found


def listening(folder: Path, source: Callable[[Utterance], Encoded | None]) -> VoiceReader:
    reader = VoiceReader(folder)
    reader.overhear(source)
    return reader


def wave_frames(utterance: Utterance) -> Frames:
    return analyse(utterance.sound.samples.astype(np.float32) / 32_768)


def told(reader: VoiceReader, utterance: Utterance, *known: object) -> NDArray[np.float64]:
    return np.array(list(reader.read(utterance, *known).probabilities.values()))  # type: ignore[arg-type]


def test_an_utterance_is_mean_and_spread_of_pairs_of_frames() -> None:
    heard = frames(1, 41)
    pairs = [np.mean(heard[i : i + EVERY], axis=0) for i in range(0, len(heard) - 1, EVERY)]
    expected = np.concatenate([np.mean(pairs, axis=0), np.std(pairs, axis=0)])
    assert pooled(heard) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("count", [1, 2, 3, 700])
def test_any_length_is_heard(head: Head, count: int) -> None:
    assert np.isfinite(head.moods(pooled(frames(2, count)))).all()


def test_a_stranger_is_compared_with_nothing(folder: Path, head: Head) -> None:
    heard, utterance = frames(3), spoken()
    reader = listening(folder, lambda _: Encoded(heard))
    alone = reader.impression(wave_frames(utterance))
    expected = softmax(0.5 * alone.moods + 0.8 * head.moods(pooled(heard)))
    assert told(reader, utterance) == pytest.approx(expected, abs=1e-4)


def test_somebody_known_is_heard_beside_their_usual_voice(folder: Path, head: Head) -> None:
    """Two plain utterances make somebody half known: half of the way lies between the two rows of weights."""
    heard, utterance = frames(3), spoken()
    reader = listening(folder, lambda _: Encoded(heard))
    mine = replace(usual_voice_of("ada", [spoken(hertz=120).sound], VoiceReader(folder)), evidence=2.0)
    ordinary = pooled(frames(9)).astype(float)
    usual = replace(mine, overheard=UsualVoice("ada", 2, tuple(ordinary), tuple(ordinary), "tiny", evidence=2.0))
    alone = VoiceReader(folder).impression(wave_frames(utterance), usual)
    departure = 0.5 * ((pooled(heard) - ordinary) @ head.tables["departure"] + head.tables["departure_shift"])
    logits = 0.75 * alone.moods + 0.5 * head.moods(pooled(heard)) + 1.0 * departure
    assert told(reader, utterance, usual) == pytest.approx(softmax(logits.astype(np.float32)), abs=1e-3)


def nothing(_: Utterance) -> None:
    return None


def broken(_: Utterance) -> Encoded:
    raise EngineError("faster-whisper failed (RuntimeError)")


@pytest.mark.parametrize(
    "source",
    [nothing, broken, lambda _: Encoded(frames(1), "b2" * 32), lambda _: Encoded(frames(1, 0))],
    ids=["no encoder", "it fails", "another encoder", "no frames"],
)
def test_without_an_encoder_that_it_knows_the_reader_stands_alone(
    folder: Path, source: Callable[[Utterance], Encoded | None]
) -> None:
    assert told(listening(folder, source), spoken()) == pytest.approx(told(VoiceReader(), spoken()))


def test_silence_is_not_given_to_the_encoder(folder: Path) -> None:
    asked: list[Utterance] = []
    reader = listening(folder, lambda utterance: asked.append(utterance))  # type: ignore[func-returns-value]
    reader.read(Utterance(Sound(np.zeros(RATE, np.int16))))
    assert asked == []


def test_a_usual_voice_is_learned_in_both_spaces_and_kept(folder: Path, tmp_path: Path, head: Head) -> None:
    heard = iter(frames(seed) for seed in range(3))
    reader, usual = listening(folder, lambda _: Encoded(next(heard))), None
    for hertz in (120, 140, 160):
        usual = learned("ada", spoken(hertz=hertz).sound, usual, reader)
    assert usual is not None
    assert usual.overheard is not None
    assert (usual.overheard.reader, usual.overheard.utterances, usual.overheard.evidence) == ("tiny", 3, usual.evidence)
    assert len(usual.overheard.mean) == head.size
    with_memory = Memory(tmp_path / "home")
    with_memory.keep_usual_voice(usual)
    assert with_memory.usual_voice("ada") == usual
    with_memory.close()


def test_the_usual_voice_is_the_mean_of_what_the_encoder_heard(folder: Path) -> None:
    reader = listening(folder, lambda _: Encoded(frames(4)))
    usual = usual_voice_of("ada", [spoken().sound] * 3, reader)
    assert usual.overheard is not None
    assert usual.overheard.mean == pytest.approx(pooled(frames(4)), abs=1e-3)
    assert max(usual.overheard.spread) < 1e-2


def test_an_utterance_that_no_encoder_heard_leaves_what_was_known(folder: Path) -> None:
    usual = usual_voice_of("ada", [spoken().sound], listening(folder, lambda _: Encoded(frames(4))))
    after = learned("ada", spoken(hertz=180).sound, usual, VoiceReader(folder))
    assert after is not None
    assert after.utterances == 2
    assert after.overheard == usual.overheard


def test_another_heads_usual_voice_is_begun_anew_and_ignored(folder: Path) -> None:
    reader = listening(folder, lambda _: Encoded(frames(4)))
    usual = usual_voice_of("ada", [spoken().sound], reader)
    assert usual.overheard is not None
    foreign = replace(usual, overheard=replace(usual.overheard, reader="older", utterances=40))
    unknown = replace(usual, overheard=None)
    assert told(reader, spoken(), foreign) == pytest.approx(told(reader, spoken(), unknown))
    after = learned("ada", spoken().sound, foreign, reader)
    assert after is not None
    assert after.overheard is not None
    assert after.overheard.utterances == 1


def test_of_a_long_sound_the_middle_is_read(folder: Path) -> None:
    heard = frames(6, 50 * 28)
    reader = listening(folder, lambda _: Encoded(heard))
    impression = reader.impression(wave_frames(spoken()), None, spoken())
    assert impression.overheard is not None
    assert impression.overheard == pytest.approx(pooled(heard[400:1000]), abs=1e-5)


def test_the_shipped_head_is_small_and_reads_whisper_base() -> None:
    """The digest is that of model.bin in Systran/faster-whisper-base, as the hub gives it."""
    head = read_head(WEIGHTS / FILE)
    assert head is not None
    assert (WEIGHTS / FILE).stat().st_size <= 1_000_000
    assert head.knows("d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9")
    assert not head.knows("")
    assert head.size == 2 * 512


def test_a_real_whisper_is_listened_to_once(whisper_folder: Path, flite: Callable[..., Path]) -> None:
    recognizer, utterance = FasterWhisper(Model("base", whisper_folder)), Utterance(read(flite("the door is open")))
    reader = VoiceReader()
    assert reader.head is not None
    if not reader.head.knows(recognizer.encoder):
        pytest.skip("the Whisper that is here is another one than the head was trained on")
    reader.overhear(recognizer.encoded)
    made = recognizer.encoded(utterance)
    assert np.abs(told(reader, utterance) - told(VoiceReader(), utterance)).max() > 1e-3
    assert recognizer.encoded(utterance) is made, "the reader had it encoded again"
