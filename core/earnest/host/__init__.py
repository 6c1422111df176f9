"""Plugins: discovered, let in or refused by name, kept apart, watched, checked, begun.

What is named here is imported late: a plugin's own process runs code of this room and needs none of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from earnest.host.report import Call, Loaded, Refused, Report
    from earnest.host.roster import Plugins

__all__ = ["Call", "Loaded", "Plugins", "Refused", "Report"]


def __getattr__(name: str) -> Any:
    """Import late."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"earnest.host.{'roster' if name == 'Plugins' else 'report'}"), name)
