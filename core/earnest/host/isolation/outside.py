"""A plugin that runs in a process of its own, and is started anew whenever that process fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from earnest.errors import PluginRefused, SkillFault
from earnest.host.discovery.offers import LONGEST_TIME
from earnest.host.isolation.calls import Counter, errand, fatal_to, fault_of, reply_in
from earnest.host.isolation.process import BEAT, Gone, Process
from earnest.host.isolation.surroundings import Surroundings
from earnest.host.isolation.wire import Message
from earnest.host.running.bounds import Guard
from earnest.host.running.skill import Given
from earnest.host.running.time_limit import Clock
from earnest.talk import Heard, Line

if TYPE_CHECKING:
    from earnest.host.discovery.finding import Found
    from earnest.host.isolation.event_loop import Yard
    from earnest.nouns import Reply
    from earnest.skills import Skill

OPENING = 10.0
"""Seconds a plugin may take to be imported and to say what it offers."""
OBSERVING = 2.0
"""Seconds a plugin may take over a moment it observes."""
CALLS = 2000
"""Calls of the house in one turn, after which it is a flood."""
LETTING_GO = 1.0
"""Seconds a cancelled skill has to end by itself."""
_PERSONS = ("ask", "say", "play_piece", "play_end")
"""Calls whose time is the person's, not the plugin's."""


@dataclass(slots=True)
class _Turn:
    """A turn that the plugin is answering."""

    skill: Skill
    guard: Guard
    loop: asyncio.AbstractEventLoop
    """The loop that the house's side of the talk lives on."""
    clock: Clock
    outcome: asyncio.Future[Message]
    counter: Counter
    sent: bool = False
    """Whether the plugin knows of it."""
    calls: int = 0
    serving: set[asyncio.Task[None]] = field(default_factory=set)
    """Calls of the house that are being done."""


class Outside:
    """The house's end of one plugin. ``run`` and ``observe`` may be called from any thread."""

    def __init__(self, found: Found, surroundings: Surroundings, yard: Yard, complain: Callable[[str], None]) -> None:
        self._found = found
        self._surroundings = surroundings
        self._yard = yard
        self._complain = complain
        self.control: Callable[[object], bool] = lambda _: False
        self._process: Process | None = None
        self._numbers = count(1)
        self._turns: dict[int, _Turn] = {}
        self._moments: dict[int, asyncio.TimerHandle] = {}
        """What must be over soon: moments observed, by number, and turns dropped, by their number's negative."""
        self._closed = False
        self._last: Process | None = None
        self._opening = yard.start(self._open())

    def introduction(self) -> Message:
        """What the plugin says of itself. Blocks until it is open; raises PluginRefused."""
        try:
            message = self._opening.result(OPENING + 5.0)
        except TimeoutError:
            raise PluginRefused("it could not be opened in time") from None
        if message["kind"] == "refused":
            raise PluginRefused(str(message.get("why")))
        return message

    async def run(self, skill: Skill, line: Line, heard: Heard, given: Given) -> Reply:
        """One turn. Raises SkillFault, Unanswered."""
        guard = Guard(line, skill.plugin, session=skill.session)
        loop = asyncio.get_running_loop()
        left = asyncio.Event()
        turn = self._answer(skill, guard, loop, (heard, given))
        work = self._yard.start(self._then(turn, lambda: loop.call_soon_threadsafe(left.set)))
        try:
            return await asyncio.wrap_future(work)
        except asyncio.CancelledError:
            with suppress(TimeoutError):  # what it does in its finally blocks still reaches the house
                await asyncio.wait_for(left.wait(), 2 * LETTING_GO)
            raise

    async def _then(self, turn: Coroutine[Any, Any, Reply], after: Callable[[], object]) -> Reply:
        try:
            return await turn
        finally:
            with suppress(RuntimeError):  # the house's loop is closed already
                after()

    @property
    def output(self) -> str:
        """The last of what it printed, in this life and the one before, which it waits to be over."""
        if self._last is not None:
            self._yard.start(self._last.buried()).result(OPENING)
        return "".join(life.output for life in (self._last, self._process) if life is not None)

    def observe(self, hook: str, values: Mapping[str, Any]) -> None:
        """Tell the plugin of a moment, without waiting for it."""
        self._yard.start(self._observe(hook, values))

    def rest(self) -> None:
        """Wait until no turn is being answered, a minute at most."""
        if not self._yard.is_here:
            self._yard.start(self._rest()).result()

    def close(self) -> None:
        """End the process and wait until nothing of it is left (the yard itself does not wait). May be called twice."""
        if self._closed:
            return
        self._closed = True
        burial = self._yard.start(self._close())
        if not self._yard.is_here:
            with suppress(TimeoutError):  # a busy machine; whatever is left ends with the house
                burial.result(10.0)

    async def _open(self) -> Message:
        """Start a process and have it open the plugin."""
        process = Process(self._found, self._surroundings, self._receive, self._process)
        self._process = process
        try:
            await process.start()
        except OSError as error:
            return {"kind": "refused", "why": f"its process could not be started ({error.strerror})"}
        process.gone.add_done_callback(lambda gone: self._lost(process, gone.result()))
        try:
            return await asyncio.wait_for(asyncio.shield(process.opened), OPENING)
        except TimeoutError:
            process.end(f"it took more than {OPENING:g} seconds to open; do what takes long in the skill that needs it")
            return await process.opened

    async def _answer(
        self, skill: Skill, guard: Guard, loop: asyncio.AbstractEventLoop, what: tuple[Heard, Given]
    ) -> Reply:
        clock = Clock(skill.time_limit, renewed=skill.session)
        number = next(self._numbers)
        turn = _Turn(skill, guard, loop, clock, asyncio.get_running_loop().create_future(), Counter(guard))
        self._turns[number] = turn
        try:
            process = await self._ready(skill, clock)
            with process.at_work(), fatal_to(process):
                process.send(errand(number, skill, *what))
                turn.sent = True
                if not await clock.first(turn.outcome):
                    raise SkillFault(skill.plugin, f"{skill.name} took more than {skill.time_limit:g} seconds")
                return reply_in(skill, turn.outcome.result())
        except Gone as gone:
            raise SkillFault(skill.plugin, str(gone)) from None
        except asyncio.CancelledError:
            if turn.sent:
                self._let_go(number)
                await asyncio.wait({turn.outcome}, timeout=LETTING_GO)
            raise
        finally:
            clock.cancel()
            del self._turns[number]
            for serving in turn.serving:
                serving.cancel()
            with suppress(RuntimeError):  # the house's loop is closed already
                loop.call_soon_threadsafe(turn.counter.close)

    async def _ready(self, skill: Skill, clock: Clock) -> Process:
        """A process that is open; waits for the one being started. Raises Gone, SkillFault."""
        process = self._process
        if process is None:
            raise Gone("it is not running")
        if not await clock.first(asyncio.shield(process.opened)):
            raise SkillFault(skill.plugin, "it is still being started again")
        opened = process.opened.result()
        if opened["kind"] == "refused":
            raise Gone(str(opened.get("why")))
        return process

    def _receive(self, message: Message) -> bool:
        """Take a message from the plugin; False when nobody waits for it."""
        if message["kind"] == "observed":
            return self._observed(message)
        if message["kind"] == "control":
            return self.control(message.get("what"))
        number = int(message["turn"])
        turn = self._turns.get(number)
        if turn is None or turn.outcome.done():
            return self._has_let_go(number)
        if message["kind"] != "call":
            self._has_let_go(number)
            turn.outcome.set_result(message)
            return True
        if turn.skill.session and message["what"] in ("ask", "play_begin"):
            turn.calls = 0  # it goes on, at the pace of the person
        turn.calls += message["what"] != "play_piece"  # which waits for room, each
        if turn.calls > CALLS or len(turn.serving) > CALLS:
            turn.outcome.set_result({"kind": "fault", "what": f"it called the house more than {CALLS} times"})
            return True
        serving = asyncio.get_running_loop().create_task(self._serve(turn, message))
        turn.serving.add(serving)
        serving.add_done_callback(turn.serving.discard)
        return True

    async def _serve(self, turn: _Turn, message: Message) -> None:
        """Do what the plugin asks of the house, on the house's loop; a person's time is not the plugin's."""
        answer: Message = {"kind": "answer", "call": message["call"]}
        persons = message["what"] in _PERSONS and not turn.guard.closed
        with turn.clock.stopped() if persons else nullcontext():
            work = turn.counter.do(message)
            try:
                answer["value"] = await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, turn.loop))
            except SkillFault as fault:
                if not turn.outcome.done():
                    turn.outcome.set_result({"kind": "fault", "what": fault.what})
                answer |= {"fault": "RuntimeError", "value": fault.what}
            except Exception as error:
                answer |= fault_of(error)
        self._send_answer(answer)

    def _send_answer(self, answer: Message) -> None:
        if self._process is None:
            return
        try:
            self._process.send(answer)
        except Gone:
            return
        except Exception as error:
            self._process.send({"kind": "answer", "call": answer["call"], **fault_of(error)})

    async def _observe(self, hook: str, values: Mapping[str, Any]) -> None:
        process = self._process
        if process is None or process.gone.done() or not process.opened.done():
            return
        number = next(self._numbers)
        late = f"{hook} took more than {OBSERVING:g} seconds"
        process.send({"kind": "observe", "number": number, "hook": hook, "values": dict(values)})
        self._moments[number] = asyncio.get_running_loop().call_later(OBSERVING, process.end, late)

    def _observed(self, message: Message) -> bool:
        alarm = self._moments.pop(message["number"], None)
        if alarm is None:
            return False
        alarm.cancel()
        if message.get("fault"):
            self._complain(f"an observing hook raised {message['fault']}")
        return True

    def _let_go(self, number: int) -> None:
        """The person dropped it: the skill has a moment to end by itself."""
        process = self._process
        if process is None or process.gone.done():
            return
        process.send({"kind": "cancel", "turn": number})
        alarm = asyncio.get_running_loop().call_later(LETTING_GO, process.end, "it did not let go of a dropped turn")
        self._moments[-number] = alarm

    def _has_let_go(self, number: int) -> bool:
        alarm = self._moments.pop(-number, None)
        if alarm is None:
            return False
        alarm.cancel()
        return True

    def _lost(self, process: Process, why: str) -> None:
        """The process is gone: tell those who wait for it, and start another."""
        for turn in self._turns.values():
            if not turn.outcome.done():
                turn.outcome.set_result({"kind": "fault", "what": why})
        for alarm in self._moments.values():
            alarm.cancel()
        self._moments.clear()
        self._last = process
        if self._closed or self._process is not process:
            return
        if process.opened.result()["kind"] == "opened":
            if not process.ended_at_work:
                self._complain(why)
            self._restarting = asyncio.get_running_loop().create_task(self._open())

    async def _rest(self) -> None:
        until = asyncio.get_running_loop().time() + LONGEST_TIME
        while self._turns and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(BEAT)

    async def _close(self) -> None:
        if self._process is not None:
            self._process.end("it was let go: the house is closing, or the plugin was removed or edited")
            await self._process.buried()
