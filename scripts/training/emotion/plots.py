"""Small drawings as SVG text."""

from collections.abc import Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

__all__ = ["bars", "days", "heat", "lines", "of_ten"]

COLOURS = ("#8a8a8a", "#1f6feb", "#d1495b", "#2e8b57", "#e09f3e", "#7b4fa3", "#3aa6a6")
Series = dict[str, list[tuple[float, float]]]


def heat(counts: NDArray[np.int64], names: Sequence[str]) -> str:
    """Return a confusion matrix with the share of each row in its cells."""
    cell, margin = 56, 70
    size = margin + cell * len(names) + 4
    parts = []
    for row, meant in enumerate(names):
        total = max(1, int(counts[row].sum()))
        parts.append(_text(margin - 6, margin + cell * (row + 0.6), meant, "end"))
        parts.append(_text(margin + cell * (row + 0.5), margin - 8, meant, "middle"))
        for column in range(len(names)):
            share = counts[row, column] / total
            x, y = margin + cell * column, margin + cell * row
            shade = f'fill="#1f6feb" fill-opacity="{share:.2f}" stroke="#ddd"'
            parts.append(f'<rect x="{x}" y="{y}" width="{cell - 2}" height="{cell - 2}" {shade}/>')
            colour = "#fff" if share > 0.55 else "#222"
            parts.append(_text(x + cell / 2, y + cell * 0.58, f"{100 * share:.0f}", "middle", colour))
    return _svg(size, size, parts)


def lines(series: Series, across: str, up: str, lowest: float = 0, highest: float = 100) -> str:
    """Return lines over ``lowest`` to ``highest``; upwards always 0 to 100."""
    width, height, left, top = 460, 300, 46, 14
    wide, high = 240, 230

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return left + wide * (point[0] - lowest) / (highest - lowest), top + high * (1 - point[1] / 100)

    parts = [f'<rect x="{left}" y="{top}" width="{wide}" height="{high}" fill="none" stroke="#ccc"/>']
    for tick in (0, 25, 50, 75, 100):
        parts.append(_text(left - 6, top + high * (1 - tick / 100) + 4, str(tick), "end"))
        at = lowest + (highest - lowest) * tick / 100
        parts.append(_text(left + wide * tick / 100, top + high + 16, f"{at:g}", "middle"))
    for number, (name, points) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(place, points))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in map(place, points)]
        parts.append(_text(left + wide + 10, top + 14 + 16 * number, name, "start", colour))
    parts.append(_text(left + wide / 2, top + high + 36, across, "middle"))
    parts.append(_text(left + 6, top + 14, up, "start", "#777"))
    return _svg(width, height, parts)


def bars(values: dict[str, float], unit: str) -> str:
    """Return horizontal bars from 0 to 100."""
    row, left, wide = 22, 170, 220
    parts = []
    for number, (name, value) in enumerate(values.items()):
        y = 20 + row * number
        parts.append(_text(left - 6, y + 14, name, "end"))
        parts.append(f'<rect x="{left}" y="{y}" width="{wide * value / 100:.1f}" height="{row - 5}" fill="#1f6feb"/>')
        parts.append(_text(left + wide * value / 100 + 5, y + 14, f"{value:.1f}", "start"))
    parts.append(_text(left, 12, unit, "start", "#777"))
    return _svg(left + wide + 60, 30 + row * len(values), parts)


def of_ten(values: dict[str, float]) -> str:
    """Return ten dots for each name; of a value of 87 per cent the ninth is filled to seven tenths."""
    row, left, step = 30, 210, 24
    parts = []
    for number, (name, value) in enumerate(values.items()):
        y = 20 + row * number
        parts.append(_text(left - 14, y + 4, name, "end"))
        for dot in range(10):
            filled, x = min(1.0, max(0.0, value / 10 - dot)), left + step * dot
            parts.append(f'<circle cx="{x}" cy="{y}" r="8" fill="#e4e4e4"/>')
            parts.append(f'<circle cx="{x}" cy="{y}" r="{8 * filled**0.5:.1f}" fill="#1f6feb"/>')
        parts.append(_text(left + 10 * step, y + 4, f"{value / 10:.1f} of 10", "start"))
    return _svg(left + 10 * step + 90, 20 + row * len(values), parts)


def days(moments: Sequence[tuple[str, float, str]]) -> str:
    """Return a row for each day with a dot for each moment: ``(day, hour of 0 to 24, mood)``, oldest first."""
    row, left, wide = 26, 110, 480
    shown = list(dict.fromkeys(day for day, _, _ in moments))
    moods = list(dict.fromkeys(mood for _, _, mood in moments))
    parts = [_text(left + wide * hour / 24, 14, f"{hour}:00", "middle", "#777") for hour in (0, 6, 12, 18, 24)]
    for number, day in enumerate(shown):
        y = 34 + row * number
        parts.append(_text(left - 10, y + 4, day, "end"))
        parts.append(f'<line x1="{left}" y1="{y}" x2="{left + wide}" y2="{y}" stroke="#e4e4e4"/>')
    for day, hour, mood in moments:
        x, y = left + wide * hour / 24, 34 + row * shown.index(day)
        parts.append(f'<circle cx="{x:.1f}" cy="{y}" r="7" fill="{_colour(mood, moods)}" fill-opacity="0.8"/>')
    for number, mood in enumerate(moods):
        parts.append(_text(left + 90 * number, 50 + row * len(shown), mood, "start", _colour(mood, moods)))
    return _svg(left + wide + 20, 62 + row * len(shown), parts)


def _colour(mood: str, moods: Sequence[str]) -> str:
    return COLOURS[moods.index(mood) % len(COLOURS)]


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#222") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'


def _svg(width: float, height: float, parts: list[str]) -> str:
    size = f'width="{width:.0f}" height="{height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">{"".join(parts)}</svg>'
