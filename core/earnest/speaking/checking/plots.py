"""Plots as inline SVG, drawn by hand: no script, no library, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from earnest.feeling.features import HOP_SECONDS
from earnest.speaking.checking.measures import Measured
from earnest.speaking.checking.report import Moved

_WIDTH, _HEIGHT, _LEFT, _FOOT = 360, 130, 34, 18
"""Units of the contour's drawing, and the margins for its axes."""
_BAR, _LABEL, _TOLD = 24, 46, 112
"""Units of a bar's row, of the label before it and of the figures after it."""
_LEAST = {"rate": 15.0, "pitch": 2.0, "range": 30.0, "tilt": 1.0, "level": 1.0}
"""What a bar of full length means at least, so that next to nothing looks like it."""
_LOW, _STEP = 55.0, 4
"""Hz of 0 semitones; semitones between grid lines."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What the axes of melodies span, so that one can be held against another."""

    low: float
    high: float
    """Semitones above 55 Hz."""
    length: int
    """Frames."""

    @classmethod
    def over(cls, melodies: Iterable[Measured]) -> Scale:
        """Wide enough for all of them, but for what a tracker of pitch gets wrong."""
        every = [melody.contour for melody in melodies]
        heights = [value for contour in every for value in contour if value is not None] or [0.0, 12.0]
        low, high = np.percentile(heights, 2) - 2, np.percentile(heights, 98) + 2
        return cls(float(low), float(high), max((len(contour) for contour in every), default=1) or 1)


def contour_plot(tone: Measured, plain: Measured, scale: Scale) -> str:
    """The melody of one sentence in a tone (in front) and in neutral (behind)."""
    low, high, length = scale.low, scale.high, scale.length

    def place(frame: float, semitones: float) -> tuple[float, float]:
        x = _LEFT + (_WIDTH - _LEFT) * frame / length
        return x, (_HEIGHT - _FOOT) * (1 - (min(max(semitones, low), high) - low) / (high - low))

    lines = []
    for mark in range(int(low // _STEP + 1) * _STEP, int(high) + 1, _STEP):
        _, y = place(0, mark)
        hertz = f"{_LOW * 2 ** (mark / 12):.0f} Hz"
        lines.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>')
        lines.append(f'<text x="0" y="{y + 4:.1f}" font-size="9">{hertz}</text>')
    for second in range(int(length * HOP_SECONDS) + 1):
        x, _ = place(second / HOP_SECONDS, low)
        lines.append(f'<text x="{x:.1f}" y="{_HEIGHT - 4}" text-anchor="middle">{second} s</text>')
    for name, contour in (("plain", plain.contour), ("contour", tone.contour)):
        lines += [_path(name, [place(frame, value) for frame, value in run]) for run in _runs(contour)]
    return _drawing(_HEIGHT, "Pitch over time, against neutral in grey", lines)


def bar_plot(moved: Sequence[Moved]) -> str:
    """What was asked of a tone (grey) and what came: to the right is more, to the left less."""
    lines, reach = [], (_WIDTH - _LABEL - _TOLD) / 2
    middle = _LABEL + reach
    for row, each in enumerate(moved):
        top = row * _BAR
        scale = reach / max(abs(each.asked), abs(each.got), _LEAST[each.name])
        lines.append(f'<text x="0" y="{top + 15}">{escape(each.name)}</text>')
        for kind, value, offset in (("asked", each.asked, 3), ("got" if each.fair else "off", each.got, 12)):
            width = abs(value) * scale
            left = middle - (width if value < 0 else 0)
            lines.append(f'<rect class="{kind}" x="{left:.1f}" y="{top + offset}" width="{width:.1f}" height="8"/>')
        told = f"{each.got:+.1f} of {each.asked:+.1f} {each.unit}"
        lines.append(f'<text x="{_WIDTH}" y="{top + 15}" text-anchor="end">{escape(told)}</text>')
    lines.append(f'<line class="grid" x1="{middle}" x2="{middle}" y1="0" y2="{len(moved) * _BAR}"/>')
    return _drawing(len(moved) * _BAR + 2, "Asked of the tone, in grey, and measured", lines)


def _drawing(height: int, label: str, lines: Sequence[str]) -> str:
    inside = "".join(lines)
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(label)}">{inside}</svg>'


def _path(name: str, points: Sequence[tuple[float, float]]) -> str:
    return f'<path class="{name}" d="M{" L".join(f"{x:.1f} {y:.1f}" for x, y in points)}"/>'


def _runs(contour: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """The voiced stretches of at least three frames, as (frame, semitones)."""
    runs: list[list[tuple[int, float]]] = [[]]
    for frame, value in enumerate(contour):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((frame, value))
    return [run for run in runs if len(run) >= 3]
