"""A breathing exercise of three minutes, in the gentle voice. It is an exercise and no treatment, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from earnest import NeverMind, Reply, Settings, Skills, Sound, Talk, Unanswered, changes, hookimpl, session

IN, OUT = 4.0, 6.0
"""Seconds: six breaths a minute, the way out longer than the way in (Russo et al. 2017, The physiological effects of
slow breathing in the healthy human, Breathe 13(4))."""
_COUNTED, _RATE = 2, 16_000
"""Breaths that are told in words before the sound alone goes on; samples a second."""
_LEVEL = 0.02
"""Of full scale, root mean square at the height of a breath: a whisper's."""


@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("minutes", 3, "how long the exercise takes, about")


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(breathe)


@session
@changes("nothing")
async def breathe(talk: Talk, length: timedelta | None = None) -> Reply:
    """Breathe with you for three minutes."""
    seconds = length.total_seconds() if length is not None else 60.0 * talk.settings["minutes"]
    breaths = max(round(seconds / (IN + OUT)), _COUNTED + 1)
    try:
        await talk.say(talk.words("begins"), tone="gentle")
        for number in range(_COUNTED):
            await talk.say(talk.words("in" if number else "first_in"), tone="gentle")
            await talk.play(_breath(rising=True), name=talk.words("in"))
            await talk.say(talk.words("out"), tone="gentle")
            await talk.play(_breath(rising=False), name=talk.words("out"))
        await talk.say(talk.words("alone"), tone="gentle")
        half = (breaths - _COUNTED) // 2
        await talk.play(_breaths(half), name=talk.words("name"))
        await talk.say(talk.words("halfway"), tone="gentle")
        await talk.play(_breaths(breaths - _COUNTED - half), name=talk.words("name"))
    except (NeverMind, Unanswered):
        return talk.reply("stopped")
    return talk.reply("done_gently" if talk.emotion.seems("sad", "angry") else "done")


def _breaths(count: int) -> Iterator[Sound]:
    for _ in range(count):
        yield from _breath(rising=True)
        yield from _breath(rising=False)


def _breath(*, rising: bool) -> Iterator[Sound]:
    """Soft noise like a breath: it swells on the way in, and dies away on the way out."""
    import numpy as np  # late: it is heavy, and most starts need none

    length = int((IN if rising else OUT) * _RATE)
    time = np.arange(length) / length
    swell = np.sin(np.pi * time / 2) ** 2 if rising else np.cos(np.pi * time / 2) ** 2
    frequencies = np.fft.rfftfreq(length, 1 / _RATE)
    high = 1100.0 if rising else 700.0
    shape = 1.0 / np.sqrt((1 + (300.0 / np.maximum(frequencies, 1.0)) ** 4) * (1 + (frequencies / high) ** 4))
    noise = np.fft.irfft(np.fft.rfft(np.random.default_rng().standard_normal(length)) * shape, length)
    edge = np.minimum(1.0, np.minimum(np.arange(length), np.arange(length)[::-1]) / (0.05 * _RATE))
    samples = noise / noise.std() * swell * edge * _LEVEL * 32767
    yield Sound(samples.clip(-32767, 32767).astype(np.int16), _RATE)
