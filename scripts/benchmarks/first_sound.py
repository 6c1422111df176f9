"""How soon a long sentence without commas is heard, against waiting for the whole of it.

    ./scripts/bench first_sound [VOICE] [--rounds 5]

Each sentence is made whole and as it is in a turn, in turns; the median of the seconds to the first sound of each, and
the length in characters of what is made first. ``VOICE``: a card's name, or ``auto``.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from earnest.config import load_config
from earnest.engines.base import Voice
from earnest.host import Plugins
from earnest.nouns import Tone
from earnest.speaking import load_voice
from earnest.speaking.stream import Pace, make

SENTENCES = (
    "I have put the milk and the bread on the shopping list for tomorrow morning because you told me that nothing of "
    "it would be left by this evening.",
    "The meeting with the people from the bank begins at half past nine in the morning and it is held in the big room "
    "on the second floor of the house.",
    "I will remind you every day at nine in the evening to take the pills that the doctor gave you and to write down "
    "how you slept in the meantime.",
    "Your alarm for seven tomorrow morning has been cancelled and the one for half past eight is still where you left "
    "it when you went to bed last week.",
    "The weather in Stratford upon Avon will be warm and dry with a light wind from the west until late in the "
    "evening and colder after the weekend.",
    "You asked me to turn on the light in the kitchen but there is no light that I can reach from here as long as that "
    "switch on the wall is off.",
)
"""Of 140 to 152 letters."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("voice", nargs="?", default="auto")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--data", type=Path, help="the household's folder")
    asked = parser.parse_args()
    config = load_config(None, asked.data)
    plugins = Plugins(config)
    plugins.load()
    try:
        measure(load_voice(asked.voice, config, plugins.engines), asked.rounds)
    finally:
        plugins.close()


def measure(voice: Voice, rounds: int) -> None:
    """One row a sentence, and all together."""
    shown = Table("sentence", "whole", "in a turn", "ratio", "first, of", box=None)
    pace, both = Pace(), []
    list(make(voice, "Something short, to be warm.", Tone(), pace=pace))
    for sentence in SENTENCES:
        first = next(make(voice, sentence, Tone(), pace=pace))
        pairs = [_pair(voice, sentence, pace) for _ in range(rounds)]
        whole, cut = (statistics.median(each) for each in zip(*pairs, strict=True))
        both.append((whole, cut))
        shown.add_row(sentence[:40], *_row(whole, cut), f"{len(first.text)}, {len(sentence)}")
    shown.add_row(f"{voice.name}, all", *_row(*(statistics.median(each) for each in zip(*both, strict=True))))
    Console().print(shown)


def _row(whole: float, cut: float) -> tuple[str, str, str]:
    return f"{1000 * whole:.0f} ms", f"{1000 * cut:.0f} ms", f"{cut / whole:.2f}"


def _pair(voice: Voice, sentence: str, pace: Pace) -> tuple[float, float]:
    whole = _seconds(lambda: list(voice.speak(sentence, Tone())))
    return whole, _seconds(lambda: next(make(voice, sentence, Tone(), pace=pace)))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
