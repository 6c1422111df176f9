"""Phrases to skill and slots."""

from __future__ import annotations

from earnest.intents.router import Route, Router
from earnest.intents.slots import KINDS, SlotKind

__all__ = ["KINDS", "Route", "Router", "SlotKind"]
