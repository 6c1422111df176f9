"""Nothing that a plugin tries reaches a byte outside: with namespaces, with Landlock alone, as root or as anybody.

Each attempt is also made with no walls around it, and must succeed there, or nothing would be proved.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from earnest.errors import SkillFault
from earnest.host import resident
from earnest.host.isolation import process
from earnest.host.isolation.walls import Walls
from host.conftest import House
from host.escapes import escapist
from host.escapes.stage import Control, Stage

LEVELS: dict[str, dict[str, Any]] = {
    "namespaces": {},
    "landlock": {"highest": "landlock"},
    "landlock of 2021": {"highest": "landlock", "landlock": 1},
}
"""Level → what the walls are told, so that they are no higher."""

LATE = 0.6
"""Seconds after which whoever was left behind has done what it wanted."""

PATIENCE = 3.0
"""Seconds for somebody outside to notice, on a busy machine."""

UNPROVED = {
    "read_by_handle": "the file system may have no handles",
    "load_a_bpf_program": "the kernel may have none",
    "watch_a_neighbours_events": "the machine may have no counters",
    "change_flags": "the file system may have no flags",
    "read_a_disk_made_here": "there may be no disk",
    "read_the_disk": "there may be no disk",
    "open_a_ring": "the household may have switched it off",
    "run_a_set_user_id_program": "there may be no passwd",
    "write_what_the_kernel_runs": "only root may",
}
"""What a machine may refuse anybody."""


@pytest.fixture(scope="module", params=LEVELS)
def walled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Stage]]:
    """A house with an escapist in it, and what there is around it."""
    forced = LEVELS[request.param]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resident, "FAULTS", 10_000)
        patch.setattr(process, "_WALLS", partial(Walls, **forced))
        stage = Stage(tmp_path_factory.mktemp("stage"))
        patch.setenv("SECRET", stage.secret)
        told = stage.told(stage.data / "folders" / "escapist")
        (stage.data / "plugins" / "escapist.py").write_bytes(Path(escapist.__file__).read_bytes())
        settings = {"escapist": {"stage": json.dumps(told)}}
        house = House(stage.data, settings, allow={"escapist": {"files": [told["shown"]]}}).load()
        level = next(each.walls for each in house.plugins.loaded if each.name == "escapist")
        try:
            if level != forced.get("highest", "namespaces"):
                pytest.skip(f"this kernel gives {level}")
            stage.marks()
            yield house, stage
        finally:
            house.close()
            stage.close()


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Control, Stage]]:
    stage = Stage(tmp_path_factory.mktemp("control"))
    copy = tmp_path_factory.mktemp("own") / "escapist.py"
    shutil.copy(escapist.__file__, copy)
    program = Control(copy, stage.secret)
    yield program, stage
    program.close()
    stage.close()


@pytest.mark.parametrize("name", escapist.ATTEMPTS)
def test_no_attempt_reaches_a_byte_outside(walled: tuple[House, Stage], name: str) -> None:
    house, stage = walled
    try:
        outcome = house.run("escapist", "escape", name=name).text
    except SkillFault as fault:
        outcome = fault.what
    if name.startswith("leave_"):
        time.sleep(LATE)
    assert not outcome.startswith("escape raised"), f"the attempt itself is broken: {outcome[:300]}"
    assert stage.secret not in outcome
    assert not stage.marks(), outcome[:300]


@pytest.mark.parametrize("name", escapist.ATTEMPTS)
def test_each_attempt_succeeds_without_walls(control: tuple[Control, Stage], name: str, tmp_path: Path) -> None:
    program, stage = control
    if name in escapist.PRIVILEGED and os.geteuid() != 0:
        pytest.skip("without walls only root can")
    if name in escapist.OWNER and not os.access(sysconfig.get_paths()["stdlib"], os.W_OK):
        pytest.skip("without walls only whoever owns the Python can")
    folder = tmp_path / "folder"
    folder.mkdir()
    outcome = program.outcome(name, stage.told(folder))
    until = time.monotonic() + PATIENCE
    while not (succeeded := stage.secret in outcome or bool(stage.marks())) and time.monotonic() < until:
        time.sleep(0.02)
    stage.lay_out_again()
    if not succeeded and name in UNPROVED:
        pytest.skip(f"{UNPROVED[name]}: {outcome}")
    assert succeeded, outcome[:300]


ORDINARY = 65534
"""Nobody."""

AS_NOBODY = """
mount --make-rprivate /
for place in {closed}; do
    kept=$(mktemp -d) && mount --rbind "$place" "$kept" || exit 77
    mount -t tmpfs -o mode=755 tmpfs "$(echo "$place" | cut -d/ -f1-2)" || exit 77
    mkdir -p "$place" && mount --rbind "$kept" "$place" || exit 77
done
exec setpriv --reuid={user} --regid={user} --clear-groups {tests}
"""


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can become somebody else")
def test_nor_does_it_as_an_ordinary_user(root: Path, tmp_path: Path) -> None:
    """All of it again, as a user who owns nothing here; the Python is shown to that user where root keeps it closed."""
    closed = " ".join(_closed(Path(sys.base_prefix)))
    tests = f"{sys.executable} -m pytest -q -p no:cacheprovider {root}/tests/host/test_escapes.py"
    script = AS_NOBODY.format(closed=closed, user=ORDINARY, tests=tests)
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script],
        cwd=root,
        env={**os.environ, "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 77 or "unshare failed" in done.stderr:
        pytest.skip("root cannot lay out another view of files here")
    assert done.returncode == 0, done.stdout[-3000:]


def _closed(place: Path) -> list[str]:
    """``place``, where some folder above it can be entered by its owner alone."""
    return [str(place)] if any(not above.stat().st_mode & 0o001 for above in place.parents) else []
