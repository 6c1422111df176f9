"""How a person's name is said: told by command, kept with the person, heard in every voice that takes phonemes."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from cli.conftest import Earnest
from earnest.config import Config, load_config
from earnest.house.household import Household
from earnest.memory import Memory
from earnest.memory.names import pronounce, pronunciations
from earnest.sound import read
from earnest.speaking.loading import saying


def kept(data: Path) -> dict[str, str]:
    with closing(Memory(data)) as memory:
        return pronunciations(memory)


def test_a_name_is_said_as_it_was_told_until_the_person_is_forgotten(earnest: Earnest, tmp_path: Path) -> None:
    def say(text: str) -> int:
        """How many samples it lasts; no two utterances of espeak-ng's are alike to the sample."""
        file = tmp_path / "said.wav"
        assert earnest("--data", tmp_path, "say", text, "--voice", "espeak-en-us", "-o", file).code == 0
        return len(read(file).samples)

    plain = say("Quoyle is here.")
    assert earnest("--data", tmp_path, "people", "pronounce", "Quoyle", "keen-keen-KEEN").out.startswith("Quoyle")
    assert kept(tmp_path) == {"Quoyle": "keen-keen-KEEN"}
    assert say("Quoyle is here.") > 1.15 * plain
    assert earnest("--data", tmp_path, "people", "forget", "Quoyle").code == 0
    assert say("Quoyle is here.") == pytest.approx(plain, rel=0.02)


def test_without_a_respelling_it_is_said_as_written(earnest: Earnest, tmp_path: Path) -> None:
    earnest("--data", tmp_path, "people", "pronounce", "Anna", "AH-na")
    assert earnest("--data", tmp_path, "people", "pronounce", "Anna").code == 0
    assert kept(tmp_path) == {}
    again = earnest("--data", tmp_path, "people", "pronounce", "Anna")
    assert (again.code, "as it is written" in again.err) == (2, True)


@pytest.mark.parametrize("wrong", ["shi-V4WN", "brr", ""])
def test_a_wrong_one_is_told_and_not_kept(earnest: Earnest, tmp_path: Path, wrong: str) -> None:
    ran = earnest("--data", tmp_path, "people", "pronounce", "Siobhan", wrong)
    assert (ran.code, ran.out) == (2, "")
    assert "write it like shi-VAWN" in ran.err
    assert kept(tmp_path) == {}


def test_what_the_config_says_of_a_word_goes_before() -> None:
    config = Config(pronunciations={"siobhan": "shi-VAWN"})
    told = saying(config, {"Siobhan": "SY-ob-han", "Anna": "AH-na"})
    assert told.pronunciations == {"siobhan": "shi-VAWN", "Anna": "AH-na"}


def test_the_house_speaks_with_what_is_kept(tmp_path: Path) -> None:
    (tmp_path / "earnest.yaml").write_text("voice: espeak-en-us\nplugins: {outside: none}\n")
    with closing(Memory(tmp_path / "data")) as memory:
        pronounce(memory, "Quoyle", "KEEN")
    house = Household(load_config(tmp_path / "earnest.yaml", tmp_path / "data"))
    try:
        own = house.speaking.voice._own
        assert own.put("Quoyle", lambda _word, how: how.written("espeak")) == "k'i:n"
    finally:
        house.close()
