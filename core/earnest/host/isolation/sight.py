"""What a plugin's process may see of the machine's files, worked out by the house before it starts one."""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from earnest.shipped import shipped

if TYPE_CHECKING:
    from earnest.host.discovery.finding import Found

_LIBRARIES = (
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/local/lib",
    "/nix/store",
)
_SYSTEM = (
    *("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime", "/etc/timezone", "/usr/share/zoneinfo"),
    *("/etc/ssl/openssl.cnf", "/usr/lib/ssl/openssl.cnf"),
)
_CERTIFICATES = (
    *("/etc/ssl/certs", "/etc/ssl/cert.pem", "/etc/ca-certificates", "/usr/share/ca-certificates"),
    *("/usr/local/share/ca-certificates", "/etc/pki/tls/certs", "/etc/pki/ca-trust/extracted"),
)
"""Whom to trust on the network: Debian's places and Fedora's."""
_NAMES = ("/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/services", "/etc/protocols")
"""How names are found where the whole network is allowed."""
_TRUST_VARIABLES = ("SSL_CERT_FILE", "SSL_CERT_DIR")


@dataclass(frozen=True, slots=True)
class Sight:
    """Files and folders, by absolute path; a folder means all that is below it."""

    shown: list[str]
    """To be read: the Python it runs on, its own code, and what the household allows."""
    writable: list[str] = field(default_factory=list)
    """To be changed, because the household says so."""
    devices: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    """To be run; only where there are namespaces."""
    folder: str | None = None
    """Its own, to be changed; there already."""
    hidden: list[str] = field(default_factory=list)
    """Never to be seen, whatever else is shown: the household's data and settings, sound, other programs' sockets."""


def is_below(path: str, place: str) -> bool:
    """Whether ``path`` is ``place`` or in it."""
    return path == place or path.startswith(f"{place}/")


@cache
def python_places() -> tuple[str, ...]:
    """The Python that the house runs on, what is installed in it, and the libraries it needs."""
    prefixes = dict.fromkeys([sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix])
    places = [f"{prefix}/{part}" for prefix in prefixes for part in ("lib", "lib64", "pyvenv.cfg")]
    places += [sys.executable, getattr(sys, "_base_executable", sys.executable)]
    places += [*site.getsitepackages(), *([own] if (own := site.getusersitepackages()) in sys.path else [])]
    places += [where for package in ("earnest", "earnest_plugins") for where in _package(package)]
    places.append(str(shipped("voices") / "tones.yaml"))  # to which a plugin may add
    return tuple(place for place in (*_LIBRARIES, *_SYSTEM, *places) if os.path.exists(place))


def network_places(*, names: bool) -> list[str]:
    """What is needed to speak to hosts; with ``names`` also to find them."""
    set_here = [place for name in _TRUST_VARIABLES if (place := os.environ.get(name))]
    bundled = [f"{prefix}/ssl" for prefix in {sys.prefix, sys.base_prefix} if prefix not in ("/usr", "/")]
    return [place for place in (*_CERTIFICATES, *(_NAMES if names else ()), *set_here, *bundled) if place]


def own_places(found: Found) -> list[str]:
    """The plugin's own code: its package, or its file and what lies beside it under the same name (``tea.yaml``)."""
    if found.path is None:
        return list(_package(found.module.partition(".")[0]))
    if found.path.name == "__init__.py":
        return [str(found.path.parent)]
    return [str(found.path), *(str(path) for path in sorted(found.path.parent.glob(f"{found.path.stem}.*")))]


def _package(name: str) -> Iterator[str]:
    """Where a package lies, without importing it."""
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return
    if spec is not None:
        yield from spec.submodule_search_locations or ([spec.origin] if spec.origin else [])
