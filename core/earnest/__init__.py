"""Earnest: a voice assistant for the home that hears how you speak, and a framework for its skills.

Everything a plugin needs is here::

    from earnest import Reply, Skills, Talk, hookimpl
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from earnest.controls import Controls
from earnest.errors import NeverMind, Skipped, SoundError, Unanswered
from earnest.hookspecs import API_VERSION, hookimpl
from earnest.nouns import Emotion, Intent, Reply, Sound, Tone, Transcript
from earnest.skills import FromSetting, Settings, Skills, changes, session
from earnest.spoken import Moment
from earnest.talk import Due, Talk

if TYPE_CHECKING:
    from earnest.spoken.en import hear_number, say_date, say_duration, say_number, say_time

__version__ = "0.1.0"

__all__ = [
    "API_VERSION",
    "Controls",
    "Due",
    "Emotion",
    "FromSetting",
    "Intent",
    "Moment",
    "NeverMind",
    "Reply",
    "Settings",
    "Skills",
    "Skipped",
    "Sound",
    "SoundError",
    "Talk",
    "Tone",
    "Transcript",
    "Unanswered",
    "changes",
    "hear_number",
    "hookimpl",
    "say_date",
    "say_duration",
    "say_number",
    "say_time",
    "session",
]


def __getattr__(name: str) -> Any:
    """How times and numbers are said comes with the whole grammar of English, which most plugins never need."""
    if name.startswith(("say_", "hear_")) and name in __all__:
        return getattr(import_module("earnest.spoken.en"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
