"""An alarm in a virtual room: how soon after "stop" it is silent, and whether talk and television stop it.

    ./scripts/bench alarm [--times 10] [--ring DB ...] [--voice NAME ...] [--talk MINUTES]

A house of its own process with its real devices in PulseAudio rings; somebody says "stop", again where that was not
heard. *ring*: how loud it is at the microphone, against the person's voice, a tenth of a second late. *heard*: how
often at the first "stop", and at any. *silent*: seconds from the end of the "stop" that was heard to the last sound
of the loudspeaker, where it sounded just then. ``--talk``: minutes of a home's sounds and television into the ring, and
how often that stopped it. The voices are flite's, and "hibari".
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.barge_in import _level, _speech
from benchmarks.living.home import PERSON, Home, Television, at_level, call, trimmed
from benchmarks.living.sounds import Sounds
from earnest import chimes
from earnest.memory import Memory
from earnest.nouns import RATE, Reply
from earnest.talk import Due
from earnest.testing.pulse_room import HEARD, QUIET, Recorder, Room

if TYPE_CHECKING:
    from earnest.nouns import Samples

WAYS = ("stop", "stop", "please stop", "stop it")
AGAIN = 2.0
"""Seconds after which somebody says it again."""
TRIES = 4
SOON = 4.0
"""Seconds after which somebody comes, give or take one."""
SETTINGS = {"recognizer": "pocketsphinx", "emotion": {"consent": "no"}}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--ring", type=float, nargs="+", default=[-18, -12, -6, 0])
    parser.add_argument("--voice", nargs="+", default=["slt", "rms", "awb", "kal", "hibari"])
    parser.add_argument("--talk", type=float, default=0.0, metavar="MINUTES")
    options = parser.parse_args()
    columns = (
        ("false stops", "wakes", "rang out") if options.talk else ("n", "heard", "at any", "n", "silent s", "most")
    )
    shown = Table("ring dB", *columns, box=None)
    for ring in options.ring:
        with _house(ring) as home:
            row = _minutes(home, options.talk) if options.talk else _stops(home, options)
        shown.add_row(f"{ring:g}", *row)
    Console().print(shown)


@contextmanager
def _house(ring: float) -> Iterator[Home]:
    """A house that hears its own ring as loud as that, as it is in its first seconds."""
    echo = ring + 20 * np.log10(PERSON / _level(chimes.ring().samples)) - chimes.growth(SOON)
    with tempfile.TemporaryDirectory() as name:
        room = Room(Path(name))
        room.start()
        try:
            with room.heard_by_itself(echo):
                home = Home(room, Path(name), SETTINGS, None)
                assert home.until(0, "ready", 60.0), "the house did not begin"
                try:
                    yield home
                finally:
                    home.end()
        finally:
            room.stop()


def _stops(home: Home, options: argparse.Namespace) -> list[str]:
    """Ring and be stopped as often as asked for, one voice after another."""
    firsts, ended, late = 0, 0, []
    chance = random.Random(0)
    for number in range(options.times):
        voice, way = options.voice[number % len(options.voice)], WAYS[number % len(WAYS)]
        tries, seconds = _one(home, at_level(trimmed(_speech(voice, way))), chance.uniform(SOON - 1, SOON + 1))
        print(f"  {voice} “{way}”: " + (f"at the {tries}., {seconds:.2f} s" if tries else "never"), flush=True)
        firsts, ended = firsts + (tries == 1), ended + (tries > 0)
        late += [seconds] if seconds > 0 else []
    middle, most = (f"{value:.2f}" for value in (statistics.median(late or [0]), max(late or [0])))
    return [str(options.times), str(firsts), str(ended), str(len(late)), middle, most]


def _one(home: Home, word: Samples, after: float) -> tuple[int, float]:
    """At which "stop" it ended, 0 where a wake word had to, and the seconds until silence, negative in a pause."""
    since = _ring(home)
    around = home.room.environment_of_all()
    ear = Recorder(home.room.folder / "ear.raw", around)
    mouth = Recorder(home.room.folder / "mouth.raw", around, HEARD)
    later = len(ear.sound.samples) - len(mouth.sound.samples)
    time.sleep(after)
    tried = _tell_it(home, word, since)
    if not tried:
        _wake(home)
    time.sleep(1.5)
    heard, said = ear.sound.samples, mouth.sound.samples
    ear.stop()
    mouth.stop()
    if not tried:
        return 0, 0.0
    loud = np.flatnonzero(np.abs(heard.astype(int)) > QUIET)[-1]
    ends = [end + later for end in _ends(said, word)]
    return tried, (loud - ends[-1]) / RATE


def _ring(home: Home) -> int:
    """Something begins to ring; how many events there were before."""
    since = len(home.events)
    memory = Memory(home.data)
    memory.keep_due(Due("bench", datetime.now().astimezone(), Reply("Time to get up."), rings=True))
    memory.close()
    assert home.until(since, "ringing", 20.0), "nothing rings"
    return since


def _tell_it(home: Home, word: Samples, since: int) -> int:
    """Say it until it is heard; at which time it was, 0 for none."""
    for tried in range(1, TRIES + 1):
        home.say(word)
        if home.until(since, "ringing", AGAIN, ended_by="stop") is not None:
            return tried
    return 0


def _wake(home: Home) -> None:
    """Somebody calls it by its name, until it listens."""
    since = len(home.events)
    for number in range(10):
        home.say(call(number))
        if home.until(since, "ringing", 3.0) is not None:
            break
    home.until(since, "speech", 20.0)


def _ends(sound: Samples, word: Samples) -> list[int]:
    """Where each place ends at which ``word`` was said: by correlation, at a quarter of the rate."""
    likeness = np.correlate(sound[::4].astype(float), word[::4].astype(float), "valid")
    places = np.flatnonzero(likeness > 0.7 * likeness.max())
    firsts = [place for place, before in zip(places, [-RATE, *places[:-1]], strict=True) if place - before > RATE // 8]
    return [int(4 * place + len(word)) for place in firsts]


def _minutes(home: Home, minutes: float) -> list[str]:
    """A home's sounds while it rings, anew whenever it has rung for long enough; how often they stopped it."""
    television = Television(home.room, Sounds(1).stretch)
    began, ends = time.monotonic(), Counter[str]()
    while time.monotonic() - began < 60 * minutes:
        since = _ring(home)
        ended: Any = None
        while ended is None and time.monotonic() - began < 60 * minutes:
            time.sleep(1.0)
            ended = next(
                (
                    event["ended_by"]
                    for _, event in home.events[since:]
                    if event["event"] == "ringing" and "ended_by" in event
                ),
                None,
            )
        ends[ended or "limit"] += 1
    television.off()
    return [str(ends["stop"] + ends["snooze"]), str(ends["wake"]), str(ends["limit"])]


if __name__ == "__main__":
    main()
