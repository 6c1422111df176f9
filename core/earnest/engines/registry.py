"""Which engines there are, and which one a setting chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from earnest.errors import ConfigError, MissingPart
from earnest.validation import suggest

if TYPE_CHECKING:
    from earnest.config import Config

Kind = Literal["microphone", "speaker", "wake", "endpoint", "spotter", "recognizer", "emotion", "person", "voice"]


SETTINGS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        "microphone": ("microphone", "engine"),
        "speaker": ("speaker", "engine"),
        "recognizer": ("recognizer",),
        "emotion": ("emotion", "engine"),
        "person": ("person", "engine"),
        "voice": ("voice",),
    }
)
"""Where the config names an engine; of the other kinds the best usable one is taken."""


@dataclass(frozen=True, slots=True)
class Objection:
    """Something in the config that an engine can do nothing with."""

    key: tuple[str | int, ...]
    """Where it stands: ``("wake", "words", 1)``."""
    what: str
    """What was found, and what to write instead."""
    grave: bool = True
    """Whether it must be mended first; else it is only told."""


@dataclass(frozen=True, slots=True)
class Engine:
    """One way to do one of the house's jobs."""

    kind: Kind
    name: str
    """What the config calls it."""
    make: Callable[[Config], Any]
    """Builds the engine; heavy imports belong inside. Raises MissingPart."""
    missing: Callable[[Config], str | None]
    """Why it cannot be used here, with the remedy; None when it can. Must be quick and import nothing heavy."""
    rank: int = 0
    """``auto`` takes the usable engine of the highest rank."""
    about: str = ""
    """One line for ``earnest doctor``."""
    objections: Callable[[Config], Iterable[Objection]] = lambda _config: ()
    """What in the config it can do nothing with, when it is the one in use. Must be quick."""
    unfit: Callable[[Config], str | None] = lambda _config: None
    """Why ``auto`` passes it over although it can be used; None when it need not. As quick as ``missing``."""
    encodes: bool = False
    """Whether a recogniser tells what its encoder heard, besides the words (``base.Overhear``)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which engine was taken, and why."""

    engine: Engine
    why: str


class Engines:
    """The engines that plugins registered; ``register_engines`` hands this to each plugin."""

    def __init__(self) -> None:
        self._engines: dict[tuple[str, str], Engine] = {}
        self.spoilt: Mapping[tuple[str, str], str] = {}
        """What could not be built although it seemed usable, by kind and name: why ``auto`` passes it over."""

    def add(self, engine: Engine) -> None:
        """Offer an engine; a later one of the same kind and name takes the earlier one's place."""
        self._engines[engine.kind, engine.name] = engine

    def take(self, others: Engines) -> None:
        """Offer all of another plugin's engines too."""
        self._engines.update(others._engines)

    def of(self, kind: Kind) -> Iterator[Engine]:
        """Every engine of one kind, the one ``auto`` prefers first."""
        mine = [engine for engine in self._engines.values() if engine.kind == kind]
        return iter(sorted(mine, key=lambda engine: -engine.rank))

    def choose(self, kind: Kind, name: str, config: Config) -> Choice:
        """The engine called ``name``, or for ``auto`` the best usable one.

        Raises ConfigError for a name nobody registered and MissingPart for one that cannot be used here.
        """
        if name != "auto":
            return Choice(self._usable(kind, name, config), "the config names it")
        reasons: list[str] = []
        for engine in self.of(kind):
            reason = self.spoilt.get((kind, engine.name)) or engine.missing(config) or engine.unfit(config)
            if reason is None:
                passed = f"; passed over {', '.join(reasons)}" if reasons else ""
                return Choice(engine, f"the best that is usable here{passed}")
            reasons.append(f"{engine.name} ({reason})")
        raise MissingPart(f"no {kind} can be used here: {'; '.join(reasons) or 'none is registered'}")

    def named(self, kind: Kind, name: str, config: Config) -> Engine:
        """The engine called ``name``, usable or not. Raises ConfigError for a name nobody registered."""
        engine = self._engines.get((kind, name))
        if engine is None:
            place = config.place(*SETTINGS.get(kind, (kind,)))
            known = ["auto", *(engine.name for engine in self.of(kind))]
            raise ConfigError(f"{place}: no {kind} engine is called {name!r}; {suggest(name, known)}")
        return engine

    def _usable(self, kind: Kind, name: str, config: Config) -> Engine:
        engine = self.named(kind, name, config)
        reason = engine.missing(config)
        if reason is not None:
            raise MissingPart(f"{kind} {name}: {reason}")
        return engine
