"""Frames in, ``Wake``, ``Pause`` and ``Utterance`` out."""

from earnest.listening.loop import Listening, Pause
from earnest.listening.remnants import strip_wake_word
from earnest.listening.table import Event, State

__all__ = ["Event", "Listening", "Pause", "State", "strip_wake_word"]
