"""Plugins: discovered, let in or refused by name, kept apart, watched, checked, begun."""

from __future__ import annotations

from earnest.host.report import Call, Loaded, Refused, Report
from earnest.host.roster import Plugins

__all__ = ["Call", "Loaded", "Plugins", "Refused", "Report"]
