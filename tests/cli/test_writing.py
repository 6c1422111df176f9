"""The author's loop: a chat with the plugin that is being written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TEA = '''"""Tea."""

from earnest import Reply, hookimpl


@hookimpl
def register_skills(skills):
    skills.add(tea, "boil the samovar")


async def tea(talk):
    """Boil it."""
    return Reply("One cup.")
'''


@contextmanager
def chatting(folder: Path, plugin: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "earnest", "chat", "--plugin", str(plugin)]
    around = os.environ | {"EARNEST_DATA": str(folder / "data"), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=around
    ) as chat:
        try:
            yield chat
        finally:
            chat.kill()


def say(chat: subprocess.Popen[str], line: str) -> None:
    assert chat.stdin is not None
    chat.stdin.write(f"{line}\n")
    chat.stdin.flush()


def wait_for(chat: subprocess.Popen[str], words: str) -> str:
    """The next line that has the words; the test's own time limit ends a wait in vain."""
    assert chat.stdout is not None
    return next(line for line in chat.stdout if words in line)


def test_an_edit_is_live_and_a_fault_is_told_with_its_line(tmp_path: Path) -> None:
    plugin = tmp_path / "tea.py"
    plugin.write_text(TEA, encoding="utf-8")
    with chatting(tmp_path, plugin) as chat:
        say(chat, "boil the samovar")
        assert "One cup." in wait_for(chat, "earnest [")
        plugin.write_text(TEA.replace("One cup", "Two cups"), encoding="utf-8")
        wait_for(chat, "(plugin tea: edited)")
        say(chat, "boil the samovar")
        assert "Two cups." in wait_for(chat, "earnest [")
        plugin.write_text(TEA.replace('"One cup."', "kettle"), encoding="utf-8")
        wait_for(chat, "(plugin tea: edited)")
        say(chat, "boil the samovar")
        assert "tea.py:13: NameError" in wait_for(chat, "raised")
        plugin.write_text(TEA + "def (", encoding="utf-8")
        assert "the last good version goes on: tea.py:14: SyntaxError" in wait_for(chat, "not taken")


def test_what_is_no_plugin_is_told_in_a_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "earnest", "chat", "--plugin", str(tmp_path / "nope.py")]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no plugin; expected a .py file or a package" in done.stderr
