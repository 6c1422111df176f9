"""``earnest chat``: a conversation by keyboard."""

from __future__ import annotations

import asyncio
import sys
import threading
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from earnest.cli.house import Typed, open_house, tell_refused
from earnest.cli.output import echo
from earnest.cli.pretending import now_option, running
from earnest.errors import UserFault
from earnest.nouns import MOODS, UNSURE_EMOTION, Emotion, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from earnest.cli import Options
    from earnest.config import Config
    from earnest.conversation import Answer
    from earnest.host import Report
    from earnest.house.household import Household
    from earnest.house.schedule import Schedule
    from earnest.talk import Due

_PATH = click.Path(path_type=Path)
_HELP = "/mood happy|sad|angry|neutral|off · /why · /quit"


@click.command()
@click.option("--person", metavar="NAME", help="Who is speaking.")
@click.option("--plugin", "plugins", multiple=True, type=_PATH, help="A plugin that you are writing; edits are live.")
@now_option
@click.pass_obj
def chat(options: Options, person: str | None, now: datetime | None, plugins: tuple[Path, ...]) -> None:
    """Talk by keyboard. /mood sad acts a mood, /why explains the last turn, /quit ends it.

    \b
    earnest chat
    earnest chat --now 2026-12-24T18:00
    earnest chat --plugin tea.py
    printf '/mood sad\\nhow are you\\n/why\\n' | earnest chat
    """
    with open_house(_with(options.load(), plugins), running(now)) as house:
        tell_refused(house)
        asyncio.run(_Chat(house, Typed(house, person=person)).run())


def _with(config: Config, plugins: tuple[Path, ...]) -> Config:
    """The household with plugins that lie elsewhere. Raises UserFault for a path that is none."""
    from earnest.host.discovery.finding import find_at

    for path in plugins:
        if find_at(path.resolve()) is None:
            raise UserFault(f"{path}: there is no plugin; expected a .py file or a package, not a test")
    also = [*config.plugins.also, *plugins]
    return config.model_copy(update={"plugins": config.plugins.model_copy(update={"also": also})})


class _Chat:
    def __init__(self, house: Household, typed: Typed) -> None:
        self._house = house
        self._typed = typed
        self._floor = asyncio.Lock()
        from earnest.conversation.stage import Imagined

        house.conversation.exchanges.stage = Imagined(echo)
        house.conversation.exchanges.aside = self._speak_aside

    async def run(self) -> None:
        from earnest.house.schedule import Schedule

        typed = _keyboard()
        if sys.stdin.isatty():
            echo(f"Type as you would speak. {_HELP}")
        schedule = Schedule(self._house.memory, self._house.conversation.clock)
        self._house.plugins.observe("started")
        watching = asyncio.create_task(self._keep_up())
        coming = asyncio.create_task(self._speak_when_due(schedule, self._house.config.data))
        try:
            while (line := await typed.get()) not in {None, "/quit", "/exit"}:
                async with self._floor:
                    await self._take(line or "")
        finally:
            coming.cancel()
            watching.cancel()
            await self._house.conversation.drop()
            self._house.plugins.observe("stopping")

    async def _keep_up(self) -> None:
        """Take edits of plugins as they are saved, and say what becomes of them and what fails, with the line."""
        loop = asyncio.get_running_loop()

        def told(report: Report) -> None:
            loop.call_soon_threadsafe(lambda: echo(f"(plugin {report})", err=True))

        self._house.plugins.follow(told, self._house.conversation.renew)
        await self._house.plugins.watch()

    async def _take(self, line: str) -> None:
        command, _, rest = line.partition(" ")
        if command == "/mood":
            self._act(rest.strip())
        elif command == "/why":
            echo(self._house.conversation.facts.read("why", "house"))
        elif command.startswith("/"):
            echo(f"{command} is no command: {_HELP}")
        elif line.strip():
            turn, answer = await self._typed.take(line, self._interim)
            self._say(answer.reply, turn.emotion)

    def _act(self, mood: str) -> None:
        if mood in MOODS:
            self._typed.mood = mood
            echo(f"(you sound {mood})")
        elif mood in {"off", "unsure"}:
            self._typed.mood = None
            echo("(your words alone tell)")
        else:
            echo(f"{mood or 'nothing'} is no mood: choose {', '.join(MOODS)} or off")

    def _say(self, reply: Reply, emotion: Emotion) -> None:
        """Show a reply and its tone; an empty one is silence."""
        if not reply.text:
            return
        echo(f"earnest [{self._typed.tone(reply, emotion)}]: {reply.text}")

    async def _interim(self, reply: Reply) -> None:
        self._say(reply, UNSURE_EMOTION)

    async def _speak_aside(self, what: Callable[[], Answer | None]) -> None:
        """What a skill that goes on says between turns."""
        async with self._floor:
            answer = what()
            if answer is not None:
                self._say(answer.reply, UNSURE_EMOTION)

    async def _speak_when_due(self, schedule: Schedule, folder: Path) -> None:
        """What falls due; unless a house runs in the same folder, which tells it aloud."""
        from earnest.house.lock import Lock

        try:
            lock = Lock(folder)
        except UserFault:
            return
        with lock:
            async for due, missed in schedule.coming():
                async with self._floor:
                    await self._speak_due(due, missed, schedule)

    async def _speak_due(self, due: Due, missed: bool, schedule: Schedule) -> None:
        try:
            answer = await self._house.conversation.fall_due(due, self._interim, missed=missed)
            if due.rings and not missed:
                echo("(it rings)")  # once: nobody can hear it by keyboard
            self._say(answer.reply, UNSURE_EMOTION)
            schedule.done(due)
        except Exception as fault:
            if schedule.put_off(due):
                echo(f"(something due fails: {type(fault).__name__})")


def _keyboard() -> asyncio.Queue[str | None]:
    """Lines as they are typed; None at the end. A thread that never hinders leaving: Ctrl-C works at once."""
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def read() -> None:
        with (
            open(sys.stdin.fileno(), encoding="utf-8", errors="replace", closefd=False) as keys,
            suppress(RuntimeError),
        ):
            for line in keys:
                loop.call_soon_threadsafe(lines.put_nowait, line.rstrip("\r\n"))
            loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=read, name="earnest-keyboard", daemon=True).start()
    return lines
