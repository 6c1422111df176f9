"""A plugin's own process: ``python -m earnest.host.isolation.child PIPE WAYS``. Started by the house, never by hand."""

from __future__ import annotations

import asyncio
import faulthandler
import socket
import sys
import traceback
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from earnest.controls import Controls
from earnest.errors import PluginRefused, SkillFault, Unanswered
from earnest.host.discovery.door import admit, call, open_door, read_declaration
from earnest.host.discovery.finding import Found, home_of, import_plugin
from earnest.host.discovery.offers import AddedTones
from earnest.host.isolation.audit import put_up
from earnest.host.isolation.denial import denial
from earnest.host.isolation.pipe import Pipe, PipeLine
from earnest.host.isolation.sight import Sight
from earnest.host.isolation.walls import Level, Unwalled, Walls, raise_walls
from earnest.host.isolation.wire import Message
from earnest.host.report import LONGEST, blame
from earnest.host.running.skill import answer
from earnest.nouns import Tone
from earnest.sheets.sheet import from_plain
from earnest.skills import Setting, Settings, Skills
from earnest.talk import Talk


class Lodger:
    """The plugin, and what it does when the house sends for it."""

    def __init__(self, pipe: Pipe, found: Found, walls: Walls) -> None:
        self._pipe = pipe
        self._walls = walls
        self._found = found
        self._home = home_of(found)
        self._manager = open_door()
        self._module = import_plugin(found)
        self._skills = Skills(found.name, found.sheet)
        self._turns: dict[int, asyncio.Task[None]] = {}

    def introduce(self) -> Message:
        """Everything the plugin offers. Raises PluginRefused."""
        declaration = read_declaration(self._module)
        hooks = admit(self._manager, self._found.name, self._module)
        settings = Settings(self._found.name)
        self._register(hooks, "register_settings", {"settings": settings})
        self._register(hooks, "register_skills", {"skills": self._skills})
        controls = Controls(lambda what: self._pipe.send({"kind": "control", "what": what}))
        self._register(hooks, "register_controls", {"controls": controls})
        tones = self._tones() if "register_tones" in hooks else []
        return {
            "kind": "opened",
            "about": declaration.about,
            "needs": declaration.needs,
            "hooks": hooks,
            "skills": [
                {
                    "name": skill.name,
                    "phrases": skill.phrases,
                    "choices": skill.choices,
                    "chosen": skill.chosen,
                    "about": skill.about,
                    "time_limit": skill.time_limit,
                    "times": skill.times,
                    "if_set": skill.if_set,
                    "session": skill.session,
                    "changes": asdict(skill.changes) if skill.changes else None,
                }
                for skill in self._skills
            ],
            "settings": [_plain(setting) for setting in settings],
            "tones": [{"tone": tone, "answers": answers} for tone, answers in tones],
        }

    def take(self, message: Message) -> None:
        """Do what the house asks; on the event loop."""
        match message["kind"]:
            case "run":
                turn = asyncio.get_running_loop().create_task(self._run(message))
                self._turns[message["turn"]] = turn
                turn.add_done_callback(lambda _: self._turns.pop(message["turn"], None))
            case "observe":
                self._observe(message)
            case "cancel":
                if message["turn"] in self._turns:
                    self._turns[message["turn"]].cancel()

    async def _run(self, message: Message) -> None:
        number = message["turn"]
        skill = self._skills[message["skill"]]
        line = PipeLine(self._pipe, number, Path(self._walls.sight.folder or "/"))
        talk = Talk(line, skill.plugin, message["heard"], message["settings"], self._found.sheet)
        outcome: Message
        try:
            reply = await answer(skill, talk, message["slots"], self._home)
            outcome = {"kind": "reply", "turn": number, "reply": reply}
        except Unanswered as error:
            outcome = {"kind": "unanswered", "turn": number, "fault": type(error).__name__}
        except SkillFault as fault:
            hint = denial(skill.plugin, fault, self._walls.sight)
            outcome = {"kind": "fault", "turn": number, "what": f"{fault.what}{hint}", "traceback": _traceback(fault)}
        except asyncio.CancelledError:
            outcome = {"kind": "cancelled", "turn": number}
        self._pipe.send(outcome)

    def _observe(self, message: Message) -> None:
        fault = None
        try:
            call(self._manager, self._module, message["hook"], message["values"])
        except (Exception, SystemExit) as error:
            fault = blame(error, self._home)
        self._pipe.send({"kind": "observed", "number": message["number"], "fault": fault})

    def _tones(self) -> list[tuple[Tone, tuple[str, ...]]]:
        from earnest.speaking.tones import load_tones

        tones = AddedTones(load_tones())
        self._register(("register_tones",), "register_tones", {"tones": tones})
        return tones.added

    def _register(self, hooks: tuple[str, ...], hook: str, values: Mapping[str, Any]) -> None:
        if hook not in hooks:
            return
        try:
            call(self._manager, self._module, hook, values)
        except (Exception, SystemExit) as error:
            raise PluginRefused(f"{hook} raised {blame(error, self._home)}") from error


def _traceback(fault: SkillFault) -> str:
    """How it came to the fault, for the author's rehearsal alone; empty where nothing was raised."""
    error = fault.__cause__
    own = error.__traceback__.tb_next if error and error.__traceback__ else None  # the first frame is the house's
    return "".join(traceback.format_exception(None, error, own)) if error else ""


def _no_debugger(*_: object) -> None:
    raise RuntimeError("a debugger cannot reach in here: rehearse(…, outside=False), or pytest --rehearse-inside")


def _plain(setting: Setting) -> Message:
    return {**asdict(setting), "type": setting.type.__name__, "of": setting.of.__name__}


async def serve(pipe: Pipe, found: Found, walls: Walls, level: Level) -> None:
    """Open the plugin, say what it offers, and do what the house asks until it goes away."""
    try:
        lodger = Lodger(pipe, found, walls)
        pipe.send({**lodger.introduce(), "walls": level})
    except PluginRefused as reason:
        pipe.send({"kind": "refused", "why": str(reason)})
        return
    except Exception as error:  # a megabyte of phrases, a setting that holds itself
        why = f"what it offers cannot be told to the house ({type(error).__name__}: {str(error)[:LONGEST]}); offer less"
        pipe.send({"kind": "refused", "why": why})
        return
    loop = asyncio.get_running_loop()

    def deliver(message: Message) -> None:
        loop.call_soon_threadsafe(lodger.take, message)

    pipe.listen(deliver)
    await loop.create_future()


def main() -> None:
    """Put up the walls, then let the plugin in."""
    pipe = Pipe(socket.socket(fileno=int(sys.argv[1])))
    with socket.socket(fileno=int(sys.argv[2])) as house:
        invitation = pipe.receive()
        told = invitation["walls"]
        walls = Walls(**{**told, "sight": Sight(**told["sight"])})
        try:
            level = raise_walls(
                walls,
                lambda pid: pipe.send({"kind": "born", "pid": pid}),
                lambda listeners: _hand_over(house, listeners),
            )
        except Unwalled as reason:
            pipe.send({"kind": "refused", "why": str(reason)})
            return
    faulthandler.enable()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # what is printed is kept by the house
    sys.path[:] = invitation["path"]
    sys.dont_write_bytecode = True
    sys.breakpointhook = _no_debugger
    file = invitation["found"].pop("path")
    sheet = from_plain(invitation["found"].pop("sheet"))
    found = Found(**invitation["found"], path=Path(file) if file else None, sheet=sheet)
    put_up(found, walls, level)
    asyncio.run(serve(pipe, found, walls, level))


def _hand_over(house: socket.socket, listeners: list[socket.socket]) -> None:
    """Let the house answer at the ways out of here."""
    socket.send_fds(house, [b"w"], [listener.fileno() for listener in listeners])
    for listener in listeners:
        listener.close()


if __name__ == "__main__":
    main()
