"""Tones by name: read from a page, added to by plugins, and matched to moods."""

from __future__ import annotations

from pathlib import Path

import pytest

from earnest.errors import CardError
from earnest.nouns import UNSURE_EMOTION, Tone, plain_emotion
from earnest.speaking import Tones, load_tones


def test_the_shipped_tones_are_all_there(tones: Tones) -> None:
    assert {tone.name for tone in tones} >= {"neutral", "warm", "gentle", "calm", "bright", "serious", "whisper"}
    assert next(iter(tones)).name == "neutral"


def test_neutral_is_the_voices_own(tones: Tones) -> None:
    plain = tones["neutral"]
    assert (plain.rate, plain.pitch, plain.range, plain.energy, plain.brightness) == (1.0, 0.0, 1.0, 0.0, 0.0)


def test_no_tone_but_whisper_is_louder_or_softer_than_a_loudness_unit(tones: Tones) -> None:
    assert all(abs(tone.energy) <= 1.0 for tone in tones if not tone.whisper)
    assert tones["whisper"].energy < -4.0


@pytest.mark.parametrize(
    ("mood", "tone"), [("angry", "calm"), ("sad", "gentle"), ("happy", "bright"), ("neutral", "neutral")]
)
def test_a_mood_is_complemented(tones: Tones, mood: str, tone: str) -> None:
    assert tones.answer(plain_emotion(mood)).name == tone


def test_a_doubtful_mood_gets_the_plain_voice(tones: Tones) -> None:
    assert tones.answer(UNSURE_EMOTION).name == "neutral"
    assert tones.answer(plain_emotion("angry", confidence=0.4)).name == "neutral"


def test_anger_is_met_slower_and_lower_and_joy_faster_and_higher(tones: Tones) -> None:
    assert tones["calm"].rate < 1 < tones["bright"].rate
    assert tones["calm"].pitch < 0 < tones["bright"].pitch


def test_a_plugin_adds_a_tone_and_the_moods_it_answers() -> None:
    tones = load_tones()
    tones.add(Tone("spooky", rate=0.8), answers=["angry"])
    assert tones.answer(plain_emotion("angry")) == Tone("spooky", rate=0.8)
    assert "spooky" not in load_tones()


def test_an_unknown_tone_is_named_with_those_there_are(tones: Tones) -> None:
    with pytest.raises(CardError, match="no tone is called 'jolly'; choose from neutral, warm"):
        tones["jolly"]


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("tones: {warm: {rat: 0.9}}", r"tones\.yaml:1 tones\.warm\.rat: no such setting; did you mean \"rate\"\?"),
        ("tones:\n  warm:\n    rate: fast", r'tones\.yaml:3 tones\.warm\.rate: expected a number .*, found "fast"'),
        ("tones: {warm: {rate: 9.0}}", r"tones\.warm\.rate: expected a number from 0\.5 to 2\.0, found 9\.0"),
        ("tones: {warm: {}}\nanswers: {sad: soft}", r"answers\.sad: no tone is called 'soft'"),
        ("tones: [", "this is not readable YAML"),
    ],
)
def test_a_wrong_page_is_told_with_line_and_key(tmp_path: Path, page: str, told: str) -> None:
    path = tmp_path / "tones.yaml"
    path.write_text(page)
    with pytest.raises(CardError, match=told):
        load_tones(path)
