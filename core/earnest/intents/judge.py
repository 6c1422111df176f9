"""From measurements to a probability: would whoever wrote this skill say that it was meant?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from earnest.intents.encoder import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """A small network over the columns of ``Evidence``, trained on skills and requests it had never seen together."""

    center: Floats
    """Shape (columns,)."""
    spread: Floats
    hidden: Floats
    """Shape (columns, units)."""
    hidden_bias: Floats
    output: Floats
    """Shape (units,)."""
    output_bias: float

    @staticmethod
    def of(weights: Mapping[str, Any]) -> Judge:
        """From the arrays of ``weights/paraphrases.npz``."""
        return Judge(
            weights["judge_center"],
            weights["judge_spread"],
            weights["judge_hidden"],
            weights["judge_hidden_bias"],
            weights["judge_output"],
            float(weights["judge_output_bias"]),
        )

    def judge(self, evidence: Floats) -> Floats:
        """Probabilities, shape (skills,), of ``evidence``, shape (skills, columns)."""
        scaled = np.clip((evidence - self.center) / self.spread, -4.0, 4.0)
        units = np.tanh(scaled @ self.hidden + self.hidden_bias)
        judged: Floats = 1.0 / (1.0 + np.exp(-(units @ self.output + self.output_bias)))
        return judged
