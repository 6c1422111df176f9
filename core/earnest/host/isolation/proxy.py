"""What stands at pluggy's door for a plugin that runs outside: the same hooks, answered from what it said of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Protocol

from earnest.errors import PluginRefused, SkillFault
from earnest.hookspecs import hookimpl
from earnest.host.isolation.wire import Message
from earnest.skills import Changes, Skill

if TYPE_CHECKING:
    from earnest.controls import Controls
    from earnest.nouns import Emotion, Intent, Reply, Transcript
    from earnest.skills import Settings, Skills
    from earnest.speaking.tones import Tones
    from earnest.talk import SkillFunction, Talk

Observe = Callable[[str, Mapping[str, Any]], None]


class Elsewhere(Protocol):
    """The process that the plugin lives in."""

    control: Callable[[object], bool]
    """Takes what a button of the plugin's asks for; False for what no button does, or where none was asked for."""

    def observe(self, hook: str, values: Mapping[str, Any]) -> None:
        """Tell the plugin of a moment."""


_TYPES = {kind.__name__: kind for kind in (bool, int, float, str, list, dict)}


class StandIn:
    """Has the hooks that the plugin outside has, and no others."""

    def __init__(self, hooks: Mapping[str, Any]) -> None:
        vars(self).update(hooks)


def stand_in(introduction: Message, elsewhere: Elsewhere) -> StandIn:
    """A plugin object with the hooks that the one outside has. Raises PluginRefused for a garbled introduction."""
    try:
        every = {**_registering(introduction, elsewhere), **_observing(elsewhere.observe), **_states(elsewhere.observe)}
        return StandIn({hook: every[hook] for hook in introduction["hooks"]})
    except (KeyError, TypeError) as error:
        raise PluginRefused("what it said of itself is garbage") from error


def _registering(introduction: Message, elsewhere: Elsewhere) -> dict[str, Any]:
    @hookimpl
    def register_settings(settings: Settings) -> None:
        for each in introduction["settings"]:
            settings.add(each["name"], each["default"], each["about"], _kind(each), each["reads"])

    @hookimpl
    def register_skills(skills: Skills) -> None:
        for each in introduction["skills"]:
            function = _absent(introduction["name"], each["name"], each["about"])
            offered = {**each, "phrases": tuple(each["phrases"]), "changes": _changes(each.get("changes"))}
            skills.keep(Skill(plugin=skills.plugin, function=function, **offered))

    @hookimpl
    def register_tones(tones: Tones) -> None:
        for each in introduction["tones"]:
            tones.add(each["tone"], each["answers"])

    @hookimpl
    def register_controls(controls: Controls) -> None:
        elsewhere.control = controls.press

    return {
        "register_controls": register_controls,
        "register_settings": register_settings,
        "register_skills": register_skills,
        "register_tones": register_tones,
    }


def _kind(setting: Message) -> Any:
    kind, held = _TYPES[setting["type"]], _TYPES[setting["of"]]
    return GenericAlias(kind, (str, held) if kind is dict else (held,)) if kind in (dict, list) else kind


def _observing(observe: Observe) -> dict[str, Any]:
    @hookimpl
    def started(settings: Mapping[str, object]) -> None:
        observe("started", {"settings": settings})

    @hookimpl
    def heard(transcript: Transcript) -> None:
        observe("heard", {"transcript": transcript})

    @hookimpl
    def felt(emotion: Emotion) -> None:
        observe("felt", {"emotion": emotion})

    @hookimpl
    def answered(intent: Intent, reply: Reply) -> None:
        observe("answered", {"intent": intent, "reply": reply})

    @hookimpl
    def stopping() -> None:
        observe("stopping", {})

    return {"started": started, "heard": heard, "felt": felt, "answered": answered, "stopping": stopping}


def _states(observe: Observe) -> dict[str, Any]:
    """What the house does, moment by moment."""

    @hookimpl
    def woke(word: str) -> None:
        observe("woke", {"word": word})

    @hookimpl
    def listening() -> None:
        observe("listening", {})

    @hookimpl
    def thinking() -> None:
        observe("thinking", {})

    @hookimpl
    def speaking() -> None:
        observe("speaking", {})

    @hookimpl
    def ringing(name: str, kind: str) -> None:
        observe("ringing", {"name": name, "kind": kind})

    @hookimpl
    def idle() -> None:
        observe("idle", {})

    @hookimpl
    def muted(on: bool) -> None:
        observe("muted", {"on": on})

    hooks = (woke, listening, thinking, speaking, ringing, idle, muted)
    return {hook.__name__: hook for hook in hooks}


def _changes(told: Any) -> Changes | None:
    return None if told is None else Changes(told["extent"], tuple(told["about"]))


def _absent(plugin: str, name: str, about: str) -> SkillFunction:
    """Stands for a function that lives in another process."""

    async def function(talk: Talk) -> Reply:  # noqa: ARG001 - a skill's signature
        raise SkillFault(plugin, f"{name} runs in the plugin's own process")

    function.__name__, function.__doc__ = name, about
    return function
