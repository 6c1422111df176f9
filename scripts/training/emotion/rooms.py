"""A living room of our own making: somebody 1 or 3 m away, a television in the corner, our own voice in between.

Impulse responses after the usual statistics of rooms (Kuttruff, Room Acoustics): direct sound, the first echoes of six
walls, and noise that decays by 60 dB in T60 and is as strong as the direct sound at the critical distance,
0.057 √(volume / T60) m.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from earnest.engines.endpoint_silero import SileroEndpoint
from earnest.listening.echo import CleanMicrophone, Reference
from earnest.testing.echo_room import EchoRoom
from earnest.testing.recordings import speech

from .augmentation import Noises, mixed
from .bank import Heard, hear, read_sound, seeded, tools
from .corpora import Recording

__all__ = ["ROOMS", "Rooms", "in_room"]

Wave = NDArray[np.float32]
RATE = 16_000
VOLUME = (35.0, 75.0)
"""Cubic metres: a small bedroom to a living room."""
T60 = (0.3, 0.6)
"""Seconds: furnished rooms."""
WALLS = 6
TELEVISION = 10.0
"""dB that it is quieter than the person, at the microphone."""
OURS = -12.0
"""dB of our own voice against the person's, at the microphone, before it is taken out."""
OURS_LATE = 0.15
"""Seconds from a sample handed to the loudspeaker until it is heard."""
SPEAKING = 2.0
"""Seconds that we had been speaking when the person begins."""
SAID = "It is half past seven, and tomorrow will be a little colder than today, with rain at times and some wind."
PERSON = 2000.0
"""Level of the person where our voice is taken out: root of the mean power in int16."""

ROOMS = ("1 m", "3 m", "television", "over our voice")
"""``television``: two people talk from 3 m away, 10 dB below the person. ``over our voice``: we speak ourselves, 12 dB
below, and are taken out by the house's own echo canceller."""


@dataclass(frozen=True)
class Rooms:
    """A recording in each of ``ROOMS``."""

    data: Path
    written_in: ClassVar = [Path(__file__)]
    """What its sounds depend on (``bank.build_bank``)."""

    def __call__(self, recording: Recording) -> list[Heard]:
        noises, fbank = tools(self.data)
        return [hear(in_room(room, recording, noises), fbank) for room in ROOMS]


def in_room(room: str, recording: Recording, noises: Noises) -> Wave:
    """A recording as it is heard in one of ``ROOMS``, at its own level."""
    sound = read_sound(recording.path)
    if room == "television":
        return _television(sound, noises.speech, recording.path.name)
    if room == "over our voice":
        return _over_our_voice(sound, recording.path.name)
    return _at_distance(sound, float(room.split()[0]), recording.speaker)


def _impulse_response(distance: float, random: np.random.Generator) -> Wave:
    """From a mouth ``distance`` metres away to the microphone; the direct sound has the strength 1."""
    volume, decay = random.uniform(*VOLUME), random.uniform(*T60)
    time = np.arange(int(decay * RATE)) / RATE
    tail = random.normal(size=len(time)) * 10 ** (-3 * time / decay)
    tail[: int(RATE * random.uniform(0.004, 0.010))] = 0
    critical = 0.057 * np.sqrt(volume / decay)
    response = tail * distance / critical / np.sqrt((tail**2).sum())
    response[0] += 1.0
    for _ in range(WALLS):
        response[int(RATE * random.uniform(0.002, 0.020))] += random.choice([-1, 1]) * random.uniform(0.2, 0.6)
    return np.asarray(response, dtype=np.float32)


def _at_distance(sound: Wave, distance: float, speaker: str) -> Wave:
    """``sound`` through a room that is always the same for a ``speaker``."""
    response = _impulse_response(distance, np.random.default_rng(seeded(speaker, 0)))
    size = 1 << (len(sound) + len(response)).bit_length()
    heard = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(response, size), size)[: len(sound)]
    return _as_loud(heard, sound)


def _television(sound: Wave, talks: list[Wave], name: str) -> Wave:
    """``sound`` with two people's talk from a loudspeaker 3 m away behind it; which is drawn by ``name``."""
    random = np.random.default_rng(seeded(name, 0))
    talk = np.zeros(len(sound), np.float32)
    for share in (1.0, 0.5):
        other = np.resize(talks[random.integers(len(talks))], max(len(sound), RATE))
        talk += share * np.roll(other, int(random.integers(len(other))))[: len(sound)]
    talk = _at_distance(talk, 3.0, name)
    return mixed(sound, talk / max(float(np.sqrt(np.mean(talk**2))), 1e-6), TELEVISION)


def _over_our_voice(sound: Wave, name: str) -> Wave:
    """``sound`` over our own voice, which the house's microphone takes out again."""
    ours = speech(SAID).samples
    ours = np.tile(ours, 1 + round((SPEAKING * RATE + len(sound)) / len(ours)))
    begins = round(SPEAKING * RATE)
    said = sound * PERSON / max(float(np.std(sound)), 1e-9)
    loud = PERSON * 10 ** (OURS / 20) / float(ours.std())
    air = np.concatenate([np.zeros(begins), said, np.zeros(RATE // 10)])
    room = EchoRoom(air, late=OURS_LATE, loud=loud, seed=seeded(name, 0))
    room.witness = reference = Reference(room.clock)
    microphone = CleanMicrophone(room, reference, SileroEndpoint())
    room.play(ours)
    frames = []
    while (frame := microphone.read()) is not None:
        frames.append(frame)
    return _as_loud(np.concatenate(frames)[begins : begins + len(sound)].astype(np.float32), sound)


def _as_loud(heard: NDArray[np.floating], sound: Wave) -> Wave:
    return np.asarray(heard * np.std(sound) / max(float(np.std(heard)), 1e-9), dtype=np.float32)
