"""A plugin's own folder: where it lies in the household's data, how much fits in, and how it is emptied.

What lies in it was put there by somebody else's code: links are never followed, and no depth of folders is trusted.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from urllib.parse import quote

FOLDERS = "folders"
"""Their place in the household's data."""
MOST_BYTES = 64 * 1024 * 1024
MOST_FILES = 2000
"""Files, links and folders."""
DEEPEST = 32
"""Folders within folders."""


LONGEST_PATH = 3500
"""Characters; the kernel takes 4,096, and one more name has at most 255."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing in a folder."""

    path: Path
    bytes: int
    """What it takes on the disk."""
    at: float
    """When it was last written."""
    is_file: bool


def folder_of(data: Path, plugin: str) -> Path:
    """The plugin's own folder, made when absent, for the household alone."""
    folder = _place(data, plugin)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def kept_in(folder: Path) -> Iterator[Kept]:
    """Everything in a folder, as far down as is looked; what vanishes meanwhile is left out."""
    waiting = [(folder, 0)]
    while waiting:
        place, depth = waiting.pop()
        with contextlib.suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    found = entry.stat(follow_symlinks=False)
                    yield Kept(Path(entry.path), found.st_blocks * 512, found.st_mtime, not stat.S_ISDIR(found.st_mode))
                    if stat.S_ISDIR(found.st_mode) and depth < DEEPEST and len(entry.path) <= LONGEST_PATH:
                        waiting.append((Path(entry.path), depth + 1))


def excess(folder: Path) -> str | None:
    """What there is too much of in it; None when all is well."""
    size, count = 0, 0
    for kept in kept_in(folder):
        size, count = size + kept.bytes, count + 1
        if len(kept.path.parts) - len(folder.parts) > DEEPEST or len(str(kept.path)) > LONGEST_PATH:
            return f"its folder is nested too deeply, more than {DEEPEST} folders or {LONGEST_PATH} characters"
        if count > MOST_FILES:
            return f"its folder holds more than {MOST_FILES} files"
    if size > MOST_BYTES:
        return f"its folder holds {size // 2**20} MB; at most {MOST_BYTES // 2**20} MB fit in"
    return None


def trim(folder: Path) -> None:
    """Take out what was written last, until the rest fits."""
    everything = sorted(kept_in(folder), key=lambda kept: kept.at)
    size, count = sum(kept.bytes for kept in everything), len(everything)
    while everything and (size > MOST_BYTES or count > MOST_FILES):
        last = everything.pop()
        with contextlib.suppress(OSError):
            last.path.unlink()
            size, count = size - last.bytes, count - 1
    if excess(folder) is not None:
        empty(folder)


def empty(folder: Path) -> None:
    """Take out everything. What is in folders is moved up first, so that no depth and no long path is in the way."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            _empty(top)
        finally:
            os.close(top)


def forget(data: Path, plugin: str | None = None) -> None:
    """Remove the folder of one plugin, or all of them."""
    places = [_place(data, plugin)] if plugin is not None else [*(data / FOLDERS).glob("*")]
    for place in places:
        empty(place)
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            place.rmdir()


def _place(data: Path, plugin: str) -> Path:
    return data / FOLDERS / quote(plugin, safe="").replace(".", "%2E")


def _empty(top: int) -> None:
    number = 0
    while names := os.listdir(top):
        for name in names:
            try:
                os.unlink(name, dir_fd=top)
            except (IsADirectoryError, PermissionError):
                number = _raise_up(top, name, number)


def _raise_up(top: int, name: str, number: int) -> int:
    """Move what is in one folder up to the top, under new names, and remove the folder."""
    place = os.open(name, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
    try:
        os.chmod(f"/proc/self/fd/{place}", 0o700)
        inner = os.open(f"/proc/self/fd/{place}", os.O_RDONLY | os.O_DIRECTORY)
    finally:
        os.close(place)
    try:
        for each in os.listdir(inner):
            number += 1
            os.rename(each, f".forgotten-{token_hex(8)}-{number}", src_dir_fd=inner, dst_dir_fd=top)
    finally:
        os.close(inner)
    os.rmdir(name, dir_fd=top)
    return number
