"""Descent for tables of weights, in numpy."""

from __future__ import annotations

import numpy as np

__all__ = ["Adam"]


class Adam:
    """A table of numbers and how it moves (Kingma and Ba 2015, with decay after Loshchilov 2019)."""

    def __init__(self, shape: tuple[int, ...], shrink: float) -> None:
        """``shrink``: decay of the numbers at each step."""
        self.values, self._first, self._second = (np.zeros(shape, np.float32) for _ in range(3))
        self._shrink, self._steps = shrink, 0

    def step(self, slope: np.ndarray, rate: float) -> None:
        """One step down the slope."""
        self._steps += 1
        self._first += 0.1 * (slope - self._first)
        self._second += 0.01 * (slope**2 - self._second)
        pace = (self._first / (1 - 0.9**self._steps)) / (np.sqrt(self._second / (1 - 0.99**self._steps)) + 1e-6)
        self.values -= rate * (pace + self._shrink * self.values)
