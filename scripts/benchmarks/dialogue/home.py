"""One household that hears typed sentences and remembers; emptied between two of them."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from earnest.config import Config
from earnest.conversation import Conversation
from earnest.host import Plugins
from earnest.memory import Memory
from earnest.nouns import UNSURE_EMOTION, Intent, Reply, Transcript, Turn

KEPT = ("due", "consent", "preferences", "diary")
_QUICK = ("/dev/shm",)
"""Where a memory that is written and emptied a thousand times need not wait for a disk."""


class Home:
    """One household, whose memory is emptied between sentences."""

    def __init__(self, country: str | None = "GB") -> None:
        self._folder = tempfile.TemporaryDirectory(dir=next((place for place in _QUICK if Path(place).is_dir()), None))
        config = Config(data=Path(self._folder.name), country=country)
        self.memory = Memory(config.data)
        self._plugins = Plugins(config)
        self._plugins.load()
        self.now = datetime.now().astimezone()
        self._conversation = Conversation(config, self.memory, self._plugins, lambda: self.now)
        self._runner = asyncio.Runner()
        self._turns = 0
        self.ended = ""
        """What the dialogue came to: ``asked`` where it ends with a question, ``declined`` where any turn was."""
        self.refused = False
        """Whether it was said already that something cannot be done."""

    def forget(self) -> None:
        """As new."""
        self.refused = False
        self._runner.run(self._conversation.drop())
        self._conversation.forget_last()
        self.memory.forget(everything=True)

    def hear(self, text: str) -> tuple[str, str]:
        """The reply, and what it is: ``asked``, ``declined`` (it said that it cannot) or ``done``."""
        self._turns += 1
        turn = Turn(self._turns, Transcript(text), UNSURE_EMOTION)
        answering, before = self._conversation.waiting, self.kept()
        answer = self._runner.run(self._conversation.hear(turn, _say))
        refused = answer.intent is None or (self._changes(answer.intent) and not answering and self.kept() == before)
        kind = "asked" if answer.expects_answer else "declined" if refused else "done"
        self.refused = self.refused or kind == "declined"
        self.ended = "declined" if self.refused and kind == "done" else kind
        return answer.reply.text, kind

    def _changes(self, intent: Intent) -> bool:
        skill = self._plugins.skill(intent.plugin, intent.skill)
        return skill is not None and not skill.is_harmless

    def kept(self) -> dict[str, Any]:
        """Everything that lasts."""
        every = self.memory.export()
        return {table: every[table] for table in KEPT}

    def close(self) -> None:
        """Stop everything."""
        self._plugins.close()
        self.memory.close()
        self._runner.close()
        self._folder.cleanup()


async def _say(_reply: Reply) -> None:
    """Interim words are not looked at."""
