"""What a household lets one plugin use, as it stands under ``plugins.allow`` in ``earnest.yaml``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, field_validator, model_validator

from earnest.sections import expanded

WEB = (443, 80)
"""The ports of a host that is named without one."""
READ_WRITE = ":rw"

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*")


def _yes_or_no(value: object) -> object:
    return {"yes": True, "no": False}.get(value, value) if isinstance(value, str) else value


def _or_hosts(value: object) -> object:
    return value if isinstance(value, list) else _yes_or_no(value)


YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]


class Allowance(BaseModel):
    """Everything beside its own folder. ``[network, diary]`` is short for ``{network: true, diary: true}``."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)

    network: Annotated[bool | list[str], BeforeValidator(_or_hosts)] = False
    """The whole network, or the hosts by name: ``example.org`` (its web ports) or ``broker.local:1883``."""
    files: list[str] = []
    """Files and folders that it may read; with ``:rw`` at the end it may change them too."""
    devices: list[str] = []
    """``/dev/ttyUSB0`` …"""
    programs: list[str] = []
    """Programs that it may run, by name or path."""
    diary: YesNo = False
    others: YesNo = False
    household: YesNo = False
    engines: YesNo = False

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, value: object) -> object:
        if not isinstance(value, list | tuple):
            return value
        whole: dict[str, Any] = {}
        for each in value:
            whole |= each if isinstance(each, dict) else {str(each): True}
        return whole

    @field_validator("files", "devices")
    @classmethod
    def _absolute(cls, places: list[str]) -> list[str]:
        return [_whole_path(place) for place in places]

    @field_validator("network")
    @classmethod
    def _named(cls, network: bool | list[str]) -> bool | list[str]:
        return [_host(each) for each in network] if isinstance(network, list) else network

    @property
    def ways(self) -> tuple[str, ...]:
        """Every host with each of its ports; none where the whole network is allowed."""
        if isinstance(self.network, bool):
            return ()
        ways = []
        for each in self.network:
            host, _, port = each.partition(":")
            ways += [f"{host}:{number}" for number in ([port] if port else WEB)]
        return tuple(dict.fromkeys(ways))

    @property
    def readable(self) -> list[str]:
        """The files and folders that may be read only."""
        return [place for place in self.files if not place.endswith(READ_WRITE)]

    @property
    def writable(self) -> list[str]:
        """Those that may be changed."""
        return [place.removesuffix(READ_WRITE) for place in self.files if place.endswith(READ_WRITE)]

    def kinds(self) -> list[str]:
        """What it allows anything of."""
        return [name for name in type(self).model_fields if getattr(self, name)]

    def covers(self, kind: str, value: str | None) -> bool:
        """Whether it allows ``value`` of a kind of need; None: anything of it."""
        allowed = getattr(self, kind, False)
        if value is None or isinstance(allowed, bool):
            return bool(allowed)
        if kind in ("files", "devices"):
            return any(_holds(place, value) for place in allowed)
        host = value.partition(":")[0]
        return value in allowed or (kind == "network" and host in allowed)


def _whole_path(place: str) -> str:
    path = expanded(Path(place))
    if not path.is_absolute() or ".." in path.parts or path == Path(path.anchor):
        raise ValueError(f"expected a whole path below /, such as /srv/music, found {place!r}")
    return str(path)


def _host(way: str) -> str:
    host, colon, port = way.lower().partition(":")
    if not _HOST.fullmatch(host) or (colon and not (port.isdigit() and 0 < int(port) < 65536)):
        raise ValueError(f"expected a host's name, such as example.org or broker.local:1883, found {way!r}")
    return f"{host}{colon}{port}"


def _holds(place: str, wanted: str) -> bool:
    """Whether what is wanted lies at or below an allowed place, with no more rights than that gives."""
    if wanted.endswith(READ_WRITE) and not place.endswith(READ_WRITE):
        return False
    return Path(wanted.removesuffix(READ_WRITE)).is_relative_to(place.removesuffix(READ_WRITE))
