"""Whether anybody is cut off, and how long a silence is waited out, with and without a look at the words.

    ./scripts/bench endings --model FOLDER

People: s2i's orders and LibriSpeech. Requests: sentences of the house's own skills, said by flite, whole and with a
pause of a second after "for", "at", "to". Words: "stop", "yes", "no". Each is heard twice, as it was spoken and with
what Whisper hears in every pause. *cut off*: a voice comes after the end. *waited*: median seconds of silence before it
was over, and the most.
All of it lies in ``../shared/data`` but the requests, which need Debian's flite.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.listening import DATA
from earnest.config import Config, ListeningSettings
from earnest.engines.base import FRAME
from earnest.engines.endpoint_silero import SileroEndpoint
from earnest.engines.faster_whisper import FasterWhisper
from earnest.host import Plugins
from earnest.intents import Router
from earnest.listening.capture import Capture
from earnest.listening.table import Event
from earnest.nouns import RATE
from earnest.sound import read
from earnest.supplies.models import Model

REQUESTS = (
    ("set a timer for", "ten minutes"),
    ("wake me up at", "six in the morning"),
    ("remind me to", "water the plants"),
    ("set an alarm for", "half past seven"),
    ("remind me at", "nine to call my brother"),
)
WHOLE = (
    *("what time is it", "tell me a joke", "what are my reminders", "cancel the timer", "flip a coin"),
    *("set a timer for ten minutes", "roll a die", "what can you do", "how was your day", "good morning"),
)
WORDS = ("stop", "yes", "no")
VOICES = ("slt", "rms")
PAUSE = 1.0
"""Seconds."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="a folder with a Whisper model in CTranslate2's form")
    asked = parser.parse_args()
    whisper, shown = FasterWhisper(Model("model", asked.model)), Table("", "n", "cut off", "waited", "most", box=None)
    with tempfile.TemporaryDirectory() as folder:
        plugins = Plugins(Config(data=Path(folder)))
        plugins.load()
        router = Router(plugins.skills)
        for name, sounds in (*_people(), *_requests(Path(folder))):
            for how, looked in (("by voice", None), ("by words", router)):
                found = [_heard(sound, whisper, looked) for sound in sounds]
                cut, waits = sum(cut for cut, _ in found), [waited for _, waited in found]
                waited = f"{statistics.median(waits):.2f} s", f"{max(waits):.2f} s"
                shown.add_row(f"{name}, {how}", str(len(found)), str(cut), *waited)
        plugins.close()
    Console().print(shown)


def _heard(samples: Any, whisper: FasterWhisper, router: Router | None) -> tuple[bool, float]:
    """Whether a voice came after the end, and the seconds of silence before it."""
    capture = Capture(SileroEndpoint(), ListeningSettings(longest=30.0), 0.0)
    padded = np.concatenate([samples, np.zeros(3 * RATE, np.int16)])
    frames = padded[: len(padded) // FRAME * FRAME].reshape(-1, FRAME)
    for number, frame in enumerate(frames, 1):
        event = capture.add(frame)
        if event is Event.PAUSED and router is not None:
            said = capture.utterance(event)
            words = router.completeness(whisper.transcribe(said).text, datetime.now().astimezone())
            capture.judge(words, said.voiced)
        elif event in (Event.ENDED, Event.LIMIT, Event.NO_SPEECH):
            over = number * FRAME / RATE
            return _is_voiced(padded[number * FRAME :]), over - capture.voiced_until
    return False, 0.0


def _is_voiced(samples: Any) -> bool:
    """Whether somebody speaks in it, for a tenth of a second at least."""
    detector = SileroEndpoint()
    window = detector.window
    chances = [detector.voiced(samples[at : at + window]) for at in range(0, len(samples) - window, window)]
    return sum(chance >= 0.5 for chance in chances) > 3


def _people() -> Iterator[tuple[str, list[Any]]]:
    for name in ("s2i", "librispeech"):
        yield name, [read(path).samples for path in sorted((DATA / "speech" / name).glob("*.flac"))]


def _requests(folder: Path) -> Iterator[tuple[str, list[Any]]]:
    if shutil.which("flite") is None:
        return
    hush = np.random.default_rng(0).normal(0, 4, round(PAUSE * RATE)).astype(np.int16)

    def said(text: str, voice: str) -> Any:
        subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(folder / "said.wav")], check=True)
        return read(folder / "said.wav").samples

    yield "words", [said(text, voice) for voice in (*VOICES, "awb", "kal") for text in WORDS]
    yield "requests", [said(text, voice) for voice in VOICES for text in WHOLE]
    paused = [(said(first, voice), said(rest, voice)) for voice in VOICES for first, rest in REQUESTS]
    yield "with a pause", [np.concatenate([first, hush, rest]) for first, rest in paused]


if __name__ == "__main__":
    main()
