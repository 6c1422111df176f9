"""Streams of the web: opened, and found in the playlists that many stations give instead."""

from __future__ import annotations

import re
from typing import IO, TypeAlias
from urllib.parse import urlsplit

Stream: TypeAlias = IO[bytes]

PATIENCE = 10.0
"""Seconds to open a stream, and that it may say nothing before it counts as broken off."""
_PLAYLISTS = (".m3u", ".pls")
_LONGEST = 100_000
"""Bytes of a playlist that are read."""
_ADDRESS = re.compile(r"https?://\S+")


def open_stream(address: str) -> Stream:
    """The stream at an address, or the first that its playlist names. Raises OSError."""
    from http.client import HTTPException  # late: most starts play nothing
    from urllib.request import Request, urlopen

    try:
        for _ in range(2):
            if urlsplit(address).scheme not in ("http", "https"):
                raise OSError("a stream's address begins with http:// or https://")
            opened: Stream = urlopen(Request(address, headers={"User-Agent": "Earnest"}), timeout=PATIENCE)
            if not urlsplit(address).path.endswith(_PLAYLISTS):
                return opened
            with opened:
                found = _ADDRESS.search(opened.read(_LONGEST).decode("utf-8", "replace"))
            if found is None:
                raise OSError("the playlist names no stream")
            address = found.group()
    except (ValueError, HTTPException) as error:
        raise OSError("there is no stream at that address") from error
    raise OSError("the playlist names another playlist")
