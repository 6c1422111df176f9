"""Which models this machine can run in time: measured for each that is here, guessed for one that is not yet.

What was measured lies in the household's folder, with the machine it was measured on: ``models/speeds.json``,
``models/machine.json``.
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
BELIEVED = 3
"""How often a model must have been too slow, each time at another start, before it is taken to be: once may be load."""
_STRONG = 60.0
"""Thousand million operations a second from which a machine is given ``base``. More than a Raspberry Pi 4 can do at
all (four Cortex-A72 at 1.8 GHz, eight a cycle by Arm's optimisation guide: 58), less than half of what a Pi 5 can
(Cortex-A76 at 2.4 GHz, sixteen a cycle: 154). An estimate, measured on neither."""
_SIDE = 64
"""Of the squares that are multiplied: small enough for one core, and done before another program comes between."""
_GUESSED_IN = 0.2
"""Seconds that the guess takes."""
_SPEEDS, _MACHINE = "speeds.json", "machine.json"


def seconds_of(model: Model, data: Path) -> float | None:
    """Seconds that ``model`` takes here for a command of three, at best; None when that was not measured yet."""
    seconds = _measured(model, data).get("seconds")
    return float(seconds) if isinstance(seconds, int | float) else None


def keep_seconds(model: Model, data: Path, seconds: float) -> None:
    """Remember what was measured now; the best of all times counts, for a busy machine is slower than it is."""
    before, times = seconds_of(model, data), _times(model, data)
    best = seconds if before is None else min(before, seconds)
    found = {"of": _identity(model), "seconds": round(best, 3), "times": times + 1}
    _write(data, _SPEEDS, {**_read(data, _SPEEDS), model.name: found})


def is_open(model: Model, data: Path) -> bool:
    """Whether how fast it is here is still to be measured, or measured again because it was too slow."""
    seconds = seconds_of(model, data)
    return seconds is None or (seconds > IN_TIME and _times(model, data) < BELIEVED)


def in_time(model: Model, data: Path) -> bool:
    """Whether it is quick enough here, as far as that is known."""
    seconds = seconds_of(model, data)
    return seconds is None or seconds <= IN_TIME or is_open(model, data)


def fitting(language: str, data: Path) -> str:
    """The model to fetch for this machine: ``base``, or where that is too slow ``tiny``, in English ``tiny.en``.

    ``base`` in every language, for the reader of feelings knows its encoder and not that of ``base.en``. One whose
    fetching was begun is the one, so that nothing is fetched in vain; the machine is measured once.
    """
    names = ["base", "tiny.en" if language == "en" else "tiny"]
    begun = [name for name in names if (data / "models" / name).is_dir()]
    return (begun or names)[0] if begun or _strength(data) >= _STRONG else names[1]


def _strength(data: Path) -> float:
    """Thousand million operations a second of this machine, as they were measured first."""
    kept = _read(data, _MACHINE)
    found = kept.get("operations")
    if kept.get("of") == _here() and isinstance(found, int | float):
        return float(found)
    operations = _operations()
    _write(data, _MACHINE, {"of": _here(), "operations": round(operations, 1)})
    return operations


def _operations() -> float:
    """Thousand million operations a second that all cores could do, of what Whisper's encoder is made of.

    The best of some thousand moments of one core, ten millionths of a second each. Two cores with eight other programs
    on them: 98 a core, as without them, where larger pieces on both came to 3 to 9 in place of 63 to 157.
    """
    import numpy as np

    frames = weights = np.ones((_SIDE, _SIDE), np.float32)
    made = np.empty_like(frames)
    best, until = float("inf"), time.perf_counter() + _GUESSED_IN
    while (began := time.perf_counter()) < until:
        np.matmul(frames, weights, out=made)
        best = min(best, time.perf_counter() - began)
    return len(os.sched_getaffinity(0)) * 2 * _SIDE**3 / best / 1e9


def _here() -> list[Any]:
    """This machine."""
    return [platform.node(), platform.machine(), os.cpu_count()]


def _identity(model: Model) -> list[Any]:
    """What a model's figure holds for: this file on this machine."""
    weights = (model.folder / "model.bin").stat()
    return [weights.st_size, round(weights.st_mtime), *_here()]


def _measured(model: Model, data: Path) -> dict[str, Any]:
    """What was measured of this file on this machine; nothing where that was not done."""
    found = _read(data, _SPEEDS).get(model.name)
    return found if isinstance(found, dict) and found.get("of") == _identity(model) else {}


def _times(model: Model, data: Path) -> int:
    times = _measured(model, data).get("times", 0)
    return times if isinstance(times, int) else 0


def _read(data: Path, name: str) -> dict[str, Any]:
    file = data / "models" / name
    try:
        kept = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _write(data: Path, name: str, kept: dict[str, Any]) -> None:
    """Where nothing can be written, it is measured again another time."""
    place = data / "models" / name
    part = place.with_suffix(f".{os.getpid()}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
        part.replace(place)
    except OSError:
        part.unlink(missing_ok=True)
