"""A folder of recordings, and those that somebody means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from pathlib import Path

ENDINGS = frozenset({".mp3", ".ogg", ".opus", ".flac", ".wav", ".m4a", ".aac", ".wma"})
MOST = 5_000
"""Recordings that are looked at."""
_CLOSE = 0.8
"""How alike two words are (difflib) to count as the same one misheard."""
_PLAIN = frozenset({"the", "a", "an", "by", "of", "some", "song", "music", "album", "from", "my"})


def recordings(folder: Path) -> list[Path]:
    """Every recording in and below a folder, by name."""
    found: list[Path] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in ENDINGS and path.is_file():
            found.append(path)
        if len(found) == MOST:
            break
    return found


def found_in(every: Sequence[Path], said: str) -> list[Path]:
    """Those whose file's or folder's name has all the words that tell."""
    wanted = [word for word in _words(said) if word not in _PLAIN]
    return [path for path in every if wanted and _has_all(wanted, _words(" ".join((*path.parts[-3:-1], path.stem))))]


def _has_all(wanted: Sequence[str], words: Sequence[str]) -> bool:
    return all(difflib.get_close_matches(word, words, 1, _CLOSE) for word in wanted)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())
