"""Whether a quiet talker and a loud one are heard alike.

    ./scripts/bench levels --model FOLDER

At each level, root of the mean power in int16, over the hiss of a microphone: *woken* by recordings of wake words;
*over in time*: commands of which the end is found within 1.2 s; *right*: those of which Whisper hears skill and slots.
Each with a faint voice raised and, in brackets, left as it is. Recordings lie in ``../shared/data``.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.background import COMMANDS, VOICES, _meant, _trimmed
from benchmarks.barge_in import _level, _recordings, _speech
from benchmarks.listening import WORDS
from earnest.config import Config, ListeningSettings
from earnest.engines.base import FRAME
from earnest.engines.endpoint_silero import SileroEndpoint
from earnest.engines.faster_whisper import FasterWhisper
from earnest.engines.wake_micro import MicroWake
from earnest.host import Plugins
from earnest.intents import Router
from earnest.listening.capture import Capture
from earnest.listening.levels import levelled
from earnest.listening.nearness import Nearness
from earnest.listening.table import Event
from earnest.nouns import RATE, Sound, Utterance
from earnest.supplies.models import Model

LEVELS = (10_000, 1000, 300, 100, 30, 12)
HISS = 1.5
"""Standard deviation, int16."""
IN_TIME = 1.2
"""Seconds."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="a folder with a Whisper model in CTranslate2's form")
    asked = parser.parse_args()
    shown = Table("level", "woken", "over in time", "right", box=None)
    with tempfile.TemporaryDirectory() as folder:
        plugins = Plugins(Config(data=Path(folder)))
        plugins.load()
        router, whisper = Router(plugins.skills), FasterWhisper(Model("model", asked.model))
        whisper.expect(router.phrases)
        for level in LEVELS:
            row = (str(level), _woken(level), _over(level), _right(level, whisper, router))
            shown.add_row(*row)
            print(*row, sep="\t", flush=True)
        plugins.close()
    Console().print(shown)


def _woken(level: float) -> str:
    ears, found = MicroWake(WORDS), []
    for word, wave in _recordings(every=False):
        ears.reset()
        found.append(word in {wake.word for frame in _frames(_air(wave, level, 1.0)) if (wake := ears.hear(frame))})
    return f"{sum(found)} of {len(found)}"


def _over(level: float) -> str:
    call = next(wave for word, wave in _recordings(every=False) if word == "okay_nabu")
    before = list(_frames(_air(call, level, 2.0)[: -round(1.9 * RATE)]))
    knowing, whole = 0, 0
    bare = 0
    for command in _commands():
        whole += 1
        air, ends = _air(command, level, 3.0), len(command) / RATE + 3.0
        knowing += 0.0 < _end(air, Nearness(before)) - ends <= IN_TIME
        bare += 0.0 < _end(air, None) - ends <= IN_TIME
    return f"{knowing} ({bare}) of {whole}"


def _end(air: Any, nearness: Nearness | None) -> float:
    capture = Capture(SileroEndpoint(), ListeningSettings(), 0.0, nearness=nearness)
    for number, frame in enumerate(_frames(air), 1):
        if capture.add(frame) in (Event.ENDED, Event.LIMIT, Event.NO_SPEECH):
            return number * FRAME / RATE
    return 0.0


def _right(level: float, whisper: FasterWhisper, router: Router) -> str:
    raised = left = whole = 0
    for place, command in enumerate(_commands()):
        meant = _meant(COMMANDS[place % len(COMMANDS)], router)
        utterance = Utterance(Sound(_air(command, level, 0.3)))
        whole += 1
        raised += _meant(whisper.transcribe(levelled(utterance)).text, router) == meant
        left += _meant(whisper.transcribe(utterance).text, router) == meant
    return f"{raised} ({left}) of {whole}"


def _commands() -> Any:
    return (_trimmed(_speech(voice, command)) for voice in VOICES for command in COMMANDS)


def _air(wave: Any, level: float, around: float) -> Any:
    quiet = np.zeros(round(around * RATE))
    air = np.concatenate([quiet, wave * (level / _level(wave)), quiet])
    hiss = np.random.default_rng(0).normal(0.0, HISS, len(air))
    return np.clip(air + hiss, -32_767, 32_767).astype(np.int16)


def _frames(air: Any) -> Any:
    return air[: len(air) // FRAME * FRAME].reshape(-1, FRAME)


if __name__ == "__main__":
    main()
