"""What changes while the house runs: the voice by asking or in the config, plugins in their folder."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from earnest.config import load_config
from earnest.errors import MissingPart
from earnest.house.household import Household, open_household
from earnest.house.renewal import keep_up
from earnest.house.supervisor import Supervisor

PLUGIN = """
from earnest import Reply, Skills, Talk, hookimpl


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(sing, "sing about the moon")


async def sing(talk: Talk) -> Reply:
    return Reply("{}")
"""


def opened(folder: Path) -> Household:
    """A house on a config of its own; third-party plugins run inside, to be quick."""
    return open_household(load_config(folder / "earnest.yaml", folder / "data"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A config file beside a data folder."""
    (tmp_path / "earnest.yaml").write_text("voice: espeak-en-us\nplugins: {outside: none}\n")
    return tmp_path


@pytest.fixture
def house(folder: Path) -> Iterator[Household]:
    """The house, open."""
    house = opened(folder)
    yield house
    house.close()


def test_another_voice_is_asked_for_by_part_of_its_name_and_stays(folder, house):
    assert house.speaking.voice.name == "espeak-en-us"
    house.voices.swap("en gb")
    assert house.speaking.voice.name == "espeak-en-gb"
    again = opened(folder)
    assert again.speaking.voice.name == "espeak-en-gb"
    again.close()


def test_a_config_changed_since_goes_before_what_was_asked_aloud(folder, house):
    house.voices.swap("espeak-en-gb")
    (folder / "earnest.yaml").write_text("voice: espeak\nplugins: {outside: none}\n")
    again = opened(folder)
    assert again.speaking.voice.name != "espeak-en-gb"
    again.close()


def test_the_other_voice_is_another_one(house):
    before = house.speaking.voice.name
    house.voices.swap("other")
    assert house.speaking.voice.name in set(house.voices.ready()) - {before}


def test_a_voice_that_is_not_here_leaves_the_old_one_speaking(house):
    with pytest.raises(MissingPart, match="nobody"):
        house.voices.swap("nobody")
    assert house.speaking.voice.name == "espeak-en-us"


def kept_up(house: Household, change, until) -> list[tuple[str, str]]:
    """What is told while ``change`` happens to a running house, until ``until`` holds or half a minute is over."""
    told: list[tuple[str, str]] = []

    async def live() -> None:
        supervisor = Supervisor(lambda event: told.append((event["where"], event["what"])))
        keeping = asyncio.create_task(keep_up(house, supervisor))
        await asyncio.sleep(0.5)
        change()
        for _ in range(300):
            if until(told):
                break
            await asyncio.sleep(0.1)
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)

    asyncio.run(live())
    assert until(told)
    return told


def test_an_edited_config_changes_the_voice(folder, house):
    edited = "voice: espeak-en-gb\nplugins: {outside: none}\n"
    kept_up(
        house,
        lambda: (folder / "earnest.yaml").write_text(edited),
        lambda _told: house.speaking.voice.name == "espeak-en-gb",
    )
    assert house.speaking.voice.name == "espeak-en-gb"


def test_a_config_that_a_link_leads_to_is_followed(folder, house):
    elsewhere = folder / "dotfiles"
    elsewhere.mkdir()
    (folder / "earnest.yaml").rename(elsewhere / "home.yaml")
    (folder / "earnest.yaml").symlink_to(elsewhere / "home.yaml")
    edited = "voice: espeak-en-gb\nplugins: {outside: none}\n"
    kept_up(
        house,
        lambda: (elsewhere / "home.yaml").write_text(edited),
        lambda _told: house.speaking.voice.name == "espeak-en-gb",
    )
    assert house.speaking.voice.name == "espeak-en-gb"


def test_a_broken_config_is_told_and_changes_nothing(folder, house):
    told = kept_up(house, lambda: (folder / "earnest.yaml").write_text("voice: [\n"), bool)
    assert told[0][0] == "config"
    assert "earnest.yaml" in told[0][1]
    assert house.speaking.voice.name == "espeak-en-us"


def test_a_plugin_dropped_into_the_folder_answers_without_a_restart(house):
    house.engine("recognizer")
    route = house.conversation.router.route("sing about the moon", house.conversation.clock())
    assert route.intent is None or route.intent.plugin != "lullaby"
    drop = house.config.data / "plugins" / "lullaby.py"

    def answers(_told: object) -> bool:
        intent = house.conversation.router.route("sing about the moon", house.conversation.clock()).intent
        return intent is not None and intent.plugin == "lullaby"

    kept_up(house, lambda: drop.write_text(PLUGIN.format("la la")), answers)
