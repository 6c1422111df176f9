"""What was worked out last, for a few minutes: what "times two", "round it" and "how many cups is that" go on from."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from earnest import Talk

_LATELY = timedelta(minutes=10)
"""For so long "that" is the last result; later it is anything."""


def keep(talk: Talk, value: float, **how: Any) -> None:
    """Keep the result, and how it came about: ``percent``, ``share``, or ``source``, ``target`` and ``food``."""
    talk.notes["last"] = {"value": value, "at": talk.now.isoformat(), **how}


def recall(talk: Talk) -> dict[str, Any] | None:
    """The last result; None where there is none, or it is long ago."""
    last = talk.notes.get("last")
    if last is None or talk.now - datetime.fromisoformat(last["at"]) > _LATELY:
        return None
    return dict(last)
