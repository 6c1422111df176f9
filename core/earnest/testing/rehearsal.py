"""A whole conversation without sound: what a plugin's author tests with."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone, tzinfo
from pathlib import Path
from types import ModuleType
from typing import Any

from earnest.allowance import Allowance
from earnest.clocks import local_zone
from earnest.config import Config
from earnest.conversation import Answer, Conversation
from earnest.conversation.stage import Imagined
from earnest.errors import PluginRefused, SkillFault
from earnest.host import Plugins
from earnest.house.schedule import next_time
from earnest.legible import legible
from earnest.memory import Memory
from earnest.nouns import UNSURE_EMOTION, Emotion, Intent, Reply, Transcript, Turn, plain_emotion
from earnest.speaking import Speaking
from earnest.spoken import ENGLISH
from earnest.talk import Due, Heard, Line
from earnest.testing.household import household
from earnest.testing.scripted import ScriptedVoice

OPENING_TIME = datetime(2026, 3, 2, 14, 0).astimezone()
"""A Monday afternoon. A rehearsal's clock stands still until it travels."""


_NO_WALLS = "rehearsed without walls, for this machine's kernel gives none (earnest doctor says why)"

_LOOK, _PATIENCE = 0.002, 20.0
"""Seconds between looks at whether what goes on beside has come as far as the clock, and how long it may take to."""


class Rehearsal:
    """A house with only the plugins it is given, a clock that stands still, and nobody but you to talk to.

    ``plugins``: paths of ``.py`` files or packages, imported modules, or names of installed plugins.
    ``settings``: what the household set for them, as under ``settings:`` in ``earnest.yaml``.
    ``outside``: where they run. None is as in a household: other people's in a process of their own, behind the walls
    (one for the whole rehearsal, a fifth of a second), Earnest's own inside. True puts all of them outside, False all
    inside, where a debugger and the test's own objects reach them. Without walls to be had, a RuntimeWarning says so.
    ``allow``: what the household allows each plugin, as under ``plugins.allow``.
    ``language``: the code of the language that is spoken, ``en``; of ``en_GB`` with that country's holidays.

    Raises PluginRefused when one of them cannot be loaded.
    """

    def __init__(
        self,
        *plugins: str | Path | ModuleType,
        settings: Mapping[str, Mapping[str, Any]] | None = None,
        outside: bool | None = None,
        allow: Mapping[str, Any] | None = None,
        now: datetime = OPENING_TIME,
        language: str = ENGLISH,
    ) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="earnest-rehearsal-"))
        self._runner = asyncio.Runner()
        self._clock_moved, self._heard_until, self._held_up = asyncio.Event(), now, False
        self.now = now
        """Local time in the house."""
        config = household(self._folder, plugins, outside)
        config = config.model_copy(update={"settings": dict(settings or {}), "language": language})
        config = config.model_copy(update={"country": language.partition("_")[2] or None})
        allowed = {name: Allowance.model_validate(needs) for name, needs in (allow or {}).items()}
        config = config.model_copy(update={"plugins": config.plugins.model_copy(update={"allow": allowed})})
        self._memory = Memory(config.data, lambda: _zone(now))
        self.plugins = _Plugins(config)
        """The house's plugins."""
        try:
            self._open(config)
        except BaseException:
            self._shut()
            raise
        self._turns = 0
        self.intent: Intent | None = None
        """Who answered the last turn; None when nobody did."""
        self.reply = ""
        """What was said last."""
        self.tone = "neutral"
        """The tone it was said in."""
        self.asks = False
        """Whether it was a question, so that the next ``hear`` answers it."""
        self.said: list[str] = []
        """Everything the house said, interim words and things due too."""
        self.rang: list[str] = []
        """What rang, as it was said between the rings; each once, as if somebody stopped it at once."""

    def hear(self, text: str, mood: str | None = None, person: str | None = None) -> str:
        """Say ``text`` to the house, in a ``mood``, as ``person``; what it replies. Hooks that watch are called.

        Raises SkillFault with the plugin's own traceback, as its cause or in its notes, when a skill fails.
        """
        emotion = plain_emotion(mood) if mood else UNSURE_EMOTION
        self._turns += 1
        turn = Turn(self._turns, Transcript(text), emotion, person)
        private = self._conversation.is_private(text)
        self.plugins.observe("heard", insiders_only=private, transcript=turn.transcript)
        if mood:
            self.plugins.observe("felt", emotion=emotion)
        answer = self._run(self._conversation.hear(turn, self._say))
        if answer.intent is not None:
            self.plugins.observe("answered", intent=answer.intent, reply=answer.reply)
        return self._keep(answer, emotion)

    def silence(self) -> str:
        """Say nothing when asked something. Raises AssertionError when nothing was asked."""
        answer = self._run(self._conversation.silence(self._say))
        assert answer is not None, "nothing was asked, so nobody waits for an answer"
        return self._keep(answer, UNSURE_EMOTION)

    def never_mind(self) -> str:
        """Drop what is being asked; what the house says to that, and "" where nothing is."""
        return self.hear("never mind") if self.asks else ""

    def travel(self, to: datetime | timedelta) -> list[str]:
        """Let time pass; what the house said by itself meanwhile."""
        until = self.now + to if isinstance(to, timedelta) else to
        before = len(self.said)
        while (due := next((due for due in self.due if due.at <= until), None)) is not None:
            self.now = max(self.now, due.at)
            answer = self._run(self._conversation.fall_due(due, self._say))
            again = next_time(due, self.now, self._memory.zone())
            self._memory.drop_due(due.id)
            if again is not None:
                self._memory.keep_due(replace(due, at=again))
            self._keep(answer, UNSURE_EMOTION)
            if due.rings:
                self.rang.append(answer.reply.text)
        self.now = until
        self._run(self._let_time_pass())
        return self.said[before:]

    @property
    def due(self) -> list[Due]:
        """What is to come, soonest first."""
        return self._memory.list_due()

    @property
    def preferences(self) -> dict[str, Any]:
        """What the household prefers: volume, rate, whisper …"""
        return self._memory.read_preferences(None)

    def notes(self, plugin: str) -> dict[str, Any]:
        """What a plugin remembers."""
        return self._memory.read_notes(plugin)

    def observe(self, hook: str, **values: Any) -> None:
        """Let a moment happen: ``observe("felt", emotion=…)``."""
        self.plugins.observe(hook, **values)

    def close(self) -> None:
        """End the rehearsal; nothing of it is left. May be called twice."""
        if self._folder.exists():
            self._run(self._conversation.drop())
            self._shut()

    def __enter__(self) -> Rehearsal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self, config: Config) -> None:
        self.plugins.load()
        for refused in self.plugins.refused:
            raise PluginRefused(f"{refused.name}: {refused.why}")
        open_to_all = [plugin.name for plugin in self.plugins.loaded if plugin.walls == "none"]
        if open_to_all:
            warnings.warn(f"{', '.join(open_to_all)}: {_NO_WALLS}", RuntimeWarning, stacklevel=3)
        self._speaking = Speaking(ScriptedVoice(), self.plugins.tones)
        self._conversation = Conversation(config, self._memory, self.plugins, clock=lambda: self.now)
        self._conversation.exchanges.stage = _Imagined(self)
        self._conversation.exchanges.aside = self._aside

    def _shut(self) -> None:
        for plugin in self.plugins.loaded:
            sys.stdout.write(legible(self.plugins.printed(plugin.name)))
        self.plugins.close()
        self._memory.close()
        self._runner.close()
        shutil.rmtree(self._folder)

    def _keep(self, answer: Answer, emotion: Emotion) -> str:
        self.intent, self.reply, self.asks = answer.intent, answer.reply.text, answer.expects_answer
        self.tone = self._speaking.tone_for(answer.reply, emotion, {}).name
        self.said += [answer.reply.text] if answer.reply.text else []
        return self.reply

    async def _say(self, reply: Reply) -> None:
        self.said.append(reply.text)

    async def _aside(self, what: Callable[[], Answer | None]) -> None:
        """What a session says between turns."""
        answer = what()
        if answer is not None:
            self._keep(answer, UNSURE_EMOTION)

    async def _let_time_pass(self) -> None:
        """Whatever plays plays on, and what follows it happens."""
        self._held_up = False
        self._clock_moved.set()
        patience = asyncio.get_running_loop().time() + _PATIENCE
        while self._conversation.exchanges.busy_beside and asyncio.get_running_loop().time() < patience:
            await asyncio.sleep(_LOOK)
            if self._held_up:
                return

    async def _wait(self, seconds: float) -> None:
        """Until the clock has travelled so far."""
        self._heard_until += timedelta(seconds=seconds)
        until = self._heard_until
        while self.now < until:
            self._clock_moved.clear()
            self._held_up = True
            await self._clock_moved.wait()
            self._held_up = False

    def _run(self, work: Any) -> Any:
        result = self._runner.run(work)
        if self.plugins.faults:
            raise self.plugins.faults.pop()
        return result


class _Imagined(Imagined):
    """Plays as long as the rehearsal's clock says."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        super().__init__(self._begin, rehearsal._wait)
        self._rehearsal = rehearsal

    def _begin(self, line: str) -> None:
        self._rehearsal.said.append(line)
        self._rehearsal._heard_until = self._rehearsal.now

    def resume(self) -> None:
        if not self._going.is_set():
            self._rehearsal._heard_until = self._rehearsal.now
        super().resume()


class _Plugins(Plugins):
    """Keeps what skills raised, so that a test fails with the author's own traceback."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.faults: list[SkillFault] = []

    async def run(self, skill: Any, line: Line, heard: Heard, slots: Mapping[str, Any]) -> Reply:
        try:
            return await super().run(skill, line, heard, slots)
        except SkillFault as fault:
            self.faults.append(fault)
            raise


def _zone(now: datetime) -> tzinfo:
    """Where the house is: a mere offset is the machine's own zone, as it was then."""
    return local_zone() if now.tzinfo is None or isinstance(now.tzinfo, timezone) else now.tzinfo
