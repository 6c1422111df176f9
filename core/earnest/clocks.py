"""The clocks of this machine: the one on the wall, which people and the network set, and the one that only runs."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path

JUMP = 1.0
"""Seconds by which the wall clock must have been set for it to count as set; less is the network's daily care."""


Clock = Callable[[], datetime]
"""Tells the local time, with its zone."""


def local_time() -> datetime:
    """The time on this machine's clock."""
    return datetime.now().astimezone()


def local_zone() -> tzinfo:
    """The time zone that the machine is in now, also when somebody has just changed it."""
    time.tzset()  # reads the zone again where it has changed
    return _Machine()


class _Machine(tzinfo):
    """What the C library says of any time. dateutil's tzlocal takes summer for the later clock, and so inverts Ireland,
    whose law calls winter the exception, and Morocco, which goes back for Ramadan."""

    def utcoffset(self, at: datetime | None) -> timedelta:
        """How far the wall is ahead of UTC when it says ``at``; by ``fold`` in the hour that comes twice (PEP 495)."""
        wall = (at or datetime.now()).replace(tzinfo=None)
        return wall - datetime.fromtimestamp(wall.timestamp(), UTC).replace(tzinfo=None)

    def fromutc(self, at: datetime) -> datetime:
        """The time on the wall, with ``fold`` where it comes the second time."""
        return datetime.fromtimestamp(at.replace(tzinfo=UTC).timestamp()).replace(tzinfo=self)

    def dst(self, _at: datetime | None) -> None:
        """Not told: nothing here asks what the law calls summer."""

    def tzname(self, at: datetime | None) -> str:
        """What the C library calls the zone at that time."""
        return time.localtime((at or datetime.now()).replace(tzinfo=None).timestamp()).tm_zone


_RULE = re.compile(r"(<[^>]+>|[A-Za-z]{3,})[+-]?\d")
"""How a zone by rule begins, such as ``CET-1CEST``: as POSIX has it."""


def zone_fault() -> str | None:
    """What is wrong with ``TZ``; None when nothing is. The C library takes what it does not know for UTC, silently."""
    written = os.environ.get("TZ", "").removeprefix(":")
    known = Path(os.environ.get("TZDIR", "/usr/share/zoneinfo"))
    if written in ("", "UTC", "GMT") or _RULE.match(written) or os.path.isfile(known / written):
        return None
    return f'TZ: expected a time zone that this machine knows, such as Europe/Berlin, found "{written}"; it follows UTC'


def running() -> float:
    """Seconds since this machine was started, asleep or awake. No setting of the clock moves it."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def lead() -> float:
    """Seconds by which the wall clock is ahead of the running one: another number when the clock was set."""
    return time.time() - running()


@cache
def boot() -> str:
    """Which start of this machine it is: ``running`` only says something within one."""
    return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()


def on_the_wall(at: datetime, zone: tzinfo) -> datetime:
    """What ``at`` said on the wall where it was written down, as a time in ``zone``, with a plain offset.

    Where the zone is the same nothing changes, not even in the hour that comes twice.
    """
    from dateutil.tz import resolve_imaginary

    if at.astimezone(zone).utcoffset() != at.utcoffset():
        at = resolve_imaginary(at.replace(tzinfo=zone)).astimezone(UTC)
    return plain(at.astimezone(zone))


def plain(at: datetime) -> datetime:
    """The same time with its offset for a zone, so that it can be compared and added to without surprises."""
    return datetime.fromisoformat(at.isoformat())
