"""Houses for plugins to live in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from earnest.config import Config, PluginSettings
from earnest.host import Plugins
from earnest.host.discovery.finding import find_plugins
from earnest.nouns import Reply
from earnest.talk import Heard
from host import family
from host.lines import PlainLine

FOLDER = Path(__file__).parent / "folder"


class House:
    """Plugins, and somebody who talks to them."""

    def __init__(self, data: Path, settings: Mapping[str, Mapping[str, Any]], **wishes: Any) -> None:
        (data / "plugins").mkdir(parents=True, exist_ok=True)
        self.folder = data / "plugins"
        bare = Config(data=data, settings=dict(settings))
        shipped = [found.name for found in find_plugins(bare) if found.first_party]
        self.config = bare.model_copy(update={"plugins": PluginSettings(**{"disabled": shipped, **wishes})})
        self.plugins = Plugins(self.config)
        self.runner = asyncio.Runner()
        self.lines: dict[str, PlainLine] = {}

    def load(self) -> House:
        self.plugins.load()
        return self

    def run(self, plugin: str, skill: str, line: PlainLine | None = None, **slots: Any) -> Reply:
        """One turn. Raises what the house raises."""
        found = next(each for each in self.plugins.skills if (each.plugin, each.name) == (plugin, skill))
        line = line or self.lines.setdefault(plugin, PlainLine())
        return self.runner.run(self.plugins.run(found, line, Heard("said"), slots))

    def why_refused(self, name: str) -> str:
        return {refused.name: refused.why for refused in self.plugins.refused}[name]

    def close(self) -> None:
        self.plugins.close()
        self.runner.close()


@pytest.fixture(autouse=True)
def _only_its_own_processes() -> None:
    family.begin()


@pytest.fixture
def open_house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Opens a house whose plugin folder has these files in it, ``{"tea.py": "…"}``."""
    opened: list[House] = []

    def build(files: Mapping[str, str] | None = None, *, settings: Any = None, **wishes: Any) -> House:
        house = House(tmp_path, settings or {}, **wishes)
        for name, source in (files or {}).items():
            place = house.folder / name
            place.parent.mkdir(exist_ok=True)
            place.write_text(source, encoding="utf-8")
        opened.append(house)
        return house.load()

    yield build
    for house in opened:
        house.close()
