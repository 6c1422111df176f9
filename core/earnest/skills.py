"""What a plugin offers: skills with their phrases, and settings with their defaults."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, get_args, get_origin

from earnest.sheets import NO_SHEET, Sheet

if TYPE_CHECKING:
    from earnest.talk import SkillFunction

TIME_LIMIT = 8.0
"""Seconds a skill may think before the house apologises for it; waiting for a person does not count."""


Extent = Literal["nothing", "passing", "lasting"]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a skill may change; see the decorator ``changes``."""

    extent: Extent
    about: tuple[str, ...] = ()
    """Words of which a request by other words than the phrases must name one. Without them, the words that most of the
    skill's phrases share."""


Function = TypeVar("Function", bound=Callable[..., object])


def changes(extent: Extent, *about: str) -> Callable[[Function], Function]:
    """Say of a skill's function what it may change.

    ``nothing``: a wrong guess costs no more than a wrong answer.
    ``passing``: something that is said back and can be taken back: a timer, the volume.
    ``lasting``: consent, what is remembered, what is cancelled or forgotten. The skill then runs on its phrases alone;
    by other words, misheard or nearly right, the person is asked first, and words it does not know rule it out.

    ``about``: the words it is about; a request that is none of its phrases must name one of them.
    """

    def mark(function: Function) -> Function:
        function.earnest_changes = Changes(extent, about)  # type: ignore[attr-defined]  # as pluggy's markers do
        return function

    return mark


@dataclass(frozen=True, slots=True)
class FromSetting:
    """The choices of a slot, as the household has them in a setting of the plugin: a list, or a table of meanings."""

    name: str
    """The setting's."""


def session(function: Function) -> Function:
    """Say of a skill's function that it goes on: until it is done or told to stop, whatever is said in between."""
    function.earnest_session = True  # type: ignore[attr-defined]  # as pluggy's markers do
    return function


Choices = Sequence[str] | Mapping[str, object]
"""What may be said for a closed slot, and, in a mapping, what the skill gets for each."""


@dataclass(frozen=True, slots=True)
class Skill:
    """One thing a plugin can do when somebody says one of its phrases."""

    plugin: str
    name: str
    """The function's name, unless the plugin gave another."""
    function: SkillFunction
    phrases: tuple[str, ...] = ()
    """Sentence templates: ``remind me to {task} [(at|on) {when:time}]``. None for a skill that only falls due."""
    choices: Mapping[str, Choices] = field(default_factory=dict)
    """Values of closed slots: ``{"drink": ["tea", "coffee"]}`` for ``{drink}``."""
    chosen: Mapping[str, str] = field(default_factory=dict)
    """Closed slots whose values the household sets, and the setting each is in."""
    about: str = ""
    """First line of the function's docstring; what "what can you do" says."""
    time_limit: float = TIME_LIMIT
    """Seconds."""
    times: str = ""
    """A setting of the plugin: at each of the times it lists ("every day at six") the skill starts by itself."""
    if_set: str = ""
    """A setting of the plugin: the skill is offered only where the household has set it."""
    session: bool = False
    """Whether it goes on, beside other turns: a quiz, a story, music."""
    changes: Changes | None = None
    """What it may change; None where its author did not say, which counts as something passing."""

    @property
    def is_lasting(self) -> bool:
        """Whether it changes something that nobody can simply take back."""
        return self.changes is not None and self.changes.extent == "lasting"

    @property
    def is_harmless(self) -> bool:
        """Whether it changes nothing, so that a wrong guess costs no more than a wrong answer."""
        return self.changes is not None and self.changes.extent == "nothing"

    @property
    def asks_for_all(self) -> bool:
        """Whether it may be begun with nothing said, and asks for what it needs: each of its slots has a default."""
        slots = list(inspect.signature(self.function).parameters.values())[1:]
        return all(slot.default is not slot.empty for slot in slots)

    def with_settings(self, values: Mapping[str, Any]) -> Skill:
        """The skill with the choices that the household set. Phrases with a slot that it left empty are not said.

        Raises KeyError for a setting that was not declared.
        """
        given = {slot: values[setting] for slot, setting in self.chosen.items()}
        empty = [f"{{{slot}}}" for slot, every in given.items() if not every]
        said = tuple(phrase for phrase in self.phrases if not any(slot in phrase for slot in empty))
        held = {slot: every for slot, every in given.items() if every}
        return replace(self, phrases=said, choices={**self.choices, **held}) if given else self

    def meant(self, slots: Mapping[str, Any]) -> dict[str, Any]:
        """The slots with what was said of a closed one turned into what it means."""
        return {name: _meant(self.choices.get(name), value) for name, value in slots.items()}


Kind: TypeAlias = type
"""``type`` itself, where an attribute has its name."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a household may set for a plugin, under ``settings.<plugin>`` in ``earnest.yaml``."""

    name: str
    type: Kind
    """``bool``, ``int``, ``float``, ``str``, ``list``, or ``dict``: a table with words as keys."""
    default: object
    about: str
    reads: str = ""
    """What its text must be, as after a slot's colon: ``time``, ``duration`` or ``number``; empty for any text."""
    of: Kind = str
    """What is in a list, or stands for each word of a table: as ``type``."""


class Skills:
    """One plugin's skills; ``register_skills`` hands this to the plugin."""

    def __init__(self, plugin: str, sheet: Sheet = NO_SHEET) -> None:
        self.plugin = plugin
        self._sheet = sheet
        self._skills: dict[str, Skill] = {}

    def add(
        self,
        function: SkillFunction,
        *phrases: str,
        name: str | None = None,
        choices: Mapping[str, Choices | FromSetting] | None = None,
        time_limit: float = TIME_LIMIT,
        times: str = "",
    ) -> None:
        """Offer ``function`` to whoever says one of ``phrases``; without any, those of the sheet under its name.

        ``{slot}`` catches any words, ``{slot:time}``, ``{slot:duration}`` and ``{slot:number}`` what they name,
        ``{slot:list}`` several things, ``{slot:person}`` a name, and a slot listed in ``choices``, here, in the sheet
        or in a setting (``FromSetting("rooms")``), one of its values. Slots arrive as keyword arguments.
        ``times`` names a setting that lists when the skill starts by itself, with the slot ``appointment``.

        What the function may change, it says itself: see ``changes``; the words that is about may lie in the sheet.
        Raises ValueError when the plugin has a skill of that name already, or phrases both here and in the sheet.
        """
        called = name or function.__name__
        written = self._sheet.phrases.get(called, ())
        if phrases and written:
            raise ValueError(f"{called} has phrases here and in {self._sheet.file}; keep them in one place")
        said = phrases or tuple(written)
        named = {slot: each.name for slot, each in (choices or {}).items() if isinstance(each, FromSetting)}
        given = {slot: each for slot, each in (choices or {}).items() if not isinstance(each, FromSetting)}
        given = {**self._sheet.closed(said), **given}
        about = self._sheet.about.get(called) or _first_line(function)
        skill = Skill(self.plugin, called, function, said, given, named, about, time_limit, times)
        extent: Changes | None = getattr(function, "earnest_changes", None)
        if extent is not None and not extent.about:
            extent = replace(extent, about=tuple(self._sheet.subjects.get(called, ())))
        self.keep(replace(skill, changes=extent, session=getattr(function, "earnest_session", False)))

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

    def add(self, name: str, default: object, about: str, kind: Any = None, reads: str = "") -> None:
        """Declare a setting; its type is the default's, unless ``kind`` says otherwise.

        A list or a table (``{"jazz": "https://…"}``) holds what the default does, text where that is empty; ``kind``
        may say what: ``list[int]``, ``dict[str, float]``.

        ``reads`` is for text that is to be understood: ``time``, ``duration`` or ``number``. A household that writes
        something else there is told. Raises ValueError for another kind, and for a default that no YAML could hold.
        """
        if not _is_plain(default):
            found = type(default).__name__
            raise ValueError(
                f"setting {name}: the default is text, a number, yes or no, or a list or table of those; found {found}"
            )
        if reads not in {"", "time", "duration", "number"}:
            raise ValueError(f"setting {name}: text can be read as time, duration or number, not as {reads!r}")
        held = get_args(kind)[-1] if get_args(kind) else _held_by(default)
        self._settings[name] = Setting(name, get_origin(kind) or kind or type(default), default, about, reads, held)

    def __iter__(self) -> Iterator[Setting]:
        return iter(self._settings.values())


def _is_plain(value: object) -> bool:
    """Whether a setting may be that: text, a number, yes or no, or a list or table of those."""
    if isinstance(value, Mapping):
        return all(isinstance(name, str) for name in value) and _is_plain(list(value.values()))
    return all(isinstance(each, str | int | float) for each in (value if isinstance(value, list) else [value]))


def _held_by(default: object) -> type:
    values = list(default.values()) if isinstance(default, Mapping) else default if isinstance(default, list) else []
    return type(values[0]) if values else str


def _meant(choices: Choices | None, said: object) -> object:
    return choices.get(said, said) if isinstance(choices, Mapping) and isinstance(said, str) else said


def _first_line(function: SkillFunction) -> str:
    return (function.__doc__ or "").strip().split("\n")[0]
