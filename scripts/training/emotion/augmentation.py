"""The same utterance in other rooms, through other microphones, with other sounds, from other throats.

A *channel* is drawn once for a speaker and a variant, so that what is known of the speaker was heard through the same
microphone; the sound behind an utterance is drawn for each utterance.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import torch
from numpy.typing import NDArray
from scipy.signal import lfilter
from speechbrain.augment.time_domain import SpeedPerturb
from speechbrain.processing.signal_processing import reverberate

from .corpora import read_noises

__all__ = ["Channel", "Noises", "band_limited", "coloured", "draw_channel", "heard_through", "mixed", "resound"]

Wave = NDArray[np.float32]
RATE = 16_000
SPEEDS = (84, 88, 92, 96, 100, 104, 108, 112, 116)
"""Per cent; faster is also higher, as another speaker would be."""
COSINES = 6
"""How finely a microphone colours a voice: the fastest cosine goes up and down three times."""
COLOUR = 4.0
"""dB, the standard deviation of the slowest cosine's weight; faster ones weigh less."""


@dataclass(frozen=True, slots=True)
class Channel:
    """How one speaker reaches the microphone."""

    speed: int
    """Per cent of ``SPEEDS``."""
    gain: float
    """dB."""
    reverberation: float
    """T60 in seconds; 0 for none."""
    direct: float
    """Direct sound against reverberation in dB: near is high, far is low."""
    highest: float
    """Upper band limit in Hz; 8000 for none."""
    tilt: float
    """Pre-emphasis from -0.5 (dull) to 0.5 (bright)."""
    colour: tuple[float, ...]
    """dB: how the microphone colours a voice, as the weights of cosines over the mel scale, the slowest first."""
    seed: int


def draw_channel(random: np.random.Generator) -> Channel:
    """Return a channel: half of them in a room, a fifth narrow-band as a telephone or an old headset."""
    return Channel(
        speed=int(random.choice(SPEEDS)),
        gain=float(np.clip(random.normal(0, 5), -12, 12)),
        reverberation=float(random.uniform(0.15, 0.6)) if random.random() < 0.5 else 0.0,
        direct=float(random.uniform(-3, 15)),
        highest=float(random.choice([3600.0, random.uniform(4000, 7800), 8000.0], p=[0.2, 0.3, 0.5])),
        tilt=float(random.uniform(-0.4, 0.4)),
        colour=tuple(random.normal(0, COLOUR / np.arange(1, COSINES + 1) ** 0.7).tolist()),
        seed=int(random.integers(2**31)),
    )


def heard_through(channel: Channel, sound: Wave) -> Wave:
    """Return ``sound`` as the channel carries it."""
    wave = torch.from_numpy(sound)[None]
    if channel.speed != 100:
        wave = SpeedPerturb(RATE, speeds=[channel.speed])(wave)
    if channel.reverberation:
        wave = reverberate(wave, torch.from_numpy(_room(channel)), rescale_amp="avg")
    limited = band_limited(wave[0].numpy(), channel.highest)
    tilted = lfilter([1.0, -channel.tilt], [1.0], coloured(limited, channel.colour))
    level = np.std(sound) / max(float(np.std(tilted)), 1e-6) * 10 ** (channel.gain / 20)
    return np.clip(tilted * level, -1, 1).astype(np.float32)


def _room(channel: Channel) -> NDArray[np.float32]:
    """Return a synthetic impulse response: a direct sound and noise that decays by 60 dB in T60."""
    random = np.random.default_rng(channel.seed)
    time = np.arange(int(channel.reverberation * RATE)) / RATE
    tail = random.normal(size=len(time)) * 10 ** (-3 * time / channel.reverberation)
    tail[: RATE // 400] = 0
    tail *= np.sqrt(10 ** (-channel.direct / 10) / max(float((tail**2).sum()), 1e-9))
    tail[0] = 1.0
    return tail.astype(np.float32)


def band_limited(sound: Wave, highest: float) -> Wave:
    """Return ``sound`` without what lies above ``highest`` Hz."""
    if highest >= RATE / 2:
        return sound
    spectrum = np.fft.rfft(sound)
    spectrum[np.fft.rfftfreq(len(sound), 1 / RATE) > highest] = 0
    return np.fft.irfft(spectrum, len(sound)).astype(np.float32)


def coloured(sound: Wave, colour: tuple[float, ...]) -> Wave:
    """Return ``sound`` with each frequency louder or quieter by the sum of ``colour``'s cosines over the mel scale."""
    spectrum = np.fft.rfft(sound)
    mel = np.log1p(np.fft.rfftfreq(len(sound), 1 / RATE) / 700) / np.log1p(RATE / 2 / 700)
    decibels = sum(weight * np.cos(np.pi * order * mel) for order, weight in enumerate(colour, 1))
    return np.fft.irfft(spectrum * 10 ** (decibels / 20), len(sound)).astype(np.float32)


class Noises:
    """Sounds of a home to put behind an utterance: those of the data folder, babble, and pink and white noise."""

    def __init__(self, folder: Path) -> None:
        kitchens = sorted((folder / "noise").glob("kitchen*.flac"))
        self.sounds = [_read(path) for path in [*kitchens, *(noise.path for noise in read_noises(folder, False))]]
        self.speech = [_read(path) for path in sorted((folder / "speech").rglob("*.flac"))]

    def draw(self, length: int, random: np.random.Generator) -> Wave:
        """Return ``length`` samples of one sound at unit power."""
        kind = random.choice(["sound", "babble", "pink", "white"], p=[0.5, 0.2, 0.2, 0.1])
        if kind == "sound" and self.sounds:
            noise = _piece(self.sounds, length, random)
        elif kind == "babble" and self.speech:
            noise = np.sum([_piece(self.speech, length, random) for _ in range(4)], axis=0)
        else:
            noise = coloured_noise(length, 0.0 if kind == "white" else 1.0, random)
        return (noise / max(float(np.sqrt(np.mean(noise**2))), 1e-6)).astype(np.float32)


def coloured_noise(length: int, slope: float, random: np.random.Generator) -> Wave:
    """Return noise whose power falls with frequency to the power ``slope`` (0 white, 1 pink)."""
    spectrum = np.fft.rfft(random.normal(size=length))
    spectrum /= np.maximum(np.arange(len(spectrum)), 1) ** (slope / 2)
    return np.fft.irfft(spectrum, length).astype(np.float32)


def mixed(sound: Wave, noise: Wave, snr: float) -> Wave:
    """Return ``sound`` with unit-power ``noise`` at a signal-to-noise ratio of ``snr`` dB over the whole utterance."""
    power = float(np.sqrt(np.mean(sound**2)))
    return np.clip(sound + noise * power * 10 ** (-snr / 20), -1, 1).astype(np.float32)


def resound(sound: Wave, channel: Channel, noises: Noises, random: np.random.Generator) -> Wave:
    """Return ``sound`` through ``channel``, in four of five cases with a noise 3 to 19 dB below it."""
    heard = heard_through(channel, sound)
    if random.random() < 1 / 5:
        return heard
    return mixed(heard, noises.draw(len(heard), random), float(random.uniform(3, 19)))


def _read(path: Path) -> Wave:
    sound, _ = soundfile.read(path, dtype="float32")
    return sound


def _piece(sounds: list[Wave], length: int, random: np.random.Generator) -> Wave:
    """Return a random piece of a random sound at unit power, repeated when it is too short."""
    sound = sounds[random.integers(len(sounds))]
    sound = np.resize(sound, max(length, len(sound)))
    start = random.integers(len(sound) - length + 1)
    piece = sound[start : start + length]
    return piece / max(float(np.sqrt(np.mean(piece**2))), 1e-4)
