"""Settings: what is taken, where from, and what is said about the wrong ones."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest
import yaml

from earnest.config import Config, WakeSettings, load_config
from earnest.errors import ConfigError


def _write(folder: Path, text: str) -> Path:
    file = folder / "earnest.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def _complaint(folder: Path, text: str) -> str:
    with pytest.raises(ConfigError) as fault:
        load_config(_write(folder, text))
    return str(fault.value)


@pytest.mark.parametrize("name", ["earnest.yaml", "raspberry-pi.yaml", "demo.yaml"])
def test_the_samples_are_valid(root: Path, name: str) -> None:
    assert load_config(root / "config" / name).file == root / "config" / name


def _keys(content: object, above: str = "") -> set[str]:
    if not isinstance(content, dict):
        return {above}
    return {above} | {key for name, value in content.items() for key in _keys(value, f"{above}.{name}")}


def test_the_sample_names_every_setting_with_its_default(root: Path) -> None:
    sample = load_config(root / "config" / "earnest.yaml")
    defaults = Config()
    assert sample.model_dump(exclude={"data"}) == defaults.model_dump(exclude={"data"})
    written = yaml.safe_load((root / "config" / "earnest.yaml").read_text(encoding="utf-8"))
    assert _keys(written) == _keys(defaults.model_dump(mode="json"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("listening:\n  silence: fast", ':2 listening.silence: expected a number from 0.2 to 3.0, found "fast"'),
        ("\nlistening:\n\n  patience: 99", ":4 listening.patience: expected a number from 1.0 to 30.0, found 99"),
        ("listening: {longest: true}", ":1 listening.longest: expected a number from 3.0 to 60.0, found true"),
        ("listening: 3", ":1 listening: expected a section of settings, found 3"),
        ("voise: amy", ':1 voise: no such setting; did you mean "voice"?'),
        ("emotion:\n  consnet: ask", ':2 emotion.consnet: no such setting; did you mean "consent"?'),
        ("wake: {zzzz: 1}", ":1 wake.zzzz: no such setting; choose from words, sensitivity"),
        (
            "wake: {words: okay_nabu}",
            ':1 wake.words: expected a list of text with at least one in it, found "okay_nabu"',
        ),
        ("wake: {words: []}", ":1 wake.words: expected a list of text with at least one in it, found []"),
        ("country: uk", ':1 country: expected a country\'s two letters (did you mean "GB"?), found "uk"'),
        ("country: Germny", ':1 country: expected a country\'s two letters (did you mean "DE"?), found "Germny"'),
        ("country: EU", ':1 country: expected a country\'s two letters, such as DE or US, found "EU"'),
        (
            "helplines:\n  uk: {crisis: a, abuse: b, emergency: c}",
            ':2 helplines.uk: expected a country\'s two letters (did you mean "GB"?), found "uk"',
        ),
        (
            "emotion: {labels: {x: gald}}",
            ':1 emotion.labels.x: expected one of neutral, happy, sad, angry, found "gald"',
        ),
        ("contact: {name: '', number: 1}", ':1 contact.name: expected text that is not empty, found ""'),
        ("wake:\n  words:\n    - okay_nabu\n    - 7", ":4 wake.words[1]: expected text, found 7"),
        ("wake: {sensitivity: {alexa: 2}}", ":1 wake.sensitivity.alexa: expected a number from 0.0 to 1.0, found 2"),
        ("emotion: {consent: maybe}", ':1 emotion.consent: expected one of ask, yes, no, found "maybe"'),
        ("contact: {name: Ann}", ":1 contact.number: this is needed and not there"),
        ("voice:", ":1 voice: expected text, found nothing"),
        (
            "plugins:\n  folder: ~nobody-of-that-name/plugins",
            ":2 plugins.folder: expected a path without the home of somebody whom nobody knows here, "
            'found "~nobody-of-that-name/plugins"',
        ),
        ("voice: auto\nlanguage: tlh", ':2 language: expected a language that this house speaks: en, found "tlh"'),
    ],
)
def test_a_wrong_setting_is_named_with_line_key_and_what_was_expected(tmp_path: Path, text: str, said: str) -> None:
    assert _complaint(tmp_path, text).endswith(said)


def test_every_wrong_setting_is_named_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    lines = _complaint(tmp_path, "voise: x\nlistening: {silence: 9}\ntone_strength: -1").splitlines()
    assert [int(re.findall(r"yaml:(\d+)", line)[0]) for line in lines] == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("wake: [", ":1 this is not readable YAML"),
        ("a: b: c", ":1 this is not readable YAML"),
        ("language: en\nlanguage: de", ":2 this is not readable YAML: language is set twice, first in line 1"),
        ("wake:\n  words: []\n  words: []", ":3 this is not readable YAML: wake.words is set twice"),
        ("language: &a en\nvoice: *a", ":2 this is not readable YAML: aliases (*name) are not taken"),
        ("- one", ":1 expected settings as 'key: value'"),
        ("just words", ":1 expected settings as 'key: value'"),
        ("!!python/object/apply:os.system [ls]", "this is not readable YAML"),
        ("[" * 5000, "nested too deeply"),
        ("voice: \x07", "not readable YAML"),
        ('wake: {}\nringing: {sound: "a\\0b"}', ":2 this is not readable YAML: ringing.sound holds characters"),
        ('voice: "\\ud800"', ":1 this is not readable YAML: voice holds characters"),
        ("voice: !!binary aGVsbG8=", ":1 this is not readable YAML: could not determine a constructor"),
        ("wake: {words: !!set {a: }}", ":1 this is not readable YAML: could not determine a constructor"),
        ("settings: {tea: {at: !!timestamp 2026-01-01}}", ":1 this is not readable YAML: could not determine"),
        ("tone_strength: !!int much", ":1 this is not readable YAML: a tag (!!…) does not fit"),
        ("diary: !!bool maybe", ":1 this is not readable YAML: a tag (!!…) does not fit"),
    ],
)
def test_broken_yaml_is_said_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    complaint = _complaint(tmp_path, text)
    assert said in complaint
    assert "\n" not in complaint


def test_a_file_that_is_no_text_is_said(tmp_path: Path) -> None:
    file = tmp_path / "earnest.yaml"
    file.write_bytes(b"\xff\xfe\x00voice")
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(file)
    with pytest.raises(ConfigError, match="no such file"):
        load_config(tmp_path / "absent.yaml")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path)
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(ConfigError, match="it is a pipe"):
        load_config(tmp_path / "pipe.yaml")


def test_plain_words_are_meant_as_written(tmp_path: Path) -> None:
    config = load_config(
        _write(
            tmp_path,
            "country: NO\ndiary: yes\ncontact: {name: on, number: 0800}\n"
            "settings: {tea: {time: 07:30, day: 2026-01-01, strong: true, cups: 2, milk: 0.5, none: null}}",
        )
    )
    assert (config.country, config.diary) == ("NO", "yes")
    assert config.contact is not None
    assert (config.contact.name, config.contact.number) == ("on", "0800")
    expected = {"time": "07:30", "day": "2026-01-01", "strong": True, "cups": 2, "milk": 0.5, "none": None}
    assert config.settings["tea"] == expected


def test_a_setting_is_placed_where_the_file_says_it(tmp_path: Path) -> None:
    text = "emotion: prosody\nwake:\n  words:\n    - alexa\nplugins: {folder: mine}\nsettings: {tea: {cups: 2}}"
    file = _write(tmp_path, text)
    config = load_config(file)
    assert config.place("wake", "words", 0) == f"{file}:4 wake.words[0]"
    assert config.place("settings", "tea", "cups") == f"{file}:6 settings.tea.cups"
    assert config.place("plugins", "folder") == f"{file}:5 plugins.folder"
    assert config.place("emotion", "engine") == f"{file}:1 emotion.engine"
    assert config.place("voice") == "voice"
    said = config.model_copy(update={"wake": WakeSettings(words=["hey_jarvis"])})
    assert said.place("wake", "words", 0) == "wake.words[0]"
    assert Config().place("voice") == "voice"


def test_every_country_with_helplines_is_one(root: Path) -> None:
    for country in yaml.safe_load((root / "config" / "helplines.yaml").read_text(encoding="utf-8")):
        assert Config(country=country).country == country


def test_an_empty_file_is_all_defaults(tmp_path: Path) -> None:
    config = load_config(_write(tmp_path, "# nothing yet\n"))
    assert config.model_dump(exclude={"data"}) == Config().model_dump(exclude={"data"})


@pytest.mark.parametrize("written", ["en", "en_GB", "en-us", "EN"])
def test_a_language_may_be_written_with_its_country(tmp_path: Path, written: str) -> None:
    assert load_config(_write(tmp_path, f"language: {written}")).language_code == "en"


def test_emotion_alone_names_its_engine(tmp_path: Path) -> None:
    assert load_config(_write(tmp_path, "emotion: speechbrain")).emotion.engine == "speechbrain"


def test_the_command_line_comes_before_the_environment_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _write(tmp_path, "data: kept\nplugins: {folder: mine}")
    monkeypatch.delenv("EARNEST_DATA")
    assert load_config(file).data == tmp_path / "kept"
    assert load_config(file).plugins.folder == tmp_path / "mine"
    monkeypatch.setenv("EARNEST_DATA", str(tmp_path / "environment"))
    assert load_config(file).data == tmp_path / "environment"
    assert load_config(file, tmp_path / "asked").data == tmp_path / "asked"
    monkeypatch.setenv("EARNEST_CONFIG", str(file))
    assert load_config().file == file


def test_ones_own_file_comes_before_the_shipped_one(root: Path) -> None:
    assert load_config().file == root / "config" / "earnest.yaml"
    own = Path(os.environ["XDG_CONFIG_HOME"]) / "earnest" / "earnest.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("language: en_GB")
    assert load_config().language == "en_GB"


def test_the_households_folder_is_its_owners_alone(tmp_path: Path) -> None:
    data = load_config(data=tmp_path / "deep" / "house").data
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="--data"):
        load_config(data=tmp_path / "file" / "house")
