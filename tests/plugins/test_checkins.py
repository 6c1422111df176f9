"""Check-ins: careful, at the times a household chose, never in quiet hours, and let go when not answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from earnest.config import Config
from earnest.conversation import Conversation
from earnest.errors import PluginRefused
from earnest.host import Plugins
from earnest.memory import Memory
from earnest.nouns import UNSURE_EMOTION, Reply, Transcript, Turn
from earnest.sheets import Sheet
from earnest.talk import Due
from earnest.testing import Rehearsal
from earnest_plugins.checkins import is_quiet, read_state

House = Callable[..., Rehearsal]


def test_a_bad_day_is_heard_out(house: House) -> None:
    checkins = house("checkins")
    assert checkins.hear("i'm not having a good day", mood="sad") == "I'm sorry. Do you want to tell me about it?"
    assert (checkins.tone, checkins.asks) == ("gentle", True)
    assert checkins.hear("i am just so tired tonight") == "Then take it slowly. A little rest is allowed."
    assert checkins.tone == "gentle"


@pytest.mark.parametrize("said", ["i don't feel so good", "i am not happy today", "i'm not doing well", "i feel awful"])
def test_not_good_is_not_good(house: House, said: str) -> None:
    assert house("checkins").hear(said) == "I'm sorry. Do you want to tell me about it?"


@pytest.mark.parametrize("declined", ["no", "not really", "no thank you"])
def test_nobody_has_to_tell(house: House, declined: str) -> None:
    checkins = house("checkins")
    checkins.hear("i'm having a terrible day")
    assert checkins.hear(declined) == "That's all right."
    checkins.hear("i feel lonely")
    assert checkins.silence() == "That's all right. I'm here whenever you like."


def test_a_good_day_is_shared(house: House) -> None:
    checkins = house("checkins")
    assert checkins.hear("i had a wonderful day", mood="happy") == "I'm glad to hear it."
    assert checkins.tone == "bright"


def test_great_said_sadly_is_not_taken_at_its_word(house: House) -> None:
    checkins = house("checkins")
    assert checkins.hear("i feel great", mood="sad") == "I hope so. If not, I'm here."
    assert checkins.tone == "gentle"


def test_asked_about_the_day(house: House) -> None:
    checkins = house("checkins")
    assert checkins.hear("ask me how my day was") == "How was your day?"
    assert checkins.hear("it was really stressful and i am worried") == (
        "That's a lot at once. One thing at a time, perhaps."
    )
    assert checkins.tone == "calm"


def test_it_asks_at_the_time_that_was_chosen_and_lets_go(house: House) -> None:
    checkins = house("checkins")
    assert checkins.hear("check in with me every day at six") == "I'll ask you every day at six in the evening."
    assert checkins.travel(timedelta(hours=3)) == ["How are you today?"]
    assert checkins.asks
    assert checkins.silence() == "I won't disturb you. Another time."
    assert checkins.travel(timedelta(days=1)) == ["How was your day?"]
    assert checkins.hear("not bad at all") == "I'm glad to hear it."
    assert checkins.hear("stop asking me how i am") == "I won't ask any more. You can always tell me."
    assert checkins.due == []


def test_the_household_sets_the_times(house: House) -> None:
    checkins = house("checkins", settings={"checkins": {"times": ["every day at six", "every sunday at noon"]}})
    assert checkins.travel(timedelta(hours=3)) == ["How are you today?"]
    assert checkins.hear("i'm fine") == "I'm glad to hear it."
    checkins.hear("stop asking how i am")
    assert checkins.due == []


def test_a_time_that_is_none_is_named(house: House) -> None:
    with pytest.raises(PluginRefused, match=r"settings\.checkins\.times\[0\]: 'often' is no time that comes again"):
        house("checkins", settings={"checkins": {"times": ["often"]}})
    with pytest.raises(PluginRefused, match=r"settings\.checkins\.quiet_from: expected a time such as .* 'late-ish'"):
        house("checkins", settings={"checkins": {"quiet_from": "late-ish"}})


def test_who_said_stop_is_not_asked_again_though_the_times_are_still_set(tmp_path: Path, now: datetime) -> None:
    config = Config(data=tmp_path, settings={"checkins": {"times": ["every day at six"]}})
    asyncio.run(_stop_and_come_back(config, now))


async def _stop_and_come_back(config: Config, now: datetime) -> None:
    with opened(config, now) as conversation:
        turn = Turn(1, Transcript("stop asking how i am"), UNSURE_EMOTION)
        await conversation.hear(turn, say_nothing)
    with opened(config, now) as conversation:
        due = Due("checkins", now, None, "check_in", {"appointment": "every day at six"})
        assert (await conversation.fall_due(due, say_nothing)).reply == Reply("")


@contextmanager
def opened(config: Config, now: datetime) -> Iterator[Conversation]:
    """The same household, opened again."""
    memory, plugins = Memory(config.data), Plugins(config)
    plugins.load()
    yield Conversation(config, memory, plugins, lambda: now)
    plugins.close()
    memory.close()


async def say_nothing(reply: Reply) -> None:
    """Nobody listens to interim words."""


def test_never_in_quiet_hours(house: House, now: datetime) -> None:
    checkins = house("checkins", settings={"checkins": {"quiet_from": "nine in the evening"}})
    assert checkins.hear("check in with me every day at half past nine in the evening").startswith("That falls in")
    assert checkins.due == []
    checkins.hear("check in with me every day at eight in the evening")
    checkins.now = now.replace(hour=23)  # the house was off at eight, and comes back at night
    assert checkins.travel(timedelta(minutes=1)) == []


@pytest.mark.parametrize(
    ("clock", "quiet"), [("21:59", False), ("22:00", True), ("03:00", True), ("07:59", True), ("08:00", False)]
)
def test_quiet_hours_go_past_midnight(now: datetime, clock: str, quiet: bool) -> None:
    at = datetime.fromisoformat(f"2026-11-18T{clock}").replace(tzinfo=now.tzinfo)
    settings = {"quiet_from": "ten in the evening", "quiet_until": "eight in the morning"}
    assert is_quiet(at, settings) is quiet


def test_what_was_said_is_remembered_only_when_allowed(house: House) -> None:
    for remember, opening in ((True, "Last time you felt alone. How is it today?"), (False, "How are you today?")):
        checkins = house("checkins", settings={"checkins": {"remember": remember}})
        checkins.hear("i am lonely")
        checkins.hear("nobody ever calls")
        checkins.hear("check in with me every day at six")
        assert checkins.travel(timedelta(hours=3))[0] == opening


def test_what_was_said_long_ago_is_let_rest(house: House) -> None:
    checkins = house("checkins", settings={"checkins": {"remember": True}})
    checkins.hear("i feel sad")
    checkins.hear("just a lot of work")
    checkins.travel(timedelta(days=5))
    checkins.hear("check in with me at six")
    assert checkins.travel(timedelta(hours=3))[0] == "How are you today?"


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("i'm fine", "well"), ("not good", "low"), ("not bad", "well"), ("so tired", "tired"), ("all alone", "lonely"),
        ("i am furious", "cross"), ("rather nervous", "worried"), ("it rained", None), ("I'm not sad", "well"),
    ],
)  # fmt: skip
def test_how_somebody_says_they_are(sheet_of: Callable[[str], Sheet], said: str, state: str | None) -> None:
    sheet = sheet_of("checkins")
    telling = {**sheet.choice("state"), **sheet.choice("tells")}
    assert read_state(said, telling, sheet.cue("denials")) == state
