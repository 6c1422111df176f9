"""Assistants that play the same part for ``./scripts/bench peers``, each a process of its own in its own environment.

``stage.py`` is what they share and the only thing they may import: it runs on their Python, without ours.
"""
