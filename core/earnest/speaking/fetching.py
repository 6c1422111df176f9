"""A voice's files, fetched from where its card says: resumed, checked against the card, whole or not there."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from earnest.errors import CardError, MissingPart, UserFault
from earnest.speaking.cards import Card, VoiceFile

Progress = Callable[[str, int, int], None]
"""Told the file's name, bytes so far and bytes in all (0 when not known)."""

_HUB = "https://huggingface.co"
_BLOCK = 1 << 16
_PATIENCE = 30.0
"""Seconds without a byte after which the connection is given up."""
_LARGEST = 2_000_000_000
"""Bytes of a file whose size no card tells; the largest official voice has 137 MB."""


def fetch(card: Card, progress: Progress = lambda *_: None) -> None:
    """Every file of ``card`` that is not here as the card describes it.

    What arrived before a connection broke is kept beside the file as ``.part`` and gone on with; what does not fit the
    card's size or digest is removed. Raises MissingPart when it cannot be fetched, CardError when it arrived damaged.
    """
    if card.source is None:
        raise CardError(f"voice {card.name}: its card names no source, so there is nothing to fetch")
    card.folder.mkdir(parents=True, exist_ok=True)
    for file in card.files:
        if fault(card.folder / file.name, file) is not None:
            with _plain_faults(card, file):
                _fetch(_address(card.source) + file.name, card.folder / file.name, file, progress)


def fault(path: Path, file: VoiceFile) -> str | None:
    """What is wrong with a file that should be ``file``; None when it is whole."""
    if not path.is_file():
        return "it is not there"
    if file.size is not None and path.stat().st_size != file.size:
        return f"it has {path.stat().st_size:,} bytes, the card says {file.size:,}"
    for kind, wanted in (("md5", file.md5), ("sha256", file.sha256)):
        if wanted is not None and (found := _digest(path, kind)) != wanted:
            return f"its {kind} is {found}, the card says {wanted}"
    return None


def _fetch(address: str, path: Path, file: VoiceFile, progress: Progress) -> None:
    part = path.with_name(path.name + ".part")
    limit = file.size or _LARGEST
    done = part.stat().st_size if part.is_file() and part.stat().st_size < limit else 0
    request = Request(address, headers={"Range": f"bytes={done}-"} if done else {})
    with urlopen(request, timeout=_PATIENCE) as answer:
        done = done if answer.status == 206 else 0
        whole = file.size or done + int(answer.headers.get("Content-Length") or 0)
        with part.open("ab" if done else "wb") as target:
            for block in _blocks(answer, limit - done):
                target.write(block)
                done += len(block)
                progress(file.name, done, whole)
    if whole and done < whole:
        raise MissingPart(
            f"{file.name} was cut off at {done:,} of {whole:,} bytes; add it again and it goes on from there"
        )
    wrong = fault(part, file)
    if wrong is not None:
        part.unlink()
        raise CardError(f"{file.name} arrived damaged and was removed: {wrong}; add it again")
    part.replace(path)


def _blocks(answer: HTTPResponse, limit: int) -> Iterator[bytes]:
    """At most one byte more than ``limit``, so that too much is noticed and an endless answer ends."""
    left = limit + 1
    while left > 0 and (block := answer.read(min(_BLOCK, left))):
        left -= len(block)
        yield block


@contextmanager
def _plain_faults(card: Card, file: VoiceFile) -> Iterator[None]:
    try:
        yield
    except HTTPError as answer:
        raise MissingPart(f"{file.name} of {card.name}: the hub answered {answer.code} {answer.reason}") from None
    except (URLError, HTTPException, TimeoutError, ConnectionError):
        raise MissingPart(
            f"{file.name} of {card.name} was not fetched: the connection failed; add it again and it goes on from there"
        ) from None
    except OSError as trouble:
        reason = "no space is left" if trouble.errno == errno.ENOSPC else f"{trouble.strerror}"
        raise UserFault(f"{card.folder / file.name} cannot be written: {reason}") from None


def _address(source: str) -> str:
    """``source``, on the mirror that ``HF_ENDPOINT`` names when it is on the hub."""
    mirror = os.environ.get("HF_ENDPOINT", _HUB).rstrip("/")
    return mirror + source.removeprefix(_HUB) if source.startswith(f"{_HUB}/") else source


def _digest(path: Path, kind: str) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, kind).hexdigest()
