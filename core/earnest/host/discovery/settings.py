"""A plugin's settings as the household has them: checked against what the plugin declared."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from earnest.errors import ConfigError
from earnest.skills import Setting


def check_settings(plugin: str, declared: Iterable[Setting], given: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values of every declared setting, defaults filled in.

    Raises ConfigError for a key that was not declared or a value of the wrong type.
    """
    known = {setting.name: setting for setting in declared}
    for key in given:
        if key not in known:
            raise ConfigError(f"settings.{plugin}.{key}: {plugin} has no such setting; {_suggestion(key, list(known))}")
    values = {name: _fitted(plugin, setting, given.get(name, setting.default)) for name, setting in known.items()}
    return MappingProxyType(values)


def check_names(names: Iterable[str], known: Iterable[str]) -> None:
    """Raises ConfigError when settings are given for a plugin that is not there."""
    known = list(known)
    for name in names:
        if name not in known:
            raise ConfigError(f"settings.{name}: there is no plugin of that name; {_suggestion(name, known)}")


def _fitted(plugin: str, setting: Setting, value: Any) -> Any:
    if setting.type is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    fits = isinstance(value, setting.type) and not (setting.type is int and isinstance(value, bool))
    if fits and setting.type is list:
        fits = all(isinstance(item, str) for item in value)
    if not fits and value is not setting.default:
        expected = "a list of strings" if setting.type is list else f"a value of type {setting.type.__name__}"
        raise ConfigError(f"settings.{plugin}.{setting.name}: expected {expected}, found {value!r}")
    return value


def _suggestion(word: str, known: list[str]) -> str:
    if not known:
        return "it has none"
    near = difflib.get_close_matches(word, known, 1)
    return f"did you mean {near[0]!r}?" if near else f"choose from {', '.join(sorted(known))}"
