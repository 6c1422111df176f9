"""Frames in, ``Wake``, ``Pause`` and ``Utterance`` out."""

from earnest.listening.heard import Pause
from earnest.listening.loop import Listening
from earnest.listening.remnants import strip_wake_word
from earnest.listening.table import Event, State

__all__ = ["Event", "Listening", "Pause", "State", "strip_wake_word"]
