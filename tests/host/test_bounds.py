"""Totals of one plugin, named when they are met; and what happens to what a plugin that is gone had coming."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from earnest.config import Config, PluginSettings
from earnest.conversation import Conversation
from earnest.errors import PluginRefused, SkillFault
from earnest.host import Plugins
from earnest.host.discovery.finding import find_plugins
from earnest.host.discovery.offers import check_skills
from earnest.host.running.bounds import ALL_DUE, ALL_INTERIM, LONGEST_KEY, MOST, Guard
from earnest.memory import Memory
from earnest.nouns import Reply
from earnest.skills import Skills
from earnest.talk import Due, Talk
from host.lines import PlainLine

SOON = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


def test_things_due_have_a_total_over_all_turns() -> None:
    line = PlainLine()
    for number in range(ALL_DUE):
        if number % MOST["things due"] == 0:
            guard = Guard(line, "tea")
        guard.keep_due(Due("tea", SOON, Reply("Now.")))
    with pytest.raises(ValueError, match=f"{ALL_DUE} things are due already, at most {ALL_DUE} can be kept; cancel"):
        Guard(line, "tea").keep_due(Due("tea", SOON, Reply("Now.")))
    Guard(line, "tea").drop_due(1)
    Guard(line, "tea").keep_due(Due("tea", SOON, Reply("Now.")))


def test_interim_words_have_a_total_over_the_turn() -> None:
    guard = Guard(PlainLine(), "tea")
    asyncio.run(guard.say(Reply("a" * (ALL_INTERIM - 1))))
    with pytest.raises(SkillFault, match=f"said more than {ALL_INTERIM} characters of interim words in one turn"):
        asyncio.run(guard.say(Reply("ab")))


def test_the_key_of_a_note_is_measured_like_its_value() -> None:
    guard = Guard(PlainLine(), "tea")
    guard.write_note("k" * LONGEST_KEY, 1)
    with pytest.raises(ValueError, match=f"a note's key has at most {LONGEST_KEY} characters, found 100000"):
        guard.write_note("k" * 100_000, 1)


async def _brew(talk: Talk, kind: str) -> Reply:
    """Brew tea."""
    return Reply(f"{talk.plugin} {kind}")


def test_what_a_plugin_offers_has_a_total() -> None:
    skills = Skills("tea")
    skills.add(_brew, "brew {kind}", choices={"kind": [str(number) for number in range(10_001)]})
    with pytest.raises(PluginRefused, match="at most 10000 values to choose from in all"):
        check_skills(skills)
    skills = Skills("tea")
    skills.add(_brew, "brew {kind}", choices={"kind": ["green" * 100]})
    with pytest.raises(PluginRefused, match="_brew: at most 300 characters, found 'greengreen"):
        check_skills(skills)


def test_what_comes_again_of_a_plugin_that_is_gone_is_silent(tmp_path: Path) -> None:
    shipped = [found.name for found in find_plugins(Config(data=tmp_path)) if found.first_party]
    config = Config(data=tmp_path, plugins=PluginSettings(disabled=shipped))
    memory, plugins = Memory(tmp_path), Plugins(config)
    plugins.load()
    conversation = Conversation(config, memory, plugins)

    async def say(_: Reply) -> None:
        raise AssertionError

    due = Due("tea", SOON, None, "brew", {}, "FREQ=MINUTELY")
    answer = asyncio.run(conversation.fall_due(due, say))
    assert answer.reply.text == ""
    plugins.close()
    memory.close()
