"""Voice cards: validated with file, line and key; figures are Piper's own."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from earnest.config import Config
from earnest.engines.registry import Engines
from earnest.errors import CardError, EarnestError, MissingPart
from earnest.shipped import shipped
from earnest.speaking import card_of, load_voice
from earnest.speaking.cards import best_card, every_card, faults

GOOD = "engine: piper\nlanguage: en_US\nfiles: [{name: a.onnx}, {name: a.onnx.json}]\n"


def write(config: Config, page: str, name: str = "mine") -> Path:
    path = config.data / "voices" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page)
    return path


def test_every_shipped_card_can_be_read(config: Config) -> None:
    assert not faults(config)
    assert {path.stem for path in shipped("voices").glob("*.yaml")} - {"tones"} == set(every_card(config))


def test_there_are_voices_for_four_languages_and_for_moods(config: Config) -> None:
    piper = [card for card in every_card(config).values() if card.engine == "piper"]
    assert len({card.language[:2] for card in piper}) >= 4
    assert card_of("en_GB-semaine-medium", config).speaker_of("bright") == 3
    assert card_of("de_DE-thorsten_emotional-medium", config).speaker_of("whisper") == 7


def test_every_override_is_of_a_tone_there_is(config: Config, tones: object) -> None:
    for card in every_card(config).values():
        assert all(name in tones for name in card.tones), card.name  # type: ignore[operator]


def test_figures_are_those_of_pipers_own_list(config: Config, shared_data: Path) -> None:
    listed = json.loads((shared_data / "models" / "piper" / "voices.json").read_text())
    official = [card for card in every_card(config).values() if card.engine == "piper"]
    assert official
    for card in official:
        theirs = {path.rpartition("/")[2]: figures for path, figures in listed[card.name]["files"].items()}
        assert {f.name: {"size_bytes": f.size, "md5_digest": f.md5} for f in card.files} == theirs
        assert card.speakers in ({}, listed[card.name]["speaker_id_map"])
        assert (card.source or "").endswith(next(iter(listed[card.name]["files"])).rpartition("/")[0] + "/")


def test_hibaris_voices_are_those_of_its_own_registry(config: Config) -> None:
    from hibari.voices import BASE_URL, VOICES

    mine = {card.variant: card for card in every_card(config).values() if card.engine == "hibari"}
    assert set(mine) == set(VOICES)
    for name, told in VOICES.items():
        assert mine[name].language.replace("_", "-") == told["language"]
        files = [] if told.get("bundled") else [(told["file"], told["bytes"], told["sha256"])]
        assert [(file.name, file.size, file.sha256) for file in mine[name].files] == files
        assert mine[name].source == (BASE_URL if files else None)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("xx_US", 'there is no such language; expected one such as en or en_GB, found "xx_US"'),
        ("eng_US", 'there is no such language (did you mean "en_US"?), found "eng_US"'),
        ("en_UK", 'there is no country UK (did you mean "en_GB"?), found "en_UK"'),
    ],
)
def test_a_language_there_is_not_is_named(config: Config, language: str, said: str) -> None:
    page = write(config, f"engine: espeak\nlanguage: {language}")
    with pytest.raises(CardError) as told:
        card_of("mine", config)
    assert str(told.value) == f"{page}:2 language: {said}"


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (GOOD + "licens: MIT\n", r'mine\.yaml:4 licens: no such setting; did you mean "licence"\?'),
        ("engine: piper\n", r"mine\.yaml:1 language: this is needed and not there"),
        (GOOD.replace("a.onnx}", "../../etc/passwd}"), r"mine\.yaml:3 files\[0\]\.name: a plain file name"),
        (GOOD.replace("a.onnx}", "/etc/passwd}"), r"a plain file name"),
        (GOOD.replace("a.onnx}", "..}"), r"a plain file name"),
        (GOOD.replace("a.onnx}", "'b\\\\c'}"), r"a plain file name"),
        (GOOD.replace("a.onnx}", "a.onnx, md5: xyz}"), r"files\[0\]\.md5: expected"),
        (GOOD.replace("a.onnx}", "a.onnx, size: -1}"), r"files\[0\]\.size: expected"),
        (GOOD + "source: ftp://x/\n", r"mine\.yaml:4 source: an address that begins with https"),
        (GOOD + "speaker: anna\n", r"no speaker is called 'anna'; the card's speakers: none"),
        (GOOD + "tones: {warm: {rate: 5.0}}\n", r"tones\.warm\.rate: expected a number from 0\.5 to 2\.0, found 5\.0"),
        ("- a\n- b\n", r"mine\.yaml:1 expected settings"),
    ],
)
def test_a_wrong_card_is_told_with_line_and_key(config: Config, engines: Engines, page: str, told: str) -> None:
    write(config, page)
    with pytest.raises(CardError, match=told):
        load_voice("mine", config, engines)
    assert "mine" in faults(config)
    assert load_voice("auto", config, engines).name == "hibari-heart"


def test_an_unknown_voice_is_told_with_its_neighbour(config: Config, engines: Engines) -> None:
    with pytest.raises(MissingPart, match=r"no voice is called 'espeak-en-uk'; did you mean 'espeak-en-u?g?[sb]'\?"):
        load_voice("espeak-en-uk", config, engines)


@pytest.mark.parametrize("name", ["../mine", "/etc/passwd", "tones", "", ".", "mine/../mine"])
def test_a_name_does_not_leave_the_folder(config: Config, engines: Engines, name: str) -> None:
    write(config, GOOD)
    with pytest.raises(EarnestError, match="no voice is called"):
        load_voice(name, config, engines)


def test_a_voice_that_is_not_here_yet_is_told_with_the_command(config: Config, engines: Engines) -> None:
    with pytest.raises(MissingPart, match="earnest voices add en_US-lessac-medium"):
        load_voice("en_US-lessac-medium", config, engines)


def test_an_engine_that_is_not_here_is_told(config: Config, engines: Engines) -> None:
    write(config, "engine: festival\nlanguage: en_US\n")
    with pytest.raises(MissingPart, match="'festival'"):
        load_voice("mine", config, engines)


@pytest.mark.parametrize(
    ("language", "voice"),
    [("en", "hibari-heart"), ("en_GB", "hibari-heart"), ("de", "espeak-de-de"), ("de_AT", "espeak-de-de")],
)
def test_auto_speaks_the_households_language(config: Config, engines: Engines, language: str, voice: str) -> None:
    home = config.model_copy(update={"language": language})
    assert load_voice("auto", home, engines).name == voice


@pytest.mark.parametrize(
    ("gone", "voice"), [(["hibari"], "espeak-en-us"), (["piper", "espeakng_loader"], "hibari-heart")]
)
def test_auto_does_without_what_is_not_installed(
    config: Config, engines: Engines, monkeypatch: pytest.MonkeyPatch, gone: list[str], voice: str
) -> None:
    for name in gone:
        monkeypatch.setitem(sys.modules, name, None)
    assert load_voice("auto", config, engines).name == voice


@pytest.mark.usefixtures("tiny")
def test_auto_does_not_take_a_neural_voice_of_another_language(config: Config, engines: Engines) -> None:
    assert load_voice("auto", config, engines).name == "tiny"
    german = config.model_copy(update={"language": "de"})
    assert best_card(german, "piper") is None
    assert load_voice("auto", german, engines).name == "espeak-de-de"


def test_a_card_that_leads_nowhere_is_told_and_costs_no_other(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "away.yaml").symlink_to(tmp_path / "unplugged" / "away.yaml")
    assert "espeak-en-gb" in every_card(config)
    assert list(faults(config)) == ["away"]
    with pytest.raises(CardError, match=r"away.yaml: cannot be read \(No such file or directory\)"):
        card_of("away", config)
