"""The pluggy door: who may come in, and which hooks they brought. The house and a plugin's own process use the same."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from earnest import hookspecs
from earnest.errors import PluginRefused
from earnest.host.discovery.needs import instead, read_needs

HOOKS: tuple[str, ...] = tuple(
    name for name, member in vars(hookspecs).items() if inspect.isfunction(member) and hasattr(member, "earnest_spec")
)
"""Every hook's name, in the order of ``hookspecs.py``."""

OBSERVING: tuple[str, ...] = tuple(name for name in HOOKS if not name.startswith("register_"))
"""The hooks that watch moments."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a plugin's module says about itself."""

    about: str
    needs: tuple[str, ...]
    """Each as ``diary`` or ``network: example.org``."""


def open_door() -> pluggy.PluginManager:
    """A plugin manager that knows the hooks and has nobody in it yet."""
    manager = pluggy.PluginManager("earnest")
    manager.add_hookspecs(hookspecs)
    return manager


def read_declaration(module: ModuleType) -> Declaration:
    """What the module declares. Raises PluginRefused for another API version or a need nobody can grant."""
    wanted = str(getattr(module, "earnest_api", hookspecs.API_VERSION))
    if wanted.split(".")[0] != hookspecs.API_VERSION.split(".")[0]:
        raise PluginRefused(
            f"it is made for plugin API {wanted}, and this earnest offers {hookspecs.API_VERSION}; "
            "look for a version of it made for this one"
        )
    needs = read_needs(getattr(module, "earnest_needs", ()))
    return Declaration((module.__doc__ or "").strip().split("\n")[0], needs)


def admit(manager: pluggy.PluginManager, name: str, plugin: object) -> tuple[str, ...]:
    """Register ``plugin`` and say which hooks it brought.

    Raises PluginRefused, with nothing left registered, for a misspelt hook, one without ``@hookimpl``, an argument
    that the hook does not have, an ``async`` hook, or no hook at all.
    """
    for fault in _unmarked(plugin):
        raise PluginRefused(fault)
    try:
        manager.register(plugin, name)
        _check_spelling(manager, plugin)
    except (pluggy.PluginValidationError, ValueError) as error:
        raise PluginRefused(_plainly(error)) from error
    except PluginRefused:
        manager.unregister(plugin)
        raise
    return tuple(hook for hook in HOOKS if _own(manager, plugin, hook))


def call(manager: pluggy.PluginManager, plugin: object, hook: str, values: Mapping[str, Any]) -> None:
    """Call one hook of one plugin, and of no other; what it raises comes out."""
    others = [other for other in manager.get_plugins() if other is not plugin]
    manager.subset_hook_caller(hook, others)(**values)


def place_of(function: Any) -> str:
    """``tea.py:12``, where a function begins."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return f"{Path(code.co_filename).name}:{code.co_firstlineno}" if code is not None else "?"


def _check_spelling(manager: pluggy.PluginManager, plugin: object) -> None:
    callers = manager.get_hookcallers(plugin) or []
    if not callers:
        raise PluginRefused(f"it has no hooks; mark a function such as {HOOKS[1]} with @hookimpl")
    for caller in callers:
        for impl in caller.get_hookimpls():
            if impl.plugin is not plugin:
                continue
            if not caller.has_spec() and not impl.optionalhook:
                place = place_of(impl.function)
                raise PluginRefused(f"{place}: there is no hook {caller.name!r}; {instead(caller.name, HOOKS)}")
            if inspect.iscoroutinefunction(impl.function):
                place = place_of(impl.function)
                raise PluginRefused(f"{place}: the hook {caller.name} must be a plain function, not async")


def _own(manager: pluggy.PluginManager, plugin: object, hook: str) -> bool:
    caller = getattr(manager.hook, hook)
    return any(impl.plugin is plugin for impl in caller.get_hookimpls())


def _unmarked(plugin: object) -> Iterator[str]:
    for hook in HOOKS:
        function = getattr(plugin, hook, None)
        if inspect.isfunction(function) and not hasattr(function, "earnest_impl"):
            yield f"{place_of(function)}: {hook} is the name of a hook but lacks @hookimpl"


def _plainly(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return "; ".join(line for line in lines if not line.startswith("{"))[:400]
