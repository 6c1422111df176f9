"""Frames in, ``Wake`` and ``Utterance`` out."""

from earnest.listening.loop import Listening
from earnest.listening.remnants import strip_wake_word
from earnest.listening.table import Event, State

__all__ = ["Event", "Listening", "State", "strip_wake_word"]
