"""Phrases to skill and slots."""

from __future__ import annotations

from earnest.intents.router import Route, Router

__all__ = ["Route", "Router"]
