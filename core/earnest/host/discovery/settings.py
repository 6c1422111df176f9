"""Plugins' settings as the household has them: checked against what there is and what each plugin declared."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from earnest.errors import ConfigError, PluginRefused
from earnest.host.discovery.finding import bare_name
from earnest.spoken import language
from earnest.validation import suggest

if TYPE_CHECKING:
    from earnest.config import Config
    from earnest.host.report import Loaded
    from earnest.skills import Setting, Skill

MISSPELT = 0.75
"""How like a plugin's name (difflib) another is that was meant to be it; less like, it is one that was removed."""


def check_settings(plugin: str, declared: Iterable[Setting], config: Config) -> Mapping[str, Any]:
    """The values of every declared setting, defaults filled in.

    Raises PluginRefused for a key that was not declared, a value of the wrong type, or a text that cannot be read.
    """
    known = {setting.name: setting for setting in declared}
    given = config.settings.get(plugin, {})
    for key in given:
        if key not in known:
            instead = suggest(key, known) if known else "it has none"
            raise PluginRefused(f"{config.place('settings', plugin, key)}: {plugin} has no such setting; {instead}")
    for setting in known.values():
        if setting.name in given:
            _check(plugin, setting, config)
    values = {name: _fitted(setting, given.get(name, setting.default)) for name, setting in known.items()}
    return MappingProxyType(values)


def chosen_by_household(skill: Skill, values: Mapping[str, Any]) -> Skill:
    """The skill with the choices that the household set. Raises PluginRefused where it names no setting."""
    try:
        return skill.with_settings(values)
    except KeyError as missing:
        raise PluginRefused(
            f"{skill.name}: its choices are from the setting {missing.args[0]!r:.60}, which it did not declare"
        ) from None


def check_times(skills: Iterable[Skill], values: Mapping[str, Any], config: Config) -> None:
    """Raises PluginRefused for a time at which a skill is to start by itself, and that never comes again."""
    now = datetime.now().astimezone()
    for skill in skills:
        if skill.times and skill.times not in values:
            raise PluginRefused(f"{skill.name}: times names {skill.times!r}, which is no setting that it declared")
        for number, said in enumerate(values[skill.times] if skill.times else ()):
            moment = language(config.language_code).read_moment(said, now)
            if moment is None or moment.recurrence is None:
                place = config.place("settings", skill.plugin, skill.times, number)
                raise PluginRefused(
                    f'{place}: {said!r} is no time that comes again; write "every day at six in the evening"'
                )


def check_names(config: Config, known: Collection[str]) -> list[str]:
    """What the config says of plugins that are not here: left behind by one that was removed, a line each.

    Raises ConfigError, all of it at once, for names that are nearly those of plugins that are here, so misspelt.
    """
    wrong, left = [], []
    for key, name, what in _named(config):
        if name in known:
            continue
        bare = bare_name(name)
        if bare in known:
            wrong.append(f'{config.place(*key)}: the plugin is called "{bare}" here too; write {bare} for {name}')
            continue
        near = difflib.get_close_matches(name, list(known), 1, MISSPELT)
        place = config.place(*key)
        if near:
            wrong.append(f'{place}: there is no plugin of that name; did you mean "{near[0]}"?')
        else:
            left.append(f"{place}: there is no plugin of that name, so {what}; if it was removed, this can go too")
    if wrong:
        raise ConfigError("\n".join(wrong))
    return left


def needless(config: Config, loaded: Iterable[Loaded]) -> Iterator[str]:
    """Permissions that change nothing, a line each: given to a plugin that did not ask for them."""
    for plugin in loaded:
        asked = {need.partition(": ")[0] for need in plugin.needs}
        for kind in config.plugins.allow[plugin.name].kinds() if plugin.name in config.plugins.allow else ():
            place = config.place("plugins", "allow", plugin.name)
            if plugin.first_party:
                yield f"{place}: {kind} has no effect: {plugin.name} comes with Earnest and needs no permission"
            elif kind not in asked:
                yield f"{place}: {kind} has no effect: {plugin.name} does not ask for {kind}"


def _named(config: Config) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Every plugin's name in the config: where it stands, the name, and what comes of one that is not here."""
    for number, name in enumerate(config.plugins.disabled):
        yield ("plugins", "disabled", number), name, "nothing is kept out"
    for number, name in enumerate(config.plugins.replaced):
        yield ("plugins", "replaced", number), name, "nothing is replaced"
    for name in config.plugins.allow:
        yield ("plugins", "allow", name), name, "nothing is allowed by it"
    for name in config.settings:
        yield ("settings", name), name, "nobody reads these settings"


def _check(plugin: str, setting: Setting, config: Config) -> None:
    value = config.settings[plugin][setting.name]
    place = config.place("settings", plugin, setting.name)
    if not _fits(setting, value):
        raise PluginRefused(f"{place}: expected {_expected(setting)}, found {value!r}")
    for key, inner in _inside(value):
        if not _is(inner, setting.of) or (isinstance(value, dict) and not isinstance(key, str)):
            place = config.place("settings", plugin, setting.name, key)
            held = f"a value of type {setting.of.__name__}"
            raise PluginRefused(f"{place}: expected {held} for each of {setting.name}, found {key}: {inner!r}")
    if setting.reads:
        kind = language(config.language_code).kinds[setting.reads]
        for text in [inner for _, inner in _inside(value)] if isinstance(value, list | dict) else [value]:
            if kind.parse(text, datetime.now().astimezone()) is None:
                raise PluginRefused(f"{place}: expected a {kind.name} such as {kind.example!r}, found {text!r}")


def _fits(setting: Setting, value: Any) -> bool:
    return value is setting.default or _is(value, setting.type)


def _is(value: Any, kind: type) -> bool:
    value = _whole(value, kind)
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))


def _expected(setting: Setting) -> str:
    held = "strings" if setting.of is str else f"values of type {setting.of.__name__}"
    if setting.type is list:
        return f"a list of {held}"
    return f"a table of {held}" if setting.type is dict else f"a value of type {setting.type.__name__}"


def _inside(value: Any) -> Iterator[tuple[Any, Any]]:
    """What is in a list or a table, and where."""
    if isinstance(value, list | dict):
        yield from enumerate(value) if isinstance(value, list) else value.items()


def _fitted(setting: Setting, value: Any) -> Any:
    """A whole number is a number, also in a list or a table."""
    if isinstance(value, list):
        return [_whole(inner, setting.of) for inner in value]
    if isinstance(value, dict):
        return {key: _whole(inner, setting.of) for key, inner in value.items()}
    return _whole(value, setting.type)


def _whole(value: Any, kind: type) -> Any:
    whole = kind is float and isinstance(value, int) and not isinstance(value, bool)
    return float(value) if whole else value
