"""What changes while the house runs, without a restart: plugins in their folder, the voice in the config."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from earnest.config import load_config
from earnest.errors import UserFault

if TYPE_CHECKING:
    from earnest.host import Report
    from earnest.house.household import Household
    from earnest.house.supervisor import Supervisor

Tell = Callable[[str, str], None]
"""Takes where something changed or went wrong, and what."""
LOOK = 0.5
"""Seconds between looks at the config file."""


async def keep_up(house: Household, supervisor: Supervisor) -> None:
    """Follow the plugin folder and the config file until cancelled; what cannot be followed is tried again."""
    loop = asyncio.get_running_loop()

    def told(report: Report) -> None:
        loop.call_soon_threadsafe(supervisor.tell, f"plugin {report.plugin}", report.what)

    def changed() -> None:
        loop.call_soon_threadsafe(loop.run_in_executor, None, _take_up, house)

    house.plugins.follow(report=told, change=changed)
    await asyncio.gather(
        supervisor.keep("plugin folder", house.plugins.watch),
        supervisor.keep("config", lambda: _follow_config(house, supervisor.tell)),
    )


def _take_up(house: Household) -> None:
    """The skills changed: route to them, and listen for their phrases. Takes seconds; turns go on meanwhile."""
    house.conversation.renew()
    house.conversation.router.prepare()
    house.engine("recognizer").expect(house.conversation.router.phrases)


async def _follow_config(house: Household, tell: Tell) -> None:
    """An edited config gives another voice; one that cannot be used leaves everything as it was."""
    file = house.config.file
    if file is None:
        return
    taken = seen = _state(file)
    while True:
        await asyncio.sleep(LOOK)
        before, seen = seen, _state(file)
        if seen == taken or seen != before:  # an editor may not be done yet
            continue
        taken = seen
        try:
            await asyncio.to_thread(house.voices.follow, load_config(file, house.config.data))
        except UserFault as fault:
            tell("config", f"{fault}; the house goes on as before")


def _state(file: Path) -> tuple[int, ...] | None:
    """What is another number when the file was written or replaced, wherever a link leads; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_dev
