"""The walls, where the kernel builds them and where it does not."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from earnest.errors import SkillFault
from earnest.host.isolation.numbers import NUMBERS
from earnest.host.isolation.reasons import height, why_no_namespaces
from host.conftest import House

Open = Callable[..., House]

CURIOUS = """
import os, socket
from earnest import Reply, hookimpl
{needs}

@hookimpl
def register_skills(skills):
    for skill in (call, status, mine):
        skills.add(skill, skill.__name__)

async def call(talk):
    with socket.create_connection(("127.0.0.1", {port}), 1):
        return Reply("connected")

async def status(talk):
    wanted = ("CapEff", "NoNewPrivs", "Seccomp:")
    return Reply(" ".join(line for line in open("/proc/self/status") if line.startswith(wanted)))

async def mine(talk):
    return Reply(open(__file__).read()[:10] + " ".join(sorted(os.environ)))
"""


@pytest.mark.parametrize("allow", [{}, {"curious": ["network"]}])
def test_the_network_is_there_only_when_the_household_says_so(open_house: Open, allow: dict[str, list[str]]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        source = CURIOUS.format(needs='earnest_needs = ("network",)', port=listener.getsockname()[1])
        house = open_house({"curious.py": source}, allow=allow)
        if allow:
            assert house.run("curious", "call").text == "connected"
            assert house.plugins.granted("curious") == {"network"}
        else:
            with pytest.raises(SkillFault, match=r"the household plugins.allow.curious: \[network\]"):
                house.run("curious", "call")


def test_a_plugin_keeps_no_capability_and_gets_none_of_the_households_secrets(
    open_house: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EARNEST_SECRET", "tea")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/4711")
    house = open_house({"curious.py": CURIOUS.format(needs="", port=0)})
    status = house.run("curious", "status").text
    assert "NoNewPrivs:\t1" in status
    assert "Seccomp:\t2" in status
    if "CapEff:\t0000000000000000" not in status:
        pytest.skip("no namespaces here, so the plugin is whoever runs the house")
    mine = house.run("curious", "mine").text
    assert mine.startswith("\nimport os")
    assert not re.search("EARNEST|XDG", mine)


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs unshare (Debian: apt install util-linux)")
def test_the_house_outlives_its_plugins_without_namespaces_too() -> None:
    """The worst misdeeds again, where the kernel allows no further namespaces: a container, say."""
    chosen = "kills_whom or segfaults or forks or phones_home or household or deletes or daemon or eats_memory or exits"
    root = Path(__file__).resolve().parents[2]
    tests = f"{sys.executable} -m pytest -q -p no:cacheprovider tests/host/test_hostile.py -k '{chosen}'"
    none_left = "echo 0 > /proc/sys/user/max_user_namespaces || exit 77"
    done = subprocess.run(
        ["unshare", "-Ur", "sh", "-c", f"{none_left}; exec {tests}"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 77 or "unshare failed" in done.stderr:
        pytest.skip("namespaces cannot be had here, so they cannot be taken away: the suite itself runs without them")
    assert done.returncode == 0, done.stdout


HEADERS = Path("/usr/include")


@pytest.mark.parametrize(
    ("machine", "header"),
    [("x86_64", "x86_64-linux-gnu/asm/unistd_64.h"), ("aarch64", "aarch64-linux-gnu/asm/unistd_64.h")],
)
def test_the_numbers_of_system_calls_are_those_of_the_kernel(machine: str, header: str) -> None:
    place = HEADERS / header
    if not place.is_file():
        pytest.skip(f"no headers of {machine} here (Debian: apt install linux-libc-dev)")
    real = {name: int(number) for name, number in re.findall(r"#define __NR_(\w+) (\d+)", place.read_text())}
    mine = NUMBERS[machine]
    assert {name: number for name, number in mine.items() if name in real and real[name] != number} == {}
    assert len(set(mine.values())) == len(mine)


@pytest.mark.parametrize(
    ("switch", "off", "why"),
    [
        ("kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone is 0"),
        ("user/max_user_namespaces", "0", "user.max_user_namespaces is 0"),
        ("kernel/apparmor_restrict_unprivileged_userns", "1", "kernel.apparmor_restrict_unprivileged_userns is 1"),
        ("kernel/other", "0", "gives ordinary users no namespaces"),
    ],
)
def test_the_doctor_knows_who_switched_namespaces_off(tmp_path: Path, switch: str, off: str, why: str) -> None:
    (tmp_path / switch).parent.mkdir()
    (tmp_path / switch).write_text(f"{off}\n")
    found, remedy = why_no_namespaces(tmp_path)
    assert why in found
    assert remedy


def test_the_height_of_the_walls_is_what_a_plugin_gets(open_house: Open) -> None:
    house = open_house({"curious.py": CURIOUS.format(needs="", port=0)})
    assert house.plugins.loaded[0].walls == height().level
