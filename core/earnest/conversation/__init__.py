"""The dialogue: who answers a turn, what they may ask back, and what the house says itself."""

from __future__ import annotations

from earnest.clocks import Clock, local_time
from earnest.conversation.dialogue import Conversation
from earnest.conversation.exchange import Answer, Say

__all__ = ["Answer", "Clock", "Conversation", "Say", "local_time"]
