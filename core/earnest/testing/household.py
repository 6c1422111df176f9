"""The household that a rehearsal takes place in."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Literal

from earnest.config import Config, PluginSettings
from earnest.errors import PluginRefused
from earnest.host.discovery.finding import find_at, find_plugins

_OUTSIDE: Mapping[bool | None, Literal["third-party", "all", "none"]] = {
    None: "third-party",
    True: "all",
    False: "none",
}
"""What a household would write for each ``outside``."""


def household(folder: Path, plugins: Sequence[str | Path | ModuleType], outside: bool | None) -> Config:
    """A household whose plugin folder holds copies of the given ones, and where no other plugin is enabled.

    Raises PluginRefused for one that is not there.
    """
    copies = folder / "plugins"
    copies.mkdir()
    named = {each for each in plugins if isinstance(each, str) and not each.endswith(".py") and "/" not in each}
    for each in plugins:
        if each not in named:
            _copy(_source(each), copies)
    config = Config(data=folder, plugins=PluginSettings(folder=copies, outside=_OUTSIDE[outside], unwalled="allow"))
    present = {found.name for found in find_plugins(config) if found.path is None}
    missing = named - present
    if missing:
        shutil.rmtree(folder)
        raise PluginRefused(f"{', '.join(sorted(missing))}: no installed plugin is called so; give a file's path")
    wanted = config.plugins.model_copy(update={"disabled": sorted(present - named)})
    return config.model_copy(update={"plugins": wanted})


def _source(plugin: str | Path | ModuleType) -> Path:
    path = Path(plugin.__file__ or "") if isinstance(plugin, ModuleType) else Path(plugin)
    return path.parent if path.name == "__init__.py" else path


def _copy(source: Path, folder: Path) -> None:
    if not source.exists() or find_at(source) is None:
        raise PluginRefused(f"{source}: there is no plugin; expected a .py file or a package")
    if source.is_dir():
        shutil.copytree(source, folder / source.name)
    else:
        shutil.copy(source, folder)
