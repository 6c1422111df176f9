"""Earnest: a voice assistant for the home that hears how you speak, and a framework for its skills.

Everything a plugin needs is here::

    from earnest import Reply, Skills, Talk, hookimpl
"""

from __future__ import annotations

from earnest.errors import NeverMind, Unanswered
from earnest.hookspecs import API_VERSION, hookimpl
from earnest.nouns import Emotion, Intent, Reply, Tone, Transcript
from earnest.skills import Settings, Skills, changes
from earnest.spoken import Moment
from earnest.spoken.en import say_date, say_duration, say_number, say_time
from earnest.talk import Due, Talk

__version__ = "0.1.0"

__all__ = [
    "API_VERSION",
    "Due",
    "Emotion",
    "Intent",
    "Moment",
    "NeverMind",
    "Reply",
    "Settings",
    "Skills",
    "Talk",
    "Tone",
    "Transcript",
    "Unanswered",
    "changes",
    "hookimpl",
    "say_date",
    "say_duration",
    "say_number",
    "say_time",
]
