"""Everything a plugin could do to a house. Never put this where a house would find it."""

# ruff: noqa: ARG001, T201 - misdeeds take what skills take, and print

from __future__ import annotations

import asyncio
import ctypes
import json
import mmap
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NoReturn

from earnest import NeverMind, Reply, Settings, Skills, Talk, Unanswered, hookimpl

Misdeed = Callable[[Talk], Awaitable[Any]]
MISDEEDS: list[Misdeed] = []


def misdeed(function: Misdeed) -> Misdeed:
    MISDEEDS.append(function)
    return function


@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("data", "", "where the household's data is")
    settings.add("port", 0, "where somebody listens")


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(behave, "behave yourself", time_limit=8.0)
    for function in MISDEEDS:
        skills.add(function, f"vandal {function.__name__.replace('_', ' ')}", time_limit=2.0)


async def behave(talk: Talk) -> Reply:
    """Answer as one should."""
    talk.notes["behaved"] = talk.notes.get("behaved", 0) + 1
    return Reply("I am good.")


@misdeed
async def raises(talk: Talk) -> Reply:
    raise RuntimeError("no tea today")


@misdeed
async def raises_what_nobody_catches(talk: Talk) -> Reply:
    class Strange(BaseException):
        pass

    raise Strange


@misdeed
async def returns_text(talk: Talk) -> Any:
    return "tea"


@misdeed
async def returns_nothing(talk: Talk) -> Any:
    return None


@misdeed
async def returns_a_reply_of_numbers(talk: Talk) -> Any:
    return Reply(42)  # type: ignore[arg-type]


@misdeed
async def returns_a_flood(talk: Talk) -> Reply:
    return Reply("tea " * 10_000_000)


@misdeed
async def returns_a_deep_nest(talk: Talk) -> Any:
    nest: Any = []
    for _ in range(100_000):
        nest = [nest]
    return Reply(nest)


@misdeed
async def never_returns(talk: Talk) -> NoReturn:
    while True:
        await asyncio.sleep(60)


@misdeed
async def will_not_be_cancelled(talk: Talk) -> NoReturn:
    while True:
        try:
            await asyncio.sleep(60)
        except BaseException:
            continue


@misdeed
async def blocks_in_c(talk: Talk) -> Reply:
    time.sleep(60)
    return Reply("late")


@misdeed
async def spins(talk: Talk) -> NoReturn:
    while True:
        pass


@misdeed
async def ignores_signals(talk: Talk) -> Reply:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    time.sleep(60)
    return Reply("late")


@misdeed
async def exits(talk: Talk) -> NoReturn:
    sys.exit(0)


@misdeed
async def exits_at_once(talk: Talk) -> NoReturn:
    os._exit(0)


@misdeed
async def segfaults(talk: Talk) -> Any:
    return ctypes.string_at(0)


@misdeed
async def aborts(talk: Talk) -> NoReturn:
    os.abort()


@misdeed
async def kills_itself(talk: Talk) -> Reply:
    os.kill(os.getpid(), signal.SIGKILL)
    await asyncio.sleep(60)
    return Reply("late")


@misdeed
async def kills_whom_it_can(talk: Talk) -> Reply:
    for target in (os.getppid(), 1, -1):
        try:
            os.kill(target, signal.SIGKILL)
        except OSError:
            continue
    return Reply("nobody died")


@misdeed
async def floods_output(talk: Talk) -> NoReturn:
    while True:
        print("tea " * 1000)


@misdeed
async def floods_errors_without_a_newline(talk: Talk) -> NoReturn:
    while True:
        os.write(2, b"tea" * 100_000)


@misdeed
async def floods_the_house_with_calls(talk: Talk) -> NoReturn:
    while True:
        list(talk.notes)


@misdeed
async def floods_the_house_with_notes(talk: Talk) -> NoReturn:
    number = 0
    while True:
        number += 1
        talk.notes[str(number)] = "tea " * 10_000


@misdeed
async def floods_the_pipe(talk: Talk) -> NoReturn:
    body = json.dumps({"kind": "tea", "turn": 0}).encode()
    while True:
        _house().sendall(struct.pack(">I", len(body)) + body)


@misdeed
async def sends_garbage(talk: Talk) -> Reply:
    _house().sendall(b"\x00\x00\x00\x10not json at all.")
    await asyncio.sleep(60)
    return Reply("late")


@misdeed
async def promises_a_gigabyte(talk: Talk) -> Reply:
    _house().sendall(struct.pack(">I", 2**30))
    await asyncio.sleep(60)
    return Reply("late")


@misdeed
async def sends_nouns_put_together_wrongly(talk: Talk) -> Reply:
    body = json.dumps({"kind": "reply", "turn": 1, "reply": {"~": "Reply", "colour": "green"}}).encode()
    _house().sendall(struct.pack(">I", len(body)) + body)
    await asyncio.sleep(60)
    return Reply("late")


@misdeed
async def answers_for_other_turns(talk: Talk) -> Reply:
    for turn in range(-5, 100):
        body = json.dumps({"kind": "reply", "turn": turn, "reply": {"~": "Reply", "text": "not yours"}}).encode()
        _house().sendall(struct.pack(">I", len(body)) + body)
    return Reply("mine")


@misdeed
async def calls_what_is_not_there(talk: Talk) -> Reply:
    pipe = talk._line._pipe  # type: ignore[attr-defined]
    for what in ("__class__", "_line", "close", "ask_house"):
        try:
            pipe.call(talk._line._turn, what).result()  # type: ignore[attr-defined]
        except Exception:
            continue
    return Reply("nothing there")


@misdeed
async def eats_memory(talk: Talk) -> NoReturn:
    hoard = []
    while True:
        try:
            hoard.append(bytearray(50_000_000))
        except MemoryError:
            continue


@misdeed
async def eats_memory_in_many_processes(talk: Talk) -> Reply:
    for _ in range(20):
        if os.fork() == 0:
            hoard = bytearray(os.urandom(1000)) * 100_000
            time.sleep(60)
            os._exit(len(hoard) % 2)
    time.sleep(60)
    return Reply("late")


@misdeed
async def eats_memory_that_is_nobodys(talk: Talk) -> NoReturn:
    hoard = []
    while True:
        hoard.append(mmap.mmap(-1, 50_000_000))
        hoard[-1].write(bytes(50_000_000))
        await asyncio.sleep(0.01)


@misdeed
async def forks_without_end(talk: Talk) -> NoReturn:
    while True:
        try:
            os.fork()
        except OSError:
            continue


@misdeed
async def starts_many_threads(talk: Talk) -> Reply:
    for _ in range(500):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    return Reply("so many")


@misdeed
async def leaves_a_daemon_behind(talk: Talk) -> Reply:
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(987654)"], start_new_session=True)
    os._exit(0)


@misdeed
async def closes_everything(talk: Talk) -> Reply:
    os.closerange(0, 256)
    await asyncio.sleep(60)
    return Reply("late")


@misdeed
async def wrecks_its_surroundings(talk: Talk) -> Reply:
    os.chdir("/tmp")
    os.environ.clear()
    sys.path.clear()
    sys.modules.clear()
    return Reply("wrecked")


@misdeed
async def patches_what_it_finds(talk: Talk) -> Reply:
    json.dumps = lambda *_, **__: "tea"
    socket.socket.sendall = lambda *_: None  # type: ignore[assignment, method-assign]
    asyncio.events.AbstractEventLoop.call_soon_threadsafe = None  # type: ignore[assignment]
    return Reply("patched")


@misdeed
async def deletes_its_folder(talk: Talk) -> Reply:
    shutil.rmtree(Path(__file__).parent)
    return Reply("gone")


@misdeed
async def reads_the_household(talk: Talk) -> Reply:
    data = Path(talk.settings["data"])
    (data / "earnest.db").read_bytes()
    return Reply("secrets")


@misdeed
async def reads_the_diary(talk: Talk) -> Reply:
    return Reply(str(talk.house("diary")))


@misdeed
async def phones_home(talk: Talk) -> Reply:
    address = ("127.0.0.1", talk.settings["port"])
    libc = ctypes.CDLL(None, use_errno=True)
    sock = libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    if sock < 0:
        raise OSError(ctypes.get_errno(), "no socket")
    place = struct.pack("=HH4s8x", socket.AF_INET, socket.htons(address[1]), socket.inet_aton(address[0]))
    if libc.connect(sock, place, len(place)) == 0:
        return Reply("secrets told")
    raise OSError(ctypes.get_errno(), "nobody there")


@misdeed
async def asks_for_ever(talk: Talk) -> NoReturn:
    while True:
        try:
            await talk.ask("Are we there yet?")
        except (NeverMind, Unanswered):
            continue


@misdeed
async def chatters(talk: Talk) -> NoReturn:
    while True:
        await talk.say("tea")


@misdeed
async def leaves_nonsense_for_later(talk: Talk) -> Reply:
    talk.later("soon", Reply("tea"))  # type: ignore[arg-type]
    return Reply("kept")


@misdeed
async def comes_again_every_second(talk: Talk) -> Reply:
    from earnest import Moment

    talk.every(Moment(talk.now, "FREQ=SECONDLY"), "tea")
    return Reply("kept")


def _house() -> socket.socket:
    """The vandal's end of the pipe."""
    return socket.socket(fileno=os.dup(int(sys.argv[1])))
