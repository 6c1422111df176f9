"""The level that pocketsphinx's acoustic model was trained on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from earnest.nouns import Samples

LEVEL = 2_500.0
"""Root mean square the sound is brought to, in int16 units: that of a voice near the microphone."""
GAIN = 20.0
"""At most this much louder."""


def at_sphinx_level(samples: Samples) -> Samples:
    """The sound at ``LEVEL``; only ever up to ``GAIN`` louder."""
    level = float(np.sqrt(np.mean(samples.astype(np.float64) ** 2)))
    brought: Samples = np.clip(samples * min(LEVEL / max(level, 1e-9), GAIN), -32_767, 32_767).astype(np.int16)
    return brought
