"""Living with the house for hours: does it wake by itself, forget, come late, or grow?

    ./scripts/bench soak [--live HOURS] [--recorded HOURS] [--reminders N] [--model FOLDER]

*Live*: a house of its own process with its real devices in a virtual room (PulseAudio), its own voice in its
microphone 12 dB softer and 0.1 s late, a television that is never off, somebody who calls every minute, N reminders,
some of which ring until somebody says "stop". *Recorded*: as many hours of other people's sound as fast as the machine
allows, with a call every half hour to see that it still listens. Memory, threads and descriptors are those of the house
and all that it starts (recorded: of the process that listens; the sounds are mixed in another). Ctrl-C ends a part, and
what there is by then is told. ``--model``: a Whisper model in CTranslate2's form; without, it hears with what there is.
Speech and noise come from ``../shared/data``; the commands need Debian's flite.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import multiprocessing
import os
import random
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.living.home import Home, Television, asked, call, in_one_breath
from benchmarks.living.reckoning import Reckoning
from benchmarks.living.sounds import STRETCH, Sounds
from benchmarks.living.vitals import Vitals, told, vitals
from earnest.config import load_config
from earnest.engines.base import FRAME
from earnest.engines.loudspeaker import SilentSpeaker
from earnest.house.assistant import Assistant
from earnest.house.household import Household
from earnest.memory import Memory
from earnest.nouns import RATE, Reply
from earnest.shipped import shipped
from earnest.talk import Due
from earnest.testing.pulse_room import Room
from earnest.testing.recordings import SPEAKERS

if TYPE_CHECKING:
    from earnest.nouns import Samples

COMMANDS = ("what time is it", "tell me a joke", "flip a coin", "what are my reminders", "what can you do")
EVERY = 60.0
"""Seconds between two calls."""
RINGS = 25
"""One reminder in so many rings."""
ECHO = -12
"""dB of the house's own voice in its microphone."""
LOOK = 10.0
"""Seconds between two looks at how the house fares."""
TOLD = 600.0
"""Seconds between two reports."""
CALL = 1800.0
"""Seconds of recorded sound between two calls."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--live", type=float, default=2.0, metavar="HOURS")
    parser.add_argument("--recorded", type=float, default=24.0, metavar="HOURS")
    parser.add_argument("--reminders", type=int, default=500, metavar="N")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if options.live:
        _live(options)
    if options.recorded:
        _recorded(options)


def _live(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        room = Room(Path(folder))
        room.start()
        try:
            with room.heard_by_itself(ECHO):
                _Evening(room, Path(folder), options).live()
        finally:
            room.stop()


class _Evening:
    """Hours in one house."""

    def __init__(self, room: Room, folder: Path, options: argparse.Namespace) -> None:
        self._hours, self._count = options.live, options.reminders
        self._chance, self._sounds = random.Random(options.seed), Sounds(options.seed + 1)
        self._home, self._room = Home(room, folder, {}, options.model), room
        self._so_far, self._vitals = Reckoning(), list[Vitals]()
        self._next_call, self._next_look, self._next_told = EVERY, 0.0, TOLD
        self._stop_at = 0.0

    def live(self) -> None:
        """Until the time is over, the house ends, or somebody presses Ctrl-C; then tell."""
        if self._home.until(0, "ready", 120.0) is None:
            raise SystemExit(f"the house did not begin; {self._home.data.parent / 'house.log'}")
        self._home.seen = self._so_far.take
        self._began = self._so_far.began = time.monotonic()
        self._keep_reminders()
        television = Television(self._room, self._sounds.stretch)
        try:
            while self._since < self._hours * 3600 and self._home.lives:
                self._moment()
                time.sleep(0.1)
        except KeyboardInterrupt:
            pass
        finally:
            lived = self._home.lives
            self._tell("live" if lived else "live, until the house DIED")
            television.off()
            print(f"   ended within {self._home.end():.1f} s", flush=True)

    @property
    def _since(self) -> float:
        return time.monotonic() - self._began

    def _keep_reminders(self) -> None:
        """All of them at once, at moments that nobody chose, the last two minutes before the end."""
        memory, now, mono = Memory(self._home.data), datetime.now().astimezone(), time.monotonic()
        moments = sorted(self._chance.uniform(30.0, self._hours * 3600 - 120.0) for _ in range(self._count))
        for number, moment in enumerate(moments, 1):
            name, rings = f"Here is number {number}.", number % RINGS == 0
            slots = {"kind": "alarm", "name": str(number)} if rings else {}
            memory.keep_due(Due("soak", now + timedelta(seconds=moment), Reply(name), slots=slots, rings=rings))
            self._so_far.due[name] = mono + moment
        memory.close()

    def _moment(self) -> None:
        """Whatever is to be done now."""
        since, so_far = self._since, self._so_far
        if since >= self._next_look:
            self._next_look += LOOK
            with contextlib.suppress(OSError):  # it has ended, which is noticed next
                self._vitals.append(vitals(self._home.pid, since / 3600))
        if since >= self._next_told:
            self._next_told += TOLD
            self._tell("so far")
        if so_far.ringing:
            self._silence_it()
        else:
            self._stop_at = 0.0
            if since >= self._next_call:
                self._next_call += EVERY
                self._call()

    def _call(self) -> None:
        """Somebody calls and asks."""
        number, voice = self._so_far.calls, self._chance.choice(SPEAKERS)
        word, command = call(number), asked(COMMANDS[number % len(COMMANDS)], voice)
        self._so_far.calls += 1
        began = time.monotonic()
        self._so_far.calling = (began, began + len(word) / RATE)
        self._home.say(in_one_breath(word, command))

    def _silence_it(self) -> None:
        """Somebody comes after a few seconds and says "stop", again where that was not heard."""
        if not self._stop_at:
            self._stop_at = time.monotonic() + self._chance.uniform(3.0, 8.0)
        elif time.monotonic() >= self._stop_at:
            said = asked("stop", self._chance.choice(SPEAKERS))
            self._so_far.stops += 1
            self._so_far.stopping = (time.monotonic(), time.monotonic() + len(said) / RATE)
            self._home.say(said)
            self._stop_at = time.monotonic() + 2.5

    def _tell(self, when: str) -> None:
        hours = self._since / 3600
        print(f"{when}, {60 * hours:.0f} min at {datetime.now():%H:%M}, on {os.cpu_count()} processors")
        print("\n".join([*self._so_far.lines(hours), *told(self._vitals)]))
        heard = self._sounds
        people = f"{heard.people / 60:.0f} min of people, round {heard.rounds}"
        print(f"  sounds: {people}, {heard.generated / 60:.0f} generated\n", flush=True)


def _recorded(options: argparse.Namespace) -> None:
    """The sound is mixed in one process and heard in this."""
    context = multiprocessing.get_context("spawn")
    stretches: Any = context.Queue(4)
    mixing = context.Process(target=_mix, args=(options.seed + 2, options.recorded, stretches), daemon=True)
    mixing.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            _hear(Path(folder), options, stretches)
    finally:
        mixing.terminate()
        mixing.join()


def _mix(seed: int, hours: float, stretches: Any) -> None:
    sounds = Sounds(seed)
    for _ in range(round(hours * 3600 / STRETCH)):
        stretches.put((sounds.stretch(), sounds.people, sounds.rounds, sounds.generated))
    stretches.put(None)


def _hear(folder: Path, options: argparse.Namespace, stretches: Any) -> None:
    config = load_config(shipped("config") / "earnest.yaml", folder)
    if options.model is not None:
        (folder / "models").mkdir()
        (folder / "models" / "base").symlink_to(options.model.resolve())
    house = Household(config.model_copy(update={"emotion": config.emotion.model_copy(update={"consent": "yes"})}))
    hours = _Hours(stretches)
    began = time.monotonic()
    try:
        asyncio.run(Assistant(house, hours, SilentSpeaker(), hours.take).run())
    except KeyboardInterrupt:
        pass
    finally:
        house.close()
        hours.tell(f"recorded, heard in {(time.monotonic() - began) / 60:.0f} min")


class _Hours:
    """A microphone that hears the stretches one after the other, and what the house said to them."""

    live = False

    def __init__(self, stretches: Any) -> None:
        self._stretches, self._so_far, self._vitals = stretches, Reckoning(), list[Vitals]()
        self._frames: Any = iter(())
        self._heard, self._next_call, self._mixed = 0.0, CALL, ""

    def open(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to do."""

    def read(self) -> Samples | None:
        """The next 10 ms; None after the last."""
        frame: Samples | None = next(self._frames, None)
        if frame is None and (stretch := self._stretches.get()) is not None:
            self._frames = iter(self._with_call(stretch))
            frame = next(self._frames)
        return frame

    def _with_call(self, mixed: tuple[Samples, float, int, float]) -> np.ndarray[Any, Any]:
        """The stretch's frames, now and then a call in a quiet moment before it."""
        stretch, people, rounds, generated = mixed
        self._mixed = f"{people / 3600:.1f} h of people, round {rounds}, {generated / 3600:.1f} h generated"
        self._vitals.append(vitals(os.getpid(), self._heard / 3600))
        if self._heard >= self._next_call:
            self._next_call += CALL
            hush, word = np.zeros(3 * RATE, np.int16), call(self._so_far.calls)
            begins = self._heard + 3.0
            self._so_far.calling = (begins, begins + len(word) / RATE)
            self._so_far.calls += 1
            said = in_one_breath(word, asked(COMMANDS[self._so_far.calls % len(COMMANDS)], "slt"))
            stretch = np.concatenate([hush, said, hush, stretch])
            if self._so_far.calls % 4 == 0:
                self.tell("recorded, so far")
        self._heard += len(stretch) / RATE
        return stretch[: len(stretch) // FRAME * FRAME].reshape(-1, FRAME)

    def take(self, event: dict[str, Any]) -> None:
        """What the house told, where it is in the stream."""
        self._so_far.take(event["at"], event)

    def tell(self, when: str) -> None:
        """What came of it so far."""
        print(f"{when}: {self._heard / 3600:.2f} h")
        print("\n".join([*self._so_far.lines(self._heard / 3600), *told(self._vitals)]))
        print(f"  sounds: {self._mixed}", flush=True)


if __name__ == "__main__":
    main()
