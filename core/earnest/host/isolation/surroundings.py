"""What a plugin's process gets from the house when it is started."""

from __future__ import annotations

import os
from dataclasses import dataclass

from earnest.host.isolation.sight import Sight

_KEPT = {"LANG", "LANGUAGE", "PYTHONPATH", "TZ"}
_TRUST = {"SSL_CERT_DIR", "SSL_CERT_FILE"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a plugin's process sees and reaches."""

    sight: Sight
    network: bool
    ways: tuple[str, ...]
    unwalled: bool


def environment(around: Surroundings) -> dict[str, str]:
    """The plugin gets what a program needs to know, and nothing of the house's."""
    kept = _KEPT | (_TRUST if around.network or around.ways else set())
    told = {name: value for name, value in os.environ.items() if name in kept or name.startswith("LC_")}
    return {**told, "HOME": around.sight.folder or "/", "PATH": "/usr/bin:/bin"}
