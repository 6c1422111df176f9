"""Text as plain words: lower case, no punctuation, contractions opened, the spellings a recogniser picks evened out."""

from __future__ import annotations

import re
from functools import cache

_CONTRACTED = (
    (r"\bwon'?t\b", "will not"),
    (r"\bcan'?t\b|\bcannot\b", "can not"),
    (r"\bshan'?t\b", "shall not"),
    (r"\bain'?t\b", "is not"),
    (r"\b(do|does|did|is|are|was|were|have|has|had|would|could|should|must|need)n'?t\b", r"\1 not"),
    (r"\b(i)'?m\b", r"\1 am"),
    (r"\b(i|you|they|we)'ve\b", r"\1 have"),
    (r"\bive\b", "i have"),
    (r"\b(i|you|he|she|it|we|they|that|there|who|what)'ll\b", r"\1 will"),
    (r"\b(i|you|he|she|we|they|it|that|there|who)'d\b", r"\1 would"),
    (r"\b(you|we|they)'re\b", r"\1 are"),
    (r"\b(theyre)\b", "they are"),
    (r"\b(he|she|it|that|there|here|what|who|where|how|everything|everyone|everybody)'s\b", r"\1 is"),
    (r"\b(hes|shes|thats|whats|theres)\b", lambda found: f"{found.group(1)[:-1]} is"),
    (r"\blet'?s\b", "let us"),
    (r"\bwanna\b", "want to"),
    (r"\bgonna\b", "going to"),
    (r"\bgotta\b", "have to"),
    (r"\b(dunno)\b", "do not know"),
    (r"\b(\w+in)'(?=\s|$)", r"\1g"),
)
_EVENED = (
    (r"[^\w\s']", " "),
    (r"\bany more\b", "anymore"),
    (r"\b(my|him|her|your|them|our) sel(f|ves)\b", r"\1sel\2"),
    (r"'s\b", " 's"),
    (r"'", " "),
    (r"\bno one\b", "nobody"),
    (r"\s+", " "),
)


@cache
def _rewrites() -> tuple[tuple[re.Pattern[str], object], ...]:
    return tuple((re.compile(pattern), becomes) for pattern, becomes in (*_CONTRACTED, *_EVENED))


def plain(text: str) -> str:
    """``I can't go on, Bob's right!`` → ``i can not go on bob s right``."""
    text = text.lower().replace("’", "'").replace("`", "'").replace("_", " ")
    for pattern, becomes in _rewrites():
        text = pattern.sub(becomes, text)  # type: ignore[call-overload]
    return text.strip()
