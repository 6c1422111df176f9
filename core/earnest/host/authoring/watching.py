"""The plugin folder, watched: a new or edited plugin is there without a restart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from pathlib import Path

DEBOUNCE = 300
"""Milliseconds in which several writes count as one edit: an editor writes a file in more than one go."""
LOOK = 1.0
"""Seconds between looks at whether it is still the same folder."""


async def watch_folder(folder: Path, reload: Callable[[Path], None]) -> None:
    """Call ``reload`` (on another thread) with each plugin's file or package that changes, until cancelled.

    The folder is made when it is not there, so that the first plugin can be dropped into it. One that is taken away is
    waited for, and what lies in the one that comes in its place is taken as it is.
    """
    with suppress(OSError):  # a disk that takes nothing
        folder.mkdir(parents=True, exist_ok=True)
    there = _names_in(folder)
    while True:
        async for changed in _changes_in(folder):
            await _reloaded(folder, changed, reload)
            there |= changed
        while not folder.is_dir():
            await _reloaded(folder, there, reload)
            there = set()
            await asyncio.sleep(LOOK)
        there |= _names_in(folder)
        await _reloaded(folder, there, reload)


async def _changes_in(folder: Path) -> AsyncIterator[set[str]]:
    """The names of what changes in it, as long as it is the folder that lies there."""
    from watchfiles import awatch

    place, which = folder.resolve(), _which(folder)
    if which is None:
        return
    looks = int(1000 * LOOK)
    watching = awatch(place, debounce=DEBOUNCE, watch_filter=_matters, rust_timeout=looks, yield_on_timeout=True)
    async for changes in watching:
        if _which(folder) != which:
            return
        if changed := {name for _, path in changes for name in Path(path).relative_to(place).parts[:1]}:
            yield changed


async def _reloaded(folder: Path, names: Iterable[str], reload: Callable[[Path], None]) -> None:
    for name in sorted(names):
        await asyncio.to_thread(reload, folder / name)


def _names_in(folder: Path) -> set[str]:
    """What may be plugins."""
    with suppress(OSError):
        return {path.name for path in folder.iterdir() if _matters(None, path.name)}
    return set()


def _which(folder: Path) -> tuple[int, int] | None:
    """Which folder lies there; None when none does."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


async def watch_plugin(path: Path, reload: Callable[[Path], None]) -> None:
    """Call ``reload`` (on another thread) when the one plugin at ``path``, a file or a package, changes."""
    from watchfiles import awatch

    def belongs(_: object, changed: str) -> bool:
        return _matters(None, changed) and (path == Path(changed) or path in Path(changed).parents)

    place = path if path.is_dir() else path.parent  # an editor may put another file in its place
    async for _ in awatch(place, debounce=DEBOUNCE, watch_filter=belongs, recursive=path.is_dir()):
        await asyncio.to_thread(reload, path)


def _matters(_: object, path: str) -> bool:
    return path.endswith((".py", ".yaml")) or not Path(path).suffix
