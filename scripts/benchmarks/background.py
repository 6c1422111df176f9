"""Commands while others talk: whether the house is woken, when it takes them for over, and what it makes of them.

    ./scripts/bench background --model FOLDER [--snr DB ...] [--rounds 1]

A person's wake word, then a command in a neural voice or one of flite's, over LibriSpeech that goes on behind them;
*snr*: how much louder they are. *woken*: of all. Of those: *in time*: over within 1.2 s of the last word and not
before it; *cut*: before it; *right*: the skill and its slots are those of the plain words; *else*: another skill, or
other slots; *none*: no skill's, and the house says so. All of it goes through the ears as they are in the house, the
words looked at in every pause. The recordings lie in ``../shared/data``; needs Debian's flite.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.barge_in import _level, _speech
from benchmarks.listening import DATA
from earnest.config import Config, ListeningSettings
from earnest.engines.base import FRAME
from earnest.engines.endpoint_silero import SileroEndpoint
from earnest.engines.faster_whisper import FasterWhisper
from earnest.engines.wake_micro import MicroWake
from earnest.host import Plugins
from earnest.intents import Router
from earnest.listening import Listening, Pause, strip_wake_word
from earnest.nouns import RATE, Utterance
from earnest.sound import read
from earnest.supplies.models import Model

COMMANDS = (
    *("what time is it", "set a timer for ten minutes", "tell me a joke", "remind me to call my mother at six"),
    *("what are my reminders", "flip a coin", "wake me up at half past seven", "cancel the timer"),
)
CALLS = (
    *("pymicro_okay_nabu_2", "wyoming_okay_nabu", "pymicro_hey_jarvis_1", "pymicro_hey_jarvis_2"),
    "wyoming_hey_jarvis",
)
VOICES = ("hibari", "slt", "rms")
PERSON = 2500.0
"""Level, root of the mean power in int16."""
BEFORE, GAP, AFTER = 3.0, 0.35, 6.0
"""Seconds of background alone, between wake word and command, and after it."""
IN_TIME = 1.2
"""Seconds."""
NOW = datetime(2026, 11, 28, 10, 0).astimezone()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="a folder with a Whisper model in CTranslate2's form")
    parser.add_argument("--snr", type=float, nargs="+", default=[40, 20, 10, 5])
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_args()
    shown = Table("snr dB", "n", "woken", "in time", "cut", "median s", "right", "else", "none", box=None)
    with tempfile.TemporaryDirectory() as folder:
        plugins = Plugins(Config(data=Path(folder)))
        plugins.load()
        router, whisper = Router(plugins.skills), FasterWhisper(Model("model", asked.model))
        whisper.expect(router.phrases)
        for snr in asked.snr:
            row = _measured(snr, asked.rounds, whisper, router)
            shown.add_row(*row)
            print(*row, sep="\t", flush=True)
        plugins.close()
    Console().print(shown)


def _measured(snr: float, rounds: int, whisper: FasterWhisper, router: Router) -> list[str]:
    waits, whole, made = [], 0, Counter[str]()
    for place in range(rounds * len(VOICES) * len(COMMANDS)):
        command = COMMANDS[place % len(COMMANDS)]
        air, ends = _scene(place, snr)
        whole += 1
        heard = asyncio.run(_heard(air, whisper, router))
        if heard is not None:
            text, at = heard
            waits.append(at - ends)
            meant = _meant(text, router)
            made["none" if meant is None else "right" if meant == _meant(command, router) else "else"] += 1
    in_time = sum(0.0 < wait <= IN_TIME for wait in waits)
    cut = sum(wait <= 0.0 for wait in waits)
    woken = len(waits) or 1
    share = (f"{len(waits) / whole:.0%}", f"{in_time / woken:.0%}", f"{cut / woken:.0%}")
    came = [f"{made[how] / woken:.0%}" for how in ("right", "else", "none")]
    return [f"{snr:g}", str(whole), *share, f"{statistics.median(waits or [0]):.2f}", *came]


async def _heard(air: Any, whisper: FasterWhisper, router: Router) -> tuple[str, float] | None:
    """The words of the first command, and when the house took it for over, in seconds; None when it was not woken."""
    settings, wake = ListeningSettings(), MicroWake(["okay_nabu", "hey_jarvis"])
    listening = Listening(_Air(air), wake, SileroEndpoint(), settings, pauses=True)
    async with listening:
        async for heard in listening.events():
            if isinstance(heard, Pause):
                text = _words(heard.utterance, whisper)
                listening.judge(heard, router.completeness(text, NOW))
            elif isinstance(heard, Utterance):
                return _words(heard, whisper), listening.now
    return None


def _words(utterance: Utterance, whisper: FasterWhisper) -> str:
    return strip_wake_word(whisper.transcribe(utterance), utterance.wake).text


def _meant(text: str, router: Router) -> Any:
    intent = router.route(text, NOW).intent
    return intent and (intent.plugin, intent.skill, sorted((name, str(value)) for name, value in intent.slots.items()))


class _Air:
    """Waits for its listener, as a recording does."""

    live = False

    def __init__(self, air: Any) -> None:
        self._frames = iter(air[: len(air) // FRAME * FRAME].reshape(-1, FRAME))

    def open(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to do."""

    def read(self) -> Any:
        return next(self._frames, None)


def _scene(place: int, snr: float) -> tuple[Any, float]:
    """Somebody calls and asks, while others talk; and when they have finished, in seconds."""
    called = _trimmed(read(DATA / "wakeword" / "phrases" / f"{CALLS[place % len(CALLS)]}.flac").samples)
    command = COMMANDS[place % len(COMMANDS)]
    asked = _trimmed(_speech(VOICES[place // len(COMMANDS) % len(VOICES)], command))
    parts = (
        *(np.zeros(round(BEFORE * RATE)), called * (PERSON / _level(called)), np.zeros(round(GAP * RATE))),
        asked * (PERSON / _level(asked)),
    )
    ends = sum(map(len, parts)) / RATE
    air = np.concatenate([*parts, np.zeros(round(AFTER * RATE))])
    talk = sorted((DATA / "speech" / "librispeech").glob("*.flac"))
    behind = np.resize(np.roll(read(talk[place % len(talk)]).samples, -7777 * place), len(air))
    air += behind * (PERSON * 10 ** (-snr / 20) / _level(behind))
    return np.clip(air, -32_767, 32_767).astype(np.int16), ends


def _trimmed(samples: Any) -> Any:
    loud = np.flatnonzero(np.abs(samples) > 300)
    return samples[loud[0] : loud[-1] + 1].astype(np.float64)


if __name__ == "__main__":
    main()
