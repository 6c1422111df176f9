"""Letting a plugin in: declaration, hooks, settings, skills, engines and tones, in that order, all or nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pluggy

from earnest.engines.registry import Engines
from earnest.errors import ConfigError, PluginRefused
from earnest.plugins.door import admit, call, open_door, read_declaration
from earnest.plugins.found import Found, home_of, import_plugin
from earnest.plugins.inside import Inside
from earnest.plugins.report import Call, Loaded, blame
from earnest.plugins.resident import Resident
from earnest.plugins.settings import check_settings
from earnest.skills import Settings, Skills

if TYPE_CHECKING:
    from earnest.config import Config

Trace = Callable[[Call], None]
"""Is told of each hook call."""


def open_plugin(found: Found, config: Config, trace: Trace) -> Resident:
    """Everything a plugin offers, and the place where it runs.

    Raises PluginRefused with one line that says why, and ConfigError when the household's settings do not fit.
    """
    module = import_plugin(found)
    declaration = read_declaration(module)
    trial = open_door()
    hooks = admit(trial, found.name, module)
    asking = _Registration(found, trial, module, trace)
    settings, skills, engines = Settings(found.name), Skills(found.name), Engines()
    offered: dict[str, object] = {"settings": settings, "skills": skills, "engines": engines}
    for what, register in offered.items():
        if f"register_{what}" in hooks:
            asking.call(f"register_{what}", {what: register})
    loaded = Loaded(
        name=found.name,
        origin=found.origin,
        about=declaration.about,
        first_party=found.first_party,
        needs=declaration.needs,
        granted=grant(found, declaration.needs, config),
        hooks=hooks,
        skills=tuple(skills),
        settings=tuple(settings),
        values=check_settings(found.name, settings, config.settings.get(found.name, {})),
    )
    return Resident(found, module, Inside(home_of(found)), loaded, engines)


def grant(found: Found, needs: tuple[str, ...], config: Config) -> frozenset[str]:
    """What of its needs a plugin may use: all for Earnest's own, what ``plugins.allow`` says for others."""
    allowed = needs if found.first_party else config.plugins.allow.get(found.name, [])
    return frozenset(needs) & frozenset(allowed)


class _Registration:
    """Calls one plugin's registering hooks; what they raise refuses the plugin."""

    def __init__(self, found: Found, manager: pluggy.PluginManager, plugin: object, trace: Trace) -> None:
        self._found = found
        self._manager = manager
        self._plugin = plugin
        self._trace = trace

    def call(self, hook: str, values: Mapping[str, Any]) -> None:
        """Call ``hook``. Raises PluginRefused."""
        try:
            traced(self._manager, self._plugin, Call(self._found.name, hook, 0.0), values, self._trace)
        except ConfigError:
            raise
        except (Exception, SystemExit) as error:
            raise PluginRefused(f"{hook} raised {blame(error, home_of(self._found))}") from error


def traced(
    manager: pluggy.PluginManager, plugin: object, planned: Call, values: Mapping[str, Any], trace: Trace
) -> None:
    """Call one hook of one plugin and tell ``trace`` how long it took and whether it raised."""
    began, fault = time.perf_counter(), None
    try:
        call(manager, plugin, planned.hook, values)
    except BaseException as error:
        fault = type(error).__name__
        raise
    finally:
        trace(Call(planned.plugin, planned.hook, time.perf_counter() - began, fault))
