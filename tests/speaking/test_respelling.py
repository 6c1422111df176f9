"""Words said right: a household writes how a name sounds, and every voice that takes phonemes says it so."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from earnest.config import Config, load_config
from earnest.engines.base import Voice
from earnest.engines.registry import Engines
from earnest.errors import ConfigError
from earnest.nouns import Tone
from earnest.speaking import load_voice
from earnest.speaking.respelling import PLAIN, lexicon, pronunciation
from earnest.testing.contracts.voice import spoken


@pytest.mark.parametrize(
    ("respelling", "ipa", "kokoro"),
    [
        ("shi-VAWN", "ʃɪvˈɔːn", "ʃɪvˈɔn"),
        ("NEEV", "nˈiːv", "nˈiv"),
        ("neev", "nˈiːv", "nˈiv"),
        ("KEER-ə".replace("ə", "uh"), "kˈɪɹə", "kˈɪɹə"),
        ("a-YAH", "æjˈɑː", "æjˈɑ"),
        ("myoh-SOH-tis", "mjoʊsˈoʊtɪs", "mjOsˈOtɪs"),
        ("JOHR-jee", "dʒˈoʊɹdʒiː", "ʤˈOɹʤi"),
    ],
)
def test_a_respelling_is_read_as_people_read_it(respelling: str, ipa: str, kokoro: str) -> None:
    assert pronunciation(respelling).written("ipa") == ipa
    assert pronunciation(respelling).written("kokoro") == kokoro


@pytest.mark.parametrize("respelling", ["", "-", "shi-V4WN", "brr", "ʃɪ-VAWN"])
def test_what_stands_for_no_sound_is_told(respelling: str) -> None:
    with pytest.raises(ConfigError, match="write it like shi-VAWN"):
        pronunciation(respelling)


def test_a_wrong_one_in_the_config_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "earnest.yaml"
    file.write_text("language: en\npronunciations:\n  Siobhan: shi-V4WN\n")
    with pytest.raises(ConfigError, match=r"earnest\.yaml:3 pronunciations\.Siobhan: .*'4' stands for no sound"):
        load_config(file, tmp_path / "data")


def test_whole_words_alone_are_put_and_what_belongs_to_somebody_too() -> None:
    own = lexicon({"Siobhan": "shi-VAWN"})

    def put(sentence: str) -> str:
        return own.put(sentence, lambda word, how: f"<{word}={how.written('ipa')}>")

    assert put("Siobhan, siobhan!") == "<Siobhan=ʃɪvˈɔːn>, <siobhan=ʃɪvˈɔːn>!"
    assert put("Siobhan's tea, Siobhans") == "<Siobhan's=ʃɪvˈɔːnz> tea, Siobhans"
    assert PLAIN.put("Siobhan", lambda *_: "never") == "Siobhan"


@pytest.mark.parametrize("engine", ["hibari", "espeak", "piper"])
def test_every_engine_says_the_word_as_the_household_does(
    real: Callable[[str], Voice], engine: str, request: pytest.FixtureRequest
) -> None:
    """The word sounds like a word that is spelled as it is said, and no longer like itself."""
    voice = real(engine)
    request.addfinalizer(lambda: voice.learn(PLAIN))  # type: ignore[attr-defined]
    plain = spoken(voice, "Quoyle is here.")
    voice.learn(lexicon({"Quoyle": "KEEN"}))  # type: ignore[attr-defined]
    said, alike = spoken(voice, "Quoyle is here."), spoken(voice, "Keen is here.")
    assert _apart(said, alike) < 0.5 * _apart(said, plain)


def _apart(one: np.ndarray, other: np.ndarray) -> float:
    """How far two sounds differ in spectrum, over their first third of a second."""

    def heard(samples: np.ndarray) -> np.ndarray:
        start = int(np.flatnonzero(np.abs(samples.astype(int)) > 800)[0])
        frames = samples[start : start + 7_680].astype(float).reshape(-1, 480) * np.hanning(480)
        power = np.abs(np.fft.rfft(frames, axis=1))[:, 2:120].reshape(len(frames), -1, 2).sum(axis=2)
        return np.log(power + 1e3)

    return float(np.abs(heard(one) - heard(other)).mean())


def test_a_voice_learns_them_from_the_config(config: Config, engines: Engines) -> None:
    told = config.model_copy(update={"pronunciations": {"Siobhan": "shi-VAWN"}})
    voice = load_voice("hibari-heart", told, engines)
    assert voice._phonemes(  # type: ignore[attr-defined]
        voice._own.put("Siobhan", lambda word, how: f"[{word}](/{how.written('kokoro')}/)")  # type: ignore[attr-defined]
    ) == ["ʃɪvˈɔn"]
    assert len(spoken(voice, "Good evening, Siobhan.", Tone(lean=1.0, rate=0.9)))


def test_every_spelling_has_sounds_in_every_alphabet() -> None:
    from hibari import Hibari

    from earnest.speaking.respelling import _SPELT

    known = set(Hibari().vocab)
    for table in _SPELT:
        for spelling, sound in table.items():
            assert re.fullmatch("[a-z]{1,4}", spelling)
            assert set(sound.kokoro) <= known, spelling
