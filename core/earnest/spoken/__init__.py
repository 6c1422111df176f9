"""Numbers, durations and moments, as people say them and as a recogniser writes them."""

from __future__ import annotations

from earnest.spoken.moments import Moment

__all__ = ["Moment"]
