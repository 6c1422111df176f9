"""A feeling voice leans on the words that matter, and a plain one does not."""

from __future__ import annotations

import numpy as np
import pytest

from earnest.config import Config
from earnest.engines.registry import Engines
from earnest.nouns import Tone
from earnest.speaking import Tones, load_voice
from earnest.speaking.larynx import Source
from earnest.speaking.larynx.melody import sung
from earnest.speaking.larynx.timbre import in_phase
from earnest.speaking.larynx.timing import paced, softened, weights
from earnest.speaking.leaning import leans
from earnest.testing.contracts.voice import spoken


def told(sentence: str) -> list[str]:
    return [sentence[lean.start : lean.end] for lean in leans(sentence, "en_US")]


@pytest.mark.parametrize(
    ("sentence", "leaned"),
    [
        ("I'm sorry that you had a hard day.", ["I'm sorry"]),
        ("I will remind Anna of it.", ["Anna"]),
        ("I will wake you at half past seven.", ["half past seven"]),
        ("It rings in ten minutes.", ["ten minutes"]),
        ("I moved it to Friday, with Peter Jones.", ["Friday", "Peter Jones"]),
        ("The kettle is on.", []),
        ("Anna", []),
        ("Then I went home.", []),
    ],
)
def test_names_times_and_regret_are_leaned_on(sentence: str, leaned: list[str]) -> None:
    assert told(sentence) == leaned


def test_regret_is_softer_and_a_time_is_slower() -> None:
    (sorry,) = leans("I am so sorry about that, truly.", "en")
    (time,) = leans("Your train leaves at half past seven from here.", "en")
    assert sorry.softer > 0
    assert time.slower > 0 == time.softer


def test_where_everything_matters_nothing_stands_out() -> None:
    everything = "On Monday, Tuesday, Wednesday, Thursday and Friday."
    assert sum(lean.end - lean.start for lean in leans(everything, "en")) <= 0.6 * len(everything)


def test_no_rules_for_a_language_are_no_leans() -> None:
    assert leans("Es tut mir leid.", "tlh") == ()


def test_only_tones_with_feeling_lean(tones: Tones) -> None:
    assert tones["neutral"].lean == 0.0
    assert all(tone.lean > 0 for tone in tones if tone.name not in {"neutral", "whisper"})


def source(frames: int = 80) -> Source:
    """A vowel of one second."""
    still = np.full((601, frames), -30.0, np.float32)
    pitch = np.full(frames, 200.0, np.float32)
    return Source(still + 30, still * 0, still, still, still * 0, pitch)


def test_a_word_is_given_time_and_the_sentence_keeps_its_length() -> None:
    vowel = source().but(hertz=np.linspace(150, 250, 80))
    made = paced(vowel, weights(vowel, Tone(), [(20, 40, 0.5)]), 80)
    inside = np.count_nonzero((made.hertz > vowel.hertz[20]) & (made.hertz < vowel.hertz[40]))
    assert len(made.hertz) == 80
    assert inside == pytest.approx(20 * 1.5 / (60 + 30) * 80, abs=2)


def test_the_end_is_slower_and_the_sentence_keeps_its_length() -> None:
    vowel = source().but(hertz=np.linspace(150, 250, 80))
    made = paced(vowel, weights(vowel, Tone(slowing=0.4)), 80)
    steps = np.diff(made.hertz)
    assert len(made.hertz) == 80
    assert steps[-8:].mean() < 0.8 * steps[:30].mean()


def test_some_frames_are_softer() -> None:
    made = softened(source(), 30, 50, 6.0)
    assert (source().level - made.level)[[10, 40, 70]] == pytest.approx([0.0, 6.0, 0.0], abs=0.01)


def test_a_cadence_falls_at_the_end_and_a_question_keeps_its_own() -> None:
    vowel = source().but(hertz=150 + 20 * np.sin(np.arange(80) / 6))
    plain, fallen = sung(vowel, Tone()), sung(vowel, Tone(cadence=-2.0))
    moved = 12 * np.log2(fallen.hertz / plain.hertz)
    assert moved[-1] - moved[20] == pytest.approx(-2.0, abs=0.8)
    assert sung(vowel, Tone(cadence=-2.0), statement=False).hertz == pytest.approx(plain.hertz)


@pytest.mark.parametrize("pitch", [-24.0, 24.0])
def test_nobody_leaves_what_a_person_can_sing(pitch: float) -> None:
    hertz = sung(source().but(hertz=150 + 60 * np.sin(np.arange(80) / 6)), Tone(pitch=pitch, range=3.0)).hertz
    assert 70 <= hertz.min() <= hertz.max() <= 480


def test_regret_is_heard_softer_in_the_voice_itself(config: Config, engines: Engines) -> None:
    voice = load_voice("hibari-heart", config, engines)
    sentence = "I am sorry that you had such a hard day at work."

    def share(lean: float) -> float:
        wave = spoken(voice, sentence, Tone(lean=lean, breath=0.001)).astype(float)
        heard = wave[np.abs(wave).argmax() // 50 :]
        first = len(heard) // 4
        return float(10 * np.log10(np.mean(heard[:first] ** 2) / np.mean(heard[first:] ** 2)))

    assert share(1.0) < share(0.0) - 0.8


def test_a_harmonic_that_moves_keeps_its_phase() -> None:
    before = np.full(3, 160.0, np.float32)
    numbers = np.rint(np.arange(601, dtype=np.float32)[:, None] * 20 / before)
    phase = np.asarray(2.5 * np.sin(1.3 * numbers), np.float32)  # one for each harmonic, and around it
    nothing = np.zeros_like(phase)
    hertz = np.array([0.0, 200.0, 240.0], np.float32)  # a consonant, harmonics 10 and 12 bins apart
    moved = in_phase(Source(nothing, phase, nothing, nothing, nothing, hertz), before).phase
    assert np.array_equal(moved[:, 0], phase[:, 0])
    for number in range(1, 40):
        assert moved[10 * number, 1] == pytest.approx(phase[8 * number, 1], abs=1e-4)
        assert moved[12 * number, 2] == pytest.approx(phase[8 * number, 2], abs=1e-4)
