"""Clock, voice, help, privacy and chance."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from earnest.testing import Rehearsal

House = Callable[..., Rehearsal]

MIRROR = str(Path(__file__).parent / "mirror.py")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("what time is it", "It's twenty past three."),
        ("Could you tell me the time, please?", "It's twenty past three."),
        ("what time is it in tokyo", "In Tokyo it's twenty past eleven in the evening."),
        (
            "what time is it in auckland",
            "In Auckland it's twenty past three in the morning on Thursday the nineteenth of November.",
        ),
        ("what day is it in a million days", "That is too far away. Today is Wednesday the eighteenth of November."),
        ("what time is it in narnia", "I don't know what time it is in Narnia."),
        ("what day is it", "Today is Wednesday the eighteenth of November."),
        ("what's the date today", "Today is Wednesday the eighteenth of November."),
        ("what day is tomorrow", "That is Thursday the nineteenth of November."),
        ("what day of the week is the third of december", "That is Thursday the third of December."),
    ],
)  # fmt: skip
def test_time_and_date(house: House, said: str, answer: str) -> None:
    assert house("clock").hear(said) == answer


def test_louder_and_quieter(house: House) -> None:
    voice = house("voice")
    voice.hear("turn it up")
    voice.hear("louder")
    voice.hear("you're too loud")
    assert voice.hear("set the volume to eleven") == "Volume one."
    assert voice.hear("set the volume to eight") == "Volume eight."
    assert voice.hear("maximum volume") == "Volume ten."
    assert voice.hear("mute") == "I'm silent now. What is set to ring still rings."
    assert voice.hear("change the volume") == "How loud, from zero to ten?"
    assert voice.hear("four") == "Volume four."


@pytest.mark.parametrize(
    ("said", "key", "value"),
    [
        ("speak louder", "volume", 6.0), ("turn the volume down", "volume", 4.0), ("volume three", "volume", 3.0),
        ("speak slower", "rate", 0.85), ("talk faster", "rate", 1.15), ("whisper", "whisper", True),
        ("stop whispering", "whisper", False),
    ],
)  # fmt: skip
def test_the_house_keeps_what_was_asked(house: House, said: str, key: str, value: object) -> None:
    voice = house("voice", MIRROR)
    voice.hear(said, person="Mara")
    assert json.loads(voice.hear("mirror the preferences", person="Mara"))[key] == value
    assert json.loads(voice.hear("mirror the preferences", person="Tom")) == {}


def test_a_voice_that_is_not_here_is_not_promised(house: House) -> None:
    voice = house("voice")
    assert voice.hear("use the kristin voice") == "I don't have that voice."
    assert voice.hear("use the other voice") == "I have no other voice yet."


def test_the_speed_is_asked_for(house: House) -> None:
    voice = house("voice", MIRROR)
    assert voice.hear("change your speed") == "Faster, slower or normal?"
    assert voice.hear("slower") == "I'll take it more slowly."
    assert voice.hear("speak at your normal speed") == "Back to my usual pace."
    assert json.loads(voice.hear("mirror the preferences"))["rate"] == 1.0


def test_help_tells_some_kinds_of_things_at_a_time_from_what_is_loaded(house: House) -> None:
    everything = house()
    first = everything.hear("what can you do")
    assert "timers" in first
    assert "the weather" not in first
    assert everything.asks
    second = everything.hear("yes")
    assert not set(first.split(", ")) & set(second.split(", "))
    assert not re.search(r"[{}\[\]()|]", first + second)
    assert everything.hear("no") == "Just ask, whenever you like."


def test_the_last_thing_is_said_again(house: House) -> None:
    both = house("help", "clock")
    assert both.hear("say that again") == "I haven't said anything yet."
    both.hear("what time is it")
    assert both.hear("could you repeat that") == "It's twenty past three."
    assert both.hear("what did you say") == "It's twenty past three."


def test_never_mind(house: House) -> None:
    assert house().hear("never mind") == "All right, never mind."


def test_guessing_stops_at_once_and_may_begin_again(house: House) -> None:
    privacy = house("privacy", MIRROR)
    assert privacy.hear("how did you think i felt")
    assert privacy.hear("stop guessing how i feel").startswith("I've stopped.")
    assert privacy.hear("mirror the emotion_consent") == "false"
    privacy.hear("you can guess again")
    assert privacy.hear("mirror the emotion_consent") == "true"


def test_everything_is_forgotten_only_after_a_yes(house: House) -> None:
    both = house("privacy", "reminders")
    both.hear("remind me to feed the cat at six")
    assert both.hear("forget everything").startswith("Shall I forget everything")
    assert both.hear("no") == "Then I keep it."
    assert len(both.due) == 1
    both.hear("forget everything")
    assert both.hear("yes") == "Forgotten."
    assert both.due == []


def test_what_happens_to_the_voice_is_said_plainly(house: House) -> None:
    assert "no sound is kept" in house("privacy").hear("do you record us")


def test_a_coin_falls_on_both_sides(house: House) -> None:
    chance = house("chance")
    fell = {chance.hear("flip a coin") for _ in range(64)}  # all alike once in 2 ** 63
    assert fell == {"It's heads.", "It's tails."}
    assert chance.hear("i call heads, flip a coin") in (
        "It's heads. You called it!",
        "It's tails. Better luck next time.",
    )


def test_dice_show_what_dice_show(house: House) -> None:
    chance = house("chance")
    shown = {chance.hear("roll a die") for _ in range(200)}
    sides = ("a one", "a two", "a three", "a four", "a five", "a six")
    assert shown == {f"You rolled {side}." for side in sides}
    assert re.fullmatch(r"You rolled \w+ and \w+: \w+ together\.", chance.hear("roll two dice"))
    assert chance.hear("roll forty dice") == "My hand holds one to ten dice, with two to a thousand sides."
    assert re.fullmatch(r"You rolled an? [\w ]+\.", chance.hear("roll a twenty sided die"))


def test_a_number_in_between(house: House) -> None:
    chance = house("chance")
    picked = {chance.hear("pick a number between three and five") for _ in range(60)}
    assert picked == {"I pick three.", "I pick four.", "I pick five."}


def test_the_house_talks_by_itself_when_the_time_comes(house: House) -> None:
    everything = house()
    everything.hear("set a timer for one minute")
    assert everything.travel(timedelta(minutes=1)) == ["Your timer is done."]
