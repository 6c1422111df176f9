"""Measurements: the house against its own engines run bare, in the same run. ``./scripts/bench NAME`` runs one."""
