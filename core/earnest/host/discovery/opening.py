"""Letting a plugin in: declaration, hooks, settings, skills, engines and tones, in that order, all or nothing."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

from earnest.controls import Control, Controls
from earnest.engines.registry import Engines
from earnest.errors import PluginRefused, SheetError
from earnest.folders import folder_of
from earnest.host.discovery.door import Declaration, admit, call, open_door, read_declaration
from earnest.host.discovery.finding import Found, home_of, import_plugin, read_source
from earnest.host.discovery.needs import is_granted
from earnest.host.discovery.offers import AddedTones, check_skills
from earnest.host.discovery.settings import check_settings, check_times, chosen_by_household
from earnest.host.discovery.words import check_folder, check_words, places_of, vouched_for
from earnest.host.isolation.outside import Outside
from earnest.host.isolation.proxy import stand_in
from earnest.host.isolation.sight import Sight, network_places, own_places, python_places
from earnest.host.isolation.surroundings import Surroundings
from earnest.host.report import Call, Loaded, blame
from earnest.host.resident import Residence, Resident
from earnest.host.running.inside import Inside
from earnest.sheets.reading import read_sheet
from earnest.shipped import shipped
from earnest.skills import Settings, Skills

if TYPE_CHECKING:
    from earnest.allowance import Allowance
    from earnest.config import Config
    from earnest.host.isolation.event_loop import Yard
    from earnest.speaking.tones import Tones

Trace = Callable[[Call], None]
"""Is told of each hook call."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A plugin on the doorstep: what pluggy will register, and where its code runs."""

    plugin: object
    residence: Residence
    declaration: Declaration
    walls: str = ""
    """How high the walls around it are; empty inside the house."""


HOUSEHOLD = "household"
"""The need of a plugin whose button may open the microphone and wake the house."""


class Opening:
    """One plugin being opened. A process of its own is started at once, so that several can start side by side."""

    def __init__(self, found: Found, config: Config, yard: Yard, complain: Callable[[str], None]) -> None:
        self._found = read_source(found)
        self._config = config
        self._outside: Outside | None = None
        self._fault: str | None = None
        try:
            self._found = replace(self._found, sheet=read_sheet(places_of(found, config), config.language_code))
        except SheetError as fault:
            self._fault = "; ".join(str(fault).splitlines())
            return
        if runs_outside(found, config):
            self._outside = Outside(self._found, surroundings(found, config), yard, complain)

    def finish(self, trace: Trace, do: Callable[[Control], None] = lambda _: None) -> Resident:
        """Everything the plugin offers; ``do`` does what it asks for through its controls.

        Raises PluginRefused with one line that says why; it may be that the household's settings do not fit.
        """
        if self._fault is not None:
            raise PluginRefused(self._fault)
        try:
            arrival = self._arrive()
            return _let_in(self._found, arrival, self._config, trace, do)
        except BaseException:
            self.give_up()
            raise

    def give_up(self) -> None:
        """Let go of the process, if one was started."""
        if self._outside is not None:
            self._outside.close()

    def _arrive(self) -> Arrival:
        if self._outside is None:
            return _inside(self._found)
        introduction = {**self._outside.introduction(), "name": self._found.name}
        declaration = Declaration(str(introduction.get("about")), tuple(introduction.get("needs", ())))
        if "register_engines" in introduction.get("hooks", ()):
            return self._bring_in(declaration)
        plugin = stand_in(introduction, self._outside)
        return Arrival(plugin, self._outside, declaration, str(introduction.get("walls")))

    def _bring_in(self, declaration: Declaration) -> Arrival:
        """A plugin with engines cannot live outside: sound does not cross the pipe."""
        if "engines" not in grant(self._found, declaration.needs, self._config) and not self._found.first_party:
            raise PluginRefused(
                "it offers engines, which hear sound and run inside the house: it must say "
                f"earnest_needs = ('engines',) and the household plugins.allow.{self._found.name}: [engines]"
            )
        self.give_up()
        return _inside(self._found)


def runs_outside(found: Found, config: Config) -> bool:
    """Whether the plugin gets a process of its own."""
    return config.plugins.outside == "all" or (config.plugins.outside == "third-party" and not found.first_party)


def grant(found: Found, needs: tuple[str, ...], config: Config) -> frozenset[str]:
    """What of its needs a plugin may use: all for Earnest's own, what ``plugins.allow`` says for others."""
    allowed = _allowed(found, config)
    return frozenset(need for need in needs if found.first_party or is_granted(need, allowed))


def surroundings(found: Found, config: Config) -> Surroundings:
    """What the plugin's process sees and reaches: what it runs on, what is its own, what the household allows."""
    allowed = _allowed(found, config)
    network = found.first_party or allowed.network is True
    online = network_places(names=network) if network or allowed.ways else []
    programs = [place for name in allowed.programs if (place := shutil.which(os.path.expanduser(name)))]
    sight = Sight(
        shown=[*python_places(), *own_places(found), *online, *allowed.readable],
        writable=allowed.writable,
        devices=allowed.devices,
        programs=programs,
        folder=str(folder_of(config.data, found.name)),
        hidden=[str(path) for path in _private(config)],
    )
    return Surroundings(sight, network, allowed.ways, found.first_party or config.plugins.unwalled == "allow")


def _allowed(found: Found, config: Config) -> Allowance:
    from earnest.allowance import Allowance  # late: a plugin's own process does without

    return config.plugins.allow.get(found.name) or Allowance()


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


def _inside(found: Found) -> Arrival:
    module = import_plugin(found)
    return Arrival(module, Inside(home_of(found), found.sheet), read_declaration(module))


def _let_in(found: Found, arrival: Arrival, config: Config, trace: Trace, do: Callable[[Control], None]) -> Resident:
    """Ask at a door of its own first; the house's door is for those that passed."""
    trial = open_door()
    hooks = admit(trial, found.name, arrival.plugin)
    settings, skills, engines = Settings(found.name), Skills(found.name, found.sheet), Engines()
    tones = AddedTones(load_tones()) if "register_tones" in hooks else None
    granted = grant(found, arrival.declaration.needs, config)
    controls = Controls(do if found.first_party or HOUSEHOLD in granted else _harmless(do))
    offered: dict[str, object] = {"settings": settings, "skills": skills, "engines": engines, "tones": tones}
    offered["controls"] = controls
    for what, register in offered.items():
        if (hook := f"register_{what}") not in hooks:
            continue
        try:
            traced(trial, arrival.plugin, Call(found.name, hook, 0.0), {what: register}, trace)
        except (Exception, SystemExit) as error:
            raise PluginRefused(f"{hook} raised {blame(error, home_of(found))}") from error
    values = check_settings(found.name, settings, config)
    offers = [chosen_by_household(skill, values) for skill in skills]
    check_skills(offers)
    check_folder(found, offers)
    if not vouched_for(found, config):
        check_words(found.sheet, offers)
    check_times(offers, values, config)
    loaded = Loaded(
        name=found.name,
        origin=found.origin,
        about=arrival.declaration.about,
        first_party=found.first_party,
        outside=isinstance(arrival.residence, Outside),
        walls=arrival.walls,
        needs=arrival.declaration.needs,
        granted=granted,
        hooks=hooks,
        skills=tuple(offers),
        settings=tuple(settings),
        values=values,
    )
    return Resident(found, arrival.plugin, arrival.residence, loaded, engines, tuple(tones.added) if tones else ())


def _harmless(do: Callable[[Control], None]) -> Callable[[Control], None]:
    """Without opening a microphone that somebody closed, and without waking a house that nobody called."""
    return lambda what: do(what) if what not in ("unmute", "wake") else None


def load_tones() -> Tones:
    """The house's own tones; imported late, for they read YAML."""
    from earnest.speaking import tones

    return tones.load_tones()


def _private(config: Config) -> list[Path]:
    """What no plugin's process may see: the household's data and settings, what sounds, other programs' sockets."""
    around_python = Path(sys.prefix).is_relative_to(config.data)  # an interpreter in there must stay in sight
    places = [*config.data.glob("*.db*")] if around_python else [config.data]
    places += [Path("/dev/snd"), Path("/run/user"), Path("/run/pulse"), Path("/run/dbus")]
    places += [Path(named) for name in ("XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH") if (named := os.environ.get(name))]
    places += Path("/tmp").glob("pulse-*")
    places += [config.file] if config.file and not config.file.is_relative_to(shipped("config")) else []
    return [path.resolve() for path in places if path != Path() and path.exists()]
