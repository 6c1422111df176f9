"""The diary is kept only by those who said so, and consent is taken back at once."""

from __future__ import annotations

import asyncio

from earnest.config import Config
from earnest.house.household import open_household
from earnest.nouns import Transcript, Turn, plain_emotion


def test_words_turn_the_diary_on_and_off_and_only_then_are_moods_kept(tmp_path):
    house = open_household(Config(data=tmp_path))
    try:
        assert not house.may_keep_diary()
        _say(house, "keep a diary of how i feel")
        assert house.may_keep_diary()
        _say(house, "stop keeping a diary")
        assert not house.may_keep_diary()
    finally:
        house.close()


def test_guessing_stops_at_once_and_for_good_until_it_is_allowed_again(tmp_path):
    config = Config(data=tmp_path, emotion={"consent": "yes"})
    house = open_household(config)
    assert house.may_read()
    _say(house, "stop guessing how i feel")
    assert not house.may_read()
    house.close()
    house = open_household(config)
    try:
        assert not house.may_read()
        _say(house, "you can guess again")
        assert house.may_read()
    finally:
        house.close()


def _say(house, text):
    async def quiet(_reply):
        return None

    turn = Turn(1, Transcript(text), plain_emotion("neutral"))
    return asyncio.run(house.conversation.hear(turn, quiet))


def test_the_settings_have_the_last_word_against_guessing(tmp_path):
    house = open_household(Config(data=tmp_path, emotion={"consent": "no"}))
    try:
        assert "settings" in _say(house, "you can guess again").reply.text
        assert not house.may_read()
    finally:
        house.close()
