"""What became of a plugin: loaded, refused, or something worth telling the household."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from earnest.errors import PluginRefused
from earnest.legible import legible

if TYPE_CHECKING:
    from earnest.skills import Setting, Skill

LONGEST = 300
"""Characters of somebody else's words that a report repeats."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plugin that lives here."""

    name: str
    origin: str
    """Where it comes from: a file, or a distribution and its version."""
    about: str = ""
    """First line of its docstring."""
    first_party: bool = False
    outside: bool = False
    """Whether it runs in a process of its own."""
    walls: str = ""
    """How high the walls around that process are: ``namespaces``, ``landlock`` or ``none`` (``walls.py``)."""
    needs: tuple[str, ...] = ()
    """What it declared that it wants to use."""
    granted: frozenset[str] = frozenset()
    """What of that the household allows."""
    hooks: tuple[str, ...] = ()
    skills: tuple[Skill, ...] = ()
    settings: tuple[Setting, ...] = ()
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """The settings as the household has them, defaults filled in."""

    @property
    def offers_engines(self) -> bool:
        """Whether it is among what hears, speaks and understands."""
        return "register_engines" in self.hooks


@dataclass(frozen=True, slots=True)
class Refused:
    """A plugin that does not live here, and why."""

    name: str
    why: str
    """One line, with file and line where there is one."""


@dataclass(frozen=True, slots=True)
class Report:
    """Something the household should be told about one plugin."""

    plugin: str
    what: str

    def __str__(self) -> str:
        return f"{self.plugin}: {self.what}"


@dataclass(frozen=True, slots=True)
class Call:
    """One call of one hook of one plugin, for ``earnest plugins trace``."""

    plugin: str
    hook: str
    seconds: float
    fault: str | None = None


def blame(error: BaseException, home: Path | None = None) -> str:
    """``tea.py:12: NameError: name 'kettle' is not defined``: the last line of the plugin's own that led to ``error``.

    ``home`` is the plugin's file or folder; without it, the innermost frame is named.
    """
    said = " ".join(_said(error).split())[:LONGEST]
    if isinstance(error, PluginRefused):  # which says all there is to say
        return legible(said)
    if isinstance(error, SyntaxError):
        said = f"{error.msg}" + (f": {error.text.strip()[:80]}" if error.text else "")
    what = legible(f"{type(error).__name__}: {said}" if said else type(error).__name__)
    place = _place(error, home)
    return f"{place}: {what}" if place else what


def _said(error: BaseException) -> str:
    """Its own words, where it has some: they may be a plugin's code, too."""
    try:
        return str(error)
    except (Exception, SystemExit) as fault:
        return f"its own words cannot be read ({type(fault).__name__})"


def _place(error: BaseException, home: Path | None) -> str:
    if isinstance(error, SyntaxError) and error.filename:
        return f"{Path(error.filename).name}:{error.lineno}"
    frames = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    real = [(path, line) for path, line in frames if not path.name.startswith("<")]
    own = [(path, line) for path, line in real if home is None or path == home or home in path.parents]
    return f"{own[-1][0].name}:{own[-1][1]}" if own else ""
