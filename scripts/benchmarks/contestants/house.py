"""Earnest, as ``earnest run`` runs it: wake word, ears, skills in their own process, feeling if asked for.

    python -m benchmarks.contestants.house FOLDER

``FOLDER`` is a household made ready by ``furnish``. The recordings begin with its wake word.
"""

from __future__ import annotations

import asyncio
import json
import queue
import sys
import threading
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.contestants.stage import KNOWN, Played, answer, perform

if TYPE_CHECKING:
    from earnest.nouns import Samples, Sound

PLUGIN = '''
"""The same answer to everybody."""

from earnest import Reply, Settings, Skills, Talk, changes, hookimpl


@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("anything", True, "Answer whatever is said.")


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(known, {phrases})
    skills.add_fallback(anything, if_set="anything")


@changes("nothing")
async def known(talk: Talk) -> Reply:
    """Say it."""
    return Reply({answer!r})


@changes("nothing")
async def anything(talk: Talk, words: str) -> Reply:
    """Say it."""
    return Reply({answer!r})
'''


class Room:
    """Microphone and loudspeaker of a house."""

    live = True

    def __init__(self, contestant: House) -> None:
        self._contestant = contestant
        self._blocks: queue.Queue[Samples | None] = queue.Queue()
        self._stopped = threading.Event()

    def put(self, block: bytes) -> None:
        for frame in np.frombuffer(block, np.int16).reshape(-1, 160):
            self._blocks.put(frame)

    def open(self) -> None:
        """Nothing to open."""

    def read(self) -> Samples | None:
        return self._blocks.get()

    def close(self) -> None:
        self._blocks.put(None)

    def play(self, sound: Sound) -> bool:
        self._stopped.clear()
        if self._contestant.replies:  # a chime is no answer
            self._contestant.played.sounded(sound.samples, sound.rate)
        return not self._stopped.wait(sound.seconds)

    def stop(self) -> None:
        self._stopped.set()


class House:
    """One household in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.played = Played()
        self.replies = False
        """Whether what is played now is an answer."""
        self._folder = folder

    async def open(self) -> None:
        from earnest.config import load_config
        from earnest.house.household import open_household

        house = open_household(load_config(self._folder / "earnest.yaml", self._folder))
        house.begin()
        from earnest.house.assistant import Assistant

        self._room, self._ready = Room(self), asyncio.Event()
        self._running = asyncio.create_task(Assistant(house, self._room, self._room, self._emit).run())
        await asyncio.wait([self._running, asyncio.create_task(self._ready.wait())], return_when="FIRST_COMPLETED")

    async def hear(self, block: bytes) -> None:
        self._room.put(block)

    def _emit(self, event: dict[str, Any]) -> None:
        match event["event"]:
            case "ready":
                self._ready.set()
            case "utterance":
                self.played.over()
                self.played.busy += 1
            case "reply":
                self.replies = True
            case "turn" | "error":
                self.replies = False
                self.played.busy -= 1
            case "transcript":
                self.played.heard(event["text"])


def furnish(folder: Path, model: Path, voice: Path, words: Collection[str]) -> None:
    """A household in ``folder`` that hears with ``model`` and speaks with ``voice``.

    ``words``: ``long`` (four sentences), ``feeling``, ``pocketsphinx``, ``own-voice`` (the one that comes with it).
    """
    from earnest.config import load_config
    from earnest.speaking.adding import add_local

    for name in ("models", "plugins"):
        (folder / name).mkdir(parents=True)
    (folder / "models" / "base").symlink_to(model.resolve())
    plugin = PLUGIN.replace("{phrases}", ", ".join(map(repr, KNOWN)))
    (folder / "plugins" / "peers.py").write_text(plugin.replace("{answer!r}", repr(answer("long" in words))))
    settings = {
        "recognizer": "pocketsphinx" if "pocketsphinx" in words else "faster-whisper",
        "emotion": {"consent": "yes" if "feeling" in words else "no"},
    }
    if "own-voice" not in words:
        settings["voice"] = add_local(voice, load_config(None, folder), lambda _card: None).name
    (folder / "earnest.yaml").write_text(json.dumps(settings))


if __name__ == "__main__":
    perform(House(Path(sys.argv[1])))
