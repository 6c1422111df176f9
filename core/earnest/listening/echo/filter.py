"""Our own voice, foretold from what was played, and taken out of what is heard.

The way from the loudspeaker to the microphone is a filter of some hundred milliseconds, learned while we speak: a
Kalman filter in the frequency domain, in partitions of a frame each (Kuech, Mabande and Enzner, "State-space
architecture of the partitioned-block-based acoustic echo controller", ICASSP 2014). It knows how sure it is of each
frequency, and takes what it cannot explain for somebody else, so it goes on learning while another speaks over us and
leaves their voice as it is. WebRTC's canceller (AEC3) takes twice as many decibels off when we speak alone, but also
takes the words of whoever speaks over us: with our voice as loud as theirs it left 8 of 16 wake words where this
leaves 16 (``./scripts/bench barge_in``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from earnest.engines.base import FRAME

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from earnest.nouns import Samples

PARTS = 20
"""Frames that the filter is long: 0.2 s, the room's first reflections. With 0.3 s it learns more slowly."""
STEADY = 0.9995**2
"""How much of the way is the same a frame later; the rest is somebody who walks about."""
FADES = 8
"""Frames in which what a room sends back falls to a third: the variance of each part before anything was heard. With it
the filter takes 11 dB off in its second second, without 10."""
AT_ONCE = 3
"""Parts a frame that are held to their length: all of them every 70 ms cost a third of holding each all the time."""
_SMALL = 1e-10
_FULL = 32_768.0


class EchoFilter:
    """Learns the way from loudspeaker to microphone, and takes out what comes by it."""

    def __init__(self) -> None:
        bins = FRAME + 1
        self._sound = np.zeros(2 * FRAME)
        self._other = np.zeros(bins)
        self._doubt = np.exp(-np.arange(PARTS) / FADES)[:, None] * np.ones(bins)
        self._played: NDArray[np.complex128] = np.zeros((PARTS, bins), np.complex128)
        self._way: NDArray[np.complex128] = np.zeros((PARTS, bins), np.complex128)
        self._turn = 0

    def clean(self, heard: Samples, played: Samples, *, learn: bool = True) -> Samples:
        """The 10 ms that were heard, without what comes of the 10 ms that were played and those before them.

        ``learn``: whether both are where they belong, so that there is something to learn from them.
        """
        self._sound = np.concatenate([self._sound[FRAME:], played / _FULL])
        self._played[1:] = self._played[:-1]
        self._played[0] = np.fft.rfft(self._sound)
        ours = np.fft.irfft((self._way * self._played).sum(axis=0))[FRAME:]
        left = heard / _FULL - ours
        if learn:
            self._learn(np.fft.rfft(np.concatenate([np.zeros(FRAME), left])))
        return (np.clip(left, -1.0, 1.0) * (_FULL - 1)).astype(np.int16)

    def _learn(self, left: NDArray[np.complex128]) -> None:
        power = np.abs(self._played) ** 2
        foretold = (power * self._doubt).sum(axis=0)
        self._other = (self._other + np.abs(left) ** 2) / 2
        gain = self._doubt / (foretold + 2 * self._other + _SMALL)
        unexplained = (1 - (gain * power).sum(axis=0)) * left
        self._other = (self._other + np.abs(unexplained) ** 2) / 2
        gain = self._doubt / (foretold + 2 * self._other + _SMALL)
        self._way += gain * np.conj(self._played) * left
        self._doubt = STEADY * (1 - gain * power / 2) * self._doubt + (1 - STEADY) * np.abs(self._way) ** 2
        held = (self._turn + np.arange(AT_ONCE)) % PARTS
        self._turn = (self._turn + AT_ONCE) % PARTS
        taps = np.fft.irfft(self._way[held], axis=1)
        taps[:, FRAME:] = 0
        self._way[held] = np.fft.rfft(taps, axis=1)
