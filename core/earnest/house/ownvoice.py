"""Our own voice taken out of what is heard: loudspeaker and microphone are made known to each other.

How late a loudspeaker is lies in ``loudspeakers.json`` of the household's folder, by its name in the settings.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from earnest.house.devices import SteadySpeaker
from earnest.listening.echo import CleanMicrophone, Reference

if TYPE_CHECKING:
    from earnest.engines.base import EndOfSpeech, Microphone, Speaker

_DELAYS = "loudspeakers.json"


def introduce(microphone: Microphone, speaker: Speaker, detector: EndOfSpeech, delay: float | None) -> Microphone:
    """The microphone as it hears without ``speaker``, which from now on yields to whoever speaks over it.

    A recording, and a loudspeaker that nobody hears, stay as they are.
    """
    if not microphone.live or not isinstance(speaker, SteadySpeaker):
        return microphone
    speaker.witness = reference = Reference()
    clean = CleanMicrophone(microphone, reference, detector, delay)
    clean.yield_floor = speaker.duck
    return clean


def delay_of(speaker: str, data: Path) -> float | None:
    """Seconds by which ``speaker`` was late when last measured; None when it never was."""
    seconds = _read(data).get(speaker)
    return float(seconds) if isinstance(seconds, int | float) else None


def keep_delay(speaker: str, seconds: float, data: Path) -> None:
    """Remember what was measured; where nothing can be written, it is measured again another time."""
    place = data / _DELAYS
    part = place.with_suffix(f".{os.getpid()}.part")
    try:
        part.write_text(json.dumps({**_read(data), speaker: round(seconds, 3)}, indent=2) + "\n", encoding="utf-8")
        part.replace(place)
    except OSError:
        part.unlink(missing_ok=True)


def _read(data: Path) -> dict[str, object]:
    file = data / _DELAYS
    try:
        kept = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}
