"""Which models this machine can run in time: measured once for each, guessed for one that is not here yet.

What was measured lies in ``models/speeds.json`` of the household's folder, with the machine it was measured on.
"""

from __future__ import annotations

import json
import os
import platform
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from earnest.supplies.models import Model

IN_TIME = 2.5
"""Seconds that a model may take for a command of three: what pocketsphinx takes for one on a desktop."""
_STRONG = 40.0
"""Thousand million operations a second from which a machine is given ``base``. By the makers' figures a Raspberry Pi 5
does about twice as many and a Pi 4 about two thirds: an estimate, measured on neither."""
_GUESSED_IN = 0.6
"""Seconds that the guess takes."""
_SPEEDS = "speeds.json"


def seconds_of(model: Model, data: Path) -> float | None:
    """Seconds that ``model`` takes here for a command of three; None when that was not measured yet."""
    found = _read(data).get(model.name)
    if not isinstance(found, dict) or found.get("of") != _identity(model):
        return None
    seconds = found.get("seconds")
    return float(seconds) if isinstance(seconds, int | float) else None


def keep_seconds(model: Model, data: Path, seconds: float) -> None:
    """Remember what was measured; where nothing can be written, it is measured again another time."""
    kept = {**_read(data), model.name: {"of": _identity(model), "seconds": round(seconds, 3)}}
    place = data / "models" / _SPEEDS
    part = place.with_suffix(f".{os.getpid()}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
        part.replace(place)
    except OSError:
        part.unlink(missing_ok=True)


def in_time(model: Model, data: Path) -> bool:
    """Whether it is quick enough here, as far as that is known."""
    seconds = seconds_of(model, data)
    return seconds is None or seconds <= IN_TIME


def fitting(language: str, data: Path) -> str:
    """The model to fetch for this machine: ``base``, or where that is too slow ``tiny``, in English ``tiny.en``.

    ``base`` in every language, for the reader of feelings knows its encoder and not that of ``base.en``. One whose
    fetching was begun is the one, so that nothing is fetched in vain.
    """
    names = ["base", "tiny.en" if language == "en" else "tiny"]
    begun = [name for name in names if (data / "models" / name).is_dir()]
    return (begun or names)[0] if begun or _operations() >= _STRONG else names[1]


def _operations() -> float:
    """Thousand million operations a second, at best, of what Whisper's encoder is made of."""
    import numpy as np

    frames, weights = np.ones((512, 512), np.float32), np.ones((512, 2048), np.float32)
    best, until = float("inf"), time.perf_counter() + _GUESSED_IN
    while (began := time.perf_counter()) < until:
        frames @ weights
        best = min(best, time.perf_counter() - began)
    return 2 * 512 * 512 * 2048 / best / 1e9


def _identity(model: Model) -> list[Any]:
    """What the figure holds for: this file on this machine."""
    weights = (model.folder / "model.bin").stat()
    return [weights.st_size, round(weights.st_mtime), platform.node(), platform.machine(), os.cpu_count()]


def _read(data: Path) -> dict[str, Any]:
    try:
        kept = json.loads((data / "models" / _SPEEDS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}
