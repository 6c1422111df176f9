"""What the recogniser's encoder hears counts where the head knows it, and changes nothing where it does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from earnest.errors import EngineError
from earnest.feeling.features import RATE, Array, analyse
from earnest.feeling.network import WEIGHTS, VoiceReader, softmax
from earnest.feeling.overheard import EVERY, FILE, Head, read_head
from earnest.feeling.people import learned, usual_voice_of
from earnest.memory import Memory
from earnest.nouns import MOODS, Sound, Utterance

VOTERS, SIZE, CHANNELS, EACH, JOINED = 2, 6, 5, 3, 4
KNOWN = "a1" * 32
SHAPES = {
    "centre": (SIZE,),
    "ears": (VOTERS, SIZE, CHANNELS),
    "ears_shift": (VOTERS, CHANNELS),
    "attention": (VOTERS, CHANNELS, CHANNELS),
    "embedding": (VOTERS, 2 * CHANNELS, EACH),
    "embedding_shift": (VOTERS, EACH),
    "join": (VOTERS, 2 * EACH + 1, JOINED),
    "join_shift": (VOTERS, JOINED),
    "moods": (VOTERS, JOINED, len(MOODS)),
    "moods_shift": (VOTERS, len(MOODS)),
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
    tables = {name: random.normal(size=shape).astype(np.float16) for name, shape in SHAPES.items()}
    fusion = {"stranger": [0.5, 0.8], "known": [1.0, 2.0]}
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


def told(reader: VoiceReader, utterance: Utterance, *known: object) -> NDArray[np.float64]:
    return np.array(list(reader.read(utterance, *known).probabilities.values()))  # type: ignore[arg-type]


def test_the_head_is_what_it_says(head: Head) -> None:
    """Written out for one voter after the other, frame by frame."""
    heard, t = frames(1), head.tables
    pairs = [np.mean(heard[i : i + EVERY], axis=0) for i in range(0, len(heard) - 1, EVERY)]
    made = []
    for voter in range(VOTERS):
        inner = [np.tanh((pair - t["centre"]) @ t["ears"][voter] + t["ears_shift"][voter]) for pair in pairs]
        weights = softmax(np.array([one @ t["attention"][voter] for one in inner]).T).T
        mean = sum(weight * one for weight, one in zip(weights, inner, strict=True))
        spread = np.sqrt(sum(w * (one - mean) ** 2 for w, one in zip(weights, inner, strict=True)) + 1e-4)
        made.append(np.concatenate([mean, spread]) @ t["embedding"][voter] + t["embedding_shift"][voter])
    assert head.embed(heard) == pytest.approx(np.concatenate(made), abs=1e-4)
    assert head.size == VOTERS * EACH


@pytest.mark.parametrize("count", [1, 2, 3, 700])
def test_any_length_is_heard(head: Head, count: int) -> None:
    embedding = head.embed(frames(2, count))
    assert np.isfinite(head.moods(embedding, embedding, 0.0)).all()


def test_a_stranger_is_compared_with_nothing(head: Head) -> None:
    one, other = (head.embed(frames(seed)) for seed in (1, 2))
    assert head.moods(one, other, 0.0) == pytest.approx(head.moods(one, one, 0.0))
    assert np.abs(head.moods(one, other, 0.7) - head.moods(one, one, 0.7)).max() > 0.01


def test_both_count_as_the_fusion_says(folder: Path, head: Head) -> None:
    heard, utterance = frames(3), spoken()
    reader = listening(folder, lambda _: Encoded(heard))
    alone = reader.impression(analyse(utterance.sound.samples.astype(np.float32) / 32_768))
    embedding = head.embed(heard)
    expected = softmax(0.5 * alone.moods + 0.8 * head.moods(embedding, embedding, 0.0))
    assert told(reader, utterance) == pytest.approx(expected, abs=1e-4)


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


def test_the_usual_voice_is_the_mean_of_what_the_head_made(folder: Path, head: Head) -> None:
    reader = listening(folder, lambda _: Encoded(frames(4)))
    usual = usual_voice_of("ada", [spoken().sound] * 3, reader)
    assert usual.overheard is not None
    assert usual.overheard.mean == pytest.approx(head.embed(frames(4)), abs=1e-3)
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


def test_of_a_long_sound_the_middle_is_read(folder: Path, head: Head) -> None:
    heard = frames(6, 50 * 28)
    reader = listening(folder, lambda _: Encoded(heard))
    impression = reader.impression(analyse(spoken().sound.samples.astype(np.float32) / 32_768), None, spoken())
    assert impression.overheard is not None
    assert impression.overheard == pytest.approx(head.embed(heard[400:1000]), abs=1e-5)
