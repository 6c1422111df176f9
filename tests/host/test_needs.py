"""What a plugin declares, a household allows, and the walls let through."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from earnest.allowance import Allowance
from earnest.config import load_config
from earnest.errors import ConfigError, PluginRefused, SkillFault
from earnest.host import resident
from earnest.host.discovery.needs import is_granted, line_to_add, read_needs
from earnest.host.isolation import process, ways
from earnest.host.isolation.walls import Walls
from host.conftest import House

Open = Callable[..., House]

VISITOR = """
import os, socket, subprocess
from earnest import Reply, hookimpl
earnest_needs = {needs}

@hookimpl
def register_skills(skills):
    for skill in (read, write, run, call, look):
        skills.add(skill, skill.__name__)

async def read(talk, path):
    with open(path) as file:
        return Reply(file.read())

async def write(talk, path):
    with open(path, "a") as file:
        file.write("more")
    return Reply("written")

async def run(talk, program):
    return Reply(subprocess.run([program, "--version"], capture_output=True, text=True).stdout)

async def call(talk, host, port):
    with socket.create_connection((host, port), 5) as there:
        there.sendall(b"hello")
        said = there.recv(100).decode()
    if not said:
        raise RuntimeError("it returned nothing")
    return Reply(said)

async def look(talk, path):
    return Reply(" ".join(sorted(os.listdir(path))))
"""


def _visitor(needs: object = ("network", "files", "programs", "devices")) -> dict[str, str]:
    return {"visitor.py": VISITOR.replace("{needs}", repr(needs))}


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A house that forgives more than houses do."""
    monkeypatch.setattr(resident, "FAULTS", 1000)


@pytest.fixture(params=["namespaces", "landlock"])
def level(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(process, "_WALLS", partial(Walls, highest=request.param))
    return str(request.param)


def test_files_are_read_and_changed_as_allowed_and_no_others(open_house: Open, tmp_path: Path, level: str) -> None:
    place = tmp_path / "srv"
    for name in ("music", "lists", "private"):
        (place / name).mkdir(parents=True)
        (place / name / "a.txt").write_text(name)
    allowed = {"files": [str(place / "music"), f"{place}/lists:rw"]}
    house = open_house(_visitor(), allow={"visitor": allowed})
    assert house.run("visitor", "read", path=f"{place}/music/a.txt").text == "music"
    assert house.run("visitor", "write", path=f"{place}/lists/a.txt").text == "written"
    assert (place / "lists" / "a.txt").read_text() == "listsmore"
    wanted = rf"may not read {place}/private/a.txt: add files: \[{place}/private/a.txt\] to plugins.allow.visitor"
    with pytest.raises(SkillFault, match=wanted):
        house.run("visitor", "read", path=f"{place}/private/a.txt")
    changing = rf"add files: \[{place}/music/a.txt:rw\] to plugins.allow.visitor"
    with pytest.raises(SkillFault, match=changing if level == "namespaces" else "Permission denied"):
        house.run("visitor", "write", path=f"{place}/music/a.txt")
    assert (place / "music" / "a.txt").read_text() == "music"


def test_programs_run_when_they_are_allowed(open_house: Open) -> None:
    house = open_house(_visitor(), allow={"visitor": {"programs": ["env"]}})
    assert "env" in house.run("visitor", "run", program="env").text
    with pytest.raises(SkillFault, match=r"may not run ls: add programs: \[ls\] to plugins.allow.visitor"):
        house.run("visitor", "run", program="ls")


def test_devices_are_those_every_program_needs_and_those_allowed(open_house: Open, level: str) -> None:
    house = open_house(_visitor(), allow={"visitor": {"devices": ["/dev/full"]}})
    with pytest.raises(SkillFault, match="No space left"):
        house.run("visitor", "write", path="/dev/full")
    with pytest.raises(SkillFault, match=r"may not use /dev/tty: add devices: \[/dev/tty\] to plugins.allow.visitor"):
        house.run("visitor", "read", path="/dev/tty")
    if level == "namespaces":
        every = "fd full null random shm stderr stdin stdout urandom zero"
        assert house.run("visitor", "look", path="/dev").text == every


@pytest.fixture
def machine() -> Iterator[int]:
    """Somebody who says back what they are told, on a port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def answer() -> None:
            while True:
                caller, _ = listener.accept()
                with caller:
                    if (said := caller.recv(100)) == b"end":
                        return
                    caller.sendall(b"heard " + said)

        thread = threading.Thread(target=answer)
        thread.start()
        yield port
        with socket.create_connection(("127.0.0.1", port)) as last:
            last.sendall(b"end")
        thread.join()


def test_a_host_is_reached_by_its_name_and_no_other_is(
    open_house: Open, machine: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {"broker.local": "127.0.0.1", "example.org": "127.0.0.1"}
    real = ways._find

    async def find(host: str, port: int) -> list[str]:
        return [found[host]] if host in found else await real(host, port)

    monkeypatch.setattr(ways, "_find", find)
    allowed = {"network": [f"broker.local:{machine}", f"example.org:{machine}"]}
    house = open_house(_visitor(), allow={"visitor": allowed})
    assert house.run("visitor", "call", host="broker.local", port=machine).text == "heard hello"
    with pytest.raises(SkillFault, match=r"may not reach other.org: add network: \[other.org\] to plugins.allow"):
        house.run("visitor", "call", host="other.org", port=machine)
    with pytest.raises(SkillFault, match=r"may not reach 8.8.8.8: add network: \[8.8.8.8\]"):
        house.run("visitor", "call", host="8.8.8.8", port=machine)
    with pytest.raises(SkillFault, match="refused"):
        house.run("visitor", "call", host="broker.local", port=machine + 1)
    with pytest.raises(SkillFault, match="refused"):
        house.run("visitor", "call", host="127.0.0.1", port=machine)
    # a public name that leads into the household would be a way to others
    with pytest.raises(SkillFault, match=r"Connection reset|returned nothing"):
        house.run("visitor", "call", host="example.org", port=machine)


def test_what_nobody_came_to_serve_is_closed() -> None:
    """A plugin that ends in the moment in which it was started leaves nothing open."""

    async def ended_at_once() -> int:
        house, plugin = socket.socketpair()
        with plugin:
            there = ways.Ways()
            serving = asyncio.create_task(there.serve(there.held.enter_context(house), ["example.org:443"]))
            serving.cancel()
            there.close()
            await asyncio.wait({serving})
            return house.fileno()

    assert asyncio.run(ended_at_once()) == -1


def test_single_hosts_need_namespaces(open_house: Open, machine: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_WALLS", partial(Walls, highest="landlock"))
    house = open_house(_visitor(), allow={"visitor": {"network": [f"localhost:{machine}"]}})
    with pytest.raises(SkillFault, match="single hosts can be reached where there are namespaces only"):
        house.run("visitor", "call", host="localhost", port=machine)


def test_where_there_are_no_walls_strangers_stay_out_until_the_household_says_so(
    open_house: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_WALLS", partial(Walls, highest="none"))
    house = open_house(_visitor())
    assert "plugins.unwalled: allow" in house.why_refused("visitor")
    again = open_house(_visitor(), unwalled="allow")
    assert again.plugins.loaded[0].walls == "none"
    (again.config.data / "earnest.sqlite3").write_text("secrets")
    with pytest.raises(SkillFault, match="may not touch that"):
        again.run("visitor", "read", path=str(again.config.data / "earnest.sqlite3"))


def test_a_folder_with_the_households_data_in_it_cannot_be_shown_by_landlock_alone(
    open_house: Open, level: str, tmp_path: Path
) -> None:
    (tmp_path / "earnest.sqlite3").write_text("secrets")
    house = open_house(_visitor(), allow={"visitor": {"files": [str(tmp_path.parent)]}})
    if level == "landlock":
        assert "which only namespaces could hide" in house.why_refused("visitor")
        return
    with pytest.raises(SkillFault, match="No such file"):
        house.run("visitor", "read", path=str(tmp_path / "earnest.sqlite3"))


DECLARED: dict[Any, tuple[str, ...]] = {
    "network": ("network",),
    ("network", "diary"): ("network", "diary"),
}


@pytest.mark.parametrize("declared", DECLARED)
def test_needs_may_be_declared_by_name(declared: Any) -> None:
    assert read_needs(declared) == DECLARED[declared]


def test_needs_may_be_declared_one_by_one() -> None:
    declared = {"network": ["a.org", "b.org:1883"], "files": "/srv", "diary": True, "engines": False}
    assert read_needs(declared) == ("network: a.org", "network: b.org:1883", "files: /srv", "diary")


@pytest.mark.parametrize(
    ("declared", "why"),
    [
        ({"netwrk": True}, "did you mean 'network'"),
        ({"diary": ["mine"]}, "diary: expected True"),
        ({"files": [1]}, "files: expected True or a list of texts"),
        (3, "expected names of needs, or a dictionary of them, found 3"),
    ],
)
def test_a_need_that_nobody_can_grant_is_refused(declared: Any, why: str) -> None:
    with pytest.raises(PluginRefused, match=why):
        read_needs(declared)


@pytest.mark.parametrize(
    ("need", "allowed", "granted"),
    [
        ("network", ["network"], True),
        ("network: a.org", ["network"], True),
        ("network: a.org", {"network": ["a.org"]}, True),
        ("network: a.org:1883", {"network": ["a.org"]}, True),
        ("network: b.org", {"network": ["a.org"]}, False),
        ("files: /srv/music/new", {"files": ["/srv/music"]}, True),
        ("files: /srv/music:rw", {"files": ["/srv/music"]}, False),
        ("files: /srv", {"files": ["/srv:rw"]}, True),
        ("diary", {"diary": "yes"}, True),
        ("diary", {"diary": "no"}, False),
        ("diary", [], False),
    ],
)
def test_a_need_is_granted_when_what_is_allowed_covers_it(need: str, allowed: Any, granted: bool) -> None:
    assert is_granted(need, Allowance.model_validate(allowed)) is granted


def test_the_line_to_add_is_said() -> None:
    assert line_to_add("tea", "diary") == "plugins.allow.tea: [diary]"
    assert line_to_add("tea", "files: /srv") == "plugins.allow.tea: {files: [/srv]}"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("unwalled: maybe", r"plugins.unwalled: expected one of refuse, allow, found \"maybe\""),
        ("allow: {tea: [netwrk]}", 'no such setting; did you mean "network"'),
        ("allow: {tea: {files: [music]}}", "expected a whole path below /, such as /srv/music, found 'music'"),
        ("allow: {tea: {files: [/]}}", "expected a whole path below /"),
        ("allow: {tea: {files: [/srv/../etc]}}", "expected a whole path below /"),
        ("allow: {tea: {network: ['*.org']}}", "expected a host's name"),
        ("allow: {tea: {network: ['a.org:99999']}}", "expected a host's name"),
        ("allow: {tea: {diary: perhaps}}", "expected true or false"),
    ],
)
def test_an_allowance_that_means_nothing_is_named_with_its_line(tmp_path: Path, written: str, why: str) -> None:
    file = tmp_path / "earnest.yaml"
    file.write_text(f"plugins:\n  {written}\n")
    with pytest.raises(ConfigError, match=rf"earnest.yaml:2 .*{why}"):
        load_config(file, tmp_path / "data")
