"""What every voice goes through after its engine: edges, breath, brightness, tilt, level, limiter, pauses.

The engine moves rate, pitch and range; here is what can be done to any sound alike, unless the engine did it better
(``Voice.takes``). All of it is a few Fourier transforms of one sentence: `earnest voices check` reports what it costs.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from earnest.nouns import Sound, Tone
from earnest.speaking.breath import breathe
from earnest.speaking.loudness import Wave, fast_length, gated, k_weighting

TARGET = -18.0
"""LUFS of every voice in the neutral tone: AES TD1008 (2021), speech."""
CEILING = 0.89
"""Largest sample, of 1: -1 dBFS, as AES TD1008 asks."""
SHELF = 3_000.0
"""Hz above which brightness acts."""
TILT = (200.0, 1_000.0, 8_000.0)
"""Hz from which tilt acts, where it changes nothing, and up to which: below lies the pitch, above hardly any voice."""
_FADE = 0.004
"""Seconds of fade at each end; with the cut at a zero crossing nothing clicks."""
_LEAD = 0.02
"""Seconds kept before the first and after the last audible sample, so that no consonant is cut."""
_QUIET = 10 ** (-50 / 20)
"""Of the peak: below it a sample is silence."""
_GAP = 0.05
"""Seconds of silence inside a sentence that count as a pause between phrases."""


def shape(sound: Sound, tone: Tone, phrases: int = 0, done: frozenset[str] = frozenset()) -> Sound:
    """One sentence as ``tone`` wants it heard, levelled, without its silent ends.

    ``phrases``: how many pauses inside it may be lengthened. ``done``: what the engine has made of the tone itself, by
    the names of its fields. Nothing but silence gives an empty sound.
    """
    wave = _trim(sound.samples.astype(np.float32) / np.float32(32_768), sound.rate)
    if not len(wave):
        return Sound(np.zeros(0, np.int16), sound.rate)
    breath = 1.0 if tone.whisper else tone.breath
    if breath and ("whisper" if tone.whisper else "breath") not in done:
        wave = breathe(wave, sound.rate, breath)
    wave = _level(wave, sound.rate, tone, 0.0 if "tilt" in done else tone.tilt)
    wave = _limit(wave, sound.rate)
    wave = _lengthen(wave, sound.rate, tone.phrase_pause, phrases)
    _fade(wave, sound.rate)
    return Sound(np.rint(wave * 32_767).astype(np.int16), sound.rate)


def silence(seconds: float, rate: int) -> Sound:
    """Nothing, for that long."""
    return Sound(np.zeros(round(seconds * rate), np.int16), rate)


def join(first: Sound, *rest: Sound) -> Sound:
    """One after the other, to the sample; all of one rate."""
    return Sound(np.concatenate([first.samples, *(sound.samples for sound in rest)]), first.rate)


def _trim(wave: Wave, rate: int) -> Wave:
    """Without the silence at either end, cut where the wave crosses zero."""
    peak = float(np.abs(wave).max(initial=0.0))
    audible = np.flatnonzero(np.abs(wave) > peak * _QUIET)
    if not len(audible):
        return wave[:0]
    lead = int(_LEAD * rate)
    crossings = np.flatnonzero((np.signbit(wave[1:]) != np.signbit(wave[:-1])) | (wave[1:] == 0)) + 1
    edges = np.concatenate(([0], crossings, [len(wave)]))
    start = edges[np.searchsorted(edges, max(audible[0] - lead, 0), "right") - 1]
    end = edges[np.searchsorted(edges, min(audible[-1] + lead, len(wave)), "left")]
    return wave[start:end]


def _level(wave: Wave, rate: int, tone: Tone, tilt: float) -> Wave:
    """Tilted, and brightened as the tone asks, then brought to the target loudness plus the tone's energy."""
    size = fast_length(max(len(wave), int(0.4 * rate)))
    spectrum = np.fft.rfft(wave, size)
    if tone.brightness or tilt:
        spectrum *= _shelf(size, rate, round(tone.brightness, 1)) * _slope(size, rate, round(tilt, 2))
        wave = np.fft.irfft(spectrum, size)[: len(wave)].astype(np.float32)
    spectrum *= k_weighting(size, rate)
    found = gated(np.fft.irfft(spectrum, size)[: len(wave)], rate)
    return wave * np.float32(10 ** ((TARGET + tone.energy - found) / 20)) if np.isfinite(found) else wave


@lru_cache(maxsize=16)
def _shelf(size: int, rate: int, decibels: float) -> Wave:
    """A first-order high shelf's gain at each frequency of a transform of ``size`` samples."""
    high = 10 ** (decibels / 20)
    squared = (np.fft.rfftfreq(size, 1 / rate) / SHELF) ** 2
    gain: Wave = np.sqrt((1 + high * squared) / (1 + squared / high)).astype(np.float32)
    return gain


@lru_cache(maxsize=16)
def _slope(size: int, rate: int, tilt: float) -> Wave:
    """The gain at each frequency of a tilt of so many dB per octave."""
    low, pivot, high = TILT
    octaves = np.log2(np.clip(np.fft.rfftfreq(size, 1 / rate), low, high) / pivot)
    gain: Wave = (10 ** (tilt * octaves / 20)).astype(np.float32)
    return gain


def _limit(wave: Wave, rate: int) -> Wave:
    """Turned down around every peak above the ceiling, 5 ms ahead of it and after it."""
    if np.abs(wave).max(initial=0.0) <= CEILING:
        return wave
    step = max(rate // 1000, 1)
    blocks = -(-len(wave) // step)
    padded = np.zeros(blocks * step, np.float32)
    padded[: len(wave)] = np.abs(wave)
    need = CEILING / np.maximum(padded.reshape(blocks, step).max(axis=1), CEILING)
    reach = 5
    around = np.lib.stride_tricks.sliding_window_view(np.pad(need, reach, constant_values=1.0), 2 * reach + 1)
    gain = np.interp(np.arange(len(wave)), (np.arange(blocks) + 0.5) * step, around.min(axis=1))
    limited: Wave = (wave * gain).astype(np.float32)
    return limited


def _lengthen(wave: Wave, rate: int, seconds: float, phrases: int) -> Wave:
    """With ``seconds`` of silence put into the longest silent gaps, at most ``phrases`` of them."""
    if seconds <= 0 or phrases <= 0:
        return wave
    step = rate // 200
    loud = np.abs(wave[: len(wave) // step * step]).reshape(-1, step).max(axis=1) > np.abs(wave).max() * 10 ** (
        -40 / 20
    )
    changes = np.diff(loud.astype(np.int8), prepend=1, append=1)
    quiet = zip(np.flatnonzero(changes < 0).tolist(), np.flatnonzero(changes > 0).tolist(), strict=True)
    gaps = [(end - start, (start + end) // 2 * step) for start, end in quiet if start > 0 and end < len(loud)]
    longest = sorted((gap for gap in gaps if gap[0] * step >= _GAP * rate), reverse=True)[:phrases]
    pause = np.zeros(round(seconds * rate), np.float32)
    places = sorted(place for _, place in longest)
    parts = np.split(wave, places)
    longer: Wave = np.concatenate([part for piece in parts[:-1] for part in (piece, pause)] + [parts[-1]])
    return longer


def _fade(wave: Wave, rate: int) -> None:
    length = min(int(_FADE * rate), len(wave) // 2)
    ramp = np.sin(np.linspace(0, np.pi / 2, length, dtype=np.float32)) ** 2
    wave[:length] *= ramp
    wave[len(wave) - length :] *= ramp[::-1]
