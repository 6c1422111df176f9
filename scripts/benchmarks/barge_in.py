"""Whether the house is woken while it speaks itself, and hears its own voice as nobody's.

    ./scripts/bench barge_in [--level DB ...] [--late MS ...] [--voice NAME ...] [--all]

Real recordings of wake words are said over each voice in a virtual room; *level*: how loud our voice is at the
microphone, against the person's; *late*: by how much. *woken*: by their own word, while we speak. *self*: woken by
our own voice alone. *yields*: we stepped back with nobody there. *raw*: woken if nothing were taken out. *tails*: of as
many questions as recordings, those of which the end was taken for the answer.
The recordings lie in ``../shared/data``; ``--all`` takes those of another corpus too.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.listening import DATA, WORDS, _rows
from earnest.config import Config, ListeningSettings
from earnest.engines.endpoint_silero import SileroEndpoint
from earnest.engines.wake_micro import MicroWake
from earnest.listening.capture import Capture
from earnest.listening.echo import CleanMicrophone, Reference
from earnest.listening.table import Event
from earnest.nouns import RATE, Sound, Tone
from earnest.sound import read, resample
from earnest.testing.echo_room import EchoRoom
from earnest.testing.recordings import SPEAKERS, speech

if TYPE_CHECKING:
    from earnest.nouns import Samples

SAID = (
    "It is half past seven in the evening, and tomorrow will be a little colder than today, with rain at times.",
    "Once upon a time there was a little house, and in it there lived a voice that told a story to all who came by.",
    "At nine you wanted to call your brother, at ten there is the dentist, and in the evening you water the plants.",
)
QUESTION = "You have two reminders for this evening. Shall I go on?"
BEFORE = 3.0
"""Seconds that we speak before somebody speaks over us; the last of them a little more."""
PERSON = 2000.0
"""The person's level, root of the mean power in int16."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--level", type=float, nargs="+", default=[0, -6, -12, -20])
    parser.add_argument("--late", type=int, nargs="+", default=[60, 150, 300, 500])
    parser.add_argument("--voice", nargs="+", default=["hibari", "piper", "espeak"])
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args()
    recordings = list(_recordings(asked.all))
    columns = ("voice", "late ms", "level dB", "n", "woken", "self", "yields", "raw", "tails")
    shown, out = Table(*columns, box=None), Console()
    for voice in asked.voice:
        for late in asked.late:
            for level in asked.level:
                found = [_over(voice, late / 1000, level, place, *each) for place, each in enumerate(recordings)]
                tails = sum(_takes_tail(voice, late / 1000, level, place) for place in range(len(recordings)))
                counts = (str(count) for count in (len(found), *map(sum, zip(*found, strict=True)), tails))
                row = (voice, str(late), f"{level:g}", *counts)
                shown.add_row(*row)
                print(*row, sep="\t", flush=True)
    out.print(shown)


def _over(voice: str, late: float, level: float, place: int, word: str, wave: Samples) -> tuple[bool, int, int, bool]:
    """One recording over our voice: woken, woken by ourselves, stepped back for nobody, woken by the raw sound."""
    begins = round((BEFORE + 0.37 * place % 1.0) * RATE)
    person = wave * (PERSON / _level(wave))
    air = np.concatenate([np.zeros(begins), person, np.zeros(RATE)])
    ours = np.tile(_speech(voice, SAID[place % len(SAID)]), 2)
    room = EchoRoom(air, late=late, loud=PERSON * 10 ** (level / 20) / _level(ours), seed=place)
    microphone, yields = _microphone(room), []
    microphone.yield_floor = lambda talking: (yields.append((talking, room.heard)), room.duck(talking))[0]
    tap, ears, raw_ears = _Tap(room), MicroWake(WORDS), MicroWake(WORDS)
    microphone.inner = tap
    room.play(ours[: round(12 * RATE)])
    woken, ourselves, raw = False, 0, False
    while (frame := microphone.read()) is not None:
        wake = ears.hear(frame)
        if wake is not None and microphone.foreign:
            woken, ourselves = woken or (wake.word == word and room.heard > begins), ourselves + (room.heard < begins)
        before = raw_ears.hear(tap.last)
        raw = raw or (before is not None and before.word == word and room.heard > begins)
    return woken, ourselves, sum(talking and at < begins for talking, at in yields), raw


def _takes_tail(voice: str, late: float, level: float, place: int) -> bool:
    """Whether a question's own end, or anything else of it, is taken for the answer; it is the first that is spoken."""
    ours = _speech(voice, QUESTION)
    air = np.zeros(len(ours) + round(5 * RATE))
    room = EchoRoom(air, late=late, loud=PERSON * 10 ** (level / 20) / _level(ours), seed=place)
    microphone = _microphone(room)
    room.play(ours)
    capture: Capture | None = None
    while (frame := microphone.read()) is not None:
        if room.heard < len(ours):
            continue
        if microphone.audible and not microphone.said_over:
            capture = None
            continue
        capture = capture or Capture(SileroEndpoint(), ListeningSettings(), room.heard / RATE)
        if capture.add(frame) in (Event.ENDED, Event.LIMIT):
            return True
    return False


def _microphone(room: EchoRoom) -> CleanMicrophone:
    room.witness = reference = Reference(room.clock)
    return CleanMicrophone(room, reference, SileroEndpoint())


class _Tap:
    """Keeps the last frame as it was before our voice was taken out."""

    live = True

    def __init__(self, room: EchoRoom) -> None:
        self._room = room
        self.last: Samples = np.zeros(0, np.int16)
        self.open, self.close = room.open, room.close

    def read(self) -> Samples | None:
        frame = self._room.read()
        self.last = self.last if frame is None else frame
        return frame


def _recordings(every: bool) -> Iterator[tuple[str, Samples]]:
    for row in _rows("wakeword/phrases", *(["wakeword/picovoice"] if every else [])):
        word = row["text"].replace(" ", "_")
        if word in WORDS:
            yield word, read(DATA / row["file"]).samples


def _speech(voice: str, text: str, made: dict[tuple[str, str], Samples] = {}) -> Samples:  # noqa: B006
    if voice in SPEAKERS:
        return speech(text, voice).samples
    if (voice, text) not in made:
        pieces = list(_voice(voice).speak(text, Tone()))
        made[voice, text] = resample(Sound(np.concatenate([piece.samples for piece in pieces]), pieces[0].rate)).samples
    return made[voice, text]


def _voice(name: str) -> object:
    from earnest.engines.espeak import EspeakVoice
    from earnest.engines.hibari import HibariVoice
    from earnest.speaking import card_of

    if name == "piper":
        return _Piper(next((DATA / "models" / "piper").glob("*.onnx")))
    card = {"hibari": "hibari-heart", "espeak": "espeak-en-us"}[name]
    return (HibariVoice if name == "hibari" else EspeakVoice)(card_of(card, Config()))


class _Piper:
    """Piper's small voice, as it lies in the data."""

    def __init__(self, model: Path) -> None:
        from piper import PiperVoice

        self._voice = PiperVoice.load(model)

    def speak(self, text: str, _tone: Tone) -> Iterator[Sound]:
        for chunk in self._voice.synthesize(text):
            yield Sound(chunk.audio_int16_array, chunk.sample_rate)


def _level(wave: Samples) -> float:
    """The root of the mean power where it is not silent."""
    frames = wave[: len(wave) // 160 * 160].reshape(-1, 160).astype(np.float64)
    power = (frames**2).mean(axis=1)
    return float(np.sqrt(power[power > power.max() * 1e-3].mean()))


if __name__ == "__main__":
    main()
