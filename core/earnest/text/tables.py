"""Tables of weights in eight bits, with one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["restored", "squeezed"]


def squeezed(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], np.float32]:
    """The table in eight bits, and the scale that ``restored`` needs."""
    scale = np.float32(np.abs(table).max() / 127)
    return np.round(table / scale).astype(np.int8), scale


def restored(table: NDArray[np.int8], scale: Any) -> NDArray[np.float32]:
    """What was squeezed, to within half a ``scale``."""
    whole: NDArray[np.float32] = table.astype(np.float32) * np.float32(scale)
    return whole
