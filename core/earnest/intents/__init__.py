"""Phrases to skill and slots."""

from __future__ import annotations

from earnest.intents.router import Considered, Route, Router

__all__ = ["Considered", "Route", "Router"]
