"""What a plugin offers: skills with their phrases, and settings with their defaults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from earnest.talk import SkillFunction

TIME_LIMIT = 8.0
"""Seconds a skill may think before the house apologises for it; waiting for a person does not count."""


@dataclass(frozen=True, slots=True)
class Skill:
    """One thing a plugin can do when somebody says one of its phrases."""

    plugin: str
    name: str
    """The function's name, unless the plugin gave another."""
    function: SkillFunction
    phrases: tuple[str, ...] = ()
    """Sentence templates: ``remind me to {task} [(at|on) {when:time}]``. None for a skill that only falls due."""
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Values of closed slots: ``{"drink": ["tea", "coffee"]}`` for ``{drink}``."""
    about: str = ""
    """First line of the function's docstring; what "what can you do" says."""
    time_limit: float = TIME_LIMIT
    """Seconds."""
    times: str = ""
    """A setting of the plugin: at each of the times it lists ("every day at six") the skill starts by itself."""
    if_set: str = ""
    """A setting of the plugin: the skill is offered only where the household has set it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a household may set for a plugin, under ``settings.<plugin>`` in ``earnest.yaml``."""

    name: str
    type: type
    """``bool``, ``int``, ``float``, ``str`` or ``list`` (of strings)."""
    default: object
    about: str


class Skills:
    """One plugin's skills; ``register_skills`` hands this to the plugin."""

    def __init__(self, plugin: str) -> None:
        self.plugin = plugin
        self._skills: dict[str, Skill] = {}

    def add(
        self,
        function: SkillFunction,
        *phrases: str,
        name: str | None = None,
        choices: Mapping[str, Sequence[str]] | None = None,
        time_limit: float = TIME_LIMIT,
        times: str = "",
    ) -> None:
        """Offer ``function`` to whoever says one of ``phrases``.

        ``{slot}`` catches any words, ``{slot:time}``, ``{slot:duration}`` and ``{slot:number}`` what they name,
        and a slot listed in ``choices`` one of its values. Slots arrive as keyword arguments.
        ``times`` names a setting that lists when the skill starts by itself, with the slot ``appointment``.
        Raises ValueError when the plugin has a skill of that name already.
        """
        about = _first_line(function)
        given = dict(choices or {})
        called = name or function.__name__
        self.keep(Skill(self.plugin, called, function, phrases, given, about, time_limit, times))

    def add_fallback(self, function: SkillFunction, *, if_set: str, time_limit: float = TIME_LIMIT) -> None:
        """Offer ``function`` to whoever says what no other skill answers; its words arrive in the slot ``words``.

        ``if_set`` names the setting that a household turns it on with; until then nobody gets there.
        """
        skill = Skill(self.plugin, function.__name__, function, ("{words}",), about=_first_line(function))
        self.keep(replace(skill, time_limit=time_limit, if_set=if_set))

    def keep(self, skill: Skill) -> None:
        """Offer a skill that is whole already. Raises ValueError when the plugin has one of that name."""
        if skill.name in self._skills:
            raise ValueError(f"{self.plugin} already has a skill called {skill.name!r}; give this one a name=")
        self._skills[skill.name] = skill

    def __iter__(self) -> Iterator[Skill]:
        return iter(self._skills.values())

    def __getitem__(self, name: str) -> Skill:
        return self._skills[name]


class Settings:
    """One plugin's settings; ``register_settings`` hands this to the plugin."""

    def __init__(self, plugin: str) -> None:
        self.plugin = plugin
        self._settings: dict[str, Setting] = {}

    def add(self, name: str, default: object, about: str, kind: type | None = None) -> None:
        """Declare a setting; its type is the default's, unless ``kind`` says otherwise."""
        self._settings[name] = Setting(name, kind or type(default), default, about)

    def __iter__(self) -> Iterator[Setting]:
        return iter(self._settings.values())


def _first_line(function: SkillFunction) -> str:
    return (function.__doc__ or "").strip().split("\n")[0]
