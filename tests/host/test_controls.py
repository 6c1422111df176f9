"""A button of a plugin in a process of its own: it ends what is heard, and opens no microphone unless it is allowed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from earnest.testing import Rehearsal

BUTTON = '''
"""A button that is pressed whenever somebody wakes the house."""

from earnest import Controls, hookimpl

earnest_needs = ("household",)
HELD = []


@hookimpl
def register_controls(controls: Controls) -> None:
    HELD.append(controls)


@hookimpl
def woke(word: str) -> None:
    HELD[0].wake()
    HELD[0].mute(False)
    HELD[0].mute()
    HELD[0].stop()
'''


@pytest.mark.parametrize(
    ("allow", "done"),
    [({}, ["mute", "stop"]), ({"button": {"household": True}}, ["wake", "unmute", "mute", "stop"])],
)
def test_what_a_button_outside_may_do(tmp_path: Path, allow: dict[str, dict[str, bool]], done: list[str]) -> None:
    (tmp_path / "button.py").write_text(BUTTON)
    with Rehearsal(tmp_path / "button.py", outside=True, allow=allow) as house:
        pressed: list[str] = []
        house.plugins.control = pressed.append
        house.observe("woke", word="okay_nabu")
        deadline = time.monotonic() + 30
        while pressed[-1:] != ["stop"]:
            assert time.monotonic() < deadline, (pressed, list(house.plugins.reports))
            time.sleep(0.02)
    assert pressed == done
