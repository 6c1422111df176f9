"""The plugins of one house: found, let in or refused, run, observed, replaced while the house goes on."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from earnest.controls import Control
from earnest.engines.registry import Engines
from earnest.errors import PluginRefused, SkillFault
from earnest.host.authoring.watching import watch_folder, watch_plugin
from earnest.host.discovery.claims import Claims
from earnest.host.discovery.door import OBSERVING, open_door
from earnest.host.discovery.finding import bare_name, find_at, find_plugins, gives_way, home_of, is_taken, plugin_folder
from earnest.host.discovery.opening import Opening, load_tones, traced
from earnest.host.discovery.settings import check_names, needless
from earnest.host.isolation.event_loop import Yard
from earnest.host.report import Call, Loaded, Refused, Report, blame
from earnest.host.resident import FAULTS, Resident
from earnest.host.running.following import TalkCall, followed
from earnest.host.running.skill import Given
from earnest.legible import legible

if TYPE_CHECKING:
    from earnest.config import Config
    from earnest.host.discovery.finding import Found
    from earnest.nouns import Reply
    from earnest.skills import Skill
    from earnest.speaking.tones import Tones
    from earnest.talk import Heard, Line

logger = logging.getLogger(__name__)


class Plugins:
    """Every plugin of one house. Two houses in one process do not meet."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._manager = open_door()
        self._yard = Yard()
        self._settling = threading.Lock()
        self._residents: dict[str, Resident] = {}
        self._claims = Claims(config)
        self._refused: dict[str, Refused] = {}
        self._on_report: list[Callable[[Report], None]] = []
        self._on_change: list[Callable[[], None]] = []
        self.control: Callable[[Control], None] = lambda _: None
        """What is done when a plugin's button is pressed; maybe on another thread."""
        self.reports: deque[Report] = deque(maxlen=200)
        """What the household should know, latest last."""
        self.notices: list[str] = []
        """What the config says of plugins that has no effect, a line each."""
        self.calls: deque[Call] = deque(maxlen=1000)
        """The latest hook calls, for ``earnest plugins trace``."""
        self.talk_calls: list[TalkCall] | None = None
        """A list to be followed in: each call of a talk is written into it."""
        self.excused: Callable[[], bool] = bool
        """Whether a skill's fault is the house's own just now, and no reason to switch its plugin off."""

    def load(self) -> None:
        """Open every plugin there is. One that cannot be opened is refused by name, and the rest goes on.

        A plugin whose settings do not fit is refused too. Raises ConfigError for a plugin's name that is misspelt in
        the config, and for a permission there is not.
        """
        disabled = set(self._config.plugins.disabled)
        openings: dict[str, tuple[Found, Opening]] = {}
        every = list(find_plugins(self._config))
        self.notices = check_names(self._config, {found.name for found in every})
        for found in every:
            place = found.name.lower()
            if place in openings and gives_way(openings[place][0], found, self._config):
                place = f"own {place}"
            if place in openings:
                self._refuse(f"{found.name} ({found.origin})", is_taken(found, openings[place][0]))
            elif found.name not in disabled:
                openings[place] = found, self._begin(found)
        for found, opening in openings.values():
            try:
                self._settle(found, opening)
            except PluginRefused as reason:
                self._refuse(found.name, str(reason))
        self.notices += needless(self._config, self.loaded)

    def reload(self, path: Path) -> None:
        """Take a new, edited or deleted plugin of the plugin folder as it is now.

        When it cannot be opened, what was there before goes on, and a report says what is wrong.
        """
        found = find_at(path)
        if found is None:
            self._take_leave(path)
            return
        here = self._residents.get(found.name)
        if here is not None and here.found.path != found.path and not gives_way(here.found, found, self._config):
            self._tell(found.name, f"not taken from {found.origin}: {is_taken(found, here.found)}")
            return
        if found.name in self._config.plugins.disabled:
            return
        try:
            with self._settling:
                self._settle(found, self._begin(found))
        except PluginRefused as reason:
            if here is None:
                self._refuse(found.name, str(reason))
            else:
                self._tell(found.name, f"the edit was not taken, the last good version goes on: {reason}")
        else:
            self._tell(found.name, "edited" if here else "new")

    async def watch(self) -> None:
        """Reload what changes in the plugin folder, and of the plugins that lie elsewhere, until cancelled."""
        elsewhere = (path.resolve() for path in self._config.plugins.also)
        await asyncio.gather(
            watch_folder(plugin_folder(self._config), self.reload),
            *(watch_plugin(path, self.reload) for path in elsewhere),
        )

    @property
    def skills(self) -> list[Skill]:
        """Every skill that can be asked for now."""
        return [
            skill
            for resident in self._residents.values()
            for skill in resident.loaded.skills
            if not skill.if_set or resident.loaded.values.get(skill.if_set)
        ]

    def skill(self, plugin: str, name: str) -> Skill | None:
        """One skill that can be asked for now; None when there is none of that name."""
        return next((skill for skill in self.skills if (skill.plugin, skill.name) == (plugin, name)), None)

    @property
    def engines(self) -> Engines:
        """Every engine that was offered; a later plugin's takes the place of an earlier one's of the same name."""
        engines = Engines()
        for resident in self._residents.values():
            engines.take(resident.engines)
        return engines

    @property
    def tones(self) -> Tones:
        """The tones of ``tones.yaml`` and those that plugins added."""
        tones = load_tones()
        for resident in self._residents.values():
            for tone, answers in resident.tones:
                tones.add(tone, answers)
        return tones

    @property
    def loaded(self) -> list[Loaded]:
        """The plugins that live here, in the order they came in."""
        return [resident.loaded for resident in self._residents.values()]

    @property
    def refused(self) -> list[Refused]:
        """The plugins that do not, and why."""
        return list(self._refused.values())

    def settings_of(self, plugin: str) -> Mapping[str, Any]:
        """A plugin's settings, defaults filled in; empty for one that is not here."""
        resident = self._residents.get(plugin)
        return resident.loaded.values if resident is not None else MappingProxyType({})

    def granted(self, plugin: str) -> frozenset[str]:
        """What the plugin declared and may use."""
        resident = self._residents.get(plugin)
        return resident.loaded.granted if resident is not None else frozenset()

    def follow(
        self,
        report: Callable[[Report], None] | None = None,
        change: Callable[[], None] | None = None,
    ) -> None:
        """Be told of each report and of each change of ``skills``; maybe on another thread."""
        self._on_report += [report] if report else []
        self._on_change += [change] if change else []

    def observe(self, hook: str, *, insiders_only: bool = False, **values: Any) -> None:
        """Tell every plugin of a moment, one at a time; one that raises is named and not told of such moments again.

        ``insiders_only`` keeps the moment from third-party plugins.
        """
        if hook not in OBSERVING:
            raise ValueError(f"{hook!r} is no observing hook; choose from {', '.join(OBSERVING)}")
        for name, resident in list(self._residents.items()):
            if hook not in resident.loaded.hooks or hook in resident.deaf:
                continue
            if insiders_only and not resident.loaded.first_party:
                continue
            try:
                given = {**values, "settings": resident.loaded.values} if hook == "started" else values
                traced(self._manager, resident.plugin, Call(name, hook, 0.0), given, self.calls.append)
            except (Exception, SystemExit) as error:
                resident.deaf.add(hook)
                self._tell(name, f"{hook} raised {blame(error, home_of(resident.found))}; it is not called any more")
                self._count_fault(name, resident)

    async def run(self, skill: Skill, line: Line, heard: Heard, slots: Mapping[str, Any]) -> Reply:
        """One skill's reply, within its time limit.

        Raises SkillFault, naming the plugin, when it raises, hangs or returns the wrong thing, and lets Unanswered out.
        """
        resident = self._residents.get(skill.plugin)
        if resident is None:
            raise SkillFault(skill.plugin, "is not here any more")
        try:
            followed_line = followed(line, skill.plugin, self.talk_calls)
            return await resident.residence.run(skill, followed_line, heard, Given(slots, resident.loaded.values))
        except SkillFault as fault:
            self._tell(skill.plugin, fault.what)
            fault.excused = self.excused()
            if not fault.excused:
                self._count_fault(skill.plugin, resident)
            raise

    def printed(self, plugin: str) -> str:
        """The last of what a plugin in a process of its own printed."""
        resident = self._residents.get(plugin)
        return str(getattr(resident.residence, "output", "")) if resident is not None else ""

    def close(self) -> None:
        """Stop every plugin. May be called twice."""
        for resident in self._residents.values():
            resident.residence.close()
        self._yard.close()

    def _take_leave(self, path: Path) -> None:
        """A plugin's file is gone."""
        self._refused.pop(bare_name(path.stem), None)
        for name, resident in list(self._residents.items()):
            if home_of(resident.found) == path:
                self._leave(name, resident)
                self._tell(name, "gone")
                self._changed()

    def _begin(self, found: Found) -> Opening:
        return Opening(found, self._config, self._yard, lambda what: self._complain(found.name, what))

    def _settle(self, found: Found, opening: Opening) -> None:
        """Let a plugin in. An earlier one of that name gives way only once this one is open. Raises PluginRefused."""
        resident = opening.finish(self.calls.append, lambda what: self.control(what))
        try:
            self._claims.check(resident.loaded, self.loaded)
        except PluginRefused:
            resident.residence.close()
            raise
        earlier = self._residents.get(found.name)
        if earlier is not None:
            earlier.residence.rest()
            self._leave(found.name, earlier)
        self._manager.register(resident.plugin, found.name)
        self._residents[found.name] = resident
        self._refused.pop(found.name, None)
        self._changed()

    def _complain(self, name: str, what: str) -> None:
        """A plugin's own process failed while nobody waited for it."""
        self._tell(name, what)
        resident = self._residents.get(name)
        if resident is not None:
            self._count_fault(name, resident)

    def _leave(self, name: str, resident: Resident) -> None:
        del self._residents[name]
        self._manager.unregister(name=name)
        resident.residence.close()

    def _refuse(self, name: str, why: str) -> None:
        self._refused[name] = Refused(name, legible(why))
        logger.info("plugin refused: %s", legible(name))
        self._tell(name, f"refused: {why}")

    def _count_fault(self, name: str, resident: Resident) -> None:
        """Switch a plugin off that fails again and again."""
        if not resident.fail() or self._residents.get(name) is not resident:
            return
        self._leave(name, resident)
        self._refuse(name, f"switched off after {FAULTS} faults in a short time; the last ones are reported above")
        self._changed()

    def _tell(self, name: str, what: str) -> None:
        report = Report(name, what)
        self.reports.append(report)
        for follower in self._on_report:
            follower(report)

    def _changed(self) -> None:
        for follower in self._on_change:
            follower()
