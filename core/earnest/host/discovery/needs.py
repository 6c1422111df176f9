"""What a plugin declares in ``earnest_needs``, and whether the household allows it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from earnest.errors import PluginRefused

if TYPE_CHECKING:
    from earnest.allowance import Allowance

NEEDS: Mapping[str, str] = MappingProxyType(
    {
        "network": "reach the network, or the hosts that are named",
        "files": "read files and folders outside its own; with `:rw` change them",
        "devices": "use devices, such as /dev/ttyUSB0",
        "programs": "run programs of the machine",
        "diary": "read how people felt on other days",
        "others": "hear what other plugins' skills answer, and see what they have coming",
        "household": "change what the household decided: consent, what is remembered",
        "engines": "offer engines, which hear sound and run inside the house",
    }
)
"""What a plugin may declare and a household allow in ``plugins.allow``."""

_NAMED = ("network", "files", "devices", "programs")
"""Needs of which single things may be named."""


def read_needs(declared: Any) -> tuple[str, ...]:
    """Each need as ``diary`` or ``network: example.org``.

    ``declared``: a name, several, or a mapping of names to what is needed of each. Raises PluginRefused.
    """
    if isinstance(declared, Mapping):
        return tuple(dict.fromkeys(each for kind, things in declared.items() for each in _of_kind(kind, things)))
    several = (declared,) if isinstance(declared, str) else declared
    if not isinstance(several, Iterable):
        raise PluginRefused(f"earnest_needs: expected names of needs, or a dictionary of them, found {declared!r:.60}")
    return tuple(dict.fromkeys(each for kind in several for each in _of_kind(kind, True)))


def is_granted(need: str, allowed: Allowance) -> bool:
    """Whether a household that allows so much allows this need."""
    kind, _, thing = need.partition(": ")
    return allowed.covers(kind, thing or None)


def line_to_add(plugin: str, need: str) -> str:
    """What the household has to write so that the need is allowed: ``plugins.allow.tea: {files: [/srv/music]}``."""
    kind, _, thing = need.partition(": ")
    return f"plugins.allow.{plugin}: " + (f"{{{kind}: [{thing}]}}" if thing else f"[{kind}]")


def instead(word: str, known: Any) -> str:
    """What may have been meant by a word that is not known."""
    near = difflib.get_close_matches(word, list(known), 1)
    return f"did you mean {near[0]!r}?" if near else f"choose from {', '.join(known)}"


def _of_kind(kind: Any, things: Any) -> Iterator[str]:
    if kind not in NEEDS:
        raise PluginRefused(f"earnest_needs: {kind!r} is not something to need; {instead(str(kind), NEEDS)}")
    several = [things] if isinstance(things, str) else things
    if isinstance(several, bool) or not several:
        yield from [kind] if several is not False else []
        return
    if kind not in _NAMED or not isinstance(several, Iterable) or not all(isinstance(each, str) for each in several):
        raise PluginRefused(f"earnest_needs: {kind}: expected True{' or a list of texts' if kind in _NAMED else ''}")
    yield from (f"{kind}: {each}" for each in several)
