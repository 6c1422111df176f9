"""A household with one small plugin of the tests' own, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from earnest.config import Config, PluginSettings
from earnest.conversation import Answer, Conversation
from earnest.host import Plugins
from earnest.memory import Memory
from earnest.nouns import Emotion, Reply, Transcript, Turn, plain_emotion

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=ZoneInfo("Europe/Berlin"))

PLUGIN = '''
"""Says things to test the conversation with."""

import asyncio
from datetime import timedelta

from earnest import Moment, Reply, Skills, Talk, Unanswered, changes, hookimpl


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(brew, "brew some tea")
    skills.add(paint, "paint the {thing}")
    skills.add(lamp, "switch the lamp")
    skills.add(ponder, "ponder the universe")
    skills.add(collapse, "collapse now")
    skills.add(nudge, "nudge me later")
    skills.add(gaze, "gaze out of the window")
    skills.add(riddle, "tell me a riddle")


async def brew(talk: Talk) -> Reply:
    """Make tea."""
    kind = await talk.ask("Green or black?", expecting=("green", "black"))
    minutes = await talk.ask("How many minutes?", expecting=int)
    return Reply(f"{kind} tea, {minutes} minutes", tone="warm" if talk.emotion.seems("sad") else None)


async def paint(talk: Talk, thing: str) -> Reply:
    """Paint something."""
    try:
        colour = await talk.ask("Which colour?")
    except Unanswered:
        return Reply("We leave it unpainted.")
    talk.notes[thing] = colour
    return Reply(f"The {thing} will be {colour}.")


async def lamp(talk: Talk) -> Reply:
    """Switch the lamp."""
    return Reply("on" if await talk.ask("Shall I?", expecting=bool) else "off")


async def ponder(talk: Talk) -> Reply:
    """Think for a while."""
    await talk.say("Let me see.")
    await asyncio.sleep(0.05)
    return Reply("Forty-two.")


async def collapse(talk: Talk) -> Reply:
    """Fail."""
    raise RuntimeError("secret words of the person")


@changes("nothing")
async def gaze(talk: Talk) -> Reply:
    """Look out, and remember how often."""
    talk.notes["gazes"] = talk.notes.get("gazes", 0) + 1
    return Reply(f"I see {talk.notes['gazes']} birds.")


@changes("nothing")
async def riddle(talk: Talk) -> Reply:
    """Ask a riddle."""
    await talk.say("Listen.")
    return Reply(f"You say {await talk.ask('What has hands and no arms?')}, and so do I.")


async def nudge(talk: Talk) -> Reply:
    """Come back."""
    talk.later(timedelta(minutes=5), lamp)
    talk.later(timedelta(minutes=3), "Time to stretch.")
    return Reply("I will.")
'''


class Room:
    """A conversation, and what was said in it."""

    def __init__(self, folder: Path) -> None:
        plugins = folder / "plugins"
        plugins.mkdir()
        (plugins / "parlour.py").write_text(PLUGIN)
        self.config = Config(data=folder, plugins=PluginSettings(outside="none"))
        self.memory = Memory(folder)
        self.plugins = Plugins(self.config)
        self.plugins.load()
        self.now = NOW
        self.conversation = Conversation(self.config, self.memory, self.plugins, clock=lambda: self.now)
        self.interim: list[str] = []
        self._turns = 0

    async def say(self, reply: Reply) -> None:
        """Keep an interim word."""
        self.interim.append(reply.text)

    async def hear(self, text: str, emotion: Emotion | None = None) -> Answer:
        """One typed turn."""
        return await self.conversation.hear(self.turn(text, emotion), self.say)

    def turn(self, text: str, emotion: Emotion | None = None) -> Turn:
        """What somebody types."""
        self._turns += 1
        return Turn(self._turns, Transcript(text), emotion or plain_emotion("neutral"))

    def close(self) -> None:
        self.plugins.close()
        self.memory.close()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A fresh household."""
    room = Room(tmp_path)
    yield room
    room.close()
