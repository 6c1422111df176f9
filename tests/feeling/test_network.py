"""The shipped reader: any sound gets an answer, doubt where doubt is due, and people are got to know."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from threadpoolctl import threadpool_info

from earnest.errors import MissingPart
from earnest.feeling.features import DESCRIPTION_SIZE, MELS, PROSODY, RATE, analyse
from earnest.feeling.network import WEIGHTS, VoiceReader, as_float, signal_to_noise
from earnest.feeling.people import at_rest, learned, usual_voice_of
from earnest.nouns import MOODS, UNSURE, Emotion, Sound, UsualVoice, Utterance
from training.emotion.corpora import read_folder, read_noises
from training.emotion.figures import figures
from training.emotion.music import compose
from training.emotion.shipped import ask, read

Wave = NDArray[np.float64]


@pytest.fixture(scope="module")
def reader() -> VoiceReader:
    return VoiceReader()


def sound(wave: Wave, rate: int = RATE) -> Sound:
    return Sound((np.clip(wave, -1, 1) * 32767).astype(np.int16), rate)


def heard(reader: VoiceReader, wave: Wave, usual: UsualVoice | None = None) -> Emotion:
    return reader.read(Utterance(sound(wave)), usual)


def babble_like(seconds: float, hertz: float = 150.0, seed: int = 0) -> Wave:
    """A buzz in syllables with pauses between, wandering in pitch: enough of a voice for the features."""
    random = np.random.default_rng(seed)
    time = np.arange(int(seconds * RATE)) / RATE
    wander = 1 + 0.1 * np.interp(time, np.linspace(0, seconds, 8), random.normal(size=8))
    phase = 2 * np.pi * np.cumsum(hertz * wander) / RATE
    buzz = np.sum([np.sin(n * phase) / n for n in range(1, 16)], axis=0)
    return np.asarray(0.1 * buzz * np.clip(np.sin(2 * np.pi * 2.5 * time), 0, 1) + 1e-4 * random.normal(size=len(time)))


def noise(seconds: float, level: float = 0.1) -> Wave:
    return np.random.default_rng(0).normal(size=int(seconds * RATE)) * level


ODD = {
    "nothing": np.zeros(0),
    "one sample": np.zeros(1),
    "silence": np.zeros(3 * RATE),
    "dc": np.full(3 * RATE, 0.4),
    "almost silence": noise(3, 1e-4),
    "hiss": noise(3),
    "a tone": 0.5 * np.sin(2 * np.pi * 440 * np.arange(3 * RATE) / RATE),
    "0.2 s": babble_like(0.2),
    "0.6 s": babble_like(0.6),
    "clipped": np.clip(babble_like(3) * 1000, -1, 1),
    "drowned in noise": babble_like(3) + noise(3, 0.3),
    "a click": np.eye(1, 2 * RATE, RATE)[0],
}


@pytest.mark.parametrize("name", ODD)
def test_odd_sounds_are_unsure(reader: VoiceReader, name: str) -> None:
    emotion = heard(reader, ODD[name])
    assert emotion.label == UNSURE
    assert sum(emotion.probabilities.values()) == pytest.approx(1)
    assert set(emotion.probabilities) == set(MOODS)


@pytest.mark.parametrize("seed", range(900, 910))
def test_music_is_nobodys_mood(reader: VoiceReader, seed: int) -> None:
    music = compose(np.random.default_rng(seed)).astype(np.float64)
    assert heard(reader, music).confidence < 0.75


def test_an_hour_of_talk_is_read_in_its_middle(reader: VoiceReader) -> None:
    emotion = heard(reader, np.tile(babble_like(6), 10))
    assert 0 <= emotion.confidence <= 1


@pytest.mark.parametrize("rate", [8_000, 22_050, 48_000])
def test_other_rates_are_resampled(reader: VoiceReader, rate: int) -> None:
    wave = babble_like(3)
    other = np.interp(np.arange(0, 3, 1 / rate), np.arange(len(wave)) / RATE, wave)
    emotion = reader.read(Utterance(sound(other, rate)))
    assert sum(emotion.probabilities.values()) == pytest.approx(1)


def test_numbers_are_in_their_ranges(reader: VoiceReader) -> None:
    for seed in range(5):
        emotion = heard(reader, babble_like(2.5, 120 + 40 * seed, seed))
        assert 0 <= emotion.confidence <= 1
        assert -1 <= emotion.arousal <= 1
        assert -1 <= emotion.valence <= 1
        assert emotion.source == "voice"


def test_noise_is_noticed() -> None:
    clean = babble_like(3)
    power = clean.std()
    assert signal_to_noise((clean + noise(3, power / 10)).astype(np.float32)) > 10
    assert signal_to_noise((clean + noise(3, power * 1.2)).astype(np.float32)) < 5


def test_a_usual_voice_is_a_weighted_running_mean_and_spread(reader: VoiceReader) -> None:
    waves = [babble_like(2, 140 + 10 * seed, seed) for seed in range(4)]
    usual, traits, worth = None, [], []
    for wave in waves:
        impression = reader.impression(analyse(as_float(sound(wave))), usual)
        usual = learned("Ada", sound(wave), usual, reader)
        assert usual is not None
        traits.append(impression.traits)
        worth.append(at_rest(impression.moods))
    assert usual is not None
    assert (usual.person, usual.utterances, usual.evidence) == ("Ada", 4, pytest.approx(sum(worth)))
    mean = np.average(traits, axis=0, weights=worth)
    assert usual.mean == pytest.approx(mean, abs=2e-3)
    assert usual.spread == pytest.approx(np.sqrt(np.average((traits - mean) ** 2, axis=0, weights=worth)), abs=5e-3)


def test_joy_and_anger_say_little_of_a_usual_voice() -> None:
    neutral, happy, sad, angry = (at_rest(8.0 * np.eye(4)[mood]) for mood in range(4))
    assert neutral == sad == pytest.approx(1, abs=0.01)
    assert happy == angry == pytest.approx(0.2)


def test_a_usual_voice_goes_on_following(reader: VoiceReader) -> None:
    old, new = (usual_voice_of("Ada", [sound(babble_like(2, hertz))], reader) for hertz in (100, 200))
    known = replace(old, utterances=900, evidence=50.0)
    after = learned("Ada", sound(babble_like(2, 200)), known, reader)
    assert after is not None
    assert (after.utterances, after.evidence) == (901, pytest.approx(50.0))
    pitch = 2 * MELS + PROSODY.index("pitch mean")
    assert old.mean[pitch] < after.mean[pitch] < (old.mean[pitch] + new.mean[pitch]) / 2


def test_a_usual_voice_holds_numbers_and_no_sound() -> None:
    reader = VoiceReader()
    usual = usual_voice_of("Ada", [sound(babble_like(30))], reader)
    assert len(usual.mean) == len(usual.spread) == reader.weights.traits == DESCRIPTION_SIZE + reader.weights.embedding
    assert all(isinstance(number, float) for number in (*usual.mean, *usual.spread))


def test_silence_teaches_nothing() -> None:
    assert learned("Ada", sound(np.zeros(RATE)), usual_voice_of("Ada", [sound(babble_like(2))])) is None
    with pytest.raises(ValueError, match="at least one is needed"):
        usual_voice_of("Ada", [])


def test_knowing_a_person_changes_the_answer_more_with_more_evidence(reader: VoiceReader) -> None:
    utterance, usual = babble_like(2.5, 190), usual_voice_of("Ada", [sound(babble_like(2.5, 95, 3))], reader)
    stranger = np.array(list(heard(reader, utterance).probabilities.values()))
    moved = []
    for count in (1, 5, 20):
        known = replace(usual, evidence=float(count))
        moved.append(np.abs(np.array(list(heard(reader, utterance, known).probabilities.values())) - stranger).sum())
    assert 0 < moved[0] < moved[2]


def test_what_is_known_of_a_person_is_judged_and_never_heard(reader: VoiceReader) -> None:
    """The judge hears how somebody departs from their usual voice; the ears hear the same, whoever speaks."""
    frames = analyse(babble_like(2.5, 190).astype(np.float32))
    usual = usual_voice_of("Ada", [sound(babble_like(2.5, 95, seed)) for seed in range(5)], reader)
    stranger, known = reader.impression(frames), reader.impression(frames, usual)
    assert np.abs(known.moods - stranger.moods).max() > 0.1
    assert np.array_equal(known.traits, stranger.traits)


def test_statistics_of_another_length_are_ignored(reader: VoiceReader) -> None:
    short = UsualVoice("Ada", 9, (1.0, 2.0), (0.1, 0.1), reader.weights.name, 9.0)
    frames = analyse(babble_like(2.5).astype(np.float32))
    assert np.array_equal(reader.impression(frames, short).moods, reader.impression(frames).moods)


def test_another_readers_statistics_are_ignored_and_begun_anew(reader: VoiceReader) -> None:
    foreign = UsualVoice("Ada", 9, (1.0, 2.0), (0.1, 0.1), "some other reader", 9.0)
    wave = babble_like(2.5)
    assert heard(reader, wave, foreign).probabilities == heard(reader, wave).probabilities
    anew = learned("Ada", sound(wave), foreign, reader)
    assert anew is not None
    assert (anew.utterances, anew.evidence) == (1, pytest.approx(usual_voice_of("Ada", [sound(wave)], reader).evidence))


def test_missing_weights_are_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(MissingPart, match=r"voice\.json is missing; make it with \./scripts/train-emotion"):
        VoiceReader(tmp_path).read(Utterance(sound(babble_like(1))))


def test_neither_torch_nor_the_runtime_is_imported_before_it_is_needed() -> None:
    code = "import sys, earnest.feeling.network; print({'torch', 'onnxruntime', 'soxr'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_network_is_small() -> None:
    assert (WEIGHTS / "voice.onnx").stat().st_size <= 2_000_000


def test_people_it_was_trained_on_are_heard_well(reader: VoiceReader, shared_data: Path) -> None:
    """No measure of quality, but of a chain that is whole: features, weights and labels fit each other."""
    recordings = [r for r in read_folder(shared_data) if r.emotion in MOODS][::12]
    result, _ = ask(reader, recordings, known=0)
    found = figures(result)
    assert found["uar"] > 65
    assert found["arousal"] > 80, "the sign of arousal tells joy and anger from plain and sad speech"


def test_household_sounds_are_unsure(reader: VoiceReader, shared_data: Path) -> None:
    noises = [recording.path for recording in read_noises(shared_data, held_out=True)]
    labels = [reader.read(Utterance(read(path))).label for path in noises]
    assert labels.count(UNSURE) >= 0.8 * len(labels)


def test_reading_keeps_to_one_thread(reader: VoiceReader) -> None:
    heard(reader, babble_like(2.0))
    pools = [pool for pool in threadpool_info() if pool["user_api"] == "blas"]
    assert pools
    assert {pool["num_threads"] for pool in pools} == {1}
