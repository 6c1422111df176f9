"""``--now``: a pretended time, to see what would be understood and kept then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

import click

from earnest.errors import UserFault

_LAST = 9000
"""The last year that may be pretended: what is asked for a while later must be within those that Python counts."""


def read_now(text: str) -> datetime:
    """A local time such as ``2026-11-25T14:10``, with this machine's zone. Raises UserFault for anything else."""
    try:
        told = datetime.fromisoformat(text)
        if not {"T", " "} & set(text.strip()):
            raise ValueError(text)
        here = told.astimezone()
    except (ValueError, OverflowError, OSError):
        raise UserFault(f"--now: expected a local time such as 2026-11-25T14:10, found {text!r}") from None
    if here.year > _LAST:
        raise UserFault(f"--now: expected a year up to {_LAST}, found {text!r}")
    return here


def _read(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    return None if value is None else read_now(value)


now_option = click.option("--now", metavar="TIME", callback=_read, help="Pretend it is this: 2026-11-25T14:10.")
"""Of every command that understands what was typed."""


def standing(now: datetime | None) -> Callable[[], datetime]:
    """A clock that stands at ``now``; without one, this machine's."""
    return (lambda: datetime.now().astimezone()) if now is None else lambda: now


def running(now: datetime | None) -> Callable[[], datetime]:
    """A clock that goes on from ``now``; without one, this machine's."""
    if now is None:
        return standing(None)
    begun = monotonic()
    return lambda: (now + timedelta(seconds=monotonic() - begun)).astimezone()
