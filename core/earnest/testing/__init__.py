"""The test kit: rehearse a plugin without sound, and hold an engine to its contract.

``Rehearsal`` and the ``rehearse`` fixture are for plugin authors; ``earnest.testing.contracts`` for engine authors;
``earnest.testing.scripted`` and ``earnest.testing.recordings`` for whoever needs engines and sounds without devices.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from earnest.testing.rehearsal import Rehearsal
    from earnest.testing.scripted import (
        ScriptedMicrophone,
        ScriptedReader,
        ScriptedRecognizer,
        ScriptedSpeaker,
        ScriptedVoice,
        ScriptedWakeWord,
    )

__all__ = [
    "Rehearsal",
    "ScriptedMicrophone",
    "ScriptedReader",
    "ScriptedRecognizer",
    "ScriptedSpeaker",
    "ScriptedVoice",
    "ScriptedWakeWord",
]


def __getattr__(name: str) -> Any:
    """Import late: a rehearsal needs the whole house, an engine's contract does not."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room = "rehearsal" if name == "Rehearsal" else "scripted"
    return getattr(import_module(f"earnest.testing.{room}"), name)
