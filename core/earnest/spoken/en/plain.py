"""Plain text: what a recogniser wrote, made easy to read for the patterns of this room."""

from __future__ import annotations

import re

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"['’]", ""),
        (r"(?<=\d),(?=\d{3})", ""),
        (r"(?<!\d)\.|\.(?!\d)", " "),
        (r"[^\w.:%]+", " "),
        (r"\bo ?clock\b", "oclock"),
        (r"(?<=\d)(?=[ap] ?m\b)", " "),
        (r"\b([ap]) m\b", r"\1m"),
        (r"\ba couple(?: of)?\b", "two"),
        (r"\ba few\b", "three"),
        (r"\ba dozen\b", "twelve"),
        (r"\s+", " "),
    )
)

OPENING = (
    r"(?:(?:um|uh|er|well|oh|ok|okay|maybe|perhaps|just|say|lets say|make it|make that|i think|i guess|how about"
    r"|what about|please|id say|about|around|approximately|roughly|its|it is|thats) )*"
)
"""What people say before an answer; a pattern for ``strip``."""
CLOSING = r"(?: (?:please|thanks|thank you|i think|i guess|maybe|or so|would be (?:fine|good|great|nice)|is fine))*"
"""What people say after it."""

_AROUND = re.compile(rf"{OPENING}(.*?){CLOSING}")


def plain(text: str) -> str:
    """``text`` in lower case, without punctuation, number words as figures: ``half past 6``, ``the 3rd of may``."""
    from text_to_num import alpha2digit

    text = text.lower()
    for pattern, becomes in _RULES:
        text = pattern.sub(becomes, text)
    figures = alpha2digit(text.strip(), "en", threshold=0)
    return re.sub(r"\ba (?=\d+0\b)", "", figures)


def bare(text: str) -> str:
    """Plain text without the words people put around an answer: "um, maybe six please" is ``6``."""
    match = _AROUND.fullmatch(plain(text))
    return match[1] if match else ""
