"""The dialogue: who answers a turn, what they may ask back, and what the house says itself."""

from __future__ import annotations

from earnest.conversation.dialogue import Clock, Conversation, local_time
from earnest.conversation.exchange import Answer, Say

__all__ = ["Answer", "Clock", "Conversation", "Say", "local_time"]
