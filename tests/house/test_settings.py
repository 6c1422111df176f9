"""Settings that would do nothing: what must be a mistake is refused with its place, the rest is told."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from earnest.config import load_config
from earnest.errors import ConfigError
from earnest.house.household import open_household

ABROAD = "{FR: {crisis: a, abuse: b, emergency: c}}"


def _notices(folder: Path, text: str) -> list[str]:
    """What is told of a config, without the file's name."""
    file = folder / "earnest.yaml"
    file.write_text(text)
    with closing(open_household(load_config(file, folder / "data"))) as house:
        return [notice.removeprefix(f"{file}:") for notice in house.notices]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "microphone: {engine: pyaudoi}",
            "1 microphone.engine: no microphone engine is called 'pyaudoi'; did you",
        ),
        ("speaker:\n  engine: loud", "2 speaker.engine: no speaker engine is called 'loud'; choose from auto, "),
        (
            "recognizer: whisper",
            "1 recognizer: no recognizer engine is called 'whisper'; did you mean \"faster-",
        ),
        ("emotion: netwrok", "1 emotion.engine: no emotion engine is called 'netwrok'; did you mean \"network\"?"),
        (
            "voice: en_US-amy-mediun",
            "1 voice: no voice is called 'en_US-amy-mediun'; did you mean \"en_US-",
        ),
        ("voice: zzz", "1 voice: no voice is called 'zzz'; `earnest voices list` shows them all"),
        (
            "wake:\n  words: [alexa, ok_nabu]",
            "2 wake.words[1]: nothing listens for 'ok_nabu'; did you mean \"okay_",
        ),
        (
            "wake: {sensitivity: {alexia: 1}}",
            "1 wake.sensitivity.alexia: nothing listens for 'alexia'; did you",
        ),
    ],
)
def test_a_name_there_is_not_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as fault:
        _notices(tmp_path, text)
    assert str(fault.value).startswith(f"{tmp_path / 'earnest.yaml'}:{said}")


def test_everything_that_must_be_mended_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as fault:
        _notices(tmp_path, "recognizer: whisper\nvoice: zzz\nwake: {words: [nabu]}")
    assert sorted(line.rpartition("yaml:")[2][0] for line in str(fault.value).splitlines()) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "wake: {sensitivity: {alexa: 0.6}}",
            "1 wake.sensitivity.alexa: has no effect: wake.words does not have ",
        ),
        (
            "emotion: {model: x}",
            "1 emotion.model: has no effect with this reader; to use it, set emotion.engine: ",
        ),
        ("emotion: {engine: prosody, labels: {a: sad}}", "1 emotion.labels: has no effect with this reader; to use it"),
        ("emotion: {consent: no}\ndiary: yes", "2 diary: has no effect: emotion.consent is no, so no mood is known"),
        ("country: BR", "1 country: no helplines are known for it, so the local emergency number is named; write"),
        (f"helplines: {ABROAD}", "1 helplines.FR: has no effect: set country: FR"),
        (f"country: de\nhelplines: {ABROAD}", "2 helplines.FR: has no effect: country is de"),
        ("speaker: {engine: silent, device: USB}", "1 speaker.device: has no effect: speaker.engine is silent"),
        ("plugins: {folder: nowhere}", "1 plugins.folder: there is no folder "),
        ("voice: espeak-de-de", "1 voice: espeak-de-de speaks de_DE, and language is en: it will sound foreign"),
        ("settings: {almanac: {town: Bonn}}", "1 settings.almanac: there is no plugin of that name, so nobody reads"),
    ],
)
def test_what_has_no_effect_is_told_and_the_house_opens(tmp_path: Path, text: str, said: str) -> None:
    (notice,) = _notices(tmp_path, text)
    assert notice.startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "voice: espeak-en-gb",
        "voice: espeak",
        "wake: {words: [alexa, okay_nabu], sensitivity: {alexa: 0.6}}",
        f"country: fr\nhelplines: {ABROAD}",
        "emotion: {consent: yes}\ndiary: yes",
        "speaker: {device: USB}",
    ],
)
def test_what_has_an_effect_is_not_told_of(tmp_path: Path, text: str) -> None:
    assert _notices(tmp_path, text) == []


def test_a_wake_word_of_ones_own_is_known(tmp_path: Path) -> None:
    (tmp_path / "data" / "wakewords").mkdir(parents=True)
    (tmp_path / "data" / "wakewords" / "computer.json").write_text("{}")
    assert _notices(tmp_path, "wake: {words: [computer]}") == []


def test_a_house_that_does_not_open_lets_go_of_its_memory(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        _notices(tmp_path, "voice: zzz")
    assert not list((tmp_path / "data").glob("*-wal"))
