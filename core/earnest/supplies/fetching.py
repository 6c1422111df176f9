"""Fetching a supply: resumed, checked against size and digest, whole or not there.

By hand, because neither the model hub's client nor pooch goes on with what an earlier attempt left.
"""

from __future__ import annotations

import errno
import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from earnest.errors import CardError, NotFetched, UserFault
from earnest.placing import one_at_a_time
from earnest.supplies.hub import mirrored

if TYPE_CHECKING:
    from earnest.supplies.catalogue import File, Supply

Progress = Callable[[str, int, int], None]
"""Told the file's name, bytes so far and bytes in all (0 when not known)."""

_BLOCK = 1 << 16
_PATIENCE = 30.0
"""Seconds without a byte after which the connection is given up."""
_PAUSE = 0.2
"""Seconds before a connection that broke is made again."""
_LARGEST = 2_000_000_000
"""Bytes of a file whose size nobody tells; the largest official voice has 137 MB."""
_GOES_ON = "ask for it again and it goes on where it stopped"
_BREAKS = (HTTPException, TimeoutError, ConnectionError)


def fetch(supply: Supply, progress: Progress = lambda *_: None) -> None:
    """Every file of ``supply`` that is not here as it is described.

    What arrived before a connection broke is kept beside the file as ``.part`` and gone on with, at once as long as
    more arrives each time; what does not fit size or digest is removed. Raises NotFetched when it cannot be fetched now
    or the disk is full, CardError when it arrived damaged, UserFault when it cannot be written.
    """
    if supply.source is None:
        raise CardError(f"{supply.name}: its card names no source, so there is nothing to fetch")
    for file in supply.files:
        path = supply.folder / file.name
        others = partial(_show_others, path, file, progress)
        with _plain_faults(supply, file), one_at_a_time(supply.folder, others):
            if fault(path, file) is None:
                progress(file.name, path.stat().st_size, path.stat().st_size)
            else:
                _fetch(mirrored(supply.source) + file.name, path, file, progress)


def fault(path: Path, file: File) -> str | None:
    """What is wrong with a file that should be ``file``; None when it is whole."""
    if not path.is_file():
        return "it is not there"
    if file.size is not None and path.stat().st_size != file.size:
        return f"it has {path.stat().st_size:,} bytes, the card says {file.size:,}"
    for kind, wanted in (("md5", file.md5), ("sha256", file.sha256)):
        if wanted is not None and (found := _digest(path, kind)) != wanted:
            return f"its {kind} is {found}, the card says {wanted}"
    return None


def _show_others(path: Path, file: File, progress: Progress) -> None:
    """Somebody else is fetching it: how far they are."""
    progress(file.name, _arrived(_part(path)), file.size or 0)


def _fetch(address: str, path: Path, file: File, progress: Progress) -> None:
    part = _part(path)
    before = -1
    while file.size is None or _arrived(part) != file.size:
        whole = _receive(address, part, file, progress)
        done = _arrived(part)
        if not whole or done >= whole:
            break
        if done <= before:
            raise NotFetched(f"{file.name} was cut off at {done:,} of {whole:,} bytes", _GOES_ON)
        before = done
        time.sleep(_PAUSE)
    wrong = fault(part, file)
    if wrong is not None:
        part.unlink()
        raise CardError(f"{file.name} arrived damaged and was removed: {wrong}; ask for it again")
    part.replace(path)


def _receive(address: str, part: Path, file: File, progress: Progress) -> int:
    """Go on with ``part`` until the connection ends; bytes in all, 0 when nobody tells."""
    limit = file.size or _LARGEST
    done = _arrived(part) if _arrived(part) < limit else 0
    with _opened(address, done) as answer:
        done = done if answer.status == 206 else 0
        whole = file.size or done + int(answer.headers.get("Content-Length") or 0)
        with part.open("ab" if done else "wb") as target, suppress(*(_BREAKS if whole else ())):
            # a break is no fault yet: what is missing is seen from ``whole``
            for block in _blocks(answer, limit - done):
                target.write(block)
                done += len(block)
                progress(file.name, done, whole)
    return whole


@contextmanager
def _opened(address: str, done: int) -> Iterator[HTTPResponse]:
    """The answer from byte ``done`` on, or from the start where the server has no such byte (416)."""
    try:
        answer = urlopen(Request(address, headers={"Range": f"bytes={done}-"} if done else {}), timeout=_PATIENCE)
    except HTTPError as refusal:
        if refusal.code != 416:
            raise
        refusal.close()
        answer = urlopen(Request(address), timeout=_PATIENCE)
    with answer:
        yield answer


def _blocks(answer: HTTPResponse, limit: int) -> Iterator[bytes]:
    """At most one byte more than ``limit``, so that too much is noticed and an endless answer ends."""
    left = limit + 1
    while left > 0 and (block := answer.read(min(_BLOCK, left))):
        left -= len(block)
        yield block


@contextmanager
def _plain_faults(supply: Supply, file: File) -> Iterator[None]:
    try:
        yield
    except HTTPError as answer:
        answer.close()
        reason = f"{answer.code} {answer.reason}"
        raise NotFetched(f"{file.name} of {supply.name}: the hub answered {reason}", "try again later") from None
    except (URLError, *_BREAKS):
        host = urlsplit(mirrored(supply.source or "")).hostname
        unreached = f"{file.name} of {supply.name} was not fetched: {host} cannot be reached"
        raise NotFetched(unreached, _GOES_ON) from None
    except OSError as trouble:
        place = supply.folder / file.name
        if trouble.errno == errno.ENOSPC:
            raise NotFetched(f"{place} cannot be written: no space is left", f"free some and {_GOES_ON}") from None
        raise UserFault(f"{place} cannot be written: {trouble.strerror}; name another --data") from None


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _arrived(part: Path) -> int:
    return part.stat().st_size if part.is_file() else 0


def _digest(path: Path, kind: str) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, kind).hexdigest()
