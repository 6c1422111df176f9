"""Phrases to skill and slots."""

from __future__ import annotations

from earnest.intents.router import Router
from earnest.intents.routes import Considered, Route

__all__ = ["Considered", "Route", "Router"]
