"""The plugin folder, watched: a new or edited plugin is there without a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

DEBOUNCE = 300
"""Milliseconds in which several writes count as one edit: an editor writes a file in more than one go."""


async def watch_folder(folder: Path, reload: Callable[[Path], None]) -> None:
    """Call ``reload`` (on another thread) with each plugin's file or package that changes, until cancelled.

    The folder is made when it is not there, so that the first plugin can be dropped into it.
    """
    from watchfiles import awatch

    folder.mkdir(parents=True, exist_ok=True)
    place = folder.resolve()
    async for changes in awatch(place, debounce=DEBOUNCE, watch_filter=_matters):
        for path in sorted({_top(place, Path(changed)) for _, changed in changes}):
            await asyncio.to_thread(reload, folder / path)


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


def _top(folder: Path, changed: Path) -> Path:
    """The plugin that a changed file belongs to: itself, or the package it lies in."""
    return Path(changed.relative_to(folder).parts[0])
