"""What every voice goes through: loudness, limiter, pauses, edges, breath."""

from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest

from earnest.nouns import Sound, Tone
from earnest.speaking.loudness import loudness
from earnest.speaking.prosody import CEILING, TARGET, join, shape, silence

RATES = [8_000, 16_000, 22_050, 44_100, 48_000]


def hum(seconds: float, rate: int = 22_050, level: float = 0.2, hertz: float = 150.0) -> Sound:
    """Harmonics that swell and fall like syllables."""
    time = np.arange(round(seconds * rate)) / rate
    wave = sum(np.sin(2 * np.pi * hertz * n * time) / n for n in range(1, int(rate / 2 / hertz)))
    return Sound((level * wave * (0.6 - 0.4 * np.cos(2 * np.pi * 4 * time)) * 16_000).astype(np.int16), rate)


def floats(sound: Sound) -> np.ndarray:
    return sound.samples / 32_768


@pytest.mark.parametrize("rate", RATES)
def test_loudness_is_what_the_standard_says(rate: int) -> None:
    sine = (0.5 * np.sin(2 * np.pi * 997 * np.arange(3 * rate) / rate)).astype(np.float32)
    assert loudness(sine, rate) == pytest.approx(-9.03, abs=0.02)
    half_silent = np.concatenate([floats(hum(2, rate)), np.zeros(2 * rate)])
    expected = pyloudnorm.Meter(rate).integrated_loudness(half_silent)
    assert loudness(half_silent.astype(np.float32), rate) == pytest.approx(expected, abs=0.25)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("level", [0.01, 0.1, 0.6])
def test_every_voice_comes_out_equally_loud(rate: int, level: float) -> None:
    shaped = shape(hum(3, rate, level), Tone())
    assert pyloudnorm.Meter(rate).integrated_loudness(floats(shaped)) == pytest.approx(TARGET, abs=0.3)


@pytest.mark.parametrize("energy", [-8.0, -0.8, 0.8, 3.0])
def test_energy_moves_the_level_as_asked(energy: float) -> None:
    plain, moved = (
        pyloudnorm.Meter(22_050).integrated_loudness(floats(shape(hum(3), Tone(energy=e)))) for e in (0, energy)
    )
    assert moved - plain == pytest.approx(energy, rel=0.25)


def test_brightness_lifts_what_is_above_the_shelf_and_not_the_loudness() -> None:
    def share(sound: Sound) -> float:
        power = np.abs(np.fft.rfft(floats(sound))) ** 2
        high = np.fft.rfftfreq(len(sound.samples), 1 / sound.rate) > 5_000
        return float(10 * np.log10(power[high].sum() / power[~high].sum()))

    plain, bright = shape(hum(3), Tone()), shape(hum(3), Tone(brightness=3.0))
    assert 2.0 < share(bright) - share(plain) < 4.0
    assert loudness(floats(bright).astype(np.float32), 22_050) == pytest.approx(TARGET, abs=0.2)


def test_the_limiter_holds_the_ceiling_without_clipping() -> None:
    spiky = hum(2)
    spiky.samples[::2_000] = 32_000
    shaped = shape(spiky, Tone(energy=12.0))
    assert np.abs(floats(shaped)).max() <= CEILING + 1e-3
    steps = np.abs(np.diff(shaped.samples.astype(int)))
    assert np.count_nonzero(np.abs(shaped.samples) >= 32_767) == 0
    assert steps.max() < 65_000


def test_the_ends_are_silent_and_come_to_rest() -> None:
    padded = join(silence(0.7, 22_050), hum(1), silence(0.9, 22_050))
    shaped = shape(padded, Tone())
    assert shaped.seconds == pytest.approx(1.0, abs=0.06)
    assert abs(int(shaped.samples[0])) < 50
    assert abs(int(shaped.samples[-1])) < 50


def test_pauses_between_phrases_grow_by_what_was_asked() -> None:
    gap = silence(0.1, 22_050)
    three = join(hum(1), gap, hum(1), gap, hum(1))
    plain, longer = shape(three, Tone(), 2), shape(three, Tone(phrase_pause=0.2), 2)
    assert longer.seconds - plain.seconds == pytest.approx(0.4, abs=1e-3)
    once = shape(three, Tone(phrase_pause=0.2), 1)
    assert once.seconds - plain.seconds == pytest.approx(0.2, abs=1e-3)
    assert shape(hum(3), Tone(phrase_pause=0.2), 2).seconds == pytest.approx(shape(hum(3), Tone(), 2).seconds)


def test_joins_are_exact_to_the_sample() -> None:
    assert len(join(silence(0.1, 22_050), silence(0.2, 22_050), silence(0.3, 22_050)).samples) == 2205 + 4410 + 6615


@pytest.mark.parametrize("samples", [[], [0] * 9, [0] * 30_000, [1], [32_767], [-32_768] * 5, [5, -5] * 4])
@pytest.mark.parametrize("tone", [Tone(), Tone(whisper=True, phrase_pause=0.1, brightness=2.0)])
def test_hardly_any_sound_does_no_harm(samples: list[int], tone: Tone) -> None:
    shaped = shape(Sound(np.array(samples, np.int16), 22_050), tone, 3)
    assert shaped.samples.dtype == np.int16
    assert len(shaped.samples) <= max(len(samples), 1)


def test_a_whisper_has_breath_where_there_was_voice() -> None:
    def voiced(sound: Sound) -> float:
        """How much of a period's worth of the upper band comes again after one period."""
        spectrum = np.fft.rfft(floats(sound))
        spectrum[np.fft.rfftfreq(len(sound.samples), 1 / sound.rate) < 2_500] = 0
        wave = np.fft.irfft(spectrum)
        lag = round(sound.rate / 150)
        return float(np.corrcoef(wave[lag:], wave[:-lag])[0, 1])

    assert voiced(shape(hum(2), Tone())) > 0.8
    assert voiced(shape(hum(2), Tone(whisper=True))) < 0.3
