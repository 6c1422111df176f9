"""hibari's dictionaries in a twentieth of the memory: a file of sorted texts that the system pages in as it is read.

As Python has them they take 100 MB, and a third of a second to read. So they are written once into a file of the user's
cache, as one text of keys and one of values each; whoever opens it finds words by halving. Where that file cannot be
written or read, they stay as the package has them.
"""

from __future__ import annotations

import contextlib
import json
import logging
import mmap
import os
import tempfile
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_cache_path

_FORM = b"hibari words 1\n"
_ASSETS = ("lexicon_{}_gold.json.gz", "lexicon_{}_silver.json.gz", "tagger.json.gz")
_LARGE = 1_000
"""Entries from which a mapping inside a dictionary is packed too."""

logger = logging.getLogger(__name__)


class Packed:
    """A mapping of texts to JSON that is only ever asked with ``get``; a lookup takes about 10 µs."""

    def __init__(self, keys: memoryview, key_ends: Any, values: memoryview, value_ends: Any) -> None:
        """UTF-8 of all keys, sorted, and of all values; and where each ends: uint32, shape (n + 1,), first 0."""
        self._keys, self._key_ends = keys, key_ends
        self._values, self._value_ends = values, value_ends

    def get(self, word: str, default: Any = None) -> Any:
        """What stands under ``word``."""
        wanted = word.encode(errors="surrogatepass")
        place = bisect_left(range(len(self)), wanted, key=self._key)
        if place == len(self) or self._key(place) != wanted:
            return default
        return json.loads(bytes(self._values[self._value_ends[place] : self._value_ends[place + 1]]))

    def __len__(self) -> int:
        return len(self._key_ends) - 1

    def _key(self, place: int) -> bytes:
        return bytes(self._keys[self._key_ends[place] : self._key_ends[place + 1]])


def reading(british: bool) -> Any:
    """hibari's ``G2P``, on packed dictionaries if they are here or can be made. Raises what the package raises."""
    from hibari import g2p

    try:
        file = _file(g2p.ASSETS, british)
        if not file.is_file():
            _write(file, g2p.ASSETS, british)
        packed = _open(file)
    except (AttributeError, OSError, ValueError, KeyError, TypeError) as trouble:
        logger.debug("hibari's dictionaries stay as they are (%s)", type(trouble).__name__)
        return g2p.G2P(british=british)
    with _handed_out(g2p, packed):
        return g2p.G2P(british=british)


@contextmanager
def _handed_out(package: Any, packed: Mapping[str, Any]) -> Iterator[None]:
    """While the package builds its reading, it is given what it would read from these files."""
    theirs: Callable[[str], Any] = package._load_json
    package._load_json = lambda name: packed[name] if name in packed else theirs(name)
    try:
        yield
    finally:
        package._load_json = theirs


def _names(british: bool) -> list[str]:
    return [name.format("gb" if british else "us") for name in _ASSETS]


def _file(assets: str, british: bool) -> Path:
    """In the user's cache; another one for every version of the package."""
    sizes = "-".join(str((Path(assets) / name).stat().st_size) for name in _names(british))
    return user_cache_path("earnest") / f"hibari-{sizes}.words"


def _write(file: Path, assets: str, british: bool) -> None:
    """Pack what the package carries, in a process of its own: this one would keep the memory."""
    import subprocess
    import sys

    file.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", __name__, str(file), *(str(Path(assets) / name) for name in _names(british))]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    if done.returncode != 0:
        raise OSError("hibari's dictionaries could not be packed")


def write(file: Path, assets: list[Path]) -> None:
    """Pack JSON objects, gzipped, into ``file``; it is there whole or not at all. Raises OSError, ValueError."""
    import gzip

    index: dict[str, Any] = {}
    blobs: list[bytes] = []
    for path in assets:
        told = json.loads(gzip.decompress(path.read_bytes()))
        index[path.name] = _packed(told, blobs)
    body = b"".join(blobs)
    head = json.dumps({"index": index, "sum": zlib.crc32(body), "size": len(body)}).encode() + b"\n"
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as draft:
        draft.write(_FORM + head + body)
    os.replace(draft.name, file)


def _packed(told: Any, blobs: list[bytes]) -> Any:
    """Where a large mapping lies in the blobs; a small one and anything else as it is, in ``{"as": …}``."""
    if not isinstance(told, dict):
        return {"as": told}
    if len(told) < _LARGE:
        return {"of": {name: _packed(value, blobs) for name, value in told.items()}}
    keys = sorted((key.encode(errors="surrogatepass"), key) for key in told)
    values = [json.dumps(told[key], ensure_ascii=True, separators=(",", ":")).encode() for _, key in keys]
    place = []
    for texts in ([key for key, _ in keys], values):
        ends = np.fromiter(accumulate(map(len, texts), initial=0), np.uint32, len(texts) + 1)
        for blob in (ends.tobytes(), b"".join(texts)):
            place.append([sum(map(len, blobs)), len(blob)])
            blobs.append(blob + b"\0" * (-len(blob) % 4))
    return {"at": place}


def _open(file: Path) -> dict[str, Any]:
    """The dictionaries by the names of the package's files. Raises OSError, ValueError; a broken file is removed."""
    try:
        with file.open("rb") as opened:
            if opened.readline() != _FORM:
                raise ValueError("another form")
            head = json.loads(opened.readline())
            start = opened.tell()
            if zlib.crc32(opened.read()) != head["sum"]:
                raise ValueError("a byte is not what it was")
            body = memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))[start:]
    except (ValueError, KeyError, TypeError):
        with contextlib.suppress(OSError):
            file.unlink()
        raise
    return {name: _unpacked(told, body) for name, told in head["index"].items()}


def _unpacked(told: Mapping[str, Any], body: memoryview) -> Any:
    if "as" in told:
        return told["as"]
    if "of" in told:
        return {name: _unpacked(value, body) for name, value in told["of"].items()}
    key_ends, keys, value_ends, values = (body[start : start + size] for start, size in told["at"])
    return Packed(keys, np.frombuffer(key_ends, np.uint32), values, np.frombuffer(value_ends, np.uint32))


if __name__ == "__main__":
    import sys

    write(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]])
