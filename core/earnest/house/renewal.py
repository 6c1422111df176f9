"""What changes while the house runs, without a restart: plugins in their folder, the voice in the config."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from earnest.config import load_config
from earnest.errors import UserFault

if TYPE_CHECKING:
    from earnest.host import Report
    from earnest.house.household import Household

Tell = Callable[[str, str], None]
"""Takes where something changed or went wrong, and what."""


async def keep_up(house: Household, tell: Tell) -> None:
    """Follow the plugin folder and the config file until cancelled."""
    loop = asyncio.get_running_loop()

    def told(report: Report) -> None:
        loop.call_soon_threadsafe(tell, f"plugin {report.plugin}", report.what)

    def changed() -> None:
        loop.call_soon_threadsafe(loop.run_in_executor, None, _take_up, house)

    house.plugins.follow(report=told, change=changed)
    await asyncio.gather(house.plugins.watch(), _follow_config(house, tell))


def _take_up(house: Household) -> None:
    """The skills changed: route to them, and listen for their phrases. Takes seconds; turns go on meanwhile."""
    house.conversation.renew()
    house.conversation.router.prepare()
    house.engine("recognizer").expect(house.conversation.router.phrases)


async def _follow_config(house: Household, tell: Tell) -> None:
    """An edited config gives another voice; one that cannot be used leaves everything as it was."""
    from watchfiles import awatch

    file = house.config.file
    if file is None:
        return
    async for changes in awatch(file.parent, recursive=False):
        if not any(path.endswith(file.name) for _, path in changes):
            continue
        try:
            await asyncio.to_thread(house.voices.follow, load_config(file, house.config.data))
        except UserFault as fault:
            tell("config", f"{fault}; the house goes on as before")
