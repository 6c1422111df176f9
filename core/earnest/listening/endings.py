"""How much silence ends an utterance, by what its words are so far and by the rhythm it was spoken in.

| words so far | | seconds of silence |
|---|---|---|
| whole | a phrase that needs no more | ``WHOLE``, or a little more than the longest pause so far |
| unfinished | "set a timer for …" | ``UNFINISHED``, or as the rhythm says |
| nothing | a wake word's end, a throat that is cleared | as for unfinished; after more than two words, as open |
| strange | a few words that are nobody's phrase, in a quiet room; else as open | as for unfinished |
| open | anything else, or not known yet | as the rhythm says (``pauses.py``) |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from earnest.intents.completeness import Completeness

BREATH = 0.2
"""Seconds of silence from which it is a pause and not a stop consonant: the words so far are looked at."""
WHOLE = 0.4
"""Seconds after words that need no more."""
LONGER = 1.1
"""How much longer than the longest pause inside an utterance the last one is at least."""
UNFINISHED = 1.5
"""Seconds after words that need more."""

ENDINGS: Mapping[Completeness, Callable[[float, float], float]] = MappingProxyType(
    {
        "whole": lambda rhythm, longest: min(rhythm, max(WHOLE, longest * LONGER)),
        "unfinished": lambda rhythm, _longest: max(rhythm, UNFINISHED),
        "strange": lambda rhythm, _longest: max(rhythm, UNFINISHED),
        "nothing": lambda rhythm, _longest: max(rhythm, UNFINISHED),
        "open": lambda rhythm, _longest: rhythm,
    }
)
"""Seconds of silence that are the end, from those that the rhythm asks for and the longest pause so far."""
